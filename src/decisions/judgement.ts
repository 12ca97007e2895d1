// What a rule finds before it is put into words. The words, with the intervals and the power in them, take ten times as long as
// the finding itself; so `decide` asks for them, and simulated campaigns, which only count outcomes, do not. There is one code for
// both: a decision is a judgement and its words.
import { HarnessError } from '../errors/harness-error.ts';
import type { Decision, Effect, Found, Outcome, TestResult } from './decision.ts';

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

/** A decision with the fields that its outcome has. @param seedsNeeded where the rule can say */
export function foundDecision(
  outcome: Exclude<Outcome, 'invalid'>,
  { effect, ...words }: Words,
  seedsNeeded: number | null = null,
): Found {
  if (outcome === 'inconclusive') return { outcome, effect, ...words, seedsNeeded };
  return { outcome, effect: certain(effect), ...words };
}

/** More to say of a sample that is not invalid. */
export function withWords(judgement: Judgement, more: () => Pick<Found, 'trendOnly' | 'cells'>): Judgement {
  const inWords = () => {
    const decision = judgement.inWords();
    return decision.outcome === 'invalid' ? decision : { ...decision, ...more() };
  };
  return { ...judgement, inWords };
}

function certain(effect: Effect | null): Effect {
  if (effect !== null) return effect;
  throw new HarnessError('internal', { what: 'A sample that was judged has no effect.' });
}
