// What a submission leaves for the jobs of a round: which cohorts to train under which numerics, what to judge, and how to submit the
// next round. A job on another machine knows nothing but this file, so it is checked like any input.

import { readFileSync } from 'node:fs';
import { type Static, Type } from 'typebox';
import { HarnessError } from '../../errors/harness-error.ts';
import { ExperimentSchema, experimentHash } from '../../experiments/experiment.ts';
import { checked } from '../../schemas/checked.ts';
import { inOneLine } from '../../schemas/complaints.ts';
import { BACKEND_NAMES } from '../../tensors/backend-name.ts';
import { type AskedRequest, AskedRequestSchema } from '../inputs/run-request.ts';
import { SlurmOptionSchema } from './slurm-option.ts';

const closed = { additionalProperties: false };
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const Positive = Type.Integer({ minimum: 1 });

export const SlurmPlanSchema = Type.Object(
  {
    format: Type.Literal('iml-verify-slurm-plan'),
    schemaVersion: Type.Literal(2),
    /** The first round. ISO 8601, UTC. */
    submittedAt: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' }),
    fingerprint: Digest,
    /** The one that trains, also where the request left the choice open. */
    backend: Type.Enum([...BACKEND_NAMES]),
    ledgerFolder: Type.String({ minLength: 1 }),
    reportsFolder: Type.String({ minLength: 1 }),
    /** As a person asked, so that the report's commands are those of a run without Slurm. */
    request: Type.Object(
      { ...AskedRequestSchema.properties, tasks: Type.Optional(AskedRequestSchema.properties.tasks) },
      closed,
    ),
    /** Cohorts that the ledger held when the request was first submitted: all others are its own. */
    foundAtStart: Type.Array(Type.Object({ hash: Digest, cohorts: Type.Array(Count) }, closed)),
    /** Cohorts that all rounds together may train: what the designs of the claims may ask for, less what was there. */
    mostCohorts: Count,
    /** Files of the ledger that were set aside while planning, in words. */
    warnings: Type.Array(Type.String()),
    /** From 1, within the submission. */
    round: Positive,
    /** Tests that were undecided when it was submitted. */
    undecided: Count,
    cohortsATask: Positive,
    /** How a person wanted the jobs: for the scripts of the next round. */
    wishes: Type.Object(
      {
        maximumArraySize: Positive,
        cohortsATask: Type.Union([Positive, Type.Null()]),
        tasksAtOnce: Type.Union([Positive, Type.Null()]),
        options: Type.Array(SlurmOptionSchema),
      },
      closed,
    ),
    /** Due in this round and missing when it was submitted, in the order of training. */
    cohorts: Type.Array(
      Type.Object(
        {
          experiment: ExperimentSchema,
          hash: Digest,
          label: Type.String(),
          cohort: Count,
          seeds: Type.Array(Count, { minItems: 1, uniqueItems: true }),
          declared: Type.Optional(Type.Record(Type.String(), Type.String())),
        },
        closed,
      ),
    ),
  },
  { ...closed, title: 'iml-verify plan for Slurm' },
);
export type SlurmPlan = Omit<Static<typeof SlurmPlanSchema>, 'request'> & {
  readonly request: Omit<AskedRequest, 'tasks'> & Partial<Pick<AskedRequest, 'tasks'>>;
};

const isPlan = checked<SlurmPlan>(SlurmPlanSchema);

export function encodeSlurmPlan(plan: SlurmPlan): string {
  return `${JSON.stringify(plan, null, 1)}\n`;
}

/** @throws HarnessError `not-readable` or `invalid-plan` */
export function readSlurmPlan(path: string): SlurmPlan {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new HarnessError(
      'not-readable',
      {
        what: 'The plan of a job cannot be read.',
        where: path,
        got: cause instanceof Error ? cause.message : String(cause),
        next: 'the folder of jobs must lie on a file system that all machines of the cluster see under the same path',
      },
      { cause },
    );
  }
  return parseSlurmPlan(text, path);
}

/** @throws HarnessError `invalid-plan` */
export function parseSlurmPlan(text: string, where: string): SlurmPlan {
  let plan: unknown;
  try {
    plan = JSON.parse(text);
  } catch (cause) {
    throw invalid(where, `no JSON (${cause instanceof Error ? cause.message : cause})`);
  }
  if (!isPlan(plan)) throw invalid(where, inOneLine(isPlan.complaints(plan)));
  const foreign = plan.cohorts.findIndex(({ experiment, hash }) => experimentHash(experiment) !== hash);
  if (foreign === -1) return plan;
  throw invalid(where, `/cohorts/${foreign}/hash is not that of its experiment`);
}

function invalid(where: string, got: string): HarnessError {
  return new HarnessError('invalid-plan', {
    what: 'This is no plan for Slurm jobs of this version of iml-verify.',
    where,
    got,
    expected: 'the plan.json that `iml run --executor slurm` writes',
    next: 'submit again: only what is missing is run',
  });
}
