// What a submission leaves for the jobs of a round: which cohorts to train under which numerics, what to judge, and how to submit the
// next round. A job on another machine knows nothing but this file, so it is checked like any input. Task t of the array trains the t-th
// block of its cohorts: one each, unless the cluster's MaxArraySize is smaller than that.

import { readFileSync } from 'node:fs';
import { Type } from 'typebox';
import { causedError, messageOf } from '../../errors/caused-error.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import { ExperimentSchema, experimentHash } from '../../experiments/experiment.ts';
import { checked } from '../../schemas/checked.ts';
import { inOneLine } from '../../schemas/complaints.ts';
import { closed, Digest, orNull, Text, type Valid } from '../../schemas/parts.ts';
import { BACKEND_NAMES } from '../../tensors/backend-name.ts';
import { type AskedRequest, AskedRequestSchema } from '../inputs/run-request.ts';
import type { PlannedCohort } from '../planning/plan.ts';
import { SlurmOptionSchema } from './job-scripts.ts';

const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const Positive = Type.Integer({ minimum: 1 });

const SlurmPlanSchema = closed({
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
  request: closed({
    ...AskedRequestSchema.properties,
    tasks: Type.Optional(AskedRequestSchema.properties.tasks),
  }),
  /** Cohorts that the ledger held when the request was first submitted: all others are its own. */
  foundAtStart: Type.Array(closed({ hash: Digest, cohorts: Type.Array(Count) })),
  /** Cohorts that all rounds together may train: what the designs of the claims may ask for, less what was there. */
  mostCohorts: Count,
  /** Files of the ledger that were set aside while planning, in words. */
  warnings: Type.Array(Text),
  /** From 1, within the submission. */
  round: Positive,
  /** Tests that were undecided when it was submitted. */
  undecided: Count,
  cohortsATask: Positive,
  /** How a person wanted the jobs: for the scripts of the next round. */
  wishes: closed({
    /** What the cluster allows: indices of the array are below it. */
    maximumArraySize: Positive,
    /** Null for as few as fit. */
    cohortsATask: orNull(Positive),
    /** Null for as many as the cluster gives. */
    tasksAtOnce: orNull(Positive),
    options: Type.Array(SlurmOptionSchema),
  }),
  /** Due in this round and missing when it was submitted, in the order of training. */
  cohorts: Type.Array(
    closed({
      experiment: ExperimentSchema,
      hash: Digest,
      label: Text,
      cohort: Count,
      seeds: Type.Array(Count, { minItems: 1, uniqueItems: true }),
      declared: Type.Optional(Type.Record(Text, Text)),
    }),
  ),
});
export type SlurmPlan = Omit<Valid<typeof SlurmPlanSchema>, 'request'> & {
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
    throw causedError('not-readable', cause, {
      what: 'The plan of a job cannot be read.',
      where: path,
      next: 'the folder of jobs must lie on a file system that all machines of the cluster see under the same path',
    });
  }
  return parseSlurmPlan(text, path);
}

/** @throws HarnessError `invalid-plan` */
export function parseSlurmPlan(text: string, where: string): SlurmPlan {
  let plan: unknown;
  try {
    plan = JSON.parse(text);
  } catch (cause) {
    throw invalid(where, `no JSON (${messageOf(cause)})`);
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

type ArrayRequest = Pick<SlurmPlan['wishes'], 'maximumArraySize' | 'cohortsATask'> & { readonly cohorts: number };

/** @throws HarnessError `invalid-option` where the asked size makes too many tasks */
export function arrayShape({ cohorts, maximumArraySize, cohortsATask }: ArrayRequest) {
  const least = Math.max(1, Math.ceil(cohorts / maximumArraySize));
  const size = cohortsATask ?? least;
  if (size >= least) return { tasks: taskCount(cohorts, size), cohortsATask: size };
  throw new HarnessError('invalid-option', {
    what: 'That would be more tasks than an array of this cluster may have.',
    where: '--cohorts-a-task',
    got: `${size}, so ${taskCount(cohorts, size)} tasks`,
    expected: `at least ${least}: MaxArraySize is ${maximumArraySize}`,
    next: 'leave the option out, and the smallest number that fits is taken',
  });
}

export function taskCount(cohorts: number, cohortsATask: number): number {
  return Math.ceil(cohorts / cohortsATask);
}

/** The items of one task; none for a task that the array does not have. */
export function itemsOfTask<T>(items: readonly T[], task: number, cohortsATask: number): readonly T[] {
  return items.slice(task * cohortsATask, (task + 1) * cohortsATask);
}

export type CohortKey = Pick<PlannedCohort, 'hash' | 'cohort'>;

/** In the plan; -1 where it is not. */
export function positionOf({ hash, cohort }: CohortKey, cohorts: readonly CohortKey[]): number {
  return cohorts.findIndex((one) => one.hash === hash && one.cohort === cohort);
}

/** By experiment and number, and how it stands in a plan. */
export class CohortSet {
  readonly #byHash = new Map<string, Set<number>>();

  constructor(cohorts: readonly CohortKey[]) {
    for (const { hash, cohort } of cohorts) {
      this.#byHash.set(hash, (this.#byHash.get(hash) ?? new Set()).add(cohort));
    }
  }

  static read(entries: SlurmPlan['foundAtStart']): CohortSet {
    return new CohortSet(entries.flatMap(({ hash, cohorts }) => cohorts.map((cohort) => ({ hash, cohort }))));
  }

  has({ hash, cohort }: CohortKey): boolean {
    return this.#byHash.get(hash)?.has(cohort) ?? false;
  }

  entries(): SlurmPlan['foundAtStart'] {
    return [...this.#byHash].map(([hash, cohorts]) => ({ hash, cohorts: [...cohorts] }));
  }
}
