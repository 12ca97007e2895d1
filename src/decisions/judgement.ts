// What a rule finds before it is put into words. The words, with the intervals and the power in them, take ten times as long as
// the finding itself; so `decide` asks for them, and simulated campaigns, which only count outcomes, do not. There is one code for
// both: a decision is a judgement and its words.
import type { Decision } from './decision.ts';

export interface Judgement extends Pick<Decision, 'outcome' | 'tests' | 'seeds' | 'alpha'> {
  /** Evidence for the whole claim at the look that stands; null for designs that have none. */
  readonly eValue: number | null;
  /** The whole decision. */
  readonly inWords: () => Decision;
}

/** Of a decision that takes no time to put into words. */
export function judgementOf(decision: Decision): Judgement {
  const { outcome, tests, seeds, alpha, sequence } = decision;
  return { outcome, tests, seeds, alpha, eValue: sequence?.eValue ?? null, inWords: () => decision };
}
