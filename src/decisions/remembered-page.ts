// Page's p-value for whoever asks for thousands of tables: without ties it depends on the numbers of seeds and levels and on L
// alone, so it is computed once for each.
import { type PageTrend, pageTrend } from '../statistics/page-trend.ts';

export function rememberedPage(): typeof pageTrend {
  const known = new Map<string, PageTrend>();
  return (rows) => {
    if (rows.some((row) => new Set(row).size < row.length)) return pageTrend(rows);
    const key = `${rows.length} ${rows[0]?.length} ${statisticOf(rows)}`;
    const found = known.get(key) ?? pageTrend(rows);
    known.set(key, found);
    return found;
  };
}

/** L of rows without ties. */
function statisticOf(rows: readonly (readonly number[])[]): number {
  return rows.reduce(
    (sum, row) =>
      sum + row.reduce((own, value, index) => own + (index + 1) * row.filter((other) => other <= value).length, 0),
    0,
  );
}
