// `iml run --executor slurm`: plans here, lets the cluster train and judge, says how to watch it, and with --wait stays to the end.
import { join, resolve } from 'node:path';
import { claimById } from '../claims/registry.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { taskCount } from '../execution/slurm/array-shape.ts';
import { continueEarlier, refuseWhileQueued } from '../execution/slurm/earlier-submission.ts';
import { followJobs } from '../execution/slurm/follow-jobs.ts';
import {
  jobFolderName,
  makeJobFolder,
  PLAN_FILE,
  type SubmittedJobs,
  writePlanAndScripts,
} from '../execution/slurm/job-folder.ts';
import { type JobScripts, jobScripts, refuseJobFolder } from '../execution/slurm/job-scripts.ts';
import { makeSlurmPlan } from '../execution/slurm/make-slurm-plan.ts';
import { type SlurmClient, slurmClient } from '../execution/slurm/slurm-client.ts';
import type { SlurmPlan } from '../execution/slurm/slurm-plan.ts';
import { submitJobs } from '../execution/slurm/submit-jobs.ts';
import type { VerifyEvent } from '../execution/verify-request.ts';
import { openLedger } from '../ledger/ledger.ts';
import { readReport } from '../report/read-report.ts';
import { EXIT_CODES, type ExitCode, exitCodeOfVerdicts } from './exit-codes.ts';
import { printPlace, printVerdicts } from './publish-report.ts';
import { prepareReports } from './report-folder.ts';
import { displayFor, type RunOptions } from './run-command.ts';
import type { SlurmOptions } from './slurm-words.ts';
import type { Machine, Terminal } from './terminal.ts';

/** Slurm's own default, for a dry run on a machine without Slurm. */
const usualArraySize = 1001;

export async function slurmCommand(
  run: RunOptions,
  slurm: SlurmOptions,
  { terminal, machine }: { readonly terminal: Terminal; readonly machine: Machine },
): Promise<ExitCode> {
  for (const id of run.claims) claimById(id);
  const jobs = resolve(terminal.currentFolder, slurm.jobs);
  refuseJobFolder(jobs);
  const client = slurmClient(terminal.environment);
  const maximumArraySize = slurm.dryRun ? await arraySizeOrUsual(client) : await client.maximumArraySize();
  const display = displayFor(run, terminal);
  try {
    const plan = continueEarlier(jobs, await planFor({ ...run, ...slurm, maximumArraySize }, terminal, display.show));
    const tasks = taskCount(plan.cohorts.length, plan.cohortsATask);
    const scriptsIn = (folder: string) =>
      jobScripts({ ...machine, ...slurm, planPath: join(folder, PLAN_FILE), tasks });
    if (slurm.dryRun) {
      printDryRun(plan, scriptsIn(join(jobs, jobFolderName(plan))), terminal);
      return EXIT_CODES.success;
    }
    await refuseWhileQueued(jobs, plan, client);
    const folder = makeJobFolder(jobs, plan);
    writePlanAndScripts(folder, plan, scriptsIn(folder));
    const submitted = await submitJobs(client, { folder, trains: tasks > 0 });
    const say = (line: string) => (slurm.wait ? display.note(line) : terminal.stdout.write(`${line}\n`));
    for (const line of submissionLines({ folder, plan, submitted })) say(line);
    if (!slurm.wait) return EXIT_CODES.success;

    const { signal } = terminal;
    const judged = await followJobs({ client, folder, plan, jobs: submitted, signal, onEvent: display.show });
    display.stop();
    return await showReport(judged.report, run.json, terminal);
  } finally {
    display.stop();
  }
}

/** As a run on this machine looks ahead; a dry run makes no folder. */
async function planFor(
  run: RunOptions &
    Pick<SlurmOptions, 'dryRun' | 'cohortsATask' | 'tasksAtOnce'> & { readonly maximumArraySize: number },
  { currentFolder, now }: Terminal,
  onEvent: (event: VerifyEvent) => void,
): Promise<SlurmPlan> {
  const { profile, design, seeds, firstSeed, backend, images, maximumArraySize, cohortsATask, tasksAtOnce } = run;
  const reportsFolder = resolve(currentFolder, run.reports);
  const ledger = openLedger(resolve(currentFolder, run.ledger));
  if (!run.dryRun) {
    prepareReports(reportsFolder);
    ledger.prepare();
  }
  return makeSlurmPlan({
    profile,
    design,
    claims: [...new Set(run.claims)],
    seeds,
    firstSeed,
    backend,
    imagesFolder: images === null ? null : resolve(currentFolder, images),
    ledgerFolder: ledger.root,
    reportsFolder,
    maximumArraySize,
    cohortsATask,
    tasksAtOnce,
    onEvent,
    now,
  });
}

async function arraySizeOrUsual(client: SlurmClient): Promise<number> {
  try {
    return await client.maximumArraySize();
  } catch (error) {
    if (error instanceof HarnessError) return usualArraySize;
    throw error;
  }
}

function printDryRun(plan: SlurmPlan, scripts: JobScripts, { stdout }: Terminal): void {
  const files: (readonly [string, string])[] = [
    ...(scripts.train === null ? [] : [['train.sh', scripts.train] as const]),
    ['judge.sh', scripts.judge],
  ];
  const blocks = [
    `Nothing is submitted and nothing written. ${workOf(plan)}`,
    ...files.map(([name, text]) => `==> ${name} <==\n${text.trimEnd()}`),
  ];
  stdout.write(`${blocks.join('\n\n')}\n`);
}

function workOf({ cohorts, cohortsATask }: SlurmPlan): string {
  if (cohorts.length === 0) return 'All runs are in the ledger: only the judging is left.';
  const size = cohortsATask === 1 ? 'one cohort each' : `up to ${cohortsATask} cohorts each`;
  return `${cohorts.length} cohorts are missing: an array of ${taskCount(cohorts.length, cohortsATask)} tasks, ${size}, then one job that judges.`;
}

function submissionLines({
  folder,
  plan,
  submitted,
}: {
  readonly folder: string;
  readonly plan: SlurmPlan;
  readonly submitted: SubmittedJobs;
}): string[] {
  const { array, judge } = submitted;
  const numbers = array === null ? [judge] : [array, judge];
  return [
    workOf(plan),
    `Submitted: ${array === null ? '' : `array ${array}, `}judging job ${judge}.`,
    `Watch:     squeue -j ${numbers.join(',')}`,
    `Cancel:    scancel ${numbers.join(' ')} (finished cohorts are kept; the same command submits the rest)`,
    `Logs:      ${join(folder, 'logs')}`,
    `Report:    ${join(plan.reportsFolder, 'latest', 'report.html')}, once job ${judge} is over`,
  ];
}

async function showReport(report: string, json: boolean, terminal: Terminal): Promise<ExitCode> {
  const document = await readReport(report);
  printVerdicts({ document, json }, terminal);
  printPlace({ document, json, html: join(report, '..', 'report.html') }, terminal);
  return exitCodeOfVerdicts(document.verdicts);
}
