// How all plots look: Okabe-Ito colours (told apart with any colour vision) as CSS variables with fixed fallbacks,
// axes in `currentColor` so that they follow the page into dark mode, and nothing that depends on installed fonts.
import type { Config } from 'vega-lite';

/** Series colours, first used first. The page may redefine the variables; a lone SVG falls back to Okabe-Ito. */
export const seriesColours: readonly string[] = [
  'var(--series-1, #0072B2)',
  'var(--series-2, #D55E00)',
  'var(--series-3, #009E73)',
  'var(--series-4, #CC79A7)',
  'var(--series-5, #E69F00)',
  'var(--series-6, #56B4E9)',
  'var(--series-7, currentColor)',
];

/** Dashes change when the colours come round again. */
const dashes: readonly (readonly number[])[] = [
  [1, 0],
  [6, 3],
  [2, 3],
];

export function seriesColour(index: number): string {
  return seriesColours[index % seriesColours.length] ?? 'currentColor';
}

export function seriesDash(index: number): number[] {
  return [...(dashes[Math.floor(index / seriesColours.length) % dashes.length] ?? [1, 0])];
}

/** Threshold lines and equivalence bands: one accent that no series uses first. */
export const thresholdColour = 'var(--threshold, #B34700)';

/** Room for a plot: SVG units are CSS pixels at nominal width, chosen so that text stays readable on a phone. */
export const plotWidth = 410;
export const fontSize = 12;

export const plotConfig: Config = {
  aria: false,
  background: 'transparent',
  font: 'inherit',
  autosize: { type: 'none' },
  view: { stroke: null },
  mark: { color: 'currentColor' },
  rule: { color: 'currentColor' },
  text: { color: 'currentColor', fontSize },
  axis: {
    labelColor: 'currentColor',
    labelFontSize: fontSize,
    labelFontWeight: 'normal',
    titleColor: 'currentColor',
    titleFontSize: fontSize,
    titleFontWeight: 'normal',
    gridColor: 'currentColor',
    gridOpacity: 0.14,
    domain: false,
    ticks: false,
    labelPadding: 8,
    titlePadding: 10,
  },
};
