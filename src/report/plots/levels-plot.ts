// Levels plot: a faint line a seed and a bold mean over ordered levels, for trends.
import type { TopLevelSpec } from 'vega-lite';
import type { LevelsPlot } from '../../claims/plot-data.ts';
import { levelAxes } from './level-axes.ts';
import { columnMeans, plotDomain } from './plot-domain.ts';
import type { DrawnPlot } from './plot-svg.ts';
import { plotConfig, seriesColour } from './plot-theme.ts';

export function levelsPlot(plot: LevelsPlot): DrawnPlot {
  const domain = plotDomain(plot.seeds.flatMap(({ values }) => values));
  const { keys, frame, size, x, y, unitLayer } = levelAxes({ ...plot, title: plot.axis, domain });
  const points = plot.seeds.flatMap(({ seed, values }) =>
    values.map((value, index) => ({ seed, value, level: keys[index] ?? `${index}` })),
  );
  const means = columnMeans(plot.seeds.map(({ values }) => values)).map((value, index) => ({
    value,
    level: keys[index] ?? `${index}`,
  }));
  const colour = seriesColour(0);
  const spec: TopLevelSpec = {
    config: plotConfig,
    ...frame,
    layer: [
      {
        data: { values: domain[0] < 0 && domain[1] > 0 ? [{ value: 0 }] : [] },
        mark: { type: 'rule', opacity: 0.45 },
        encoding: { y },
      },
      {
        data: { values: points },
        mark: { type: 'line', stroke: colour, strokeWidth: 1.2, opacity: 0.32 },
        encoding: { x, y, detail: { field: 'seed', type: 'nominal' } },
      },
      {
        data: { values: means },
        mark: { type: 'line', stroke: colour, strokeWidth: 3, strokeJoin: 'round' },
        encoding: { x, y },
      },
      {
        data: { values: means },
        mark: {
          type: 'point',
          filled: true,
          fill: colour,
          size: 70,
          opacity: 1,
          stroke: 'var(--surface, white)',
          strokeWidth: 1.5,
        },
        encoding: { x, y },
      },
      unitLayer,
    ],
  };
  return { spec, ...size };
}
