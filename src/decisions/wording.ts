// How a decision writes its numbers: three significant digits, and p-values that never read as zero.

/** 0.012345 as "0.0123". */
export function inDigits(value: number): string {
  return String(Number(value.toPrecision(3)) + 0);
}

/** "p = 0.00123", or "p < 1e-12" where more zeros say no more. */
export function inWordsOfP(pValue: number): string {
  return pValue < 1e-12 ? 'p < 1e-12' : `p = ${inDigits(pValue)}`;
}

/** 0.95 as "95 %". */
export function inPercent(share: number): string {
  return `${inDigits(100 * share)} %`;
}
