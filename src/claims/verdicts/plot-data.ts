// The data behind the plots of a verdict, as schemas: numbers and labels only; they are drawn in report/.
import { Type } from 'typebox';
import { Count, closed, Finite, orNull, Text, type Valid } from '../../schemas/parts.ts';

/** Two numbers. Written by hand because TypeBox tuples still speak the tuple keyword of an older JSON Schema draft. */
const Pair = Type.Unsafe<[number, number]>({ type: 'array', items: Finite, minItems: 2, maxItems: 2 });

/** One row a seed: a single number, or one a level or point. */
export const SeedRowSchema = closed({ seed: Count, values: Type.Array(Finite) });

/** Dots: one a seed, a mean with interval a series, a threshold line or an equivalence band. */
const SeedsPlotSchema = closed({
  kind: Type.Literal('seeds'),
  title: Text,
  unit: Text,
  series: Type.Array(
    closed({
      label: Text,
      values: Type.Array(closed({ seed: Count, value: Finite })),
      mean: Finite,
      low: orNull(Finite),
      high: orNull(Finite),
    }),
  ),
  threshold: Type.Optional(Finite),
  band: Type.Optional(Pair),
});

/** Trend: a faint line a seed and a bold mean over ordered levels. */
const LevelsPlotSchema = closed({
  kind: Type.Literal('levels'),
  title: Text,
  unit: Text,
  axis: Text,
  levels: Type.Array(Text),
  seeds: Type.Array(SeedRowSchema),
});

/** Means over seeds in a grid: layers by stages for probes, groups by query for retrieval. */
const HeatmapPlotSchema = closed({
  kind: Type.Literal('heatmap'),
  title: Text,
  unit: Text,
  rowAxis: Text,
  columnAxis: Text,
  rows: Type.Array(Text),
  columns: Type.Array(Text),
  /** values[row][column]; null where the cell does not exist. */
  values: Type.Array(Type.Array(orNull(Finite))),
  /** Ends of the colour scale. */
  domain: Pair,
});

/** Learning curves: per series a faint line a seed and a bold mean. */
const CurvesPlotSchema = closed({
  kind: Type.Literal('curves'),
  title: Text,
  unit: Text,
  axis: Text,
  series: Type.Array(closed({ label: Text, x: Type.Array(Finite), seeds: Type.Array(SeedRowSchema) })),
});

export const PlotSchema = Type.Union([SeedsPlotSchema, LevelsPlotSchema, HeatmapPlotSchema, CurvesPlotSchema]);
export type PlotData = Valid<typeof PlotSchema>;
export type SeedsPlot = Valid<typeof SeedsPlotSchema>;
export type LevelsPlot = Valid<typeof LevelsPlotSchema>;
export type HeatmapPlot = Valid<typeof HeatmapPlotSchema>;
export type CurvesPlot = Valid<typeof CurvesPlotSchema>;
