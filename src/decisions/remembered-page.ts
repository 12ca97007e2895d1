// Whether Page's L passes, for whoever asks of thousands of tables: without ties it depends on the numbers of seeds and levels and on
// L alone, and a larger L has a smaller p-value. So only an L between the largest known to fail and the smallest known to pass is
// worth its p-value.
import { pageTrend } from '../statistics/page-trend.ts';

export type PagePasses = (rows: readonly (readonly number[])[], alpha: number) => boolean;

export function rememberedPage(): PagePasses {
  const known = new Map<string, { passing: number; failing: number }>();
  return (rows, alpha) => {
    if (rows.some((row) => new Set(row).size < row.length)) return pageTrend(rows).pValue <= alpha;
    const key = [rows.length, rows[0]?.length, alpha].join();
    const bounds = known.get(key) ?? { passing: Number.POSITIVE_INFINITY, failing: Number.NEGATIVE_INFINITY };
    const statistic = statisticOf(rows);
    if (statistic >= bounds.passing) return true;
    if (statistic <= bounds.failing) return false;
    const passes = pageTrend(rows).pValue <= alpha;
    known.set(key, passes ? { ...bounds, passing: statistic } : { ...bounds, failing: statistic });
    return passes;
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
