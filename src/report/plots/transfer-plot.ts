// Effect of a claim over configurations: an estimate with its interval each, joined in the order given, and the thresholds.
import type { TopLevelSpec } from 'vega-lite';
import type { TransferClaim } from '../transfer-schema.ts';
import { plotDomain } from './plot-domain.ts';
import type { DrawnPlot } from './plot-svg.ts';
import { fontSize, plotConfig, plotWidth, seriesColour, thresholdColour } from './plot-theme.ts';
import { wrapText } from './text-width.ts';

const innerHeight = 200;
const lineHeight = 15;

/** Configurations without an effect keep their place, empty. */
export function transferPlot({ cells, unit }: TransferClaim): DrawnPlot {
  const left = 52;
  const right = 16;
  const innerWidth = plotWidth - left - right;
  const labels = cells.map(({ configuration }) => wrapText(configuration, innerWidth / cells.length - 8, fontSize));
  const padding = {
    left,
    right,
    top: 28,
    bottom: lineHeight * Math.max(1, ...labels.map((lines) => lines.length)) + 40,
  };
  // Keys carry their index, so that two names that wrap alike stay two.
  const keys = labels.map((lines, index) => [index, ...lines].join('\n'));
  const points = cells.flatMap(({ effect, transfers }, index) => {
    if (effect === null) return [];
    const { estimate, low, high } = effect;
    return [{ place: keys[index], value: estimate, low: low ?? estimate, high: high ?? estimate, transfers }];
  });
  const thresholds = cells.flatMap(({ threshold, effect }, index) =>
    threshold === null || effect === null ? [] : [{ place: keys[index], value: threshold }],
  );
  const domain = plotDomain([
    0,
    ...points.flatMap(({ low, high }) => [low, high]),
    ...thresholds.map(({ value }) => value),
  ]);
  const colour = seriesColour(0);
  const x = {
    field: 'place',
    type: 'ordinal' as const,
    scale: { domain: keys, type: 'point' as const, padding: 0.5 },
    axis: {
      title: 'configuration',
      labelAngle: 0,
      labelExpr: "slice(split(datum.label, '\\n'), 1)",
      labelLineHeight: lineHeight,
      labelLimit: 0,
      labelOverlap: false,
      titlePadding: 10,
      grid: false,
    },
  };
  const y = {
    field: 'value',
    type: 'quantitative' as const,
    scale: { domain: [...domain], nice: false, zero: false },
    axis: { title: null, tickCount: 5 },
  };
  const surface = 'var(--surface, white)';
  const spec: TopLevelSpec = {
    config: plotConfig,
    width: innerWidth,
    height: innerHeight,
    padding,
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
      {
        data: { values: [{ words: unit }] },
        mark: { type: 'text', align: 'left', baseline: 'bottom' },
        encoding: { x: { value: 8 - left }, y: { value: -12 }, text: { field: 'words' } },
      },
    ],
  };
  return { spec, width: plotWidth, height: innerHeight + padding.top + padding.bottom };
}
