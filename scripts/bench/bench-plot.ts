// The table of steps as a plot: a panel a size of model, a line a contender, milliseconds a step a seed against the number of
// stacked seeds, both on logarithmic scales. For the smallest number of threads, which is how runs are made.
import type { TopLevelSpec } from 'vega-lite';
import { plotSvg } from '../../src/report/plots/plot-svg.ts';
import { fontSize, plotConfig, seriesColour } from '../../src/report/plots/plot-theme.ts';
import type { StepsResult } from './bench-schema.ts';
import { CONTENDERS } from './contenders.ts';
import { threadWords } from './step-table.ts';

const PANEL = { width: 190, height: 220 };
const GAP = 52;
const PADDING = { left: 52, right: 20, top: 40, bottom: 96 };
const LEGEND_COLUMN = 140;

export function benchPlot({ cells, engines }: StepsResult): Promise<string> {
  const threads = Math.min(...cells.map((cell) => cell.threads));
  const shown = cells.filter((cell) => cell.threads === threads);
  const names = CONTENDERS.filter((name) =>
    shown.some(({ timings }) => timings.some(({ contender }) => contender === name)),
  );
  const sizes = [...new Set(shown.map(({ width, batch }) => `${width}/${batch}`))];
  const seeds = [...new Set(shown.map((cell) => cell.seeds))].sort((a, b) => a - b);
  const points = shown.flatMap((cell) =>
    cell.timings.map(({ contender, bestMsAStepASeed }) => ({
      size: `${cell.width}/${cell.batch}`,
      seeds: cell.seeds,
      milliseconds: bestMsAStepASeed,
      line: contender,
      colour: seriesColour(names.indexOf(contender)),
    })),
  );
  const colour = { field: 'colour', type: 'nominal' as const, scale: null };
  const panels = sizes.map((size, index) => ({
    width: PANEL.width,
    height: PANEL.height,
    title: { text: `width/batch ${size}`, fontSize, fontWeight: 'normal' as const, color: 'currentColor' },
    data: { values: points.filter((point) => point.size === size) },
    encoding: {
      x: {
        field: 'seeds',
        type: 'quantitative' as const,
        scale: { type: 'log' as const, base: 2, domain: extent(seeds), nice: false },
        axis: { title: 'stacked seeds', values: seeds, format: 'd', grid: false },
      },
      y: {
        field: 'milliseconds',
        type: 'quantitative' as const,
        scale: { type: 'log' as const, zero: false },
        axis: { title: index === 0 ? 'ms a step a seed' : null, tickCount: 4, format: '~g' },
      },
      detail: { field: 'line', type: 'nominal' as const },
    },
    layer: [
      { mark: { type: 'line' as const, strokeWidth: 2 }, encoding: { stroke: colour } },
      { mark: { type: 'point' as const, filled: true, size: 45 }, encoding: { fill: colour } },
    ],
  }));
  const width = PADDING.left + PADDING.right + sizes.length * PANEL.width + (sizes.length - 1) * GAP;
  const spec: TopLevelSpec = {
    // Panels side by side are laid out by Vega, and that needs its own fitting.
    config: { ...plotConfig, autosize: 'pad' },
    padding: PADDING,
    spacing: GAP,
    resolve: { scale: { y: 'independent' } },
    hconcat: panels,
  };
  const labelOf = (name: string) => engines.find(({ contender }) => contender === name)?.label ?? name;
  const height = PADDING.top + PANEL.height + PADDING.bottom;
  const words = {
    id: 'bench',
    title: `${threadWords(threads)}: milliseconds a training step a seed`,
    description: points
      .map(
        ({ size, seeds: count, line, milliseconds }) =>
          `${labelOf(line)}, ${size} x ${count}: ${milliseconds.toPrecision(3)}`,
      )
      .join('; '),
  };
  return plotSvg({ spec, width, height }, words);
}

function extent(numbers: readonly number[]): [number, number] {
  const [first = 1, last = 2] = [numbers[0], numbers.at(-1)];
  return first === last ? [first / 2, first * 2] : [first, last];
}
