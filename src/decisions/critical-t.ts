// Where a look decides, as t statistics instead of evidence: both ratios of a look rise with t, so each bar is a critical t that
// depends on the number of seeds and the design alone. Whoever simulates thousands of campaigns compares with these.
import { evidenceOfT } from '../statistics/sequential-t.ts';
import type { SequentialDesign } from './design.ts';

export interface CriticalT {
  /** From here on there is evidence of 1 / alpha; the largest double where no t gives it. */
  readonly passes: number;
  /** Down from here the smallest effect is as unlikely as beta; minus the largest double where no t makes it so. */
  readonly givesUp: number;
}

export type CriticalTAt = (seeds: number) => CriticalT;

export type Bars = Pick<SequentialDesign, 'smallestEffect' | 'beta'> & { readonly alpha: number };

/** The t statistic at which the evidence of so many seeds reaches `bar` (a logarithm). */
export function passingT({
  seeds,
  smallestEffect,
  bar,
}: Pick<Bars, 'smallestEffect'> & { readonly seeds: number; readonly bar: number }): number {
  return smallestT((statistic) => evidenceOfT(statistic, { seeds, smallestEffect }).logFor >= bar);
}

/** The critical values of a design, each searched for once. */
export function criticalTs({ smallestEffect, beta, alpha }: Bars): CriticalTAt {
  const known = new Map<number, CriticalT>();
  return (seeds) => {
    const found = known.get(seeds) ?? {
      passes: passingT({ seeds, smallestEffect, bar: -Math.log(alpha) }),
      givesUp: -smallestT(
        (negated) => evidenceOfT(-negated, { seeds, smallestEffect }).logAtSmallest <= Math.log(beta),
      ),
    };
    known.set(seeds, found);
    return found;
  };
}

/** Shared by all rules of one design and alpha, which is what claims have. */
export function rememberedCriticalTs(): (bars: Bars) => CriticalTAt {
  const known = new Map<string, CriticalTAt>();
  return ({ smallestEffect, beta, alpha }) => {
    const key = [smallestEffect, beta, alpha].join();
    const found = known.get(key) ?? criticalTs({ smallestEffect, beta, alpha });
    known.set(key, found);
    return found;
  };
}

const FARTHEST = 1e6;

/** The least number for which a condition holds that stays true above it; the largest double where it holds nowhere. */
function smallestT(holds: (statistic: number) => boolean): number {
  let [below, above] = [-1, 1];
  while (!holds(above)) {
    if (above > FARTHEST) return Number.MAX_VALUE;
    [below, above] = [above, above * 2];
  }
  while (holds(below)) {
    if (below < -FARTHEST) return -Number.MAX_VALUE;
    [below, above] = [below * 2, below];
  }
  for (let halving = 0; halving < 50; halving++) {
    const middle = (below + above) / 2;
    if (holds(middle)) above = middle;
    else below = middle;
  }
  return above;
}
