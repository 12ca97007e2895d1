// Refuses a test that could not find what it looks for: power is judged at the planned truth, before the numbers are looked at,
// and the refusal names what would do (decision-rules B0; issue: "refuse under-powered use").
import {
  chanceOfNotReproduced,
  chanceOfReproduced,
  type PlannedDesign,
  type Remedy,
  remedyFor,
  thresholdOfRule,
} from '../decisions/chances.ts';
import type { DecisionRule } from '../decisions/decision.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { formatDeclared, formatPercent } from '../report/format-number.ts';

export interface PowerDemand {
  /** The least chance that will do. */
  readonly target: number;
  /** What the test waits for: `.not` waits for evidence against. */
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
  const remedy = remedyFor(design, target, chanceOf);
  throw new HarnessError('under-powered', {
    what: `This test is too small to find what it looks for: ${design.seeds} ${design.seeds === 1 ? 'seed' : 'seeds'} would seldom show it even if it is there.`,
    where,
    got: `"${awaited}" in ${formatPercent(chance)} of such tests, if ${supposed} (alpha ${formatDeclared(design.rule.alpha)})`,
    expected: `at least ${formatPercent(target)}`,
    next: inWordsOfRemedy(design.rule, remedy, awaited),
  });
}

/** "take 19 seeds, or declare a threshold of 0.05". */
export function inWordsOfRemedy(
  rule: DecisionRule,
  { seeds, threshold }: Remedy,
  awaited: PowerDemand['awaited'] = 'reproduced',
): string {
  const name = rule.kind === 'equivalence' ? 'margin' : 'threshold';
  const ways = [
    seeds === null ? [] : [`take ${seeds} seeds`],
    // For evidence against, another threshold would be another claim.
    threshold === null || awaited === 'not-reproduced'
      ? []
      : [`declare a ${name} of ${formatDeclared(threshold)} in place of ${formatDeclared(thresholdOfRule(rule))}`],
    seeds === null && threshold === null
      ? ['plan for a world in which the claim is true by more than it asks for']
      : [],
  ].flat();
  return ways.join(', or ');
}
