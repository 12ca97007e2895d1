// Whether all contenders of a cell do the same work: from the same start, on the same batches, their losses must agree step by step.
// Times of contenders that do not are worth nothing, so the run stops.
import { HarnessError } from '../../src/errors/harness-error.ts';

export type Losses = readonly (readonly number[])[];

/** In nats. Rounding differs; twenty steps later it still has to be no more than that. */
export const LOSS_TOLERANCE = 1e-4;

/** The largest difference over steps and seeds; infinite where shapes differ or a loss is no number. */
export function largestDifference(a: Losses, b: Losses): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (const [step, row] of a.entries()) {
    const other = b[step] ?? [];
    if (row.length !== other.length) return Infinity;
    for (const [seed, loss] of row.entries()) {
      const difference = Math.abs(loss - (other[seed] as number));
      if (Number.isNaN(difference)) return Infinity;
      largest = Math.max(largest, difference);
    }
  }
  return largest;
}

/** @returns the largest difference of any contender from the first; @throws HarnessError where that is too much */
export function requireSameWork(cell: string, losses: ReadonlyMap<string, Losses>): number {
  const [first, ...others] = [...losses];
  if (first === undefined) return 0;
  let largest = 0;
  for (const [name, own] of others) {
    const difference = largestDifference(first[1], own);
    largest = Math.max(largest, difference);
    if (difference <= LOSS_TOLERANCE) continue;
    throw new HarnessError('internal', {
      what: 'Two contenders do not do the same work, so nothing can be said about who is faster.',
      where: `${cell}: ${name} against ${first[0]}`,
      got: `losses that differ by ${difference.toExponential(2)}`,
      expected: `at most ${LOSS_TOLERANCE} over ${own.length} steps`,
    });
  }
  return largest;
}
