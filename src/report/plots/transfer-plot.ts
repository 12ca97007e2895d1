// Effect of a claim over configurations: an estimate with its interval each, joined in the order given, and the thresholds.
import type { TopLevelSpec } from 'vega-lite';
import type { TransferClaim } from '../transfer-document.ts';
import { levelAxes } from './level-axes.ts';
import { type DrawnPlot, plotDomain } from './plot-svg.ts';
import { plotConfig, seriesColour, thresholdColour } from './plot-theme.ts';

/** Configurations without an effect keep their place, empty. */
export function transferPlot({ cells, unit }: TransferClaim): DrawnPlot {
  const shown = cells.flatMap((cell, index) => {
    if (cell.verdict === null || cell.effect === null) return [];
    const { threshold, transfers } = cell;
    const { estimate, low, high } = cell.effect;
    return [{ index, value: estimate, low: low ?? estimate, high: high ?? estimate, threshold, transfers }];
  });
  const domain = plotDomain([0, ...shown.flatMap(({ low, high, threshold }) => [low, high, threshold])]);
  const levels = cells.map(({ configuration }) => configuration);
  const { keys, frame, size, x, y, unitLayer } = levelAxes({ levels, title: 'configuration', unit, domain });
  const points = shown.map(({ index, ...point }) => ({ ...point, level: keys[index] }));
  const thresholds = points.map(({ level, threshold }) => ({ level, value: threshold }));
  const colour = seriesColour(0);
  const surface = 'var(--surface, white)';
  const spec: TopLevelSpec = {
    config: plotConfig,
    ...frame,
    layer: [
      { data: { values: [{ value: 0 }] }, mark: { type: 'rule', opacity: 0.45 }, encoding: { y } },
      {
        data: { values: thresholds },
        mark: { type: 'tick', stroke: thresholdColour, thickness: 2, size: 44, strokeDash: [5, 3] },
        encoding: { x, y },
      },
      {
        data: { values: points },
        mark: { type: 'line', stroke: colour, strokeWidth: 1.2, opacity: 0.45 },
        encoding: { x, y },
      },
      {
        data: { values: points },
        mark: { type: 'rule', stroke: colour, strokeWidth: 2.5, strokeCap: 'round' },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      ...[true, false].map((filled) => ({
        data: { values: points.filter(({ transfers }) => transfers === filled) },
        mark: {
          type: 'point' as const,
          filled: true,
          shape: 'diamond',
          size: 130,
          opacity: 1,
          fill: filled ? colour : surface,
          stroke: filled ? surface : colour,
          strokeWidth: 1.5,
        },
        encoding: { x, y },
      })),
      unitLayer,
    ],
  };
  return { spec, ...size };
}
