// What the suite judges: a procedure that is shown seeds in their order and says what it concludes, and after how many of them.
// Rules of ours (through `judge`, which is `decide` without its words) and rules known to be bad implement it alike, and meet the same statements.
// A sequential rule stops by itself at the look that decides, so it may be shown all seeds at once: that this is the same
// as growing samples is a law of its own (specs/calibration).
import { weigh } from '../../src/decisions/decide.ts';
import type { DecisionRule, Outcome, Samples } from '../../src/decisions/decision.ts';
import type { Sample } from './world.ts';

export interface Conclusion {
  readonly outcome: Outcome;
  /** Seeds that it used. */
  readonly seeds: number;
  /** Inconclusive before its seeds were used up. */
  readonly isGivenUp?: boolean;
}

export interface Procedure {
  readonly id: string;
  /** What it does, in a sentence that the table prints. */
  readonly words: string;
  /** The most seeds it may use; so many are drawn. */
  readonly mostSeeds: number;
  /** `samples[c]`: the seeds of claim c. One conclusion a claim, or a single one for all. */
  readonly conclude: (samples: readonly (readonly Sample[])[]) => readonly Conclusion[];
}

/** Every claim by itself. */
export function throughJudge(
  rule: DecisionRule,
  { id, words, mostSeeds }: Pick<Procedure, 'id' | 'words' | 'mostSeeds'>,
): Procedure {
  const conclude = (samples: readonly (readonly Sample[])[]) =>
    samples.map((claim) => concluded(weigh(rule, samplesOf(claim)), mostSeeds));
  return { id, words, mostSeeds, conclude };
}

export function concluded({ outcome, seeds }: Pick<Conclusion, 'outcome' | 'seeds'>, mostSeeds: number): Conclusion {
  return { outcome, seeds, isGivenUp: outcome === 'inconclusive' && seeds < mostSeeds };
}

/** Numbers or rows, never a mix: which, the world knows, and the types do not. */
export function samplesOf(samples: readonly Sample[]): Samples {
  const numbers = samples.filter((sample) => typeof sample === 'number');
  return numbers.length === samples.length ? numbers : samples.filter((sample) => typeof sample !== 'number');
}
