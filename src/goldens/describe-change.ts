// How a watched number moved between two pools of the same seeds: not at all, by rounding, within the margin of drift, or by how much.
// A description for whoever accepts goldens; the alarms with their error budget are those of the nights (decisions.md B5).
import { DRIFT } from '../decisions/drift/drift.ts';
import { driftEquivalence } from '../decisions/drift/drift-equivalence.ts';
import { driftMargin } from '../decisions/drift/drift-margin.ts';
import { isNumericallyClose } from '../decisions/drift/drift-tolerance.ts';

type BySeed = readonly { readonly seed: number; readonly value: number }[];

export interface Change {
  readonly kind: 'identical' | 'close' | 'equivalent' | 'different';
  /** Mean of after minus before, over the seeds that both have. */
  readonly difference: number;
  /** Null where the seeds do not vary in how they moved. */
  readonly low: number | null;
  readonly high: number | null;
  /** Null where there is neither a claimed effect nor any spread. */
  readonly margin: number | null;
  /** Of one seed. */
  readonly largest: number;
  readonly seeds: number;
}

/** Null where the two have no seed in common. */
export function describeChange(
  { before, after }: { readonly before: BySeed; readonly after: BySeed },
  claimedEffect: number | null,
): Change | null {
  const valueAfter = new Map(after.map(({ seed, value }) => [seed, value]));
  const pairs = before.flatMap(({ seed, value }) => {
    const now = valueAfter.get(seed);
    return now === undefined ? [] : [{ golden: value, now }];
  });
  if (pairs.length === 0) return null;
  const margin = driftMargin(
    pairs.map(({ golden }) => golden),
    claimedEffect,
  );
  const { shift, low, high, isEquivalent } = driftEquivalence(
    { from: 'golden-seeds', pairs },
    { margin, level: DRIFT.equivalenceLevel },
  );
  const largest = Math.max(...pairs.map(({ golden, now }) => Math.abs(now - golden)));
  const isClose = pairs.every((pair) => isNumericallyClose(pair, DRIFT.tolerance));
  const kind = largest === 0 ? 'identical' : isClose ? 'close' : isEquivalent ? 'equivalent' : 'different';
  return { kind, difference: shift ?? 0, low, high, margin, largest, seeds: pairs.length };
}
