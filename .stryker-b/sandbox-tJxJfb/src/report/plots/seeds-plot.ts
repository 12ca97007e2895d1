// Seeds plot: a row a series with one dot a seed, the mean as a diamond on its interval, and the threshold or margin.
import type { SeedsPlot } from '../../claims/verdicts/verdict.ts';
import { formatDeclared } from '../format-number.ts';
import {
  asGiven,
  bar,
  type DrawnPlot,
  dot,
  drawnIn,
  fontSize,
  type Layer,
  layerOf,
  numberAxis,
  plotDomain,
  plotWidth,
  seriesColour,
  surfaceColour,
  textWidth,
  thresholdColour,
  wrapText,
  zeroLine,
} from './plot-svg.ts';

const padding = { left: 18, right: 18, top: 26, bottom: 46 };
const innerWidth = plotWidth - padding.left - padding.right;
const lineHeight = 15;
/** Dots and interval of a series share this strip below its label. */
const stripHeight = 40;
const rowGap = 12;
const label = { type: 'text', align: 'left', baseline: 'middle' } as const;
const halo = { ...label, stroke: surfaceColour, strokeWidth: 5, strokeJoin: 'round' } as const;

export function seedsPlot(plot: SeedsPlot): DrawnPlot {
  const rows = layOutRows(plot);
  const innerHeight = Math.max(stripHeight, ...rows.map((row) => row.strip.bottom));
  const domain = plotDomain([
    ...plot.series.flatMap((one) => [one.mean, one.low ?? one.mean, one.high ?? one.mean]),
    ...plot.series.flatMap((one) => one.values.map(({ value }) => value)),
    ...(plot.threshold === undefined ? [] : [plot.threshold]),
    ...(plot.band ?? []),
  ]);
  const { axis: _, ...x } = numberAxis('value', domain, null);
  const y = { field: 'y', type: 'quantitative' as const, axis: null, scale: { domain: [innerHeight, 0], nice: false } };
  const colour = asGiven('colour');
  return drawnIn({ width: innerWidth, height: innerHeight, padding }, [
    zeroLine(domain, { x: { ...x, axis: { title: plot.unit, grid: true, tickCount: 5 } } }),
    ...limitLayers(plot, { x, y, strips: rows.map((row) => row.strip) }),
    layerOf(
      rows.flatMap((row) => row.dots),
      { mark: { type: 'point', filled: true, size: 34, opacity: 0.5, strokeWidth: 0 }, x, y, fill: colour },
    ),
    layerOf(
      rows.flatMap((row) => row.intervals),
      { mark: bar, x: { ...x, field: 'low' }, x2: { field: 'high' }, y, stroke: colour },
    ),
    layerOf(
      rows.map((row) => row.mean),
      { mark: { ...dot, shape: 'diamond', size: 160 }, x, y, fill: colour },
    ),
    // A halo first, so that no grid line runs through a label.
    ...[halo, label].map((mark) =>
      layerOf(
        rows.flatMap((row) => row.labels),
        { mark, x: { value: 0 }, y, text: { field: 'text' } },
      ),
    ),
  ]);
}

function layOutRows(plot: SeedsPlot) {
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
    return { labels, dots, intervals, mean: { value: one.mean, y: meanY, colour }, strip: { top: stripTop, bottom } };
  });
}

/** Deterministic spread in [0, 1): the golden-ratio sequence keeps neighbours in seed order apart. */
function jitter(order: number): number {
  return (order * 0.618_033_988_75) % 1;
}

type X = Omit<ReturnType<typeof numberAxis>, 'axis'>;

interface Place {
  readonly x: X;
  readonly y: object;
  /** Lines and bands cross only the strips of dots, never the labels between them. */
  readonly strips: readonly { readonly top: number; readonly bottom: number }[];
}

/** The equivalence margin, or the threshold, with its words above the first row. */
function limitLayers({ band, threshold }: SeedsPlot, place: Place): Layer[] {
  const layers: Layer[] = [];
  if (band !== undefined) {
    const words = `margin ${formatDeclared(band[0])} to ${formatDeclared(band[1])}`;
    const values = place.strips.map((strip) => ({ ...strip, low: band[0], high: band[1] }));
    layers.push(
      layerOf(values, {
        mark: { type: 'rect', fill: thresholdColour, opacity: 0.1 },
        x: { ...place.x, field: 'low' },
        x2: { field: 'high' },
        ...alongStrips(place),
      }),
      limitLines(band, place),
      limitWords(words, (band[0] + band[1]) / 2, place.x),
    );
  }
  if (threshold !== undefined) {
    const words = `threshold ${formatDeclared(threshold)}`;
    layers.push(limitLines([threshold], place), limitWords(words, threshold, place.x));
  }
  return layers;
}

function limitLines(limits: readonly number[], place: Place): Layer {
  const values = limits.flatMap((value) => place.strips.map((strip) => ({ ...strip, value })));
  return layerOf(values, {
    mark: { type: 'rule', stroke: thresholdColour, strokeDash: [5, 3], strokeWidth: 1.5 },
    x: place.x,
    ...alongStrips(place),
  });
}

function alongStrips({ y }: Place) {
  return { y: { ...y, field: 'top', type: 'quantitative' as const }, y2: { field: 'bottom' } };
}

/** Centred on the limit, but pushed inwards where that would leave the plot. */
function limitWords(words: string, limit: number, x: X): Layer {
  const [low = 0, high = 1] = x.scale.domain;
  const half = ((textWidth(words, fontSize) / 2) * (high - low)) / innerWidth;
  const value = Math.min(Math.max(limit, low + half), high - half);
  return layerOf([{ value, words }], {
    mark: { type: 'text', fill: thresholdColour, baseline: 'bottom', dy: -6 },
    x,
    y: { value: 0 },
    text: { field: 'words' },
  });
}
