// The stretch of an axis that data needs: all values with a little air, and something sensible if there is no spread.

/** [low, high] around the values, widened by `air` of their spread on both sides. */
export function plotDomain(values: readonly number[], air = 0.06): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  const spread = high - low;
  const margin = spread > 0 ? spread * air : Math.max(Math.abs(high) * 0.1, 1e-3);
  return [low - margin, high + margin];
}

/** Mean of each column over rows, as far as rows reach. */
export function columnMeans(rows: readonly (readonly number[])[]): readonly number[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: columns }, (_, column) => {
    const present = rows.flatMap((row) => row[column] ?? []);
    return present.reduce((sum, value) => sum + value / present.length, 0);
  });
}
