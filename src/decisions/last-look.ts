// The chance that a design with several looks has its evidence by the last one: an e-value of a t statistic rises with it, so
// the bar is a critical t, and the chance is a tail of the noncentral t. What earlier looks add (a pass that later evidence
// would have lost) or take (giving up on a run of bad seeds) is left to simulation; both are small beside the target.
import normal from '@stdlib/stats-base-dists-normal';
import { noncentralTSurvival } from '../statistics/noncentral-t.ts';
import { powerOfOneSidedT } from '../statistics/power.ts';
import { evidenceOfT } from '../statistics/sequential-t.ts';
import type { Design } from './design.ts';

/** A question "is the mean above 0", in the direction that the claim expects. */
export interface Question {
  readonly effect: number;
  readonly standardDeviation: number;
  readonly alpha: number;
  readonly seeds: number;
  /** The mean must also lie above this. */
  readonly magnitude: number;
}

/** Three looks spend alpha as the square of the share of seeds; this much is left for the last (decision-rules B1). */
const SHARE_OF_LAST_LOOK = 0.76;
const LARGEST_NONCENTRALITY = 500;

export function chanceAtLastLook(question: Question, design: Exclude<Design, { kind: 'fixed' }>): number | null {
  const { effect, standardDeviation, alpha, seeds, magnitude } = question;
  if (seeds < 2 || !(standardDeviation > 0)) return null;
  const root = Math.sqrt(seeds);
  const passesMagnitude = normal.cdf(((effect - magnitude) / standardDeviation) * root, 0, 1);
  const hasEvidence =
    design.kind === 'three-looks'
      ? (powerOfOneSidedT({
          effect,
          standardDeviation,
          threshold: 0,
          alpha: alpha * SHARE_OF_LAST_LOOK,
          seeds,
        }) ?? 0)
      : noncentralTSurvival(criticalT({ seeds, smallestEffect: design.smallestEffect, bar: -Math.log(alpha) }), {
          degreesOfFreedom: seeds - 1,
          noncentrality: clamp((effect / standardDeviation) * root),
        });
  return Math.min(passesMagnitude, hasEvidence);
}

/** The t statistic at which the evidence reaches `bar` (a logarithm); infinite where no t does. */
function criticalT({
  seeds,
  smallestEffect,
  bar,
}: {
  readonly seeds: number;
  readonly smallestEffect: number;
  readonly bar: number;
}): number {
  const reaches = (statistic: number) => evidenceOfT(statistic, { seeds, smallestEffect }).logFor >= bar;
  let [below, above] = [0, 1];
  while (!reaches(above)) {
    if (above > 1e6) return Number.MAX_VALUE;
    [below, above] = [above, above * 2];
  }
  for (let halving = 0; halving < 40; halving++) {
    const middle = (below + above) / 2;
    if (reaches(middle)) above = middle;
    else below = middle;
  }
  return above;
}

function clamp(noncentrality: number): number {
  return Math.max(-LARGEST_NONCENTRALITY, Math.min(LARGEST_NONCENTRALITY, noncentrality));
}
