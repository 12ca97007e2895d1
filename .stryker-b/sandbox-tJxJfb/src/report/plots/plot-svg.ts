// From a plot specification to an SVG that can be inlined: scales to its container, carries a title and a description
// for screen readers, and is the same bytes however many plots this process has drawn before.
import { parse, View } from 'vega';
import { type Config, compile, type TopLevelSpec } from 'vega-lite';
import { escapeMarkup } from '../printable-text.ts';

export interface DrawnPlot {
  readonly spec: TopLevelSpec;
  /** Outer size in SVG units, padding included. */
  readonly width: number;
  readonly height: number;
}

export type Layer = Extract<TopLevelSpec, { layer: readonly unknown[] }>['layer'][number];
type UnitLayer = Extract<Layer, { mark: unknown }>;

/** One mark a row of values. @param encoding channels of the mark by the rows' fields */
export function layerOf(
  values: readonly object[],
  { mark, ...encoding }: UnitLayer['encoding'] & Pick<UnitLayer, 'mark'>,
): Layer {
  return { data: { values: [...values] }, mark, encoding };
}

/** What is inside the axes, and the room around it for words. */
interface Frame {
  readonly width: number;
  readonly height: number;
  readonly padding: Readonly<Record<'left' | 'right' | 'top' | 'bottom', number>>;
}

export function drawnIn(frame: Frame, layer: Layer[]): DrawnPlot {
  const { width, height, padding } = frame;
  return {
    spec: { config: plotConfig, ...frame, layer },
    width: width + padding.left + padding.right,
    height: height + padding.top + padding.bottom,
  };
}

interface PlotWords {
  /** Unique in the page: prefix of every id inside the SVG. */
  readonly id: string;
  readonly title: string;
  /** What a person who cannot see the plot should know. */
  readonly description: string;
}

const narrow = /[ijl.,:;'|!()[\]tfrI1 -]/;
const wide = /[mwMW@%—→≥≤]/;

export async function plotSvg({ spec, width, height }: DrawnPlot, words: PlotWords): Promise<string> {
  const view = new View(parse(compile(spec).spec), { renderer: 'none' });
  try {
    const drawn = await view.toSVG();
    return withOwnRoot(ownIds(drawn, words.id), { ...words, width, height });
  } finally {
    view.finalize();
  }
}

/** Vega numbers clip paths and gradients over the life of the process; here they are numbered within the plot. */
function ownIds(svg: string, prefix: string): string {
  const names = new Map<string, string>();
  const rename = (name: string): string => {
    const known = names.get(name) ?? `${prefix}-${names.size + 1}`;
    names.set(name, known);
    return known;
  };
  return svg
    .replaceAll(/ id="((?:clip|gradient_)\d+)"/g, (_, name: string) => ` id="${rename(name)}"`)
    .replaceAll(/url\(#((?:clip|gradient_)\d+)\)/g, (_, name: string) => `url(#${rename(name)})`);
}

/** Coordinates to a hundredth of a pixel: smaller files, and no digits that depend on the machine's arithmetic. */
function withShortNumbers(svg: string): string {
  return svg.replaceAll(/ (?:transform|d|x|y|x2|y2|width|height)="[^"]*"/g, (attribute) =>
    attribute.replaceAll(/-?\d+\.\d{3,}/g, (digits) => String(Number(Number(digits).toFixed(2)))),
  );
}

/** Vega writes out what is so without words, and names every group; a third of the bytes. */
function withoutDefaults(svg: string): string {
  return svg.replaceAll(
    / (?:font-family="inherit"|font-weight="normal"|opacity="1"|stroke-dasharray="1,0"|[xy]2="0"|transform="translate\(0,0\)"|class="[^"]*")/g,
    '',
  );
}

function withOwnRoot(svg: string, root: PlotWords & { readonly width: number; readonly height: number }): string {
  const inner = svg
    .replace(/^[\s\S]*?<svg[^>]*>/, '')
    .replaceAll(/ (?:aria-hidden|aria-roledescription|role|pointer-events)="[^"]*"/g, '')
    .replaceAll(/<path class="(?:background|foreground)"[^>]*\/>/g, '');
  const drawing = withoutDefaults(withShortNumbers(inner));
  const { id, title, description, width, height } = root;
  // Between 0.8 and 1.3 of its nominal size, so that text inside stays between about 9.6 and 15.6 pixels.
  const style = `width:100%;min-width:${Math.round(width * 0.8)}px;max-width:${Math.round(width * 1.3)}px;height:auto`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" style="${style}" role="img" aria-labelledby="${id}-title ${id}-text">`,
    `<title id="${id}-title">${escapeMarkup(title)}</title><desc id="${id}-text">${escapeMarkup(description)}</desc>`,
    drawing,
  ].join('');
}

/**
 * The stretch of an axis that data needs: all values with a little air, and something sensible if there is no spread. [low, high] around
 * the values, widened by `air` of their spread on both sides.
 */
export function plotDomain(values: readonly number[], air = 0.06): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  const spread = high - low;
  const margin = spread > 0 ? spread * air : Math.max(Math.abs(high) * 0.1, 1e-3);
  return [low - margin, high + margin];
}

