// What a golden pool holds: who made it on what, the whole experiment, what must be true of it, and one record a seed. Curves are left
// out of the records for their size; the digest of the full run record stands for them (decisions.md B5, promises 7 and 8).
import { type Static, Type } from 'typebox';
import { PROFILE_NAMES } from '../claims/claim.ts';
import type { RunsOf } from '../claims/verdicts/watched-numbers.ts';
import { type RunRecord, RunRecordSchema } from '../experiments/run-record.ts';
import { byName, Count, closed, Digest, Finite, orNull } from '../schemas/parts.ts';
import { GoldenConfigurationSchema } from './golden-configuration.ts';

/** Not empty. */
export const Words = Type.String({ minLength: 1 });
export const Commit = Type.String({ pattern: '^[0-9a-f]{40}([0-9a-f]{24})?$' });
/** ISO 8601 in UTC. */
export const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' });
export const ProfileSchema = Type.Enum([...PROFILE_NAMES]);
/** A name that can be a folder anywhere. */
export const EnvironmentSchema = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 });

const MachineSchema = closed({
  backend: Words,
  device: Words,
  gpu: Type.Boolean(),
  node: Words,
  v8: Words,
  platform: Words,
  arch: Words,
  processor: Words,
  cohortSize: Type.Integer({ minimum: 1 }),
});
export type GoldenMachine = Static<typeof MachineSchema>;

const RecordedSchema = closed({
  date: Instant,
  /** Null outside version control, as where the harness was installed as a package. */
  commit: orNull(Commit),
  /** Whether all that git watches was as in that commit. */
  clean: Type.Boolean(),
  harnessVersion: Words,
});
export type Recorded = Static<typeof RecordedSchema>;

/** What must be true of the records; fixed by profile and experiment (acceptance.ts), written down for readers, and executed on load. */
const AcceptanceSchema = closed({
  seeds: closed({ first: Count, count: Type.Integer({ minimum: 1 }), atLeast: Type.Integer({ minimum: 1 }) }),
  noTwoRecordsAlike: Type.Literal(true),
  sameMeasurements: Type.Literal(true),
  finiteNumbers: Type.Literal(true),
  /** Trainings whose length the protocol fixes. */
  equalSteps: Type.Array(Words),
});
export type Acceptance = Static<typeof AcceptanceSchema>;

/** measurement -> group -> moments over the seeds. */
const SummarySchema = byName(byName(closed({ mean: Finite, standardDeviation: orNull(Type.Number({ minimum: 0 })) })));
export type Summary = Static<typeof SummarySchema>;

export const POOL_FORMAT = 'iml-verify-golden-pool';
export const POOL_VERSION = 1;

export const PoolHeaderSchema = closed({
  format: Type.Literal(POOL_FORMAT),
  version: Type.Literal(POOL_VERSION),
  environment: EnvironmentSchema,
  profile: ProfileSchema,
  /** Left out: of the registered claims. */
  configuration: Type.Optional(GoldenConfigurationSchema),
  task: Words,
  /** For people: claim and arm that asked first. */
  label: Words,
  experimentHash: Digest,
  /** The whole of it; parseExperiment checks it. */
  experiment: byName(Type.Unknown()),
  fingerprint: Digest,
  machine: MachineSchema,
  recorded: RecordedSchema,
  /** Null in a candidate. */
  accepted: orNull(closed({ date: Instant, author: Words, reason: Words })),
  acceptance: AcceptanceSchema,
  summary: SummarySchema,
});
export type PoolHeader = Static<typeof PoolHeaderSchema>;

const { seed, roles, training, values } = RunRecordSchema.properties;

export const GoldenRecordSchema = closed({
  seed,
  roles,
  training,
  values,
  /** Of the canonical JSON of the full run record, curves and all. */
  record: Digest,
});
export type GoldenRecord = Static<typeof GoldenRecordSchema>;

export interface Pool {
  readonly header: PoolHeader;
  readonly records: readonly GoldenRecord[];
}

/** Those that all of them hold: pools count their seeds from the same one without a gap, and slow tasks have fewer. */
export function sharedSeeds(pools: readonly Pool[]): number[] {
  return bySize(pools)[0] ?? [];
}

/** Those that any of them holds. */
export function allSeeds(pools: readonly Pool[]): number[] {
  return bySize(pools).at(-1) ?? [];
}

function bySize(pools: readonly Pool[]): number[][] {
  const seeds = pools.map(({ records }) => records.map(({ seed }) => seed));
  return seeds.sort((one, other) => one.length - other.length);
}

/** The runs of golden pools as claims read them: by experiment and seed, without curves. */
export function runsOfPools(pools: readonly Pool[]): RunsOf {
  const runs = new Map(pools.map(({ header, records }) => [header.experimentHash, runsOfPool(records)]));
  return (experimentHash) => runs.get(experimentHash) ?? new Map();
}

export function runsOfPool(records: Pool['records']): ReadonlyMap<number, RunRecord> {
  return new Map(records.map(({ record: _, ...run }) => [run.seed, { ...run, curves: {} }]));
}
