// One watched number over the nights: a dot with an interval a night, against the mean and spread of the goldens.
import {
  asGiven,
  type DrawnPlot,
  drawnIn,
  numberAxis,
  plotDomain,
  plotWidth,
  seriesColour,
  thresholdColour,
  unitAbove,
} from './plot-svg.ts';

export interface NightsPlot {
  readonly unit: string;
  readonly golden: { readonly mean: number; readonly standardDeviation: number };
  /** In the order of the days. `alarmed` nights are marked. */
  readonly nights: readonly {
    readonly night: string;
    readonly mean: number;
    /** Null where one seed alone gives none. */
    readonly standardError: number | null;
    readonly alarmed: boolean;
  }[];
}

const padding = { left: 52, right: 16, top: 26, bottom: 40 };
const innerWidth = plotWidth - padding.left - padding.right;
const innerHeight = 130;

export function nightsPlot({ unit, golden, nights }: NightsPlot): DrawnPlot {
  const { mean, standardDeviation } = golden;
  const points = nights.map((one) => ({
    night: one.night,
    mean: one.mean,
    low: one.mean - 2 * (one.standardError ?? 0),
    high: one.mean + 2 * (one.standardError ?? 0),
    colour: one.alarmed ? thresholdColour : seriesColour(0),
    shape: one.alarmed ? 'triangle-up' : 'circle',
  }));
  const band = { low: mean - standardDeviation, high: mean + standardDeviation };
  const domain = plotDomain([band.low, band.high, ...points.flatMap(({ low, high }) => [low, high])]);
  const x = {
    field: 'night',
    type: 'temporal' as const,
    axis: { title: 'night', grid: false, tickCount: 4, format: '%b %d', labelFlush: true, labelOverlap: true },
    // A single night has no stretch of time.
    scale: { type: 'utc' as const, ...(points.length === 1 ? { domain: around(points[0]?.night ?? '') } : {}) },
  };
  const y = numberAxis('mean', domain, { title: null, tickCount: 4 });
  return drawnIn({ width: innerWidth, height: innerHeight, padding }, [
    {
      data: { values: [band] },
      mark: { type: 'rect', fill: 'currentColor', opacity: 0.09 },
      encoding: { y: { ...y, field: 'low' }, y2: { field: 'high' }, x: { value: 0 }, x2: { value: innerWidth } },
    },
    {
      data: { values: [{ mean }] },
      mark: { type: 'rule', strokeDash: [5, 3], opacity: 0.7 },
      encoding: { y },
    },
    {
      data: { values: points },
      mark: { type: 'rule', strokeWidth: 2 },
      encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, stroke: asGiven('colour') },
    },
    {
      data: { values: points },
      mark: { type: 'point', filled: true, size: 60, opacity: 1 },
      encoding: { x, y, fill: asGiven('colour'), shape: asGiven('shape') },
    },
    unitAbove(unit, padding.left),
  ]);
}

/** The days before and after. */
function around(night: string): string[] {
  const ms = Date.parse(night);
  return [-1, 1].map((days) => new Date(ms + days * 86_400_000).toISOString());
}
