// Text from anywhere as one line of Markdown that shows it as it is: no markup, no HTML, no table cell break.
import { printableText } from './printable-text.ts';

/** For running text and table cells (GitHub flavour included: pipes, strikethrough, mathematics). */
export function escapeMarkdown(text: string): string {
  return printableText(text)
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_{}[\]|~$#]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/^([-+])(?=\s)/, '\\$1')
    .replace(/^(\d+)([.)])(?=\s)/, '$1\\$2');
}

/** A code block whose fence is longer than any run of backticks inside it. */
export function fencedCode(code: string): string {
  const printable = printableText(code);
  const longest = Math.max(2, ...[...printable.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${printable}\n${fence}`;
}
