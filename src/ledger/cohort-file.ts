// One cohort of runs as one file: a checksummed payload in canonical JSON, and beside it who wrote it and how long it took.
// The same payload gives the same bytes on any machine; any other bytes are refused. decision-rules Part 2, promises 3 and 7.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type Static, Type } from 'typebox';
import { HarnessError } from '../errors/harness-error.ts';
import { canonicalJson, contentHash } from '../experiments/content-hash.ts';
import { RunRecordSchema } from '../experiments/run-record.ts';

const format = 'iml-verify-cohort';
const schemaVersion = 1;

export const CohortPayloadSchema = Type.Object(
  {
    experimentHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    /** Digest (hex) of all that can change a number besides the experiment: backend, versions, cohort size. */
    fingerprint: Type.String({ pattern: '^[0-9a-f]{12,64}$' }),
    cohort: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    /** seeds[i] is the seed of records[i]. */
    seeds: Type.Array(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }), {
      minItems: 1,
      uniqueItems: true,
    }),
    records: Type.Array(RunRecordSchema, { minItems: 1 }),
  },
  { additionalProperties: false },
);
export type CohortPayload = Static<typeof CohortPayloadSchema>;

/** Differs from writer to writer, so it stands outside the checksum and decides nothing. */
export const CohortAboutSchema = Type.Object(
  {
    host: Type.String(),
    /** ISO 8601, UTC. */
    startedAt: Type.String(),
    seconds: Type.Number({ minimum: 0 }),
    /** Processor time of the writer; files of earlier versions and of clusters have none. */
    cpuSeconds: Type.Optional(Type.Number({ minimum: 0 })),
    harnessVersion: Type.String(),
    /** Claims that read the experiment, by name: the hash that each was declared with when the runs were made. */
    declared: Type.Optional(Type.Record(Type.String(), Type.String())),
  },
  { additionalProperties: false },
);
export type CohortAbout = Static<typeof CohortAboutSchema>;

export const CohortFileSchema = Type.Object(
  {
    format: Type.Literal(format),
    schemaVersion: Type.Literal(schemaVersion),
    payload: CohortPayloadSchema,
    /** Of the canonical JSON of `payload`. */
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    about: CohortAboutSchema,
  },
  { additionalProperties: false },
);
type CohortFile = Static<typeof CohortFileSchema>;
const isCohortFile = new Ajv2020().compile<CohortFile>(CohortFileSchema);

export type ParsedCohortFile =
  | { readonly kind: 'valid'; readonly payload: CohortPayload; readonly about: CohortAbout }
  /** `reason` reads after "the file was set aside, because". */
  | { readonly kind: 'damaged'; readonly reason: string };

export function encodeCohortFile(payload: CohortPayload, about: CohortAbout): Uint8Array {
  const document: CohortFile = { format, schemaVersion, payload, sha256: contentHash(payload), about };
  const bytes = encode(document);
  const parsed = parseCohortFile(bytes);
  if (parsed.kind === 'valid') return bytes;
  throw new HarnessError('invalid-argument', {
    what: 'A cohort cannot be written to the ledger, because it could not be read back.',
    where: `cohort ${payload.cohort} of experiment ${payload.experimentHash}`,
    got: parsed.reason,
    expected: 'a payload that fits CohortPayloadSchema, with one record a seed, in order',
    next: 'this is a defect of the harness: please report it with this message',
  });
}

/** Whether the file lies where it belongs is for the ledger to say; all else is checked here. */
export function parseCohortFile(bytes: Uint8Array): ParsedCohortFile {
  let document: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    document = JSON.parse(text);
  } catch {
    return damaged(bytes.length === 0 ? 'it is empty' : 'it is not JSON in UTF-8 (cut off, or overwritten)');
  }
  const { format: itsFormat, schemaVersion: itsVersion } = Object(document) as Partial<Record<string, unknown>>;
  if (itsFormat !== format) return damaged(`it is not an ${format} file (its format: ${inWords(itsFormat)})`);
  if (itsVersion !== schemaVersion) {
    return damaged(`its schema version is ${inWords(itsVersion)}; this harness reads version ${schemaVersion}`);
  }
  if (!isCohortFile(document)) {
    const [error] = isCohortFile.errors ?? [];
    return damaged(`it does not fit its schema (${error?.instancePath || 'the document'} ${error?.message})`);
  }
  const { payload, about, sha256 } = document;
  if (contentHash(payload) !== sha256) return damaged('its contents do not match its sha256');
  // One text a value: no byte order mark, no second key of the same name, no other spelling of a number, nothing cut off.
  if (!Buffer.from(encode(document)).equals(bytes))
    return damaged('its bytes are not the canonical ones of its contents');
  const seedsOfRecords = payload.records.map(({ seed }) => seed);
  if (canonicalJson(seedsOfRecords) !== canonicalJson(payload.seeds)) {
    return damaged(`its records are of the seeds ${seedsOfRecords.join(', ')}, not ${payload.seeds.join(', ')}`);
  }
  return { kind: 'valid', payload, about };
}

function encode(document: CohortFile): Uint8Array {
  return new TextEncoder().encode(`${canonicalJson(document)}\n`);
}

/** Short, whatever the file holds. */
function inWords(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value).slice(0, 40) : typeof value;
}

function damaged(reason: string): ParsedCohortFile {
  return { kind: 'damaged', reason };
}
