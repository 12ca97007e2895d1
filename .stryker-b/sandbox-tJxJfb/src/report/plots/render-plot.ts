// One plot of a verdict as inline SVG: picks the drawing by kind and says in words what it shows.
import type { PlotData } from '../../claims/verdicts/verdict.ts';
import { formatNumber } from '../format-number.ts';
import { curvesPlot } from './curves-plot.ts';
import { heatmapPlot } from './heatmap-plot.ts';
import { levelsPlot } from './level-axes.ts';
import { columnMeans, type DrawnPlot, plotSvg } from './plot-svg.ts';
import { seedsPlot } from './seeds-plot.ts';

/** `id` must be unique in the page. */
export function renderPlot(plot: PlotData, id: string): Promise<string> {
  return plotSvg(drawPlot(plot), { id, title: plot.title, description: describePlot(plot) });
}

function drawPlot(plot: PlotData): DrawnPlot {
  switch (plot.kind) {
    case 'seeds':
      return seedsPlot(plot);
    case 'levels':
      return levelsPlot(plot);
    case 'heatmap':
      return heatmapPlot(plot);
    case 'curves':
      return curvesPlot(plot);
  }
}

/** How to read it, printed below the plot. */
export function plotLegend(plot: PlotData): string {
  switch (plot.kind) {
    case 'seeds':
      return 'A dot is one seed; the diamond is the mean over seeds, the bar its interval. Dots are spread vertically only to be seen.';
    case 'levels':
      return 'A faint line is one seed; the bold line is the mean over seeds.';
    case 'heatmap':
      return `Means over seeds, in ${plot.unit}. ${heatmapScale(plot.domain)} A dash: no such cell.`;
    case 'curves':
      return 'A faint line is one seed; a bold line is the mean over seeds.';
  }
}

function heatmapScale([low, high]: readonly [number, number]): string {
  if (low < 0 && high > 0) return 'Blue is above zero, orange below; the darker, the further.';
  return `Pale is ${formatNumber(low, [10])}, dark is ${formatNumber(high, [10])}.`;
}

/** What a person who cannot see the plot should know: the means. */
function describePlot(plot: PlotData): string {
  const unit = plot.unit;
  switch (plot.kind) {
    case 'seeds':
      return `Means over seeds in ${unit}. ${plot.series.map(({ label, mean }) => `${label}: ${formatNumber(mean)}`).join('; ')}.`;
    case 'levels': {
      const means = columnMeans(plot.seeds.map(({ values }) => values));
      const words = plot.levels.map((level, index) => `${level}: ${formatOrDash(means[index])}`);
      return `Means over seeds in ${unit} by ${plot.axis}. ${words.join('; ')}.`;
    }
    case 'heatmap': {
      const words = plot.rows.map((row, index) => {
        const cells = plot.columns.map((column, at) => `${column} ${formatOrDash(plot.values[index]?.[at])}`);
        return `${row}: ${cells.join(', ')}`;
      });
      return `Means over seeds in ${unit}, ${plot.rowAxis} by ${plot.columnAxis}. ${words.join('; ')}.`;
    }
    case 'curves': {
      const words = plot.series.map(({ label, seeds }) => {
        const means = columnMeans(seeds.map(({ values }) => values));
        return `${label}: from ${formatOrDash(means[0])} to ${formatOrDash(means.at(-1))}`;
      });
      return `Means over seeds in ${unit} against ${plot.axis}. ${words.join('; ')}.`;
    }
  }
}

function formatOrDash(value: number | null | undefined): string {
  return value === null || value === undefined ? 'none' : formatNumber(value);
}
