// Where sequential evidence (sequential-t.ts) crosses its bars, as t statistics: both the mixture and the ratio rise with t, so
// each bar is one number for a number of seeds. Found by bisection, and remembered, since every look of every campaign asks again.
import { evidenceOfT } from './sequential-t.ts';

export interface EvidenceBar {
  readonly seeds: number;
  readonly smallestEffect: number;
  /** Natural logarithm of the evidence, or of the ratio, to be reached. */
  readonly bar: number;
}

/** The least t statistic whose evidence for a mean beyond the threshold reaches the bar; the largest double where none does. */
export const criticalT = remembered((asked) => crossing((t) => evidenceOfT(t, asked).logFor >= asked.bar));

/** The t statistic below which the ratio at the smallest effect is at most the bar; minus the largest double where none is. */
export const criticalTAgainst = remembered((asked) => crossing((t) => evidenceOfT(t, asked).logAtSmallest > asked.bar));

/** Beyond this size no t statistic tells more. */
const FARTHEST = 1e6;
const HALVINGS = 60;

function crossing(isPast: (statistic: number) => boolean): number {
  let reach = 1;
  while (!isPast(reach)) {
    if (reach > FARTHEST) return Number.MAX_VALUE;
    reach *= 2;
  }
  let [below, above] = [-1, reach];
  while (isPast(below)) {
    if (below < -FARTHEST) return -Number.MAX_VALUE;
    below *= 2;
  }
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (below + above) / 2;
    if (isPast(middle)) above = middle;
    else below = middle;
  }
  return above;
}

function remembered(find: (asked: EvidenceBar) => number): (asked: EvidenceBar) => number {
  const known = new Map<number, Map<number, Map<number, number>>>();
  return (asked) => {
    const bySeeds = entryOf(entryOf(known, asked.smallestEffect), asked.bar);
    const before = bySeeds.get(asked.seeds);
    if (before !== undefined) return before;
    const found = find(asked);
    bySeeds.set(asked.seeds, found);
    return found;
  };
}

function entryOf<Value>(maps: Map<number, Map<number, Value>>, key: number): Map<number, Value> {
  const before = maps.get(key);
  if (before !== undefined) return before;
  const entry = new Map<number, Value>();
  maps.set(key, entry);
  return entry;
}
