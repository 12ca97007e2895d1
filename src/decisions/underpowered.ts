// The sentence that refuses a design which could not find what it looks for, and what would do instead (decisions.md B0).
import { HarnessError } from '../errors/harness-error.ts';
import {
  chanceOfNotReproduced,
  chanceOfReproduced,
  type PlannedDesign,
  type Remedy,
  remedyFor,
  thresholdOf,
} from './chances.ts';
import type { DecisionRule } from './decision.ts';
import { inDigits, inPercent } from './wording.ts';

export interface PowerDemand {
  /** The least chance that will do. */
  readonly target: number;
  /** What the test waits for: a negated matcher waits for evidence against. */
  readonly awaited: 'reproduced' | 'not-reproduced';
  /** For the message: matcher, or claim and part. */
  readonly where: string;
  /** The planned truth in words: "the mean is ...". */
  readonly supposed: string;
}

/** @throws HarnessError `under-powered` with the number of seeds, or the threshold, that would be enough */
export function requirePower(design: PlannedDesign, { target, awaited, where, supposed }: PowerDemand): void {
  if (!(target > 0 && target < 1)) {
    throw new HarnessError('invalid-argument', {
      what: 'The demanded power is no probability.',
      where,
      got: `power ${target}`,
      expected: 'a number above 0 and below 1',
    });
  }
  const chanceOf = awaited === 'reproduced' ? chanceOfReproduced : chanceOfNotReproduced;
  const chance = chanceOf(design) ?? 0;
  if (chance >= target) return;
  throw new HarnessError('under-powered', {
    what: `This test is too small to find what it looks for: ${inWordsOfSeeds(design.seeds)} would too seldom show it even if it is there.`,
    where,
    got: `"${awaited}" in ${inPercent(chance)} of such tests, if ${supposed} (alpha ${inDigits(design.rule.alpha)})`,
    expected: `at least ${inPercent(target)}`,
    next: inWordsOfRemedy(design.rule, remedyFor(design, target, chanceOf), awaited),
  });
}

/** "take 19 seeds, or declare a threshold of 0.05 in place of 0.1". */
function inWordsOfRemedy(rule: DecisionRule, { seeds, threshold }: Remedy, awaited: PowerDemand['awaited']): string {
  const name = rule.kind === 'equivalence' ? 'margin' : 'threshold';
  const ways = [
    seeds === null ? [] : [`take ${seeds} seeds`],
    // For evidence against, another threshold would be another claim.
    threshold === null || awaited === 'not-reproduced'
      ? []
      : [`declare a ${name} of ${inDigits(threshold)} in place of ${inDigits(thresholdOf(rule))}`],
  ].flat();
  return ways.length === 0
    ? 'no number of seeds would do: the planned effect does not lie beyond what the rule asks for'
    : ways.join(', or ');
}

function inWordsOfSeeds(seeds: number): string {
  return seeds === 1 ? '1 seed' : `${seeds} seeds`;
}
