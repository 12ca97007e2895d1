// Heatmap: means over seeds in a grid, every cell labelled with its number so that colour is never the only carrier.
import type { HeatmapPlot } from '../../claims/verdicts/verdict.ts';
import { formatNumber } from '../format-number.ts';
import {
  asGiven,
  type DrawnPlot,
  drawnIn,
  fontSize,
  layerOf,
  nameAxis,
  nameKey,
  plotWidth,
  textWidth,
  wrapText,
} from './plot-svg.ts';

const lineHeight = 14;
const cellPadding = 12;
const widestRowLabel = 130;

type Rgb = readonly [number, number, number];
const pale: Rgb = [242, 245, 247];
const blue: Rgb = [0, 114, 178];
const navy: Rgb = [0, 44, 84];
const vermillion: Rgb = [213, 94, 0];
const rust: Rgb = [112, 44, 0];
const ink: Rgb = [20, 24, 28];
const paper: Rgb = [255, 255, 255];

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
  const rowKeys = rowLabels.map(nameKey);
  const columnKeys = columnLabels.map(nameKey);
  const cells = plot.values.flatMap((line, row) => line.map((value, column) => cell(value, { row, column })));

  function cell(value: number | null, { row, column }: { readonly row: number; readonly column: number }) {
    const place = { row: rowKeys[row] ?? `${row}`, column: columnKeys[column] ?? `${column}` };
    if (value === null) return { ...place, words: '–', fill: 'transparent', text: 'currentColor' };
    return { ...place, words: cellText(value, plot), ...cellColours(value, plot.domain) };
  }

  const x = {
    field: 'column',
    type: 'ordinal' as const,
    scale: { domain: columnKeys, paddingInner: 0.03, paddingOuter: 0 },
    axis: nameAxis(plot.columnAxis, lineHeight),
  };
  const y = {
    field: 'row',
    type: 'ordinal' as const,
    scale: { domain: rowKeys, paddingInner: 0.06, paddingOuter: 0 },
    axis: { ...nameAxis(plot.rowAxis, lineHeight), minExtent: rowLabelWidth, maxExtent: rowLabelWidth },
  };
  return drawnIn({ width: innerWidth, height: innerHeight, padding }, [
    layerOf(cells, {
      mark: { type: 'rect', stroke: 'currentColor', strokeOpacity: 0.15, cornerRadius: 2 },
      x,
      y,
      fill: asGiven('fill'),
    }),
    layerOf(cells, {
      mark: { type: 'text', baseline: 'middle' },
      x,
      y,
      text: { field: 'words' },
      fill: asGiven('text'),
    }),
  ]);
}

/** Two decimals where the scale spans something like accuracy; more where it is finer. */
function cellText(value: number, { domain }: HeatmapPlot): string {
  const reach = Math.max(Math.abs(domain[0]), Math.abs(domain[1]));
  return formatNumber(value, [reach >= 0.5 && reach < 10 ? 10 : reach]);
}

/**
 * Colours of heatmap cells with the text colour that is readable on each. They do not change with the page's theme:
 * a cell brings its own background. Interpolated in RGB between Okabe-Ito ends; two-sided where zero lies inside.
 */
export function cellColours(
  value: number,
  domain: readonly [number, number],
): { readonly fill: string; readonly text: string } {
  const fill = fillOf(value, domain);
  const text = contrast(fill, ink) >= contrast(fill, paper) ? ink : paper;
  return { fill: css(fill), text: css(text) };
}

function fillOf(value: number, [low, high]: readonly [number, number]): Rgb {
  if (low < 0 && high > 0) {
    const reach = Math.max(-low, high);
    return value < 0 ? ramp(-value / reach, [pale, vermillion, rust]) : ramp(value / reach, [pale, blue, navy]);
  }
  return ramp(high > low ? (value - low) / (high - low) : 0, [pale, blue, navy]);
}

/** Piecewise linear through three colours; the middle one at two thirds, where most of the lightness is spent. */
function ramp(share: number, [start, middle, end]: readonly [Rgb, Rgb, Rgb]): Rgb {
  const clamped = Math.min(1, Math.max(0, share));
  return clamped < 2 / 3 ? mix(start, middle, clamped * 1.5) : mix(middle, end, clamped * 3 - 2);
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const channel = (from: number, to: number): number => Math.round(from + (to - from) * share);
  return [channel(a[0], b[0]), channel(a[1], b[1]), channel(a[2], b[2])];
}

/** WCAG 2.1 contrast ratio. */
function contrast(a: Rgb, b: Rgb): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance([red, green, blueChannel]: Rgb): number {
  const linear = (channel: number): number => {
    const share = channel / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blueChannel);
}

function css([red, green, blueChannel]: Rgb): string {
  return `rgb(${red},${green},${blueChannel})`;
}
