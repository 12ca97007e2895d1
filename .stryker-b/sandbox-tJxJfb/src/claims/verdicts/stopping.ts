// How many seeds the verdict on a test speaks of: those up to where its parts are decided, counted in the order of seed numbers.
// A claim falls with the first part that fails and stands with the last that passes (intersection-union). Seeds that other claims,
// cohorts or an earlier run brought beyond that are not looked at, so no order of completion, number of workers, cohort size or
// interruption can move a verdict.
import { mostSeedsOf as mostSeedsOfRule } from '../../decisions/chances.ts';
import type { Decision, DecisionRule } from '../../decisions/decision.ts';
import { FIXED, seedBounds } from '../../decisions/design.ts';
import { decideWithMissing } from '../../decisions/missing-seeds.ts';
import { type Bounds, known } from '../../statistics/t-bounds.ts';
import type { ClaimPart, ClaimTest } from '../claim.ts';
import { evaluate, type SeedRuns } from '../estimands.ts';
import { boundsOf, type SeedRunsOrMissing } from '../possible-values.ts';
import { withRules } from '../rules.ts';

export interface Standing {
  /** True: the verdict stands, whatever other seeds would say. */
  readonly isDecided: boolean;
  /** Seeds that it speaks of; while undecided, those there are without a gap. */
  readonly seeds: readonly number[];
}

/** The runs of a seed, null in the arms whose run is broken for good; `open`: one is still to come. */
export type SeedState = SeedRunsOrMissing | 'open';

export function standingOf(
  { parts }: Pick<ClaimTest, 'parts'>,
  { seeds, stateOf }: { readonly seeds: readonly number[]; readonly stateOf: (seed: number) => SeedState },
): Standing {
  const states = seeds.map(stateOf);
  if (!parts.some(({ rule }) => isStaged(rule))) return { isDecided: !states.includes('open'), seeds };
  const gap = states.indexOf('open');
  const runs = states.slice(0, gap === -1 ? states.length : gap).filter((state) => state !== 'open');
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

// One part judged on the runs of its seeds. A seed whose run is missing is not replaced: it counts with whatever it could have shown beside
// the arms that it has, and where the verdict depends on that it is invalid (decisions.md B0).

export function decidePart({ rule, range, estimands }: ClaimPart, runs: readonly SeedRunsOrMissing[]): Decision {
  const rows = runs.map((seed) => estimands.map((estimand) => within(boundsOf(estimand, seed), range)));
  const isRow = rule.kind === 'trend' || rule.kind === 'pattern';
  return decideWithMissing(rule, isRow ? rows : rows.map(([value = known(Number.NaN)]) => value));
}

function within(bounds: Bounds, range: Bounds | undefined): Bounds {
  if (range === undefined || !(bounds.low < bounds.high)) return bounds;
  return { low: Math.max(bounds.low, range.low), high: Math.min(bounds.high, range.high) };
}

function isStaged({ design = FIXED }: DecisionRule): boolean {
  return design.kind !== 'fixed';
}

/** One row a seed. */
export function valuesOf({ estimands }: ClaimPart, runs: SeedRuns): readonly number[] {
  return estimands.map((estimand) => evaluate(estimand, runs));
}
