// What a person is told of a submission: the work of its first round and what may follow, how to watch and cancel it, where it leads.
import { join } from 'node:path';
import { taskCount } from '../execution/slurm/array-shape.ts';
import type { JobScripts } from '../execution/slurm/job-scripts.ts';
import type { SlurmPlan } from '../execution/slurm/slurm-plan.ts';
import { jobName, type SubmittedRound } from '../execution/slurm/submission-folder.ts';

export function dryRunText(plan: SlurmPlan, { train, judge }: JobScripts): string {
  const files = [...(train === null ? [] : [{ name: 'train.sh', text: train }]), { name: 'judge.sh', text: judge }];
  const blocks = [
    ['Nothing is submitted and nothing written.', ...workLines(plan)].join('\n'),
    ...files.map(({ name, text }) => `==> ${name} <==\n${text.trimEnd()}`),
  ];
  return `${blocks.join('\n\n')}\n`;
}

export function submissionLines(submission: string, { plan, jobs, folder }: SubmittedRound): string[] {
  const { array, judge } = jobs;
  const name = jobName(submission);
  return [
    ...workLines(plan),
    `Submitted: ${array === null ? '' : `array ${array}, `}judging job ${judge}; this round and those after it are named ${name}.`,
    `Watch:     squeue --name=${name}`,
    `Cancel:    scancel --name=${name} (finished cohorts are kept; the same command submits the rest)`,
    `Logs:      ${join(folder, 'logs')}`,
    `Report:    ${join(plan.reportsFolder, 'latest', 'report.html')}, once no job of that name is left`,
  ];
}

function workLines({ cohorts, cohortsATask, mostCohorts }: SlurmPlan): string[] {
  if (cohorts.length === 0) return ['All runs are in the ledger: only the judging is left.'];
  const size = cohortsATask === 1 ? 'one cohort each' : `up to ${cohortsATask} cohorts each`;
  const first = `${cohorts.length} cohorts are missing: an array of ${taskCount(cohorts.length, cohortsATask)} tasks, ${size}, then one job that judges.`;
  const more = mostCohorts - cohorts.length;
  if (more === 0) return [first];
  return [
    first,
    `While claims are undecided it submits further rounds with more of their seeds: at most ${more} cohorts more, usually far fewer.`,
  ];
}
