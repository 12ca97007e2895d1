// HTML as tagged templates in which escaping is the default: a string put in is text, only Html put in is markup.
import type { VerdictWord } from '../../claims/verdicts/verdict.ts';
import { escapeMarkup } from '../printable-text.ts';
import { verdictAppearance } from '../verdict-appearance.ts';

/** Markup that is known to be safe. Made by `html` and `trustedHtml` only. */
export interface Html {
  readonly markup: string;
}

type HtmlPart = Html | string | number | null | readonly HtmlPart[];

export function html(literals: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const markup = literals.map((literal, index) => literal + partMarkup(parts[index] ?? null)).join('');
  return { markup };
}

/** For markup that this harness made itself (style sheet, rendered plots). Never for text of a report. */
export function trustedHtml(markup: string): Html {
  return { markup };
}

function partMarkup(part: HtmlPart): string {
  if (part === null) return '';
  if (typeof part === 'string') return escapeMarkup(part);
  if (typeof part === 'number') return String(part);
  if ('markup' in part) return part.markup;
  return part.map(partMarkup).join('');
}

/** Yes or no for a test, gate or control: a sign and a word, never a colour alone. */
export function passMark(passed: boolean): Html {
  return passed ? html`<span class="pass">✓ yes</span>` : html`<span class="fail">✗ no</span>`;
}

/** A verdict word with its shape: the word carries the meaning, the shape and the colour only help the eye. */
export function verdictBadge(word: VerdictWord): Html {
  return html`<span class="verdict ${word}">${verdictIcon(word)}<span>${verdictAppearance(word).label}</span></span>`;
}

export function verdictIcon(word: VerdictWord): Html {
  const { icon } = verdictAppearance(word);
  return html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">${trustedHtml(icon)}</svg>`;
}

/** Facts by name, without those that are null. */
export function factList(facts: Readonly<Record<string, HtmlPart>>, classes = 'facts'): Html {
  const shown = Object.entries(facts).filter(([, fact]) => fact !== null);
  return html`<dl class="${classes}">
${shown.map(([name, fact]) => html`<div><dt>${name}</dt><dd>${fact}</dd></div>\n`)}</dl>`;
}

/** A part of the page under a heading that names it. @param content ends its last line */
export function section(id: string, title: string, content: Html): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content}</section>
`;
}

/** Null where there is nothing to warn of. */
export function warningList(title: string, warnings: readonly string[]): Html | null {
  if (warnings.length === 0) return null;
  const items = warnings.map((one) => html`<li>${one}</li>`);
  return html`<aside class="warnings" aria-label="Warnings"><h2>${title}</h2><ul>${items}</ul></aside>\n`;
}

/** A plot under its title, with how to read it. @param svg as this harness drew it */
export function figure(title: string, svg: string, caption: string): Html {
  return html`<figure><h4>${title}</h4><div class="plot">${trustedHtml(svg)}</div><figcaption>${caption}</figcaption></figure>`;
}

/** One after the other: a plot in the making takes memory. */
export async function drawEach<Item, Drawn>(
  items: readonly Item[],
  draw: (item: Item, index: number) => Promise<Drawn>,
): Promise<Drawn[]> {
  const drawn: Drawn[] = [];
  for (const [index, item] of items.entries()) drawn.push(await draw(item, index));
  return drawn;
}

interface Column {
  readonly head: HtmlPart;
  readonly kind: 'number' | 'name' | 'prose' | '';
}

/** A column of figures of equal width, aligned right. */
export const numbers = (head: HtmlPart): Column => ({ head, kind: 'number' });
/** A column of short names that should not break at every space. */
export const names = (head: HtmlPart): Column => ({ head, kind: 'name' });
/** A column that may wrap and wants room. */
export const prose = (head: HtmlPart): Column => ({ head, kind: 'prose' });

interface DataTable {
  readonly caption: string;
  readonly columns: readonly (Column | string)[];
  /** Cells in the order of the columns; the first names its row. */
  readonly rows: readonly (readonly HtmlPart[])[];
}

// A plain table that scrolls inside its own container, so that a narrow page never scrolls sideways as a whole.
export function dataTable({ caption, columns, rows }: DataTable): Html {
  const all = columns.map((column) => (typeof column === 'string' ? { head: column, kind: '' } : column));
  const heads = all.map(({ head, kind }) => html`<th scope="col" class="${kind}">${head}</th>`);
  const cellOf = (cell: HtmlPart, index: number) => {
    const kind = all[index]?.kind ?? '';
    return index === 0 ? html`<th scope="row" class="${kind}">${cell}</th>` : html`<td class="${kind}">${cell}</td>`;
  };
  return html`<p class="caption">${caption}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table aria-label="${caption}">
<thead><tr>${heads}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${row.map(cellOf)}</tr>\n`)}</tbody></table></div>`;
}
