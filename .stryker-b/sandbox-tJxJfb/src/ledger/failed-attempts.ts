// Attempts at a cohort that left no runs, one file each, beside the cohorts. A later attempt has the same seeds, and none is forgotten,
// so that nobody can try until a result pleases and keep quiet about the rest. decisions.md promise 5.

import { dirname, join } from 'node:path';
import { Type } from 'typebox';
import { canonicalJson, contentHash } from '../experiments/content-hash.ts';
import { checked } from '../schemas/checked.ts';
import { inOneLine } from '../schemas/complaints.ts';
import { closed, Digest, type Valid } from '../schemas/parts.ts';
import { damaged, NO_JSON, readJson } from './cohort-file.ts';
import { ATTEMPT_NAME, attemptPath, type CohortAddress } from './ledger-layout.ts';
import {
  firstFree,
  makeFolder,
  namesIfThere,
  notWritable,
  readIfThere,
  reserve,
  writeAtomically,
} from './write-atomically.ts';

const FailedAttemptSchema = closed({
  seeds: Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1 }),
  /** Why there are no runs, in words. */
  reason: Type.String(),
  host: Type.String(),
  /** ISO 8601, UTC. */
  failedAt: Type.String(),
  harnessVersion: Type.String(),
});
export type FailedAttempt = Valid<typeof FailedAttemptSchema>;

const FailedAttemptFileSchema = closed({
  format: Type.Literal('iml-verify-failed-attempt'),
  schemaVersion: Type.Literal(1),
  experimentHash: Digest,
  fingerprint: Type.String({ pattern: '^[0-9a-f]{12,64}$' }),
  cohort: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  /** From 1. */
  attempt: Type.Integer({ minimum: 1 }),
  about: FailedAttemptSchema,
  /** Of the canonical JSON of all the rest. */
  sha256: Digest,
});
type FailedAttemptFile = Valid<typeof FailedAttemptFileSchema>;
const isFailedAttempt = checked<FailedAttemptFile>(FailedAttemptFileSchema);

const MOST_ATTEMPTS = 10_000;

/** Under the first free number, however many write at once. @returns that number */
export function writeFailedAttempt(
  root: string,
  { address, attempt: about }: { readonly address: CohortAddress; readonly attempt: FailedAttempt },
): number {
  const { experimentHash, fingerprint, cohort } = address;
  const pathOf = (attempt: number) => attemptPath(root, { ...address, attempt });
  const attempt = reserveNumber(pathOf);
  const unsealed = {
    format: 'iml-verify-failed-attempt',
    schemaVersion: 1,
    ...{ experimentHash, fingerprint, cohort, attempt, about },
  };
  const text = `${canonicalJson({ ...unsealed, sha256: contentHash(unsealed) })}\n`;
  writeAtomically(pathOf(attempt), new TextEncoder().encode(text));
  return attempt;
}

/** Counted by name: an attempt whose file was left empty or is damaged was an attempt all the same. */
export function attemptsPerCohort(folder: string): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const name of namesIfThere(folder)) {
    const cohort = ATTEMPT_NAME.exec(name)?.[1];
    if (cohort !== undefined) counts.set(Number(cohort), (counts.get(Number(cohort)) ?? 0) + 1);
  }
  return counts;
}

type AttemptReading =
  | { readonly kind: 'valid'; readonly file: FailedAttemptFile }
  /** The writer was killed before it could say why: an attempt all the same. */
  | { readonly kind: 'unexplained' }
  | ReturnType<typeof damaged>;

/** Null where there is no such file. */
export function readFailedAttempt(path: string): AttemptReading | null {
  const bytes = readIfThere(path);
  if (bytes === null) return null;
  if (bytes.length === 0) return { kind: 'unexplained' };
  const read = readJson(bytes);
  if (read === null) return damaged(NO_JSON);
  const { text, document: file } = read;
  if (!isFailedAttempt(file)) {
    return damaged(`it does not fit its schema (${inOneLine(isFailedAttempt.complaints(file))})`);
  }
  const { sha256, ...unsealed } = file;
  if (contentHash(unsealed) !== sha256) return damaged('its contents do not match its sha256');
  if (`${canonicalJson(file)}\n` !== text) return damaged('its bytes are not the canonical ones of its contents');
  const home = attemptPath(dirname(dirname(path)), file);
  return home === join(path) ? { kind: 'valid', file } : damaged(`it belongs elsewhere: ${home}`);
}

/** Makes an empty file under the first free name, which keeps the number for us. */
function reserveNumber(pathOf: (attempt: number) => string): number {
  let path = pathOf(1);
  makeFolder(dirname(path));
  try {
    return firstFree(MOST_ATTEMPTS, (attempt) => {
      path = pathOf(attempt);
      reserve(path);
      return attempt;
    });
  } catch (cause) {
    throw notWritable(path, cause);
  }
}
