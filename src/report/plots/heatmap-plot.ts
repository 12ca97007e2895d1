// Heatmap: means over seeds in a grid, every cell labelled with its number so that colour is never the only carrier.
import type { TopLevelSpec } from 'vega-lite';
import type { HeatmapPlot } from '../../claims/plot-data.ts';
import { formatNumber } from '../format-number.ts';
import { cellColours } from './heatmap-colours.ts';
import type { DrawnPlot } from './plot-svg.ts';
import { fontSize, plotConfig, plotWidth } from './plot-theme.ts';
import { textWidth, wrapText } from './text-width.ts';

const lineHeight = 14;
const cellPadding = 12;
const widestRowLabel = 130;

export function heatmapPlot(plot: HeatmapPlot): DrawnPlot {
  const shown = plot.values.flat().filter((value) => value !== null);
  const widestNumber = Math.max(30, ...shown.map((value) => textWidth(cellText(value, plot), fontSize)));
  const rowLabels = plot.rows.map((row) => wrapText(row, widestRowLabel, fontSize));
  const rowLabelWidth = Math.max(20, ...rowLabels.flat().map((line) => textWidth(line, fontSize)));
  const left = Math.ceil(rowLabelWidth) + 36;
  const right = 8;
  const columns = Math.max(1, plot.columns.length);
  const cellWidth = Math.max(widestNumber + cellPadding, Math.min(96, (plotWidth - left - right) / columns));
  const innerWidth = Math.round(cellWidth * columns);
  const columnLabels = plot.columns.map((column) => wrapText(column, cellWidth - 6, fontSize));
  const columnLines = Math.max(1, ...columnLabels.map((lines) => lines.length));
  const rowLines = Math.max(2, ...rowLabels.map((lines) => lines.length));
  // High enough for the title of the rows, which is written along them.
  const rowsHeight = Math.max(1, plot.rows.length) * (rowLines * lineHeight + 6);
  const innerHeight = Math.max(rowsHeight, Math.ceil(textWidth(plot.rowAxis, fontSize)));
  const padding = { left, right, top: 12, bottom: columnLines * lineHeight + 34 };
  const rowKeys = rowLabels.map(toKey);
  const columnKeys = columnLabels.map(toKey);
  const cells = plot.values.flatMap((line, row) => line.map((value, column) => cell(value, { row, column })));

  function cell(value: number | null, { row, column }: { readonly row: number; readonly column: number }) {
    const place = { row: rowKeys[row] ?? `${row}`, column: columnKeys[column] ?? `${column}` };
    if (value === null) return { ...place, words: '–', fill: 'transparent', text: 'currentColor' };
    return { ...place, words: cellText(value, plot), ...cellColours(value, plot.domain) };
  }

  const axis = {
    labelAngle: 0,
    labelExpr: "slice(split(datum.label, '\\n'), 1)",
    labelLineHeight: lineHeight,
    labelLimit: 0,
    labelOverlap: false,
    grid: false,
  };
  const x = {
    field: 'column',
    type: 'ordinal' as const,
    scale: { domain: columnKeys, paddingInner: 0.03, paddingOuter: 0 },
    axis: { ...axis, title: plot.columnAxis },
  };
  const y = {
    field: 'row',
    type: 'ordinal' as const,
    scale: { domain: rowKeys, paddingInner: 0.06, paddingOuter: 0 },
    axis: { ...axis, title: plot.rowAxis, minExtent: rowLabelWidth, maxExtent: rowLabelWidth },
  };
  const spec: TopLevelSpec = {
    config: plotConfig,
    width: innerWidth,
    height: innerHeight,
    padding,
    data: { values: cells },
    layer: [
      {
        mark: { type: 'rect', stroke: 'currentColor', strokeOpacity: 0.15, cornerRadius: 2 },
        encoding: { x, y, fill: { field: 'fill', type: 'nominal', scale: null } },
      },
      {
        mark: { type: 'text', baseline: 'middle' },
        encoding: { x, y, text: { field: 'words' }, fill: { field: 'text', type: 'nominal', scale: null } },
      },
    ],
  };
  return { spec, width: innerWidth + left + right, height: innerHeight + padding.top + padding.bottom };
}

/** Two decimals where the scale spans something like accuracy; more where it is finer. */
function cellText(value: number, { domain }: HeatmapPlot): string {
  const reach = Math.max(Math.abs(domain[0]), Math.abs(domain[1]));
  return formatNumber(value, [reach >= 0.5 && reach < 10 ? 10 : reach]);
}

/** Index first, so that two labels that wrap alike stay two cells. */
function toKey(lines: readonly string[], index: number): string {
  return [index, ...lines].join('\n');
}
