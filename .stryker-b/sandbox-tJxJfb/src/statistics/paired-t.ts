// The paired t test: one number a seed (a difference), its mean judged against a threshold (decisions.md B0, B1).
// Where no t statistic exists (fewer than two seeds, or seeds that agree to the rounding of a double) the answer is null,
// never NaN and never a p-value of 0.

import tCdf from '@stdlib/stats-base-dists-t-cdf';
import tPdf from '@stdlib/stats-base-dists-t-pdf';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { sampleMoments } from './sample-moments.ts';

export interface PairedT {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  /** One-sided p-value of "the mean exceeds the threshold". */
  readonly pGreater: number;
  /** One-sided p-value of "the mean lies below the threshold". */
  readonly pLess: number;
}

export interface MeanInterval {
  readonly low: number;
  readonly high: number;
}

/** A spread below this share of the largest value is rounding of equal values, not variation between seeds. */
const ROUNDING_SHARE = 1e-12;

const NEAR_ZERO = 1e-3;

/** Whether all values are equal up to rounding. */
export function isConstant(values: readonly number[]): boolean {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high - low <= ROUNDING_SHARE * Math.max(Math.abs(low), Math.abs(high));
}

export function pairedT(differences: readonly number[], threshold: number): PairedT | null {
  const spread = standardError(differences);
  if (spread === null) return null;
  const degreesOfFreedom = differences.length - 1;
  const statistic = clampToFinite((spread.mean - threshold) / spread.standardError);
  return {
    statistic,
    degreesOfFreedom,
    pGreater: studentTSurvival(statistic, degreesOfFreedom),
    pLess: studentTCdf(statistic, degreesOfFreedom),
  };
}

/** Two-sided interval of the mean; null where no t interval exists. */
export function meanInterval(differences: readonly number[], confidence: number): MeanInterval | null {
  const spread = standardError(differences);
  if (spread === null) return null;
  const halfWidth = studentTQuantile((1 + confidence) / 2, differences.length - 1) * spread.standardError;
  return { low: spread.mean - halfWidth, high: spread.mean + halfWidth };
}

/** Mean of the differences with its standard error; null where all are one value up to rounding, or fewer than two. */
export function standardError(
  differences: readonly number[],
): { readonly mean: number; readonly standardError: number } | null {
  const { mean, standardDeviation } = sampleMoments(differences);
  if (standardDeviation === null || isConstant(differences)) return null;
  // At the very bottom of the doubles the division could give 0 for a spread that is there.
  return { mean, standardError: Math.max(standardDeviation / Math.sqrt(differences.length), Number.MIN_VALUE) };
}

/** The nearest double that is not infinite. */
export function clampToFinite(value: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
}

/**
 * Student's t distribution: distribution function and quantile, by @stdlib. Upper tails are taken by symmetry (P(T > t) = P(T < -t)), so
 * that a very small p-value is not lost in 1 - p. P(T <= value).
 */
export function studentTCdf(value: number, degreesOfFreedom: number): number {
  if (Math.abs(value) < NEAR_ZERO) return nearZero(value, degreesOfFreedom);
  return tCdf(value, degreesOfFreedom);
}

/** P(T > value), with full relative precision far out. */
export function studentTSurvival(value: number, degreesOfFreedom: number): number {
  return studentTCdf(-value, degreesOfFreedom);
}

/** The value below which T falls with this probability. */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  return tQuantile(probability, degreesOfFreedom);
}

/**
 * @stdlib goes through 1 / (1 + t² / df), in which a small t is lost (5e-13 of the result at t = 1e-12); the density's
 * series about zero has it all: its next term is below 1e-16 here. Found by a law (seed -686151956).
 */
function nearZero(value: number, degreesOfFreedom: number): number {
  const curvature = ((degreesOfFreedom + 1) / degreesOfFreedom) * (value * value);
  return 0.5 + tPdf(0, degreesOfFreedom) * value * (1 - curvature / 6);
}
