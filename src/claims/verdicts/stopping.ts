// How many seeds the verdict on a test speaks of: those up to where its parts are decided, counted in the order of seed numbers.
// A claim falls with the first part that fails and stands with the last that passes (intersection-union). Seeds that other claims,
// cohorts or an earlier run brought beyond that are not looked at, so no order of completion, number of workers, cohort size or
// interruption can move a verdict.
import { mostSeedsOf as mostSeedsOfRule } from '../../decisions/chances.ts';
import { decide } from '../../decisions/decide.ts';
import type { Decision, DecisionRule, Samples } from '../../decisions/decision.ts';
import { FIXED, seedBounds } from '../../decisions/design.ts';
import { invalidDecision } from '../../decisions/judgement.ts';
import { decideWithMissing, MOST_MISSING, type PlausibleRange } from '../../decisions/missing-seeds.ts';
import type { ClaimPart, ClaimTest } from '../claim.ts';
import { evaluate, type SeedRuns } from '../estimands.ts';
import { withRules } from '../rules.ts';

export interface Standing {
  /** True: the verdict stands, whatever other seeds would say. */
  readonly isDecided: boolean;
  /** Seeds that it speaks of; while undecided, those there are without a gap. */
  readonly seeds: readonly number[];
}

/** The runs of a seed in every arm; `failed`: one of them is broken for good; `open`: one is still to come. */
export type SeedState = SeedRuns | 'failed' | 'open';

export function standingOf(
  { parts }: Pick<ClaimTest, 'parts'>,
  { seeds, stateOf }: { readonly seeds: readonly number[]; readonly stateOf: (seed: number) => SeedState },
): Standing {
  const states = seeds.map(stateOf);
  if (!parts.some(({ rule }) => isStaged(rule))) return { isDecided: !states.includes('open'), seeds };
  const gap = states.indexOf('open');
  const runs = (gap === -1 ? states : states.slice(0, gap)).map((state) => (typeof state === 'string' ? null : state));
  const stop = stopOf(
    parts.map((part) => ({ part, decision: decidePart(part, runs) })),
    seeds.length,
  );
  if (stop !== null && stop <= runs.length) return { isDecided: true, seeds: seeds.slice(0, stop) };
  return { isDecided: gap === -1, seeds: seeds.slice(0, runs.length) };
}

/** Seeds that a test may ask for: what its rules declare, or `declared` where they take what they are given. */
export function mostSeedsOf({ parts }: Pick<ClaimTest, 'parts'>, declared: number): number {
  return Math.max(...parts.map(({ rule }) => mostSeedsOfRule(rule, declared)));
}

/** Seeds below which it cannot be decided. */
export function fewestSeedsOf({ parts }: Pick<ClaimTest, 'parts'>, declared: number): number {
  return Math.min(declared, Math.max(...parts.map(({ rule }) => seedBounds(rule.design ?? FIXED)?.fewest ?? declared)));
}

/** The same test with rules that look once, whatever they declare. */
export function lookingOnce(test: ClaimTest): ClaimTest {
  return withRules(test, (rule) => ({ ...rule, design: FIXED }));
}

function stopOf(
  found: readonly { readonly part: ClaimPart; readonly decision: Decision }[],
  seeds: number,
): number | null {
  const stops = found.map(({ part, decision }) => {
    const isDecided = decision.sequence?.isDecided ?? true;
    // A part of a fixed design speaks once all seeds are there.
    const at = isStaged(part.rule) ? decision.seeds : seeds;
    return { at, isDecided, passes: decision.outcome === 'reproduced' };
  });
  const failures = stops.filter(({ isDecided, passes, at }) => isDecided && !passes && at < seeds).map(({ at }) => at);
  if (failures.length > 0) return Math.min(...failures);
  return stops.every(({ isDecided }) => isDecided) ? Math.max(...stops.map(({ at }) => at)) : null;
}

// One part judged on the runs of its seeds. A seed whose run is missing is not replaced: it counts with the worst and the best value that
// it could have had, and where the verdict depends on that it is invalid (decisions.md B0).

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

function isStaged({ design = FIXED }: DecisionRule): boolean {
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
