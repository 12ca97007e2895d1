// The numbers a trend is judged by, one a seed: the contrast over the levels and the differences between two of them.
import { exactSum } from '../statistics/sample-moments.ts';

/** Levels weighted by their centred ranks: -1, 0, 1 for three levels. */
export function contrast(row: readonly number[]): number {
  return exactSum(row.map((value, index) => (index - (row.length - 1) / 2) * value));
}

export function between(
  rows: readonly (readonly number[])[],
  { from, to }: { readonly from: number; readonly to: number },
): number[] {
  return rows.map((row) => (row[to] ?? Number.NaN) - (row[from] ?? Number.NaN));
}
