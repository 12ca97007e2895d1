// Seeds plot: a row a series with one dot a seed, the mean as a diamond on its interval, and the threshold or margin.
import type { TopLevelSpec } from 'vega-lite';
import type { SeedsPlot } from '../../claims/verdict.ts';
import { formatDeclared } from '../format-number.ts';
import { plotDomain } from './plot-domain.ts';
import type { DrawnPlot } from './plot-svg.ts';
import { fontSize, plotConfig, plotWidth, seriesColour, thresholdColour } from './plot-theme.ts';
import { textWidth, wrapText } from './text-width.ts';

const padding = { left: 18, right: 18, top: 26, bottom: 46 };
const lineHeight = 15;
/** Dots and interval of a series share this strip below its label. */
const stripHeight = 40;
const rowGap = 12;

export function seedsPlot(plot: SeedsPlot): DrawnPlot {
  const innerWidth = plotWidth - padding.left - padding.right;
  const rows = layOutRows(plot, innerWidth);
  const innerHeight = Math.max(stripHeight, ...rows.map((row) => row.bottom));
  const domain = plotDomain([
    ...plot.series.flatMap((one) => [one.mean, one.low ?? one.mean, one.high ?? one.mean]),
    ...plot.series.flatMap((one) => one.values.map(({ value }) => value)),
    ...(plot.threshold === undefined ? [] : [plot.threshold]),
    ...(plot.band ?? []),
  ]);
  const x: X = {
    field: 'value',
    type: 'quantitative' as const,
    scale: { domain: [...domain], nice: false, zero: false },
  };
  const y = { field: 'y', type: 'quantitative' as const, axis: null, scale: { domain: [innerHeight, 0], nice: false } };
  const axis = { title: plot.unit, grid: true, tickCount: 5 };
  const colour = { field: 'colour', type: 'nominal' as const, scale: null };
  const spec: TopLevelSpec = {
    config: plotConfig,
    width: innerWidth,
    height: innerHeight,
    padding,
    layer: [
      ...bandLayers(plot, x),
      {
        data: { values: domain[0] < 0 && domain[1] > 0 ? [{ value: 0 }] : [] },
        mark: { type: 'rule', opacity: 0.45 },
        encoding: { x: { ...x, axis } },
      },
      ...thresholdLayers(plot, { x, domain, innerWidth }),
      {
        data: { values: rows.flatMap((row) => row.dots) },
        mark: { type: 'point', filled: true, size: 34, opacity: 0.5, strokeWidth: 0 },
        encoding: { x, y, fill: colour },
      },
      {
        data: { values: rows.flatMap((row) => row.intervals) },
        mark: { type: 'rule', strokeWidth: 2.5, strokeCap: 'round' },
        encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' }, y, stroke: colour },
      },
      {
        data: { values: rows.map((row) => row.mean) },
        mark: {
          type: 'point',
          shape: 'diamond',
          filled: true,
          size: 160,
          stroke: 'var(--surface, white)',
          strokeWidth: 1.5,
        },
        encoding: { x, y, fill: colour },
      },
      // A halo first, so that no grid or threshold line runs through a label.
      {
        data: { values: rows.flatMap((row) => row.labels) },
        mark: {
          type: 'text',
          align: 'left',
          baseline: 'middle',
          stroke: 'var(--surface, white)',
          strokeWidth: 5,
          strokeJoin: 'round',
        },
        encoding: { x: { value: 0 }, y, text: { field: 'text' } },
      },
      {
        data: { values: rows.flatMap((row) => row.labels) },
        mark: { type: 'text', align: 'left', baseline: 'middle' },
        encoding: { x: { value: 0 }, y, text: { field: 'text' } },
      },
    ],
  };
  return { spec, width: plotWidth, height: innerHeight + padding.top + padding.bottom };
}

function layOutRows(plot: SeedsPlot, innerWidth: number) {
  let top = 0;
  return plot.series.map((one, index) => {
    const colour = seriesColour(index);
    const lines = wrapText(one.label, innerWidth, fontSize);
    const stripTop = top + lines.length * lineHeight;
    const labels = lines.map((text, line) => ({ text, y: top + (line + 0.5) * lineHeight }));
    const dots = one.values.map(({ value }, order) => ({ value, y: stripTop + 7 + jitter(order) * 14, colour }));
    const meanY = stripTop + 30;
    const intervals = one.low === null || one.high === null ? [] : [{ low: one.low, high: one.high, y: meanY, colour }];
    const bottom = stripTop + stripHeight;
    top = bottom + rowGap;
    return { labels, dots, intervals, mean: { value: one.mean, y: meanY, colour }, bottom };
  });
}

/** Deterministic spread in [0, 1): the golden-ratio sequence keeps neighbours in seed order apart. */
function jitter(order: number): number {
  return (order * 0.618_033_988_75) % 1;
}

interface X {
  field: 'value';
  type: 'quantitative';
  scale: { domain: number[]; nice: boolean; zero: boolean };
}

function bandLayers({ band }: SeedsPlot, x: X): Layer[] {
  if (band === undefined) return [];
  const data = { values: [{ low: band[0], high: band[1] }] };
  const ends = { values: [{ value: band[0] }, { value: band[1] }] };
  return [
    {
      data,
      mark: { type: 'rect', fill: thresholdColour, opacity: 0.1 },
      encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' } },
    },
    {
      data: ends,
      mark: { type: 'rule', stroke: thresholdColour, strokeDash: [5, 3], strokeWidth: 1.4 },
      encoding: { x },
    },
    label({ words: `margin ${formatDeclared(band[0])} to ${formatDeclared(band[1])}`, at: (band[0] + band[1]) / 2, x }),
  ];
}

interface Place {
  readonly x: X;
  readonly domain: readonly [number, number];
  readonly innerWidth: number;
}

function thresholdLayers({ threshold }: SeedsPlot, { x, domain, innerWidth }: Place): Layer[] {
  if (threshold === undefined) return [];
  const words = `threshold ${formatDeclared(threshold)}`;
  const unitsPerPixel = (domain[1] - domain[0]) / innerWidth;
  const half = (textWidth(words, fontSize) / 2) * unitsPerPixel;
  const at = Math.min(Math.max(threshold, domain[0] + half), domain[1] - half);
  return [
    {
      data: { values: [{ value: threshold }] },
      mark: { type: 'rule', stroke: thresholdColour, strokeDash: [5, 3], strokeWidth: 1.4 },
      encoding: { x },
    },
    label({ words, at, x }),
  ];
}

function label({ words, at, x }: { readonly words: string; readonly at: number; readonly x: X }): Layer {
  return {
    data: { values: [{ value: at, words }] },
    mark: { type: 'text', fill: thresholdColour, baseline: 'bottom', dy: -6 },
    encoding: { x, y: { value: 0 }, text: { field: 'words' } },
  };
}

type Layer = Extract<TopLevelSpec, { layer: readonly unknown[] }>['layer'][number];
