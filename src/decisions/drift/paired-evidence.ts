// Golden seeds run again by today's code against what they gave then (decisions.md B5, D2 and D3): seed by seed, so that only a change of
// code or machine shows, never the luck of the seeds. One-sample t evidence in both directions on the differences.
import { isConstant } from '../../statistics/paired-t.ts';
import { sampleMoments } from '../../statistics/sample-moments.ts';
import { refuseNonFinite } from './drift.ts';
import { type DriftEvidence, directionOf } from './evidence-against-golden.ts';
import { logShiftMixture } from './shift-mixture.ts';

/** One golden seed: what it gave then, and what it gives now. */
export interface GoldenPair {
  readonly golden: number;
  readonly now: number;
}

export interface PairedEvidence extends DriftEvidence {
  /** Every seed gave the very same number again. */
  readonly isIdentical: boolean;
}

/** After all pairs. @param shifts in standard deviations of the differences (DRIFT.pairedShifts) */
export function pairedEvidence({
  pairs,
  shifts,
}: {
  readonly pairs: readonly GoldenPair[];
  readonly shifts: readonly number[];
}): PairedEvidence {
  const differences = differencesOf(pairs);
  const seeds = differences.length;
  const isIdentical = seeds > 0 && differences.every((difference) => difference === 0);
  const { mean, standardDeviation } = sampleMoments(differences);
  const direction = seeds === 0 ? null : directionOf(mean);
  if (standardDeviation === null || isIdentical) return { seeds, log: 0, statistic: null, direction, isIdentical };
  if (isConstant(differences)) {
    // All moved by the same: a fair coin a seed, of which the first settles the side.
    return { seeds, log: (seeds - 1) * Math.LN2, statistic: null, direction, isIdentical };
  }
  const precision = Math.sqrt(seeds);
  const largest = Number.MAX_VALUE;
  const ratio = (mean / Math.max(standardDeviation, Number.MIN_VALUE)) * precision;
  const statistic = Math.max(-largest, Math.min(largest, ratio));
  const log = logShiftMixture(statistic, { degreesOfFreedom: seeds - 1, precision, shifts });
  return { seeds, log, statistic, direction, isIdentical };
}

/** now - golden, finite. */
export function differencesOf(pairs: readonly GoldenPair[]): number[] {
  refuseNonFinite(
    pairs.flatMap(({ golden, now }) => [golden, now]),
    'golden seeds run again (golden, now, golden, now, ...)',
  );
  return pairs.map(({ golden, now }) => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, now - golden)));
}
