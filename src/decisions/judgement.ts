// What a rule finds before it is put into words. The words, with the intervals and the power in them, take ten times as long as
// the finding itself; so `decide` asks for them, and simulated campaigns, which only count outcomes, do not. There is one code for
// both: a decision is a judgement and its words.
import { HarnessError } from '../errors/harness-error.ts';
import type { Decision, Effect, Found, Invalid, Outcome, TestResult } from './decision.ts';
import { effectOf } from './effect.ts';

export interface Judgement extends Pick<Decision, 'outcome' | 'seeds' | 'alpha'> {
  /** None where the samples are invalid. */
  readonly tests: readonly TestResult[];
  /** Evidence for the whole claim at the look that stands; null for designs that have none. */
  readonly eValue: number | null;
  /** The whole decision. */
  readonly inWords: () => Decision;
}

/** Of a decision that takes no time to put into words. */
export function judgementOf(decision: Decision): Judgement {
  const { outcome, seeds, alpha, sequence } = decision;
  const tests = outcome === 'invalid' ? [] : decision.tests;
  return { outcome, tests, seeds, alpha, eValue: sequence?.eValue ?? null, inWords: () => decision };
}

type Words = Omit<Extract<Found, { outcome: 'inconclusive' }>, 'outcome' | 'seedsNeeded'>;

/** All tests hold, or a part of the claim is shown to be false, or neither. */
export function outcomeOf(tests: readonly TestResult[], isRefuted: boolean): Exclude<Outcome, 'invalid'> {
  if (tests.every((test) => test.passed)) return 'reproduced';
  return isRefuted ? 'not-reproduced' : 'inconclusive';
}

/** A decision with the fields that its outcome has. @param seedsNeeded where the rule can say */
export function foundDecision(
  outcome: Exclude<Outcome, 'invalid'>,
  { effect, ...words }: Words,
  seedsNeeded: number | null = null,
): Found {
  if (outcome === 'inconclusive') return { outcome, effect, ...words, seedsNeeded };
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
  if (!isOrdinary && effectOf(values, alpha) === null) {
    return invalidDecision('The values are so large that their spread cannot be computed.', { seeds, alpha });
  }
  return null;
}

export function invalidDecision(
  reason: string,
  { seeds, alpha }: { readonly seeds: number; readonly alpha: number },
): Invalid {
  return { outcome: 'invalid', reason, seeds, alpha };
}
