// The table of decisions.md B5: fresh seeds until the two-sample evidence reaches 1 / alpha, looking after every seed.
import { twoSampleEvidence } from '../../src/decisions/drift/evidence-against-golden.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';

export interface DetectionCell {
  readonly goldenSeeds: number;
  /** In standard deviations. */
  readonly shift: number;
  readonly shifts: readonly number[];
  readonly campaigns: number;
  /** Null where fewer than half are found within `most` seeds. */
  readonly medianSeeds: number | null;
  readonly foundWithin: number;
  readonly most: number;
}

export const B5_TABLE = [
  { goldenSeeds: 20, medians: [59, 18, 11, 7] },
  { goldenSeeds: 40, medians: [26, 12, 8, 5] },
] as const;
export const B5_SHIFTS = [1, 1.5, 2, 3] as const;

export function seedsToDetect(
  {
    goldenSeeds,
    shift,
    shifts,
    alpha = 1e-3,
    most = 60,
  }: {
    readonly goldenSeeds: number;
    readonly shift: number;
    readonly shifts: readonly number[];
    readonly alpha?: number;
    readonly most?: number;
  },
  { campaigns, seed }: { readonly campaigns: number; readonly seed: number },
): DetectionCell {
  const stream = seedTree(seed).child('seeds-to-detect').child(goldenSeeds).child(shift).stream();
  const draw = (count: number, mean: number) => Array.from({ length: count }, () => mean + stream.normal());
  const firsts = Array.from({ length: campaigns }, () => {
    const looks = twoSampleEvidence({ golden: draw(goldenSeeds, 0), fresh: draw(most, shift), shifts });
    const first = looks.findIndex(({ log }) => log >= -Math.log(alpha));
    return first === -1 ? Number.POSITIVE_INFINITY : first + 1;
  }).sort((one, other) => one - other);
  const median = firsts[Math.ceil(campaigns / 2) - 1] ?? Number.POSITIVE_INFINITY;
  return {
    goldenSeeds,
    shift,
    shifts,
    campaigns,
    medianSeeds: Number.isFinite(median) ? median : null,
    foundWithin: firsts.filter(Number.isFinite).length,
    most,
  };
}
