// Evidence of a mean above or below a threshold, for any sample of two or more finite values. Normally the one-sided t.
// Where all seeds agree there is no t: then the exact sign test speaks. If the median lay on the other side of the threshold
// (or on it), n seeds of n on this side would have a chance of at most 2^-n (decisions.md B7: never NaN, never p = 0). Only a step of a
// trend may be like that, where levels lie at a ceiling; a claim about one mean is INVALID before it comes here.
import { isConstant, pairedT } from '../statistics/paired-t.ts';
import { mean } from '../statistics/sample-moments.ts';
import type { TestResult } from './decision.ts';
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

/** A one-sided test of a mean as a decision lists it. */
export function testOfMean(
  name: string,
  asked: Pick<AgainstThreshold, 'method' | 'statistic'> & {
    readonly about: string;
    readonly pValue: number;
    readonly seeds: number;
    readonly alpha: number;
  },
): TestResult {
  const { method, about, statistic, pValue, seeds, alpha } = asked;
  const words =
    statistic === null ? `all ${seeds} seeds agree, sign test` : `t(${seeds - 1}) = ${inDigits(statistic)},`;
  return {
    name: `${name} (${method})`,
    statistic,
    pValue,
    passed: pValue <= alpha,
    detail: `${about}: ${words} ${inWordsOfP(pValue)}, to pass at ${inDigits(alpha)}.`,
  };
}
