// Named levels from left to right with wrapped labels, a number upwards: the axes of plots of levels and of configurations.

import type { LevelsPlot } from '../../claims/verdicts/verdict.ts';
import {
  columnMeans,
  type DrawnPlot,
  dot,
  drawnIn,
  fontSize,
  layerOf,
  nameAxis,
  nameKey,
  numberAxis,
  plotDomain,
  plotWidth,
  seriesColour,
  unitAbove,
  wrapText,
  zeroLine,
} from './plot-svg.ts';

const innerHeight = 200;
const lineHeight = 15;
const left = 52;
const right = 16;
const innerWidth = plotWidth - left - right;

/**
 * Axes of points that have a `level`, one of `keys`, and a `value`.
 * @param levels labels, in order
 * @param unit in words, over the upward axis
 */
export function levelAxes({
  levels,
  title,
  unit,
  domain,
}: {
  readonly levels: readonly string[];
  readonly title: string;
  readonly unit: string;
  readonly domain: readonly [low: number, high: number];
}) {
  const labels = levels.map((level) => wrapText(level, innerWidth / levels.length - 8, fontSize));
  const labelHeight = lineHeight * Math.max(1, ...labels.map((lines) => lines.length));
  const padding = { left, right, top: 28, bottom: labelHeight + 40 };
  const keys = labels.map(nameKey);
  return {
    keys,
    frame: { width: innerWidth, height: innerHeight, padding },
    x: {
      field: 'level',
      type: 'ordinal' as const,
      scale: { domain: keys, type: 'point' as const, padding: 0.5 },
      axis: nameAxis(title, lineHeight),
    },
    y: numberAxis('value', domain, { title: null, tickCount: 5 }),
    unitLayer: unitAbove(unit, left),
  };
}

/** Levels plot: a faint line a seed and a bold mean over ordered levels, for trends. */
export function levelsPlot(plot: LevelsPlot): DrawnPlot {
  const rows = plot.seeds.map(({ values }) => values);
  const domain = plotDomain(rows.flat());
  const { keys, frame, x, y, unitLayer } = levelAxes({ ...plot, title: plot.axis, domain });
  const at = (value: number, index: number) => ({ value, level: keys[index] ?? `${index}` });
  const points = plot.seeds.flatMap(({ seed, values }) =>
    values.map((value, index) => ({ seed, ...at(value, index) })),
  );
  const means = columnMeans(rows).map(at);
  const colour = seriesColour(0);
  return drawnIn(frame, [
    zeroLine(domain, { y }),
    layerOf(points, {
      mark: { type: 'line', stroke: colour, strokeWidth: 1.2, opacity: 0.32 },
      x,
      y,
      detail: { field: 'seed', type: 'nominal' },
    }),
    layerOf(means, { mark: { type: 'line', stroke: colour, strokeWidth: 3, strokeJoin: 'round' }, x, y }),
    layerOf(means, { mark: { ...dot, fill: colour, size: 70 }, x, y }),
    unitLayer,
  ]);
}
