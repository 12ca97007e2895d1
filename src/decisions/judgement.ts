// What a rule finds before it is put into words. The words, with the intervals and the power in them, take ten times as long as
// the finding itself; so `decide` asks for them, and simulated campaigns, which only count outcomes, do not. There is one code for
// both: a decision is a judgement and its words.
import { HarnessError } from '../errors/harness-error.ts';
import { isConstant } from '../statistics/paired-t.ts';
import { sampleMoments } from '../statistics/sample-moments.ts';
import type { Decision, DecisionRule, Effect, Found, Invalid, Outcome, TestResult } from './decision.ts';
import { hasEffect } from './effect.ts';
import { inDigits } from './wording.ts';

export interface Judgement extends Pick<Decision, 'outcome' | 'seeds' | 'alpha'> {
  /** None where the samples are invalid. */
  readonly tests: readonly TestResult[];
  /** Evidence for the whole claim at the look that stands; null for designs that have none. */
  readonly eValue: number | null;
  /** The whole decision. */
  readonly inWords: () => Decision;
}

/** Of a decision without tests, which takes no time to put into words. */
export function judgementOf(decision: Decision): Judgement {
  const { outcome, seeds, alpha, sequence } = decision;
  return { outcome, tests: [], seeds, alpha, eValue: sequence?.eValue ?? null, inWords: () => decision };
}

type Words = Omit<Extract<Found, { outcome: 'inconclusive' }>, 'outcome' | 'seedsNeeded' | 'smallestShown'>;

/** What a decision that is inconclusive says beside. */
export interface Shortfall {
  /** Null where the rule cannot say. */
  readonly seedsNeeded: number | null;
  readonly smallestShown: number | null;
}

/** All tests hold, or a part of the claim is shown to be false, or neither. */
export function outcomeOf(tests: readonly TestResult[], isRefuted: boolean): Exclude<Outcome, 'invalid'> {
  if (tests.every((test) => test.passed)) return 'reproduced';
  return isRefuted ? 'not-reproduced' : 'inconclusive';
}

/** A decision with the fields that its outcome has. */
export function foundDecision(
  outcome: Exclude<Outcome, 'invalid'>,
  { effect, ...words }: Words,
  shortfall: Shortfall = { seedsNeeded: null, smallestShown: null },
): Found {
  if (outcome === 'inconclusive') return { outcome, effect, ...words, ...shortfall };
  return { outcome, effect: certain(effect), ...words };
}

/** Of a sample that is fit to judge. */
export function certain(effect: Effect | null): Effect {
  if (effect !== null) return effect;
  throw new HarnessError('internal', { what: 'A sample that was judged has no effect.' });
}

// What no rule may judge: too few seeds, values that are not finite. Such a sample is INVALID with a reason, never a result.

const ORDINARY = { alpha: 1e-12, value: 1e100 } as const;

/** The decision 'invalid' if `values` cannot be judged; null if they can. */
export function invalidSample(values: readonly number[], alpha: number): Invalid | null {
  const seeds = values.length;
  const broken = values.filter((value) => !Number.isFinite(value)).length;
  if (broken > 0) {
    return invalidDecision(`${broken} of ${seeds} seeds gave a value that is not a finite number.`, { seeds, alpha });
  }
  if (seeds < 2) {
    const reason = `A decision needs at least 2 seeds, and there ${seeds === 1 ? 'is 1' : 'are 0'}.`;
    return invalidDecision(reason, { seeds, alpha });
  }
  // Values of an ordinary size always have an effect, which takes its time.
  const isOrdinary = alpha > ORDINARY.alpha && values.every((value) => Math.abs(value) < ORDINARY.value);
  if (!isOrdinary && !hasEffect(values)) {
    return invalidDecision('The values are so large that their spread cannot be computed.', { seeds, alpha });
  }
  return null;
}

/** A spread below this share of the planned one is that of a measurement which does not respond. */
const LEAST_SPREAD = 1e-3;

/**
 * Why values that do not vary over seeds show nothing; null if they do vary. Roles are drawn anew in every seed, so a spread of
 * zero is a measurement that does not respond at all: it would call everything equivalent, and any mean certain.
 */
export function silenceOf(
  values: readonly number[],
  { standardDeviation: planned }: DecisionRule['planned'],
): string | null {
  const { mean, standardDeviation } = sampleMoments(values);
  if (isConstant(values)) {
    return `all ${values.length} seeds gave ${inDigits(mean)}, and a measurement that does not vary over seeds shows nothing`;
  }
  if (standardDeviation === null || standardDeviation >= LEAST_SPREAD * planned) return null;
  return `the SD over ${values.length} seeds is ${inDigits(standardDeviation)} where ${inDigits(planned)} was planned, and a measurement that hardly varies over seeds shows nothing`;
}

/** The decision 'invalid' if values do not vary over seeds; null if they do. */
export function silentSample(
  values: readonly number[],
  { alpha, planned }: Pick<DecisionRule, 'alpha' | 'planned'>,
): Invalid | null {
  const silence = silenceOf(values, planned);
  return silence === null ? null : invalidDecision(`No answer: ${silence}.`, { seeds: values.length, alpha });
}

export function invalidDecision(
  reason: string,
  { seeds, alpha }: { readonly seeds: number; readonly alpha: number },
): Invalid {
  return { outcome: 'invalid', reason, seeds, alpha };
}
