// One cohort of runs as one file: a checksummed payload in canonical JSON, and beside it, sealed, who wrote it and how long it took.
// The same payload and writer give the same bytes on any machine; any other bytes are refused. Three versions: the first left what is said
// beside the numbers unchecked, the second seals it, the third says what code wrote it. decisions.md promises 3, 7, 17.

import { createHash } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { HarnessError } from '../errors/harness-error.ts';
import { canonicalJson, contentHash } from '../experiments/content-hash.ts';
import { RunRecordSchema } from '../experiments/run-record.ts';
import { checked } from '../schemas/checked.ts';
import { inOneLine } from '../schemas/complaints.ts';
import { byName, closed, Digest, orNull, type Valid } from '../schemas/parts.ts';

const COHORT_FORMAT = 'iml-verify-cohort';
/** What is written. Files of earlier versions are read as well. */
export const COHORT_VERSION = 3;

const Seed = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

const CohortPayloadSchema = closed({
  experimentHash: Digest,
  /** Digest (hex) of all that can change a number besides the experiment: backend, versions, cohort size. */
  fingerprint: Type.String({ pattern: '^[0-9a-f]{12,64}$' }),
  cohort: Seed,
  /** seeds[i] is the seed of records[i]. */
  seeds: Type.Array(Seed, { minItems: 1, uniqueItems: true }),
  records: Type.Array(RunRecordSchema, { minItems: 1 }),
});
export type CohortPayload = Static<typeof CohortPayloadSchema>;

const about = {
  host: Type.String(),
  /** ISO 8601, UTC. */
  startedAt: Type.String(),
  seconds: Type.Number({ minimum: 0 }),
  /** Processor time of the writer; files of earlier versions and of clusters have none. */
  cpuSeconds: Type.Optional(Type.Number({ minimum: 0 })),
  harnessVersion: Type.String(),
};

/** Differs from writer to writer, so it stands outside the checksum of the numbers and decides none of them. */
const CohortAboutSchema = closed({
  ...about,
  /** What was checked out where the code lies; null outside version control. */
  commit: Type.Optional(orNull(Type.String())),
  /** Digest of what differs from the commit; null where nothing does. */
  uncommitted: Type.Optional(orNull(Digest)),
  /** Its name; the numerics of it are in the fingerprint. */
  backend: Type.Optional(Type.String()),
  /** By id: hash of the declaration that each claim which reads this experiment had when the runs were written. */
  declared: Type.Optional(byName(Digest)),
});
export type CohortAbout = Valid<typeof CohortAboutSchema>;

export const CohortFileSchema = closed({
  format: Type.Literal(COHORT_FORMAT),
  /** What the second said the third says as well. */
  schemaVersion: Type.Enum([2, COHORT_VERSION]),
  payload: CohortPayloadSchema,
  /** Of the canonical JSON of `payload`: the identity of the numbers. */
  sha256: Digest,
  about: CohortAboutSchema,
  /** Of the canonical JSON of `about`, `format`, `schemaVersion` and `sha256`. */
  seal: Digest,
});
type CohortFile = Static<typeof CohortFileSchema>;

const { seal: _, ...unsealedFields } = CohortFileSchema.properties;
const FirstCohortFileSchema = closed({ ...unsealedFields, schemaVersion: Type.Literal(1), about: closed(about) });
type FirstCohortFile = Static<typeof FirstCohortFileSchema>;

const isCohortFile = checked<CohortFile>(CohortFileSchema);
const isFirstCohortFile = checked<FirstCohortFile>(FirstCohortFileSchema);

export type ParsedCohortFile =
  | { readonly kind: 'valid'; readonly payload: CohortPayload; readonly about: CohortAbout }
  /** Whole, but of a version that is to come: its harness can read it, so it is nobody's to set aside. */
  | { readonly kind: 'newer'; readonly version: number }
  | ReturnType<typeof damaged>;

