// How many seeds the verdict on a test speaks of: those up to where its parts are decided, counted in the order of seed numbers.
// A claim falls with the first part that fails and stands with the last that passes (intersection-union). Seeds that other claims,
// cohorts or an earlier run brought beyond that are not looked at, so no order of completion, number of workers, cohort size or
// interruption can move a verdict.
import { mostSeedsOf as mostSeedsOfRule } from '../../decisions/chances.ts';
import type { Decision } from '../../decisions/decision.ts';
import { FIXED, seedBounds } from '../../decisions/design.ts';
import type { ClaimPart, ClaimTest } from '../claim.ts';
import type { SeedRuns } from '../estimands.ts';
import { withRules } from '../rules.ts';
import { decidePart, isStaged } from './decide-part.ts';

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
