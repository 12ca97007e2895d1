// The document of gpu-evidence: one schema for the type and for the check of what is written and read.
import { type Static, Type } from 'typebox';
import { BenchSchema, closed, NotNegative, orNull, Positive } from '../../lab/bench/bench-schema.ts';
import { RunRecordSchema } from '../../src/experiments/run-record.ts';
import { invalidReport } from '../../src/report/read-report.ts';
import { checked } from '../../src/schemas/checked.ts';

const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });
const { training, values } = RunRecordSchema.properties;

/** As a line of a golden pool: without curves, and with the digest of the whole record. */
const RunSchema = Type.Object({ seed: Type.Integer({ minimum: 0 }), training, values, record: Digest }, closed);

const TrainedSchema = Type.Object(
  {
    device: Type.String(),
    numerics: Type.Record(Type.String(), Type.Unknown()),
    seconds: Positive,
    runs: Type.Array(RunSchema, { minItems: 1 }),
  },
  closed,
);

const GoldenSchema = Type.Object(
  {
    task: Type.String(),
    experiment: Digest,
    wasm: TrainedSchema,
    webgpu: TrainedSchema,
    /** Between the two, over seeds and groups: by measurement, and of the mean loss of each stage's first and last epoch. */
    largestDifference: Type.Record(Type.String(), NotNegative),
  },
  closed,
);

const PartSchema = Type.Object(
  {
    name: Type.String(),
    unit: Type.String(),
    threshold: Type.Number(),
    values: Type.Array(Type.Number()),
    mean: Type.Number(),
    /** One-sided, of the mean above the threshold; null where there is no t. */
    t: orNull(Type.Number()),
    p: orNull(NotNegative),
  },
  closed,
);

const ClaimSchema = Type.Object(
  {
    task: Type.String(),
    experiment: Digest,
    webgpu: TrainedSchema,
    gates: Type.Array(Type.Object({ description: Type.String(), minimum: Type.Number(), mean: Type.Number() }, closed)),
    parts: Type.Array(PartSchema, { minItems: 1 }),
  },
  closed,
);

export const EvidenceSchema = Type.Object(
  {
    schemaVersion: Type.Literal(1),
    /** Whether it is the real thing: nothing reduced, nothing left out. */
    whole: Type.Boolean(),
    /** What was asked for. */
    request: Type.Object(
      {
        tasks: Type.Array(Type.String()),
        seeds: Type.Integer({ minimum: 1 }),
        cohorts: Type.Array(Type.Integer({ minimum: 1 })),
        steps: orNull(Type.Integer({ minimum: 1 })),
        minutes: Positive,
      },
      closed,
    ),
    reduced: Type.Array(Type.String()),
    /** Parts that there was no time for, or that this machine has not got, with the reason. */
    leftOut: Type.Array(Type.String()),
    startedAt: Type.String(),
    seconds: Positive,
    machine: BenchSchema.properties.machine,
    warnings: Type.Array(Type.String()),
    /** As `iml doctor --json` says it. */
    doctor: Type.Record(Type.String(), Type.Unknown()),
    golden: Type.Array(GoldenSchema),
    claim: Type.Array(ClaimSchema),
    bench: BenchSchema.properties.steps,
  },
  { ...closed, title: 'iml-verify GPU evidence' },
);

export type Evidence = Static<typeof EvidenceSchema>;
export type Trained = Static<typeof TrainedSchema>;
export type GoldenEvidence = Static<typeof GoldenSchema>;
export type ClaimEvidence = Static<typeof ClaimSchema>;

const isEvidence = checked<Evidence>(EvidenceSchema);

/** @throws HarnessError `invalid-report` */
export function validateEvidence(value: unknown, where: string): Evidence {
  if (isEvidence(value)) return value;
  throw invalidReport(isEvidence.complaints(value), { what: 'This is no GPU evidence.', where });
}
