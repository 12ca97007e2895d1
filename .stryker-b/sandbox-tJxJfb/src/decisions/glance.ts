// A first glance at a look of a sequential design: does it surely stay open? Told from running moments and remembered critical t
// statistics alone, which costs a thousandth of the look itself; most looks of most samples are like that. Whatever comes near a
// bar is not sure, and is judged in full. So this can save time and never change an outcome (a spec compares the two).
import type { RunningMoments } from '../statistics/sample-moments.ts';
import { criticalT, criticalTOfRatio } from '../statistics/sequential-t.ts';
import type { Levels } from './decision.ts';
import type { SequentialDesign } from './design.ts';

/** Of the mean lying beyond `threshold`, above it (1) or below it (-1). */
export interface Side {
  readonly sign: 1 | -1;
  readonly threshold: number;
}

export interface Glance {
  /** The evidence of the first `seeds` values surely stays below 1 / alpha. */
  readonly isShort: Sure;
  /** The evidence of the other side surely stays below K / alpha. */
  readonly isUnrefuted: Sure;
  /** One smallest effect beyond, or one short, is surely more likely than beta still. */
  readonly isAlive: Sure;
}
type Sure = (series: RunningMoments, side: Side, seeds: number) => boolean;

/** Running moments and bisected bars are good to about ten digits; nothing nearer than this is called sure. */
export const NEAR = 1e-6;

export function glanceAt({ alpha, refutationAlpha }: Levels, { smallestEffect, beta }: SequentialDesign): Glance {
  const [shown, refuted, givenUp] = [-Math.log(alpha), -Math.log(refutationAlpha), Math.log(beta)];
  // A t statistic that is no number is neither below nor above, hence never sure.
  return {
    isShort: (series, side, seeds) => {
      const statistic = statisticOf(series, side, seeds);
      return statistic < criticalT({ seeds, smallestEffect, bar: shown }) - NEAR * (1 + Math.abs(statistic));
    },
    isUnrefuted: (series, side, seeds) => {
      const statistic = statisticOf(series, side, seeds);
      return -statistic < criticalT({ seeds, smallestEffect, bar: refuted }) - NEAR * (1 + Math.abs(statistic));
    },
    isAlive: (series, side, seeds) => {
      const size = Math.abs(statisticOf(series, side, seeds));
      return size > criticalTOfRatio({ seeds, smallestEffect, bar: givenUp }) + NEAR * (1 + size);
    },
  };
}

function statisticOf({ mean, deviation }: RunningMoments, { sign, threshold }: Side, seeds: number): number {
  const [centre, spread] = [mean[seeds] ?? Number.NaN, deviation[seeds] ?? Number.NaN];
  return ((sign * (centre - threshold)) / spread) * Math.sqrt(seeds);
}
