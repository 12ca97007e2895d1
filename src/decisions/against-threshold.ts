// Evidence of a mean above or below a threshold, for any sample of two or more finite values. Normally the one-sided t.
// Where all seeds agree there is no t: then the exact sign test speaks. If the median lay on the other side of the threshold
// (or on it), n seeds of n on this side would have a chance of at most 2^-n (decisions.md B7: never NaN, never p = 0).
import { isConstant, pairedT } from '../statistics/paired-t.ts';
import { mean } from '../statistics/sample-moments.ts';
import { inDigits, inWordsOfP } from './wording.ts';

export interface AgainstThreshold {
  readonly method: 'paired t' | 'sign test';
  /** The t statistic; null for the sign test. */
  readonly statistic: number | null;
  /** One-sided p-value of "above the threshold". */
  readonly pAbove: number;
  /** One-sided p-value of "at or below the threshold". */
  readonly pBelow: number;
}

export function againstThreshold(values: readonly number[], threshold: number): AgainstThreshold {
  const test = pairedT(values, threshold);
  if (test !== null) {
    return { method: 'paired t', statistic: test.statistic, pAbove: test.pGreater, pBelow: test.pLess };
  }
  const unanimous = 0.5 ** values.length;
  const isAbove = isConstant(values) && mean(values) > threshold;
  return {
    method: 'sign test',
    statistic: null,
    pAbove: isAbove ? unanimous : 1,
    pBelow: isAbove ? 1 : unanimous,
  };
}

/** "t(9) = 3.2, p = 0.0054" or "all 10 seeds agree, sign test p = 0.000977". */
export function inWordsOfTest({ statistic }: AgainstThreshold, pValue: number, seeds: number): string {
  return statistic === null
    ? `all ${seeds} seeds agree, sign test ${inWordsOfP(pValue)}`
    : `t(${seeds - 1}) = ${inDigits(statistic)}, ${inWordsOfP(pValue)}`;
}
