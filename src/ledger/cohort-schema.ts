// What stands in a file of the ledger: the numbers of one cohort, who made them, and the checksums of both. Two versions: the first left
// what is said beside the numbers unchecked, the second seals it. decisions.md promises 3 and 17.
import { type Static, Type } from 'typebox';
import { RunRecordSchema } from '../experiments/run-record.ts';

const closed = { additionalProperties: false } as const;
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });

export const COHORT_FORMAT = 'iml-verify-cohort';
/** What is written. Files of earlier versions are read as well. */
export const COHORT_VERSION = 2;

export const CohortPayloadSchema = Type.Object(
  {
    experimentHash: Digest,
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
  closed,
);
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
export const CohortAboutSchema = Type.Object(
  {
    ...about,
    /** Its name; the numerics of it are in the fingerprint. */
    backend: Type.Optional(Type.String()),
    /** By id: hash of the declaration that each claim which reads this experiment had when the runs were written. */
    declared: Type.Optional(Type.Record(Type.String({ pattern: '^[^\\n\\r]+$' }), Digest, closed)),
  },
  closed,
);
export type CohortAbout = Static<typeof CohortAboutSchema>;

export const CohortFileSchema = Type.Object(
  {
    format: Type.Literal(COHORT_FORMAT),
    schemaVersion: Type.Literal(COHORT_VERSION),
    payload: CohortPayloadSchema,
    /** Of the canonical JSON of `payload`: the identity of the numbers. */
    sha256: Digest,
    about: CohortAboutSchema,
    /** Of the canonical JSON of `about`, `format`, `schemaVersion` and `sha256`. */
    seal: Digest,
  },
  closed,
);
export type CohortFile = Static<typeof CohortFileSchema>;

export const FirstCohortFileSchema = Type.Object(
  {
    format: Type.Literal(COHORT_FORMAT),
    schemaVersion: Type.Literal(1),
    payload: CohortPayloadSchema,
    sha256: Digest,
    about: Type.Object(about, closed),
  },
  closed,
);
export type FirstCohortFile = Static<typeof FirstCohortFileSchema>;
