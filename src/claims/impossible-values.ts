// Numbers that no measurement can give: a share above one, a cosine of a million. Whatever made them, a rounding, a broken kernel or
// a meddled file, the run is no evidence.
import type { RunRecord } from '../experiments/run-record.ts';

/** 32-bit sums go over an end by so much. */
const ROUNDING = 1e-4;

/** By what a value's name ends with, or holds. Other names are not bounded. */
const RANGES: readonly { readonly name: RegExp; readonly low: number; readonly high: number }[] = [
  { name: /\/(accuracy|agreement-with-definition|exact-match)$/, low: 0, high: 1 },
  { name: /\/log-likelihood$/, low: Number.NEGATIVE_INFINITY, high: 0 },
  { name: /\/gradient-cosine$/, low: -1, high: 1 },
  { name: /\/probe-excess\//, low: -1, high: 1 },
];

/** In words; null where all values can be. */
export function impossibleValue({ values }: Pick<RunRecord, 'values'>): string | null {
  for (const [name, byGroup] of Object.entries(values)) {
    const range = RANGES.find((one) => one.name.test(name));
    if (range === undefined) continue;
    const { low, high } = range;
    for (const [group, value] of Object.entries(byGroup)) {
      if (value >= low - ROUNDING && value <= high + ROUNDING) continue;
      const within = Number.isFinite(low) ? `lies from ${low} to ${high}` : `is not above ${high}`;
      return `${name} of ${group} is ${Number(value.toPrecision(6))}, and such a number ${within}`;
    }
  }
  return null;
}
