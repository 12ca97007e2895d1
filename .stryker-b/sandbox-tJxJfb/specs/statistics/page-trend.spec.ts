// Laws and examples of Page's L, ties included, against enumeration of every order of every row.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { pageTrend } from '../../src/statistics/page-trend.ts';

const tiedTable = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }), {
  minLength: 1,
  maxLength: 4,
});

const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/** The definition for three levels: the share of all reorderings of all rows whose L reaches the observed one. */
function enumerate(rows: readonly (readonly number[])[]): number {
  const observed = pageTrend(rows).statistic;
  const reordered = rows.reduce<(readonly (readonly number[])[])[]>(
    (tables, row) =>
      tables.flatMap((table) => ORDERS.map((order) => [...table, order.map((from) => row[from] ?? Number.NaN)])),
    [[]],
  );
  return reordered.filter((table) => pageTrend(table).statistic >= observed).length / reordered.length;
}

describe("Page's L", () => {
  law.prop([tiedTable], { numRuns: 20 })('has the exact p-value of full enumeration, whatever the ties', (rows) => {
    expect(pageTrend(rows).pValue).toBeCloseTo(enumerate(rows), 12);
  });

  law.prop([
    tiedTable.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
  ])('does not depend on the order of the seeds', ([rows, other]) => {
    expect(pageTrend(other).statistic).toBe(pageTrend(rows).statistic);
    expect(pageTrend(other).pValue).toBeCloseTo(pageTrend(rows).pValue, 13);
  });

  law.prop([tiedTable])('looks at ranks only', (rows) => {
    expect(pageTrend(rows.map((row) => row.map((value) => Math.exp(value) - 7)))).toStrictEqual(pageTrend(rows));
  });

  test('reaches 1.3e-4 for three levels that all five seeds order alike', () => {
    expect(pageTrend(Array.from({ length: 5 }, () => [1, 2, 3])).pValue).toBeCloseTo(6 ** -5, 15);
  });

  test('is certain of nothing where all levels tie, and of no rise where all fall', () => {
    expect(pageTrend([[2, 2, 2]]).pValue).toBe(1);
    expect(pageTrend([[3, 2, 1]]).pValue).toBeCloseTo(1, 14);
    expect(pageTrend([[1, 1, 1, 1, 1, 1, 1]])).toStrictEqual({
      statistic: 112,
      pValue: 1,
      method: 'normal-approximation',
    });
  });
});
