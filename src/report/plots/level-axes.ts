// Named levels from left to right with wrapped labels, a number upwards: the axes of plots of levels and of configurations.
import { fontSize, plotWidth } from './plot-theme.ts';
import { wrapText } from './text-width.ts';

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
