// HTML as tagged templates in which escaping is the default: a string put in is text, only Html put in is markup.
import { escapeMarkup } from '../printable-text.ts';

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
