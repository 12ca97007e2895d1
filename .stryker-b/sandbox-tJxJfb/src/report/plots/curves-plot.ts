// Curves plot: per series a faint line a seed and a bold mean, each labelled where its mean ends.
import type { CurvesPlot } from '../../claims/verdicts/verdict.ts';
import {
  asGiven,
  columnMeans,
  type DrawnPlot,
  drawnIn,
  fontSize,
  type Layer,
  layerOf,
  numberAxis,
  plotDomain,
  plotWidth,
  seriesColour,
  seriesDash,
  textWidth,
  unitAbove,
  wrapText,
} from './plot-svg.ts';

const lineHeight = 14;
const widestLabel = 100;
const bySeries = {
  stroke: asGiven('colour'),
  strokeDash: asGiven('dash'),
  detail: { field: 'line', type: 'nominal' },
} as const;

interface CurvesOptions {
  /** Of what is drawn inside the axes; more where the labels need it. */
  readonly height?: number;
  /** Drawn over all else. */
  readonly above?: readonly Layer[];
}

export function curvesPlot(plot: CurvesPlot, { height = 200, above = [] }: CurvesOptions = {}): DrawnPlot {
  const labels = plot.series.map(({ label }) => wrapText(label, widestLabel, fontSize));
  const heights = labels.map((lines) => lines.length * lineHeight + 3);
  const labelsHeight = heights.reduce((sum, one) => sum + one, 0);
  const innerHeight = Math.max(height, labelsHeight);
  const labelWidth = Math.max(0, ...labels.flat().map((line) => textWidth(line, fontSize)));
  const padding = { left: 52, right: Math.ceil(labelWidth) + 28, top: 28, bottom: 50 };
  const innerWidth = plotWidth - padding.left - padding.right;

  const { lines, means } = linesOf(plot);
  const xDomain = plotDomain(
    lines.map(({ x }) => x),
    0,
  );
  const yDomain = plotDomain(lines.map(({ y }) => y));
  const toPixel = (y: number): number => (innerHeight * (yDomain[1] - y)) / (yDomain[1] - yDomain[0]);
  const wanted = means.map((mean) => toPixel(mean.at(-1)?.y ?? yDomain[0]));
  const centres = spreadLabels({ wanted, heights, from: 0, to: innerHeight });

  const axes = {
    x: numberAxis('x', xDomain, {
      title: plot.axis,
      tickCount: 4,
      grid: false,
      labelFlush: true,
      labelOverlap: true,
    }),
    y: numberAxis('y', yDomain, { title: null, tickCount: 5 }),
  };
  const curves = (values: typeof lines, look: object) =>
    layerOf(values, { mark: { type: 'line', ...look }, ...axes, ...bySeries });
  // A single line is its own mean.
  const hasSeeds = plot.series.some(({ seeds }) => seeds.length > 1);
  return drawnIn({ width: innerWidth, height: innerHeight, padding }, [
    ...(hasSeeds ? [curves(lines, { strokeWidth: 1, opacity: 0.25 })] : []),
    curves(means.flat(), { strokeWidth: 2.6, strokeJoin: 'round' }),
    unitAbove(plot.unit, padding.left),
    ...labels.flatMap((words, series) => legend(series, { words, centre: centres[series] ?? 0, left: innerWidth })),
    ...above,
  ]);
}

/** A series' stroke and its words, beside the end of its mean. */
function legend(
  series: number,
  { words, centre, left }: { readonly words: readonly string[]; readonly centre: number; readonly left: number },
): Layer[] {
  const first = centre - ((words.length - 1) * lineHeight) / 2;
  return [
    layerOf([{}], {
      mark: { type: 'rule', stroke: seriesColour(series), strokeWidth: 3, strokeDash: seriesDash(series) },
      x: { value: left + 5 },
      x2: { value: left + 19 },
      y: { value: first },
      y2: { value: first },
    }),
    ...words.map((text, line) =>
      layerOf([{ text }], {
        mark: { type: 'text', align: 'left', baseline: 'middle' },
        x: { value: left + 24 },
        y: { value: first + line * lineHeight },
        text: { field: 'text' },
      }),
    ),
  ];
}

/** The points of all seeds, and of each series' mean. */
function linesOf({ series: all }: CurvesPlot) {
  return {
    lines: all.flatMap((one, series) =>
      one.seeds.flatMap(({ seed, values }) => points(one.x, values, { series, line: `${series}-${seed}` })),
    ),
    means: all.map((one, series) =>
      points(one.x, columnMeans(one.seeds.map(({ values }) => values)), { series, line: `${series}` }),
    ),
  };
}

function points(x: readonly number[], y: readonly number[], { series, line }: { series: number; line: string }) {
  const colour = seriesColour(series);
  const dash = seriesDash(series);
  return x.flatMap((at, index) => {
    const value = y[index];
    return value === undefined ? [] : [{ x: at, y: value, line, colour, dash }];
  });
}

interface LabelSpace {
  /** Where each label's centre would like to be. */
  readonly wanted: readonly number[];
  readonly heights: readonly number[];
  readonly from: number;
  readonly to: number;
}

/**
 * Labels beside the ends of lines: as near as possible to where they belong, in the same order, never overlapping. Centres in the order of
 * `wanted`. If everything together is too high, labels run over the end.
 */
export function spreadLabels({ wanted, heights, from, to }: LabelSpace): readonly number[] {
  const labels = wanted.map((centre, index) => ({ centre, height: heights[index] ?? 0, top: from }));
  const downwards = labels.toSorted((a, b) => a.centre - b.centre);
  let free = from;
  for (const label of downwards) {
    label.top = Math.max(free, label.centre - label.height / 2);
    free = label.top + label.height;
  }
  let limit = to;
  for (const label of downwards.toReversed()) {
    label.top = Math.max(Math.min(label.top, limit - label.height), from);
    limit = label.top;
  }
  return labels.map(({ top, height }) => top + height / 2);
}
