// The schema of the benchmark's document: one source for the type, the check of what is written and of what is read.
import { type Static, type TSchema, Type } from 'typebox';
import { invalidReport } from '../../src/report/read-report.ts';
import { checked } from '../../src/schemas/checked.ts';
import { CONTENDERS } from './contenders.ts';
import { DECODERS } from './training-cell.ts';

export const closed = { additionalProperties: false };
export const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
export const Positive = Type.Number({ exclusiveMinimum: 0 });
export const NotNegative = Type.Number({ minimum: 0 });
const Count = Type.Integer({ minimum: 1 });
const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$' });
const Contender = Type.Enum([...CONTENDERS]);

const MachineSchema = Type.Object(
  {
    processor: Type.String(),
    cores: Count,
    memoryGibibytes: Positive,
    platform: Type.String(),
    node: Type.String(),
    /** Processes ready to run in the last minute before the start: above 0.5, others were at work. */
    loadAverageAtStart: NotNegative,
  },
  closed,
);

const TimingSchema = Type.Object(
  {
    contender: Contender,
    stepsABlock: Count,
    /** Milliseconds of a step, divided by the number of seeds. */
    bestMsAStepASeed: Positive,
    medianMsAStepASeed: Positive,
    /** Of the best times, and of the medians; null where PyTorch's stacked seeds were not timed. */
    bestOverPyTorch: orNull(Positive),
    medianOverPyTorch: orNull(Positive),
    /** Operations of the matrix products by the best time, over the machine's best product with as many threads. */
    shareOfPeak: orNull(Positive),
  },
  closed,
);

const CellSchema = Type.Object(
  {
    /** Left out: the residual MLP. */
    decoder: Type.Optional(Type.Enum([...DECODERS])),
    width: Count,
    batch: Count,
    seeds: Count,
    threads: Count,
    /** Of the matrix products of one step of all seeds. */
    matmulOperationsAStep: Count,
    comparedSteps: Count,
    /** Between the losses of any two contenders over the compared steps, in nats. */
    largestLossDifference: NotNegative,
    timings: Type.Array(TimingSchema, { minItems: 1 }),
  },
  closed,
);

const StepsSchema = Type.Object(
  {
    rounds: Count,
    engines: Type.Array(
      Type.Object(
        { contender: Contender, label: Type.String(), threads: Count, engine: Type.String(), device: Type.String() },
        closed,
      ),
    ),
    peaks: Type.Array(
      Type.Object({ contender: Contender, threads: Count, matrixSide: Count, gigaflops: Positive }, closed),
    ),
    cells: Type.Array(CellSchema, { minItems: 1 }),
    /** Our best contender against PyTorch's stacked seeds, by number of threads. */
    againstPyTorch: Type.Array(
      Type.Object(
        { threads: Count, cells: Count, medianRatio: Positive, largestRatio: Positive, largestIn: Type.String() },
        closed,
      ),
    ),
  },
  closed,
);

const ProfileSchema = Type.Object(
  {
    request: Type.String(),
    runs: Type.Array(
      Type.Object(
        { backend: Type.String(), device: Type.String(), seconds: Positive, trainedRuns: Type.Integer({ minimum: 0 }) },
        closed,
      ),
    ),
    /** Seconds of the first over those of the second. */
    timesAsFast: Positive,
    sameVerdicts: Type.Boolean(),
    largestEffectDifference: orNull(
      Type.Object({ claim: Type.String(), task: Type.String(), difference: NotNegative }, closed),
    ),
  },
  closed,
);

const ProcessesSchema = Type.Object(
  {
    request: Type.String(),
    backend: Type.String(),
    runs: Type.Array(
      Type.Object(
        { processes: Count, seconds: Positive, trainedRuns: Type.Integer({ minimum: 0 }), seedsAMinute: NotNegative },
        closed,
      ),
    ),
    timesAsMany: Positive,
  },
  closed,
);

export const BenchSchema = Type.Object(
  {
    schemaVersion: Type.Literal(1),
    startedAt: Instant,
    finishedAt: Instant,
    harnessVersion: Type.String(),
    machine: MachineSchema,
    /** What a reader must know: a busy machine, a contender that was not there. */
    warnings: Type.Array(Type.String()),
    steps: orNull(StepsSchema),
    profile: orNull(ProfileSchema),
    processes: orNull(ProcessesSchema),
  },
  { ...closed, title: 'iml-verify benchmark' },
);

export type BenchDocument = Static<typeof BenchSchema>;
export type BenchMachine = BenchDocument['machine'];
export type StepsResult = NonNullable<BenchDocument['steps']>;
export type CellResult = StepsResult['cells'][number];
export type ProfileResult = NonNullable<BenchDocument['profile']>;
export type ProcessesResult = NonNullable<BenchDocument['processes']>;

const isBench = checked<BenchDocument>(BenchSchema);

/** The same value, now known to be a benchmark's document. @throws HarnessError `invalid-report` */
export function validateBench(value: unknown, where: string): BenchDocument {
  if (isBench(value)) return value;
  throw invalidReport(isBench.complaints(value), { what: 'This is not a document of the benchmark.', where });
}
