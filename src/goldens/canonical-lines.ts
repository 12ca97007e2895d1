// One line of a golden file: JSON that fits its schema and is spelled in the one canonical way, so that no second key of a name, no
// other spelling of a number and no -0 can hide in it.

import { createHash } from 'node:crypto';
import { canonicalJson } from '../experiments/content-hash.ts';
import type { Check } from '../schemas/checked.ts';
import { inOneLine } from '../schemas/complaints.ts';

export type CanonicalValue<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'refused'; readonly reason: string };

export function canonicalValue<T>(line: string, fits: Check<T>): CanonicalValue<T> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    const special = /[:[,](-?(?:NaN|Infinity))/.exec(line)?.[1];
    return refused(special === undefined ? 'it is not JSON' : `it holds ${special}, which is no number in JSON`);
  }
  const number = brokenNumber(value, '');
  if (number !== null) return refused(number);
  if (!fits(value)) return refused(`it does not fit its schema: ${inOneLine(fits.complaints(value))}`);
  if (canonicalJson(value) !== line) return refused('its bytes are not the canonical ones of its contents');
  return { kind: 'value', value };
}

/** Of a value that JSON.parse gave: too large for a double, or a zero with a sign. */
function brokenNumber(value: unknown, path: string): string | null {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return `it holds a number that is not finite (${path || '/'})`;
    return Object.is(value, -0) ? `it holds -0 (${path || '/'}), which nothing here writes` : null;
  }
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, member] of Object.entries(value)) {
    const found = brokenNumber(member, `${path}/${key}`);
    if (found !== null) return found;
  }
  return null;
}

function refused(reason: string): { readonly kind: 'refused'; readonly reason: string } {
  return { kind: 'refused', reason };
}

type ReadLines =
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'unreadable'; readonly reason: string };

// A text of one canonical JSON value a line, read strictly: whatever an editor, a mail program or an unfinished merge does to a file
// is named, and nothing is read past it (decisions.md promise 7).
export function readLines(bytes: Uint8Array): ReadLines {
  if (bytes.length === 0) return unreadable('it is empty');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return unreadable('it is not UTF-8');
  }
  if (text.startsWith('\ufeff')) return unreadable('it begins with a byte order mark');
  if (text.includes('\r')) return unreadable('it has carriage returns (CRLF): git must not change its line ends');
  if (!text.endsWith('\n')) return unreadable('its last line does not end: it is cut off');
  const lines = text.slice(0, -1).split('\n');
  for (const [index, line] of lines.entries()) {
    const place = `line ${index + 1}`;
    if (/^(<{7}|={7}|>{7}|\|{7})( |$)/.test(line)) return unreadable(`${place} is the mark of a merge conflict`);
    if (line.trim() === '') return unreadable(`${place} is blank`);
    if (line !== line.trim()) return unreadable(`${place} has blanks at an end`);
  }
  return { kind: 'lines', lines };
}

function unreadable(reason: string): ReadLines {
  return { kind: 'unreadable', reason };
}

/** What files and lines of goldens are told apart by. In hexadecimal; of a text, of its UTF-8. */
export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
