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
