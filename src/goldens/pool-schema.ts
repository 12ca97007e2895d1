// What a golden pool holds: who made it on what, the whole experiment, what must be true of it, and one record a seed. Curves are left
// out of the records for their size; the digest of the full run record stands for them (decisions.md B5, promises 7 and 8).
import { type Static, Type } from 'typebox';
import { PROFILE_NAMES } from '../claims/claim.ts';
import { RunRecordSchema } from '../experiments/run-record.ts';

const closed = { additionalProperties: false } as const;
const Text = Type.String({ minLength: 1 });
/** Keys are one line: `.` in a pattern stops at a line break, so a bare string key would let such keys skip the check. */
const Key = Type.String({ pattern: '^[^\\n\\r]+$' });
export const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });
export const Commit = Type.String({ pattern: '^[0-9a-f]{40}([0-9a-f]{24})?$' });
/** ISO 8601 in UTC. */
export const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' });
export const ProfileSchema = Type.Enum([...PROFILE_NAMES]);
/** A name that can be a folder anywhere. */
export const EnvironmentSchema = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 });

export const MachineSchema = Type.Object(
  {
    backend: Text,
    device: Text,
    gpu: Type.Boolean(),
    node: Text,
    v8: Text,
    platform: Text,
    arch: Text,
    processor: Text,
    cohortSize: Type.Integer({ minimum: 1 }),
  },
  closed,
);
export type GoldenMachine = Static<typeof MachineSchema>;

export const RecordedSchema = Type.Object(
  {
    date: Instant,
    commit: Commit,
    /** Whether all that git watches was as in that commit. */
    clean: Type.Boolean(),
    harnessVersion: Text,
  },
  closed,
);
export type Recorded = Static<typeof RecordedSchema>;

export const AcceptedSchema = Type.Object({ date: Instant, author: Text, reason: Text }, closed);
export type Accepted = Static<typeof AcceptedSchema>;

/** What must be true of the records; fixed by profile and experiment (acceptance.ts), written down for readers, and executed on load. */
export const AcceptanceSchema = Type.Object(
  {
    seeds: Type.Object(
      {
        first: Type.Integer({ minimum: 0 }),
        count: Type.Integer({ minimum: 1 }),
        atLeast: Type.Integer({ minimum: 1 }),
      },
      closed,
    ),
    noTwoRecordsAlike: Type.Literal(true),
    sameMeasurements: Type.Literal(true),
    finiteNumbers: Type.Literal(true),
    /** Trainings whose length the protocol fixes. */
    equalSteps: Type.Array(Text),
  },
  closed,
);
export type Acceptance = Static<typeof AcceptanceSchema>;

/** measurement -> group -> moments over the seeds. */
export const SummarySchema = Type.Record(
  Key,
  Type.Record(
    Key,
    Type.Object(
      { mean: Type.Number(), standardDeviation: Type.Union([Type.Number({ minimum: 0 }), Type.Null()]) },
      closed,
    ),
    closed,
  ),
  closed,
);
export type Summary = Static<typeof SummarySchema>;

export const POOL_FORMAT = 'iml-verify-golden-pool';
export const POOL_VERSION = 1;

export const PoolHeaderSchema = Type.Object(
  {
    format: Type.Literal(POOL_FORMAT),
    version: Type.Literal(POOL_VERSION),
    environment: EnvironmentSchema,
    profile: ProfileSchema,
    task: Text,
    /** For people: claim and arm that asked first. */
    label: Text,
    experimentHash: Digest,
    /** The whole of it; parseExperiment checks it. */
    experiment: Type.Record(Key, Type.Unknown(), closed),
    fingerprint: Digest,
    machine: MachineSchema,
    recorded: RecordedSchema,
    /** Null in a candidate. */
    accepted: Type.Union([AcceptedSchema, Type.Null()]),
    acceptance: AcceptanceSchema,
    summary: SummarySchema,
  },
  closed,
);
export type PoolHeader = Static<typeof PoolHeaderSchema>;

const { seed, roles, training, values } = RunRecordSchema.properties;

export const GoldenRecordSchema = Type.Object(
  {
    seed,
    roles,
    training,
    values,
    /** Of the canonical JSON of the full run record, curves and all. */
    record: Digest,
  },
  closed,
);
export type GoldenRecord = Static<typeof GoldenRecordSchema>;

export interface Pool {
  readonly header: PoolHeader;
  readonly records: readonly GoldenRecord[];
}
