// Named levels from left to right with wrapped labels, a number upwards: the axes of plots of levels and of configurations.

import type { TopLevelSpec } from 'vega-lite';
import type { LevelsPlot } from '../../claims/verdicts/verdict.ts';
import {
  columnMeans,
  type DrawnPlot,
  fontSize,
  plotConfig,
  plotDomain,
  plotWidth,
  seriesColour,
  wrapText,
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
  // Keys carry their index, so that two levels that wrap alike stay two levels.
  const keys = labels.map((lines, index) => [index, ...lines].join('\n'));
  return {
    keys,
    frame: { width: innerWidth, height: innerHeight, padding },
    size: { width: plotWidth, height: innerHeight + padding.top + padding.bottom },
    x: {
      field: 'level',
      type: 'ordinal' as const,
      scale: { domain: keys, type: 'point' as const, padding: 0.5 },
      axis: {
        title,
        labelAngle: 0,
        labelExpr: "slice(split(datum.label, '\\n'), 1)",
        labelLineHeight: lineHeight,
        labelLimit: 0,
        labelOverlap: false,
        titlePadding: 10,
        grid: false,
      },
    },
    y: {
      field: 'value',
      type: 'quantitative' as const,
      scale: { domain: [...domain], nice: false, zero: false },
      axis: { title: null, tickCount: 5 },
    },
    unitLayer: {
      data: { values: [{ words: unit }] },
      mark: { type: 'text' as const, align: 'left' as const, baseline: 'bottom' as const },
      encoding: { x: { value: 8 - left }, y: { value: -12 }, text: { field: 'words' } },
    },
  };
}

/** Levels plot: a faint line a seed and a bold mean over ordered levels, for trends. */
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
