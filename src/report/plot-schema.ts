// Schema of the data behind each plot: what src/claims/verdict.ts calls PlotData, refused when anything is missing or extra.
import { Type } from 'typebox';

const closed = { additionalProperties: false };
const Finite = Type.Number();
const SeedNumber = Type.Integer({ minimum: 0 });

/** Two numbers. Written by hand because TypeBox tuples still speak the tuple keyword of an older JSON Schema draft. */
const Pair = Type.Unsafe<[number, number]>({ type: 'array', items: Finite, minItems: 2, maxItems: 2 });

/** One row a seed: a single number, or one a level or point. */
export const SeedRowSchema = Type.Object({ seed: SeedNumber, values: Type.Array(Finite) }, closed);

const SeedsPlotSchema = Type.Object(
  {
    kind: Type.Literal('seeds'),
    title: Type.String(),
    unit: Type.String(),
    series: Type.Array(
      Type.Object(
        {
          label: Type.String(),
          values: Type.Array(Type.Object({ seed: SeedNumber, value: Finite }, closed)),
          mean: Finite,
          low: Type.Union([Finite, Type.Null()]),
          high: Type.Union([Finite, Type.Null()]),
        },
        closed,
      ),
    ),
    threshold: Type.Optional(Finite),
    band: Type.Optional(Pair),
  },
  closed,
);

const LevelsPlotSchema = Type.Object(
  {
    kind: Type.Literal('levels'),
    title: Type.String(),
    unit: Type.String(),
    axis: Type.String(),
    levels: Type.Array(Type.String()),
    seeds: Type.Array(SeedRowSchema),
  },
  closed,
);

const HeatmapPlotSchema = Type.Object(
  {
    kind: Type.Literal('heatmap'),
    title: Type.String(),
    unit: Type.String(),
    rowAxis: Type.String(),
    columnAxis: Type.String(),
    rows: Type.Array(Type.String()),
    columns: Type.Array(Type.String()),
    values: Type.Array(Type.Array(Type.Union([Finite, Type.Null()]))),
    domain: Pair,
  },
  closed,
);

const CurvesPlotSchema = Type.Object(
  {
    kind: Type.Literal('curves'),
    title: Type.String(),
    unit: Type.String(),
    axis: Type.String(),
    series: Type.Array(
      Type.Object({ label: Type.String(), x: Type.Array(Finite), seeds: Type.Array(SeedRowSchema) }, closed),
    ),
  },
  closed,
);

export const PlotSchema = Type.Union([SeedsPlotSchema, LevelsPlotSchema, HeatmapPlotSchema, CurvesPlotSchema]);