export function encodeCohortFile(payload: CohortPayload, about: CohortAbout): Uint8Array {
  const payloadText = canonicalJson(payload);
  const unsealed = { format: COHORT_FORMAT, schemaVersion: COHORT_VERSION, sha256: digestOf(payloadText), about };
  const bytes = new TextEncoder().encode(textOf({ ...unsealed, seal: contentHash(unsealed) }, payloadText));
  const parsed = parseCohortFile(bytes);
  if (parsed.kind === 'valid') return bytes;
  throw new HarnessError('invalid-argument', {
    what: 'A cohort cannot be written to the ledger, because it could not be read back.',
    where: `cohort ${payload.cohort} of experiment ${payload.experimentHash}`,
    got: parsed.kind === 'damaged' ? parsed.reason : `schema version ${parsed.version}`,
    expected: 'a payload that fits CohortPayloadSchema, with one record a seed, in order',
    next: 'this is a defect of the harness: please report it with this message',
  });
}

/** Whether the file lies where it belongs is for the ledger to say; all else is checked here. */
export function parseCohortFile(bytes: Uint8Array): ParsedCohortFile {
  const read = readJson(bytes);
  if (read === null) return damaged(bytes.length === 0 ? 'it is empty' : NO_JSON);
  const { text, document } = read;
  const { format, schemaVersion } = Object(document) as Partial<Record<string, unknown>>;
  if (format !== COHORT_FORMAT) return damaged(`it is not an ${COHORT_FORMAT} file (its format: ${inWords(format)})`);
  if (isNewer(document)) return { kind: 'newer', version: document.schemaVersion };
  if (schemaVersion !== 1 && schemaVersion !== 2 && schemaVersion !== COHORT_VERSION) {
    return damaged(
      `its schema version is ${inWords(schemaVersion)}; this harness reads versions 1 to ${COHORT_VERSION}, and newer ones are sealed`,
    );
  }
  const fits = schemaVersion === 1 ? isFirstCohortFile : isCohortFile;
  if (!fits(document)) {
    return damaged(`it does not fit its schema (${inOneLine(fits.complaints(document))})`);
  }
  return checkContents(document, text);
}

function checkContents({ payload, ...beside }: CohortFile | FirstCohortFile, text: string): ParsedCohortFile {
  const payloadText = canonicalJson(payload);
  const { about, sha256 } = beside;
  if (digestOf(payloadText) !== sha256) return damaged('its contents do not match its sha256');
  if (beside.schemaVersion !== 1 && !isSealed(beside)) return damaged('what it says of itself does not match its seal');
  // One text a value: no byte order mark, no second key of the same name, no other spelling of a number, nothing cut off.
  if (textOf(beside, payloadText) !== text) return damaged('its bytes are not the canonical ones of its contents');
  const seedsOfRecords = payload.records.map(({ seed }) => seed);
  if (seedsOfRecords.length !== payload.seeds.length || seedsOfRecords.some((seed, i) => seed !== payload.seeds[i])) {
    return damaged(`its records are of the seeds ${seedsOfRecords.join(', ')}, not ${payload.seeds.join(', ')}`);
  }
  return { kind: 'valid', payload, about };
}

/**
 * What every version from the second on keeps: `payload`, its `sha256`, and a `seal` over all the rest. So a file of a version that is
 * to come is told from a damaged one without knowing what else it says.
 */
function isNewer(document: unknown): document is { readonly schemaVersion: number } {
  const { payload, ...beside } = Object(document) as Partial<Record<string, unknown>>;
  const { schemaVersion, sha256 } = beside;
  if (!Number.isSafeInteger(schemaVersion) || (schemaVersion as number) <= COHORT_VERSION) return false;
  try {
    return isSealed(beside) && payload !== undefined && contentHash(payload) === sha256;
  } catch {
    return false; // a number that is not finite, or lists so deep that no harness wrote them
  }
}

function isSealed({ seal, ...beside }: Readonly<Record<string, unknown>>): boolean {
  return contentHash(beside) === seal;
}

/** The canonical JSON of the whole, with the payload's in its place: it is the long part, and its text is at hand. */
function textOf(beside: object, payloadText: string): string {
  const members = Object.entries({ ...beside, payload: null })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `"${key}":${key === 'payload' ? payloadText : canonicalJson(member)}`);
  return `{${members.join(',')}}\n`;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Short, whatever the file holds. */
function inWords(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value).slice(0, 40) : typeof value;
}

export const NO_JSON = 'it is not JSON in UTF-8 (cut off, or overwritten)';

/** Null where it is none. */
export function readJson(bytes: Uint8Array): { readonly text: string; readonly document: unknown } | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, document: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** `reason` reads after "because". */
export function damaged(reason: string): { readonly kind: 'damaged'; readonly reason: string } {
  return { kind: 'damaged', reason };
}
