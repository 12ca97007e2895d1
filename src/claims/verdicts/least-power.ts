// The chance that a test as a whole comes out reproduced where effects are as planned: all its parts, and all parts of the claims that it leans
// on (the positive claims of a control, the gate that it stands behind). They read the same runs, and how they depend on each other is not
// known before the data, so the chances to fail are added up: a bound from below, however they depend. Validity gates are not in it: what they
// look at has no planned effect, and `npm run gates` says how often golden runs pass them.
import { chanceOfReproduced, mostSeedsOf } from '../../decisions/chances.ts';
import type { DecisionRule } from '../../decisions/decision.ts';
import type { RatesOf } from '../../decisions/operating-curve.ts';
import { clopperPearson } from '../../statistics/clopper-pearson.ts';

/** One-sided, of the rates of simulated campaigns. */
const CONFIDENCE = 0.95;

/**
 * Of `reproduced` at the planned effect, with the most seeds; null where it cannot be computed. The exact chance of a trend is that of its ends and
 * that of a pattern its interaction's, which say too much, so their whole rules are simulated, and the lower bound of that is taken.
 */
export function plannedChance(rule: DecisionRule, seeds: number, ratesOf: RatesOf): number | null {
  const most = Math.min(seeds, mostSeedsOf(rule, seeds));
  const exact = chanceOfReproduced({ rule, truth: rule.planned, seeds: most });
  if (exact === null || (rule.kind !== 'trend' && rule.kind !== 'pattern')) return exact;
  const { reproduced, campaigns: trials } = ratesOf(rule, rule.planned, most);
  if (trials === null) return Math.min(exact, reproduced);
  const successes = Math.round(reproduced * trials);
  return Math.min(exact, clopperPearson({ successes, trials }, 2 * CONFIDENCE - 1).low);
}

export interface PlannedChances {
  readonly claim: string;
  readonly task: string;
  /** One a part. */
  readonly chances: readonly (number | null)[];
  /** Claims that must be reproduced on the same task. */
  readonly leansOn: readonly string[];
}

export interface LeastPower {
  /** Null: a part has none, or a claim that it leans on is not among the tests. */
  readonly atLeast: number | null;
  readonly parts: number;
  /** Claims whose parts are in it, too: those that it leans on, and those that they lean on. */
  readonly leansOn: readonly string[];
}

/** @param all tests of the same run */
export function leastPower(test: PlannedChances, all: readonly PlannedChances[]): LeastPower {
  const whole = new Set([test]);
  let isWhole = true;
  // What is added while it goes on is gone through, too.
  for (const { leansOn, task } of whole) {
    for (const id of leansOn) {
      const leaned = all.find((one) => one.claim === id && one.task === task);
      if (leaned === undefined) isWhole = false;
      else whole.add(leaned);
    }
  }
  const chances = [...whole].flatMap((one) => one.chances);
  const known = chances.flatMap((chance) => chance ?? []);
  const failures = known.reduce((sum, chance) => sum + 1 - chance, 0);
  return {
    atLeast: isWhole && known.length === chances.length ? Math.max(0, 1 - failures) : null,
    parts: test.chances.length,
    leansOn: [...whole].flatMap(({ claim }) => (claim === test.claim ? [] : [claim])),
  };
}
