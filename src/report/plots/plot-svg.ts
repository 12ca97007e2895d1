// From a plot specification to an SVG that can be inlined: scales to its container, carries a title and a description
// for screen readers, and is the same bytes however many plots this process has drawn before.
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { escapeMarkup } from '../printable-text.ts';

export interface DrawnPlot {
  readonly spec: TopLevelSpec;
  /** Outer size in SVG units, padding included. */
  readonly width: number;
  readonly height: number;
}

export interface PlotWords {
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
