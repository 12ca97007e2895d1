// A first glance at a look of a sequential design: does it surely stay open? Told from running moments and remembered critical t
// statistics alone, which costs a thousandth of the look itself; most looks of most samples are like that. Whatever comes near a
// bar is not sure, and is judged in full. So this can save time and never change an outcome (a spec compares the two).
import { criticalT, criticalTAgainst } from '../statistics/critical-t.ts';
import type { RunningMoments } from '../statistics/sample-moments.ts';
import type { SequentialDesign } from './design.ts';

/** Of the mean lying beyond `threshold`, above it (1) or below it (-1). */
export interface Side {
  readonly sign: 1 | -1;
  readonly threshold: number;
}

export interface Glance {
  /** The evidence of the first `seeds` values surely stays below 1 / alpha. */
  readonly isShort: (series: RunningMoments, side: Side, seeds: number) => boolean;
  /** One smallest effect beyond is surely more likely than beta still. */
  readonly isAlive: (series: RunningMoments, side: Side, seeds: number) => boolean;
}

/** Running moments and bisected bars are good to about ten digits; nothing nearer than this is called sure. */
const NEAR = 1e-6;

export function glanceAt({ alpha, design }: { readonly alpha: number; readonly design: SequentialDesign }): Glance {
  const { smallestEffect, beta } = design;
  const [evident, givenUp] = [-Math.log(alpha), Math.log(beta)];
  // A t statistic that is no number is neither below nor above, hence never sure.
  return {
    isShort: (series, side, seeds) => {
      const statistic = statisticOf(series, side, seeds);
      return statistic < criticalT({ seeds, smallestEffect, bar: evident }) - NEAR * (1 + Math.abs(statistic));
    },
    isAlive: (series, side, seeds) => {
      const statistic = statisticOf(series, side, seeds);
      return statistic > criticalTAgainst({ seeds, smallestEffect, bar: givenUp }) + NEAR * (1 + Math.abs(statistic));
    },
  };
}

function statisticOf({ mean, deviation }: RunningMoments, { sign, threshold }: Side, seeds: number): number {
  const [centre, spread] = [mean[seeds] ?? Number.NaN, deviation[seeds] ?? Number.NaN];
  return ((sign * (centre - threshold)) / spread) * Math.sqrt(seeds);
}
