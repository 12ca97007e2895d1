// How a decision writes its numbers: three significant digits, and p-values that never read as zero.

import type { Effect } from './decision.ts';

/** 0.012345 as "0.0123". */
export function inDigits(value: number): string {
  const digits = value.toPrecision(3);
  // The largest doubles round up past the end of the doubles; they keep the notation of toPrecision.
  return Number.isFinite(Number(digits)) ? String(Number(digits)) : digits;
}

/** "p = 0.00123", or "p < 1e-12" where more zeros say no more. */
export function inWordsOfP(pValue: number): string {
  return pValue < 1e-12 ? 'p < 1e-12' : `p = ${inDigits(pValue)}`;
}

/** 0.95 as "95 %". */
export function inPercent(share: number): string {
  return `${inDigits(100 * share)} %`;
}

/** Evidence as "171" or "4.2e-5"; what is past all use as "over 1e12". */
export function inWordsOfEvidence(eValue: number): string {
  return eValue > 1e12 ? 'over 1e12' : inDigits(eValue);
}

/** Behind a mean: " (95 % interval 0.1 to 0.3)". @param none in its place where there is no interval */
export function inWordsOfInterval(
  effect: Pick<Effect, 'low' | 'high' | 'confidence'> | null,
  { name, none }: { readonly name: string; readonly none: string },
): string {
  if (effect === null || effect.low === null || effect.high === null) return none;
  return ` (${inPercent(effect.confidence)} ${name} ${inDigits(effect.low)} to ${inDigits(effect.high)})`;
}
