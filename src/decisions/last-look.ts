// The chance that a design with several looks has its evidence by the last one: an e-value of a t statistic rises with it, so
// the bar is a critical t, and the chance is a tail of the noncentral t. What earlier looks add (a pass that later evidence
// would have lost) or take (giving up on a run of bad seeds) is left to simulation: at the smallest effect the sum is two points in
// a hundred more, so what is stated here errs on the careful side (measured by `npm run calibrate`).
import { criticalT } from '../statistics/critical-t.ts';
import { noncentralTSurvival } from '../statistics/noncentral-t.ts';
import { powerOfOneSidedT } from '../statistics/power.ts';
import { type Design, seedBounds } from './design.ts';

/** A question "is the mean beyond the threshold", in the direction that the claim expects. */
export interface Question {
  /** True mean minus threshold. */
  readonly beyond: number;
  readonly standardDeviation: number;
  readonly alpha: number;
  readonly seeds: number;
}

/** Three looks spend alpha as the square of the share of seeds; this much is left for the last (decisions.md B1). */
const SHARE_OF_LAST_LOOK = 0.76;
const LARGEST_NONCENTRALITY = 500;
/** What evidence from signs alone needs beyond that from t (decisions.md B1). */
const MORE_SEEDS_FOR_SIGNS = 3;

export function chanceAtLastLook(question: Question, design: Exclude<Design, { kind: 'fixed' }>): number | null {
  const { beyond, standardDeviation, alpha } = question;
  const isBySigns = design.kind === 'sequential' && design.evidence === 'sign-symmetry';
  const seeds = question.seeds - (isBySigns ? MORE_SEEDS_FOR_SIGNS : 0);
  if (question.seeds < 2 || !(standardDeviation > 0)) return null;
  // Before the first look nothing can be said, and evidence by few signs never suffices.
  if (question.seeds < (seedBounds(design)?.fewest ?? 0) || seeds < 2) return 0;
  if (design.kind === 'three-looks') {
    const level = alpha * SHARE_OF_LAST_LOOK;
    return powerOfOneSidedT({ effect: beyond, standardDeviation, threshold: 0, alpha: level, seeds });
  }
  return noncentralTSurvival(criticalT({ seeds, smallestEffect: design.smallestEffect, bar: -Math.log(alpha) }), {
    degreesOfFreedom: seeds - 1,
    noncentrality: clamp((beyond / standardDeviation) * Math.sqrt(seeds)),
  });
}

function clamp(noncentrality: number): number {
  return Math.max(-LARGEST_NONCENTRALITY, Math.min(LARGEST_NONCENTRALITY, noncentrality));
}
