// The table of steps as a plot: a panel a size of model, a line a contender, milliseconds a step a seed against the number of
// stacked seeds, both on logarithmic scales. For the smallest number of threads, which is how runs are made.
import type { TopLevelSpec } from 'vega-lite';
import { fontSize, plotConfig, plotSvg, seriesColour } from '../../src/report/plots/plot-svg.ts';
import type { StepsResult } from './bench-schema.ts';
import { CONTENDERS } from './contenders.ts';
import { threadWords } from './step-table.ts';
import { sizeName } from './training-cell.ts';

const PANEL = { width: 190, height: 220 };
const GAP = 56;
const PADDING = { left: 68, right: 20, top: 40, bottom: 20 };
/** Between the panels and the legend: the axis with its title. */
const AXIS = 60;
const LEGEND = { columns: 3, lineHeight: 20 };

export function benchPlot({ cells, engines }: StepsResult): Promise<string> {
  const threads = Math.min(...cells.map((cell) => cell.threads));
  const shown = cells.filter((cell) => cell.threads === threads);
  const names = CONTENDERS.filter((name) =>
    shown.some(({ timings }) => timings.some(({ contender }) => contender === name)),
  );
  const labelOf = (name: string) => engines.find(({ contender }) => contender === name)?.label ?? name;
  const points = shown.flatMap((cell) =>
    cell.timings.map(({ contender, bestMsAStepASeed }) => ({
      size: sizeName(cell),
      seeds: cell.seeds,
      milliseconds: bestMsAStepASeed,
      contender,
      colour: seriesColour(names.indexOf(contender)),
    })),
  );
  const sizes = [...new Set(points.map(({ size }) => size))];
  const innerWidth = Math.max(2, sizes.length) * (PANEL.width + GAP) - GAP;
  const legend = names.map((name, index) => ({
    x: (index % LEGEND.columns) * (innerWidth / LEGEND.columns),
    y: PANEL.height + AXIS + Math.floor(index / LEGEND.columns) * LEGEND.lineHeight,
    label: labelOf(name),
    colour: seriesColour(index),
  }));
  const legendHeight = Math.ceil(names.length / LEGEND.columns) * LEGEND.lineHeight;
  const spec: TopLevelSpec = {
    // Panels side by side are laid out by Vega, whose fitting adds nothing here: the padding has room for the axes.
    config: { ...plotConfig, autosize: { type: 'none' } },
    padding: PADDING,
    spacing: GAP,
    bounds: 'flush',
    hconcat: sizes.map((size, index) =>
      panel(
        points.filter((point) => point.size === size),
        {
          title: /^\d/.test(size) ? `width/batch ${size}` : size,
          isFirst: index === 0,
          legend: index === 0 ? legend : [],
        },
      ),
    ),
  };
  const width = PADDING.left + innerWidth + PADDING.right;
  const height = PADDING.top + PANEL.height + AXIS + legendHeight + PADDING.bottom;
  const sentences = points.map(
    ({ size, seeds, contender, milliseconds }) =>
      `${labelOf(contender)}, ${size}, ${seeds} seeds: ${milliseconds.toPrecision(3)}`,
  );
  const title = `${threadWords(threads)}: milliseconds a training step a seed`;
  return plotSvg({ spec, width, height }, { id: 'bench', title, description: `${sentences.join('; ')}.` });
}

interface PanelWords {
  readonly title: string;
  readonly isFirst: boolean;
  /** In pixels of the panel, drawn outside of it. */
  readonly legend: readonly {
    readonly x: number;
    readonly y: number;
    readonly label: string;
    readonly colour: string;
  }[];
}

function panel(
  points: readonly { readonly seeds: number; readonly milliseconds: number }[],
  { title, isFirst, legend }: PanelWords,
) {
  const ticks = [...new Set(points.map(({ seeds }) => seeds))].sort((a, b) => a - b);
  const [low = 1, high = 1] = [ticks[0], ticks.at(-1)];
  const x = {
    field: 'seeds',
    type: 'quantitative' as const,
    scale: { type: 'log' as const, base: 2, domain: low === high ? [low / 2, high * 2] : [low, high], nice: false },
    axis: { title: 'stacked seeds', values: ticks, format: 'd', grid: false },
  };
  const y = {
    field: 'milliseconds',
    type: 'quantitative' as const,
    scale: { type: 'log' as const },
    axis: { title: isFirst ? 'ms a step a seed' : null, tickCount: 4, format: '~g' },
  };
  const colour = { field: 'colour', type: 'nominal' as const, scale: null };
  const detail = { field: 'contender', type: 'nominal' as const };
  return {
    width: PANEL.width,
    height: PANEL.height,
    title: {
      text: title,
      fontSize,
      fontWeight: 'normal' as const,
      color: 'currentColor',
      anchor: 'start' as const,
      frame: 'group' as const,
    },
    data: { values: [...points] },
    layer: [
      { mark: { type: 'line' as const, strokeWidth: 2, opacity: 0.9 }, encoding: { x, y, detail, stroke: colour } },
      {
        mark: { type: 'point' as const, filled: true, opacity: 1, size: 45 },
        encoding: { x, y, detail, fill: colour },
      },
      ...legend.flatMap((entry) => [
        {
          data: { values: [entry] },
          mark: { type: 'point' as const, filled: true, opacity: 1, size: 70 },
          encoding: { x: { value: entry.x + 5 }, y: { value: entry.y }, fill: colour },
        },
        {
          data: { values: [entry] },
          mark: { type: 'text' as const, align: 'left' as const, baseline: 'middle' as const },
          encoding: { x: { value: entry.x + 16 }, y: { value: entry.y }, text: { field: 'label' } },
        },
      ]),
    ],
  };
}
