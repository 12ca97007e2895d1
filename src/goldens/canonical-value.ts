// One line of a golden file: JSON that fits its schema and is spelled in the one canonical way, so that no second key of a name, no
// other spelling of a number and no -0 can hide in it.

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
