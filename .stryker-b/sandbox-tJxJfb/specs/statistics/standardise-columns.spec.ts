// Standardised columns, those included whose spread is nothing, rounding, or small beside other columns'.
import { describe, expect, test } from 'vitest';
import { columnScaling, type FeatureTable, standardiseColumns } from '../../src/statistics/standardise-columns.ts';

function table(...columns: readonly (readonly number[])[]): FeatureTable {
  const rows = columns[0]?.length ?? 0;
  const features = Float64Array.from(
    { length: rows * columns.length },
    (_, index) => columns[index % columns.length]?.[Math.floor(index / columns.length)] ?? Number.NaN,
  );
  return { features, rows, columns: columns.length };
}

describe('standardised columns', () => {
  test('have mean 0 and an SD of 1 over all rows', () => {
    const given = table([1, 3, 5], [7, 9, -2]);
    const scaling = columnScaling(given);
    const [a, , b, , c] = standardiseColumns(given, scaling);
    expect(a).toBeCloseTo(-Math.sqrt(1.5), 14);
    expect(b).toBe(0);
    expect(c).toBeCloseTo(Math.sqrt(1.5), 14);
    const second = [...standardiseColumns(given, scaling)].filter((_, index) => index % 2 === 1);
    expect(second.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 14);
    expect(second.reduce((sum, value) => sum + value ** 2, 0)).toBeCloseTo(3, 13);
  });

  test('keep their scale where nothing but rounding varies, whatever their size', () => {
    const rounded = [0.1 + 0.2, 0.3, 0.3];
    const { scales, means } = columnScaling(
      table(
        [0, 0, 0],
        [7, 7, 7],
        rounded,
        rounded.map((value) => value * 1e9),
      ),
    );
    expect([...scales]).toEqual([1, 1, 1, 1]);
    expect(means[1]).toBe(7);
  });

  test('are stretched where all their values are small', () => {
    const { scales } = columnScaling(table([-1e-20, 1e-20], [1e20, 3e20]));
    expect((scales[0] ?? 0) / 1e-20).toBeCloseTo(1, 14);
    expect((scales[1] ?? 0) / 1e20).toBeCloseTo(1, 14);
  });

  test('serve other rows with the shift and scale of the first', () => {
    const scaling = columnScaling(table([1, 3], [0, 20]));
    expect([...standardiseColumns(table([5], [10]), scaling)]).toEqual([3, 0]);
  });
});