/** A number along an axis that shows this stretch of it. */
export function numberAxis<Axis extends object | null>(field: string, domain: readonly [number, number], axis: Axis) {
  return { field, type: 'quantitative' as const, scale: { domain: [...domain], nice: false, zero: false }, axis };
}

/** A field that holds a colour, a dash or a shape itself. */
export function asGiven(field: string) {
  return { field, type: 'nominal' as const, scale: null };
}

/** What an upward axis counts, written over it. */
export function unitAbove(unit: string, left: number): Layer {
  return layerOf([{ words: unit }], {
    mark: { type: 'text', align: 'left', baseline: 'bottom' },
    x: { value: 8 - left },
    y: { value: -12 },
    text: { field: 'words' },
  });
}

/** Where zero is, if the axis passes it. @param encoding of the field `value` */
export function zeroLine([low, high]: readonly [number, number], encoding: object): Layer {
  const values = low < 0 && high > 0 ? [{ value: 0 }] : [];
  return layerOf(values, { mark: { type: 'rule', opacity: 0.45 }, ...encoding });
}

/** A name on an axis, in the lines that it was wrapped to. Index first, so that two that wrap alike stay two. */
export function nameKey(lines: readonly string[], index: number): string {
  return [index, ...lines].join('\n');
}

/** An axis of such names, without their index. */
export function nameAxis(title: string, labelLineHeight: number) {
  const labelExpr = "slice(split(datum.label, '\\n'), 1)";
  return { title, labelAngle: 0, labelExpr, labelLineHeight, labelLimit: 0, labelOverlap: false, grid: false };
}

/** Mean of each column over rows, as far as rows reach. */
export function columnMeans(rows: readonly (readonly number[])[]): readonly number[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: columns }, (_, column) => {
    const present = rows.flatMap((row) => row[column] ?? []);
    return present.reduce((sum, value) => sum + value / present.length, 0);
  });
}

/**
 * Estimates how wide text is without a font: the server has none that the reader has. Errs towards too wide. Width in pixels in a usual
 * sans-serif at this size.
 */
export function textWidth(text: string, fontSize: number): number {
  let em = 0;
  for (const character of text) em += characterWidth(character);
  return em * fontSize;
}

function characterWidth(character: string): number {
  if (narrow.test(character)) return 0.38;
  if (wide.test(character)) return 0.95;
  return (character.codePointAt(0) ?? 0) > 0x2e80 ? 1.05 : 0.61;
}

/** Breaks text at spaces (and, if it must, inside words) into lines no wider than this. At least one line. */
export function wrapText(text: string, maximumWidth: number, fontSize: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((part) => splitWord(part, maximumWidth, fontSize))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer, fontSize) > maximumWidth) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

function splitWord(word: string, maximumWidth: number, fontSize: number): readonly string[] {
  if (textWidth(word, fontSize) <= maximumWidth) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && textWidth(piece + character, fontSize) > maximumWidth) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}

/** Series colours, first used first. The page may redefine the variables; a lone SVG falls back to Okabe-Ito. */
const seriesColours: readonly string[] = [
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

// How all plots look: Okabe-Ito colours (told apart with any colour vision) as CSS variables with fixed fallbacks,
// axes in `currentColor` so that they follow the page into dark mode, and nothing that depends on installed fonts.
export function seriesColour(index: number): string {
  return seriesColours[index % seriesColours.length] ?? 'currentColor';
}

export function seriesDash(index: number): number[] {
  return [...(dashes[Math.floor(index / seriesColours.length) % dashes.length] ?? [1, 0])];
}

/** Threshold lines and equivalence bands: one accent that no series uses first. */
export const thresholdColour = 'var(--threshold, #B34700)';

/** What lies behind a plot: marks that touch others are edged with it. */
export const surfaceColour = 'var(--surface, white)';

/** A mean on top of all else, and its interval. */
export const dot = { type: 'point', filled: true, opacity: 1, stroke: surfaceColour, strokeWidth: 1.5 } as const;
export const bar = { type: 'rule', strokeWidth: 2.5, strokeCap: 'round' } as const;

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
