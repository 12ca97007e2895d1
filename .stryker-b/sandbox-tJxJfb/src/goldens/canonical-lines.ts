// One line of a golden file: JSON that fits its schema and is spelled in the one canonical way, so that no second key of a name, no
// other spelling of a number and no -0 can hide in it.

import { createHash } from 'node:crypto';
import { canonicalJson } from '../experiments/content-hash.ts';
import type { Check } from '../schemas/checked.ts';
import { inOneLine } from '../schemas/complaints.ts';

/** The value, or in words why it is none. */
export function canonicalValue<T>(line: string, fits: Check<T>): T | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    const special = /[:[,](-?(?:NaN|Infinity))/.exec(line)?.[1];
    return special === undefined ? 'it is not JSON' : `it holds ${special}, which is no number in JSON`;
  }
  const number = brokenNumber(value, '');
  if (number !== null) return number;
  if (!fits(value)) return `it does not fit its schema: ${inOneLine(fits.complaints(value))}`;
  return canonicalJson(value) === line ? value : 'its bytes are not the canonical ones of its contents';
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

// A text of one canonical JSON value a line, read strictly: whatever an editor, a mail program or an unfinished merge does to a file
// is named, and nothing is read past it (decisions.md promise 7). The lines, or in words why there are none.
export function readLines(bytes: Uint8Array): readonly string[] | string {
  if (bytes.length === 0) return 'it is empty';
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return 'it is not UTF-8';
  }
  if (text.startsWith('\ufeff')) return 'it begins with a byte order mark';
  if (text.includes('\r')) return 'it has carriage returns (CRLF): git must not change its line ends';
  if (!text.endsWith('\n')) return 'its last line does not end: it is cut off';
  const lines = text.slice(0, -1).split('\n');
  for (const [index, line] of lines.entries()) {
    const place = `line ${index + 1}`;
    if (/^(<{7}|={7}|>{7}|\|{7})( |$)/.test(line)) return `${place} is the mark of a merge conflict`;
    if (line.trim() === '') return `${place} is blank`;
    if (line !== line.trim()) return `${place} has blanks at an end`;
  }
  return lines;
}

/** What files and lines of goldens are told apart by. In hexadecimal; of a text, of its UTF-8. */
export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
