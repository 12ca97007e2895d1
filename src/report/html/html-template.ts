// HTML as tagged templates in which escaping is the default: a string put in is text, only Html put in is markup.
import type { VerdictWord } from '../../claims/verdicts/verdict.ts';
import { escapeMarkup } from '../printable-text.ts';
import { verdictAppearance } from '../verdict-appearance.ts';

/** Markup that is known to be safe. Made by `html` and `trustedHtml` only. */
export interface Html {
  readonly markup: string;
}

export type HtmlPart = Html | string | number | null | readonly HtmlPart[];

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

interface Column {
  readonly head: HtmlPart;
  /** Numbers are set in figures of equal width and aligned right. */
  readonly number?: boolean;
  /** A short name that should not break at every space. */
  readonly name?: boolean;
  /** Prose may wrap and wants room. */
  readonly prose?: boolean;
}

interface DataTable {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** Cells in the order of the columns; the first names its row. */
  readonly rows: readonly (readonly HtmlPart[])[];
}

// A plain table that scrolls inside its own container, so that a narrow page never scrolls sideways as a whole.
export function dataTable({ caption, columns, rows }: DataTable): Html {
  const heads = columns.map((column) => html`<th scope="col" class="${cellClass(column)}">${column.head}</th>`);
  const body = rows.map(
    (row) => html`<tr>${row.map((cell, index) => bodyCell(cell, index, columns[index] ?? { head: '' }))}</tr>\n`,
  );
  return html`<p class="caption">${caption}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table aria-label="${caption}">
<thead><tr>${heads}</tr></thead>
<tbody>
${body}</tbody></table></div>`;
}

function bodyCell(cell: HtmlPart, index: number, column: Column): Html {
  if (index === 0) return html`<th scope="row" class="${cellClass(column)}">${cell}</th>`;
  return html`<td class="${cellClass(column)}">${cell}</td>`;
}

function cellClass({ number, name, prose }: Column): string {
  if (number === true) return 'number';
  if (name === true) return 'name';
  return prose === true ? 'prose' : '';
}
