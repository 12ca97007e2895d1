// A plain table that scrolls inside its own container, so that a narrow page never scrolls sideways as a whole.
import { type Html, type HtmlPart, html } from './html-template.ts';

export interface Column {
  readonly head: HtmlPart;
  /** Numbers are set in figures of equal width and aligned right. */
  readonly number?: boolean;
  /** A short name that should not break at every space. */
  readonly name?: boolean;
  /** Prose may wrap and wants room. */
  readonly prose?: boolean;
}

export interface DataTable {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** Cells in the order of the columns; the first names its row. */
  readonly rows: readonly (readonly HtmlPart[])[];
}

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
