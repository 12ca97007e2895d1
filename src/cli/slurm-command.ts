// `iml run --executor slurm`: plans here, lets the cluster train and judge, says how to watch it, and with --wait stays to the end.
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { claimById } from '../claims/registry.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { refuseWhileQueued } from '../execution/slurm/earlier-submission.ts';
import { followRounds } from '../execution/slurm/follow-rounds.ts';
import { refuseJobFolder } from '../execution/slurm/job-scripts.ts';
import { makeSlurmPlan } from '../execution/slurm/make-slurm-plan.ts';
import { type SlurmClient, slurmClient } from '../execution/slurm/slurm-client.ts';
import type { SlurmPlan } from '../execution/slurm/slurm-plan.ts';
import { makeSubmissionFolder, type SubmittedRound, submissionName } from '../execution/slurm/submission-folder.ts';
import { type RoundRequest, scriptsOf, submitRound } from '../execution/slurm/submit-round.ts';
import type { VerifyEvent } from '../execution/verify-request.ts';
import { openLedger } from '../ledger/ledger.ts';
import { readReport } from '../report/read-report.ts';
import { EXIT_CODES, type ExitCode, exitCodeOfVerdicts } from './exit-codes.ts';
import { printPlace, printVerdicts } from './publish-report.ts';
import { prepareReports } from './report-folder.ts';
import { displayFor, type RunOptions } from './run-command.ts';
import { dryRunText, submissionLines } from './slurm-lines.ts';
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
    const plan = await planFor({ ...run, ...slurm, jobs, maximumArraySize }, terminal, display.show);
    if (slurm.dryRun) {
      const scripts = scriptsOf({ submission: join(jobs, submissionName(plan)), plan, program: machine });
      terminal.stdout.write(dryRunText(plan, scripts));
      return EXIT_CODES.success;
    }
    await refuseWhileQueued(jobs, plan, client);
    const submission = makeSubmissionFolder(jobs, plan);
    const first = await submitFirst({ client, submission, plan, program: machine });
    const say = (line: string) => (slurm.wait ? display.note(line) : terminal.stdout.write(`${line}\n`));
    for (const line of submissionLines(submission, first)) say(line);
    if (!slurm.wait) return EXIT_CODES.success;

    const { signal, now } = terminal;
    const { show: onEvent, note } = display;
    const judged = await followRounds({ client, program: machine, first, signal, now, onEvent, note });
    display.stop();
    return await showReport(judged.report, run.json, terminal);
  } finally {
    display.stop();
  }
}

async function submitFirst(request: RoundRequest): Promise<SubmittedRound> {
  try {
    const first = await submitRound(request);
    if (first !== null) return first;
  } catch (error) {
    // Nothing of it is with Slurm, so nothing of it should be taken for a submission.
    rmSync(request.submission, { recursive: true, force: true });
    throw error;
  }
  throw new HarnessError('internal', { what: 'A new folder of jobs was not empty.', where: request.submission });
}

/** As a run on this machine looks ahead; a dry run makes no folder. */
async function planFor(
  run: RunOptions &
    Pick<SlurmOptions, 'dryRun' | 'jobs' | 'cohortsATask' | 'tasksAtOnce' | 'options'> & {
      readonly maximumArraySize: number;
    },
  { currentFolder, now }: Terminal,
  onEvent: (event: VerifyEvent) => void,
): Promise<SlurmPlan> {
  const { profile, design, tasks, seeds, firstSeed, backend, images } = run;
  const { jobs, maximumArraySize, cohortsATask, tasksAtOnce, options } = run;
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
    tasks,
    seeds,
    firstSeed,
    backend,
    imagesFolder: images === null ? null : resolve(currentFolder, images),
    ledgerFolder: ledger.root,
    reportsFolder,
    jobs,
    maximumArraySize,
    cohortsATask,
    tasksAtOnce,
    options,
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

async function showReport(report: string, json: boolean, terminal: Terminal): Promise<ExitCode> {
  const document = await readReport(report);
  printVerdicts({ document, json }, terminal);
  printPlace({ document, json, html: join(report, '..', 'report.html') }, terminal);
  return exitCodeOfVerdicts(document.verdicts);
}
