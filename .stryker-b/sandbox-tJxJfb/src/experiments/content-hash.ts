// One text for one value: JSON with sorted keys and finite numbers only, and its sha256. Experiments, cohorts and fingerprints are
// identified by it. In the spirit of RFC 8785 (JSON Canonicalization Scheme); decisions.md promises 3, 6 and 9.
import { createHash } from 'node:crypto';
import { HarnessError } from '../errors/harness-error.ts';

/** sha256 (hex) of the canonical JSON. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex');
}

/**
 * The same bytes for the same value, whatever the order in which its keys were set; -0 reads 0. A value that JSON cannot hold is an
 * error, never left out: NaN and the infinities are `not-finite`; undefined, functions, dates, maps, typed arrays, cycles are
 * `invalid-argument`.
 */
export function canonicalJson(value: unknown): string {
  return isCanonical(value, []) ? JSON.stringify(value) : encode(value, { path: '$', ancestors: [] });
}

/**
 * Whether JSON.stringify gives the canonical text as it is: plain values whose keys are in order, as in all that was read from canonical
 * JSON. A ledger of a hundred thousand runs is read three times as fast for it. What must be refused is left to `encode`, which says where.
 */
function isCanonical(value: unknown, ancestors: object[]): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value !== 'object' || ancestors.includes(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  const isPlain = Array.isArray(value)
    ? prototype === Array.prototype
    : prototype === Object.prototype || prototype === null;
  if (!isPlain) return false;
  ancestors.push(value);
  const isInOrder = Array.isArray(value) ? areCanonical(value, ancestors) : areInOrder(value, ancestors);
  ancestors.pop();
  return isInOrder;
}

function areCanonical(items: readonly unknown[], ancestors: object[]): boolean {
  // By index, which finds holes; every member of a long curve passes here.
  for (let index = 0; index < items.length; index++) if (!isCanonical(items[index], ancestors)) return false;
  return true;
}

function areInOrder(members: object, ancestors: object[]): boolean {
  let before: string | null = null;
  for (const [key, member] of Object.entries(members)) {
    if ((before !== null && key < before) || !isCanonical(member, ancestors)) return false;
    before = key;
  }
  return true;
}

interface Place {
  readonly path: string;
  readonly ancestors: readonly object[];
}

function encode(value: unknown, place: Place): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw refuse('not-finite', place, String(value));
    return JSON.stringify(value); // the shortest text that reads as the same number: fixed by ECMAScript
  }
  if (typeof value !== 'object') throw refuse('invalid-argument', place, `a value of type ${typeof value}`);
  if (place.ancestors.includes(value)) throw refuse('invalid-argument', place, 'an object that contains itself');
  const ancestors = [...place.ancestors, value];
  if (Array.isArray(value)) {
    // Not map, which would skip holes.
    const items = Array.from(value, (item, index) => encode(item, { path: `${place.path}[${index}]`, ancestors }));
    return `[${items.join(',')}]`;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw refuse('invalid-argument', place, `an object of class ${prototype.constructor?.name}`);
  }
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)); // by UTF-16 units: no locale
  const members = entries.map(
    ([key, member]) => `${JSON.stringify(key)}:${encode(member, { path: `${place.path}.${key}`, ancestors })}`,
  );
  return `{${members.join(',')}}`;
}

function refuse(code: 'not-finite' | 'invalid-argument', { path }: Place, got: string): HarnessError {
  return new HarnessError(code, {
    what: 'A value cannot be written as JSON without loss.',
    where: path,
    got,
    expected: 'null, booleans, finite numbers, strings, arrays and plain objects of these',
    next:
      code === 'not-finite'
        ? 'find the computation that made this number: a number that is not finite fails the run'
        : 'leave the field out, or turn it into plain values first',
  });
}
