// Every version of every claim's declaration that was ever registered, with date and reason (golden/registrations.json). It only
// grows. registrations.ts holds the hashes of the latest versions, since the registry reads no files.

import { type Static, Type } from 'typebox';
import { HarnessError } from '../../errors/harness-error.ts';
import { contentHash } from '../../experiments/content-hash.ts';
import { checked } from '../../schemas/checked.ts';
import { inOneLine } from '../../schemas/complaints.ts';
import { closed, Digest } from '../../schemas/parts.ts';

const EntrySchema = closed({
  version: Type.Integer({ minimum: 1 }),
  /** Day of the registration. */
  date: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  reason: Type.String({ minLength: 1 }),
  hash: Digest,
  declaration: Type.Unknown(),
});

export const HistorySchema = Type.Record(Type.String(), Type.Array(EntrySchema, { minItems: 1 }));
export type History = Static<typeof HistorySchema>;
export type RegisteredVersion = Static<typeof EntrySchema>;

const isHistory = checked<History>(HistorySchema);

/** @throws HarnessError `invalid-fixture`: no history, or one whose hashes are not those of its declarations */
export function parseHistory(text: string, where: string): History {
  const invalid = (got: string) =>
    new HarnessError('invalid-fixture', {
      what: 'The history of registrations is damaged.',
      where,
      got,
      expected: 'what `npm run register` wrote',
      next: 'take it from version control',
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalid(String(cause));
  }
  if (!isHistory(value)) throw invalid(inOneLine(isHistory.complaints(value)));
  for (const [id, entries] of Object.entries(value)) {
    for (const [index, { version, hash, declaration }] of entries.entries()) {
      if (version !== index + 1) throw invalid(`"${id}": version ${version} in place ${index + 1}`);
      if (contentHash(declaration) !== hash)
        throw invalid(`"${id}", version ${version}: another declaration than its hash`);
    }
  }
  return value;
}

/** Where two JSON values differ: what stood there, and what stands there now. */
export interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly now: unknown;
}

export function differencesBetween(before: unknown, now: unknown, path = ''): Difference[] {
  if (Object.is(before, now)) return [];
  if (!isTree(before) || !isTree(now) || Array.isArray(before) !== Array.isArray(now)) return [{ path, before, now }];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return keys.flatMap((key) => differencesBetween(before[key], now[key], path === '' ? key : `${path}.${key}`));
}

/** "tests.0.parts.0.rule.alpha: 0.01 -> 0.05". */
export function inWords({ path, before, now }: Difference): string {
  return `${path}: ${textOf(before)} -> ${textOf(now)}`;
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
