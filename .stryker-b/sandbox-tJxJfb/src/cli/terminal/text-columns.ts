// Rows of text in aligned columns, two spaces apart. Width counts characters: marks and digits are one cell wide each.
import { stripVTControlCharacters } from 'node:util';
import { renderJson } from '../../report/printable-text.ts';

export function textColumns(rows: readonly (readonly string[])[], indent = ''): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
  }
  return rows.map((row) => {
    const padded = row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)));
    return `${indent}${padded.join('  ')}`.trimEnd();
  });
}

export const inLines = (lines: readonly string[]) => `${lines.join('\n')}\n`;

/** What a command answers: a document to programs, lines to people. */
export function answerIn(json: boolean, document: object, lines: readonly string[]): string {
  return json ? renderJson(document) : inLines(lines);
}

/** "1 run", "2 runs". */
export const counted = (count: number, one: string, several = `${one}s`) => `${count} ${count === 1 ? one : several}`;

/** Broken at spaces to lines of at most `width` characters; a longer word keeps a line of its own. */
export function wrapText(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (line !== '' && indent.length + widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, indent + line];
}

/** One line, and nothing in it that a terminal would obey: texts of a report may come from anywhere. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}]+/gu, ' ').trim();
}

/** Colours do not count. */
function widthOf(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size for people: 7.2 kB, 1.4 GB. */
export function inBytes(bytes: number): string {
  let size = bytes;
  let unit = 0;
  for (; size >= 1000 && unit < UNITS.length - 1; unit++) size /= 1000;
  return `${unit === 0 ? size : size.toFixed(size < 10 ? 1 : 0)} ${UNITS[unit]}`;
}
