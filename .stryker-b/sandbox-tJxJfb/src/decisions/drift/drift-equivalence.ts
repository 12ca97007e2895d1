// Is whatever moved too small to matter (decisions.md B5, D3)? Two one-sided t tests (Schuirmann 1987) place the shift of the mean inside
// ±margin: from golden to fresh seeds by Welch's t, from golden seeds to the same seeds run again by the paired t. Where there is no
// spread, as for an accuracy that is 1 in every seed, no t test exists: then the share of seeds that leave the one value, or move by
// more than the margin, must lie below a declared share by its exact bound.
import { clopperPearson } from '../../statistics/clopper-pearson.ts';
import {
  isConstant,
  standardError,
  studentTCdf,
  studentTQuantile,
  studentTSurvival,
} from '../../statistics/paired-t.ts';
import { mean, sampleMoments } from '../../statistics/sample-moments.ts';
import { DRIFT, isNumericallyClose, refuseNonFinite } from './drift.ts';
import { differencesOf, type GoldenPair } from './evidence-against-golden.ts';

export interface DriftEquivalence {
  /** By which test; null where none can be asked. */
  readonly method: 'welch' | 'paired' | 'share' | null;
  readonly isEquivalent: boolean;
  /** The larger of the two one-sided p-values; null without a t test, or without a margin. */
  readonly pValue: number | null;
  /** Of the mean, in raw units; null without any values. */
  readonly shift: number | null;
  /** Interval of the shift at `confidence`, which is 1 - 2 level: equivalent if it lies inside ±margin. Null without a t test. */
  readonly low: number | null;
  readonly high: number | null;
  readonly confidence: number;
  readonly seeds: number;
}

/** Which seeds are asked: fresh ones against the golden sample, or golden seeds run again. */
export type DriftSample =
  | { readonly from: 'fresh-seeds'; readonly golden: readonly number[]; readonly fresh: readonly number[] }
  | { readonly from: 'golden-seeds'; readonly pairs: readonly GoldenPair[] };

/** @param margin in raw units; null where none is known (a golden sample of one value and no claimed effect) */
export function driftEquivalence(
  sample: DriftSample,
  { margin, level }: { readonly margin: number | null; readonly level: number },
): DriftEquivalence {
  const confidence = 1 - 2 * level;
  if (sample.from === 'golden-seeds') {
    const differences = differencesOf(sample.pairs);
    const far = differences.filter((difference) => Math.abs(difference) > (margin ?? 0)).length;
    const seeds = differences.length;
    const shift = seeds === 0 ? null : mean(differences);
    const spread = standardError(differences);
    if (spread === null) return byShare({ far, seeds, shift, confidence });
    const paired = { shift: spread.mean, standardError: spread.standardError, degreesOfFreedom: seeds - 1 };
    return byTests(paired, { method: 'paired', seeds, margin, confidence });
  }
  const { golden, fresh } = sample;
  refuseNonFinite(golden, 'golden sample');
  refuseNonFinite(fresh, 'fresh sample');
  const seeds = fresh.length;
  const shift = seeds === 0 || golden.length === 0 ? null : mean(fresh) - mean(golden);
  const isOneValue = golden.length > 1 && isConstant(golden);
  const between = isOneValue ? null : welch(golden, fresh);
  if (between !== null) return byTests(between, { method: 'welch', seeds, margin, confidence });
  if (isOneValue) {
    const centre = mean(golden);
    const isFar = (now: number) => !isNumericallyClose({ golden: centre, now });
    return byShare({ far: fresh.filter(isFar).length, seeds, shift, confidence });
  }
  return { method: null, isEquivalent: false, pValue: null, shift, low: null, high: null, confidence, seeds };
}

function byTests(
  { shift, standardError, degreesOfFreedom }: Shift,
  about: Pick<DriftEquivalence, 'method' | 'seeds' | 'confidence'> & { readonly margin: number | null },
): DriftEquivalence {
  const { margin, method, seeds, confidence } = about;
  const level = (1 - confidence) / 2;
  const width = studentTQuantile((1 + confidence) / 2, degreesOfFreedom) * standardError;
  const pAbove = margin === null ? null : studentTSurvival((shift + margin) / standardError, degreesOfFreedom);
  const pBelow = margin === null ? null : studentTCdf((shift - margin) / standardError, degreesOfFreedom);
  const pValue = pAbove === null || pBelow === null ? null : Math.max(pAbove, pBelow);
  const isEquivalent = pValue !== null && pValue <= level;
  // Values at the end of the doubles have no interval that can be written down.
  const isWritable = Number.isFinite(shift - width) && Number.isFinite(shift + width);
  const [low, high] = isWritable ? [shift - width, shift + width] : [null, null];
  return { method, isEquivalent, pValue, shift, low, high, confidence, seeds };
}

function byShare({
  far,
  seeds,
  shift,
  confidence,
}: {
  readonly far: number;
  readonly seeds: number;
  readonly shift: number | null;
  readonly confidence: number;
}): DriftEquivalence {
  const isEquivalent =
    seeds > 0 && clopperPearson({ successes: far, trials: seeds }, confidence).high < DRIFT.shareMargin;
  const method = seeds === 0 ? null : 'share';
  return { method, isEquivalent, pValue: null, shift, low: null, high: null, confidence, seeds };
}

interface Shift {
  /** Mean of the second sample less that of the first. */
  readonly shift: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

/**
 * The shift from one sample to another with its standard error, each sample with a spread of its own (Welch 1947): for intervals and
 * equivalence, where a claim about the means must not lean on equal spreads. Evidence (evidence-against-golden.ts) may: what is asked
 * there is whether anything changed. Null where there is no standard error: fewer than two values in one of them, or no spread in either.
 */
export function welch(first: readonly number[], second: readonly number[]): Shift | null {
  const [one, other] = [sampleMoments(first), sampleMoments(second)];
  if (one.standardDeviation === null || other.standardDeviation === null) return null;
  // In units of the larger spread, so that no square leaves the doubles.
  const unit = Math.max(one.standardDeviation, other.standardDeviation);
  if (!(unit > 0) || !Number.isFinite(unit)) return null;
  const [ofOne, ofOther] = [one, other].map(
    ({ standardDeviation, count }) => ((standardDeviation ?? 0) / unit) ** 2 / count,
  ) as [number, number];
  const variance = ofOne + ofOther;
  const degreesOfFreedom = variance ** 2 / (ofOne ** 2 / (one.count - 1) + ofOther ** 2 / (other.count - 1));
  return { shift: other.mean - one.mean, standardError: unit * Math.sqrt(variance), degreesOfFreedom };
}
