// One part of a claim judged on the runs of its seeds. A seed whose run is missing is not replaced: it counts with the worst and the
// best value that it could have had, and where the verdict depends on that it is invalid (decisions.md B0).
import { decide } from '../../decisions/decide.ts';
import type { Decision, DecisionRule, Samples } from '../../decisions/decision.ts';
import { FIXED } from '../../decisions/design.ts';
import { invalidDecision } from '../../decisions/judgement.ts';
import { decideWithMissing, MOST_MISSING, type PlausibleRange } from '../../decisions/missing-seeds.ts';
import type { ClaimPart } from '../claim.ts';
import { evaluate, type SeedRuns } from '../estimands.ts';

/** Null: no run, for good. */
export type RunsOrMissing = readonly (SeedRuns | null)[];

/** What the estimands of a unit could be at the very most. Log-likelihoods have no lower end, so nothing bounds them. */
const RANGES: Readonly<Record<string, PlausibleRange>> = {
  accuracy: { low: -1, high: 1 },
  'exact match': { low: -1, high: 1 },
  'accuracy above permuted labels': { low: -4, high: 4 },
  cosine: { low: -4, high: 4 },
};

export function decidePart(part: ClaimPart, runs: RunsOrMissing): Decision {
  const { rule, unit } = part;
  const samples = samplesOf(part, runs);
  const firstHole = runs.indexOf(null);
  if (firstHole === -1) return decide(rule, samples as Samples);
  // A design of several looks may have stopped before it came to the hole; those behind the stop are nobody's business.
  if (isStaged(rule)) {
    const before = decide(rule, samples.slice(0, firstHole) as Samples);
    if (before.sequence?.isDecided === true && before.outcome !== 'invalid') return before;
  }
  const range = part.range ?? RANGES[unit] ?? null;
  const counted = isStaged(rule) ? samples.slice(0, lastSeedToBound(runs, range === null ? 0 : MOST_MISSING)) : samples;
  if (range !== null) return decideWithMissing(rule, { samples: counted, range });
  const reason = `A seed has no run, and nothing bounds what it could have shown (${unit}).`;
  return invalidDecision(reason, { seeds: counted.length, alpha: rule.alpha });
}

export function isStaged({ design = FIXED }: DecisionRule): boolean {
  return design.kind !== 'fixed';
}

/** Seeds up to the first hole that is one too many. */
function lastSeedToBound(runs: RunsOrMissing, bearable: number): number {
  const holes = runs.flatMap((run, index) => (run === null ? [index] : []));
  const oneTooMany = holes[bearable];
  return oneTooMany === undefined ? runs.length : oneTooMany + 1;
}

/** One row a seed. */
export function valuesOf({ estimands }: ClaimPart, runs: SeedRuns): readonly number[] {
  return estimands.map((estimand) => evaluate(estimand, runs));
}

function samplesOf(part: ClaimPart, runs: RunsOrMissing) {
  const { kind } = part.rule;
  const rows = runs.map((seed) => (seed === null ? null : valuesOf(part, seed)));
  if (kind === 'trend' || kind === 'pattern') return rows;
  return rows.map((row) => (row === null ? null : (row[0] ?? Number.NaN)));
}
