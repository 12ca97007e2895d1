// `iml run --executor slurm`: plans here, lets the cluster train and judge, says how to watch it, and with --wait stays to the end.
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { claimById } from '../claims/registry/registry.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { asksForAll, type RunRequest } from '../execution/inputs/run-request.ts';
import { refuseWhileQueued } from '../execution/slurm/earlier-submission.ts';
import { followRounds } from '../execution/slurm/follow-rounds.ts';
import { type JobScripts, refuseJobFolder } from '../execution/slurm/job-scripts.ts';
import { makeSlurmPlan } from '../execution/slurm/make-slurm-plan.ts';
import { type SlurmClient, slurmClient } from '../execution/slurm/slurm-client.ts';
import { type SlurmPlan, taskCount } from '../execution/slurm/slurm-plan.ts';
import {
  jobName,
  makeSubmissionFolder,
  type SubmittedRound,
  submissionName,
} from '../execution/slurm/submission-folder.ts';
import { type RoundRequest, scriptsOf, submitRound } from '../execution/slurm/submit-round.ts';
import { openLedger } from '../ledger/ledger.ts';
import { readReport } from '../report/read-report.ts';
import type { Surroundings } from './command.ts';
import { EXIT_CODES, type ExitCode, exitCodeOfVerdicts } from './exit-codes.ts';
import { prepareReports, printPlace, printVerdicts } from './publish-report.ts';
import { refuseSlurm, type SlurmValues } from './slurm-options.ts';
import { displayFor } from './terminal/progress-display.ts';
import type { Terminal } from './terminal/terminal.ts';

/** Slurm's own default, for a dry run on a machine without Slurm. */
const usualArraySize = 1001;

type SlurmRun = RunRequest & SlurmValues & { readonly json: boolean };

export async function runOnSlurm(run: SlurmRun, { terminal, runtime }: Surroundings): Promise<ExitCode> {
  const { signal, now, stdout } = terminal;
  refuseTogether(run);
  for (const id of run.claims) claimById(id);
  const jobs = run.jobs ?? resolve(terminal.currentFolder, '.iml/slurm');
  refuseJobFolder(jobs);
  const client = slurmClient(terminal.environment);
  const maximumArraySize = run.dryRun ? await arraySizeOrUsual(client) : await client.maximumArraySize();
  const display = displayFor(run.json, terminal);
  try {
    if (!run.dryRun) {
      prepareReports(run.reportsFolder);
      openLedger(run.ledgerFolder).prepare();
    }
    const { show: onEvent, note } = display;
    const plan = await makeSlurmPlan({ ...run, jobs, maximumArraySize, onEvent, now });
    if (run.dryRun) {
      const scripts = scriptsOf({ submission: join(jobs, submissionName(plan)), plan, program: runtime });
      stdout.write(dryRunText(plan, scripts));
      return EXIT_CODES.success;
    }
    await refuseWhileQueued(jobs, plan, client);
    const submission = makeSubmissionFolder(jobs, plan);
    const first = await submitFirst({ client, submission, plan, program: runtime });
    const say = (line: string) => (run.wait ? note(line) : stdout.write(`${line}\n`));
    for (const line of submissionLines(submission, first)) say(line);
    if (!run.wait) return EXIT_CODES.success;

    const judged = await followRounds({ client, program: runtime, first, signal, now, onEvent, note });
    display.stop();
    return await showReport(judged.report, run, terminal);
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

async function arraySizeOrUsual(client: SlurmClient): Promise<number> {
  try {
    return await client.maximumArraySize();
  } catch (error) {
    if (error instanceof HarnessError) return usualArraySize;
    throw error;
  }
}

async function showReport(report: string, run: SlurmRun, terminal: Terminal): Promise<ExitCode> {
  const document = await readReport(report);
  const { json } = run;
  printVerdicts({ document, json }, terminal);
  printPlace({ document, json, isWhole: asksForAll(run), html: join(report, '..', 'report.html') }, terminal);
  return exitCodeOfVerdicts(document.verdicts);
}

/** What makes no sense together, said before anything is done. */
function refuseTogether({ dryRun, wait, json, processes, minutes }: SlurmRun): void {
  const refusals = [
    [dryRun && wait, '--wait', 'A dry run submits nothing that could be waited for.', 'one of the two'],
    [json && !wait, '--json', 'Without --wait there is no report yet that could be printed.', '--wait with it'],
    [processes !== null, '--processes', 'On Slurm each task is one process.', '--tasks-at-once for a limit'],
    [minutes !== null, '--minutes', 'On Slurm the jobs have their own limits.', '--slurm-option time=HH:MM:SS'],
  ] as const;
  for (const [isSaid, where, what, expected] of refusals) {
    if (isSaid) throw refuseSlurm(where, what, expected);
  }
}

function dryRunText(plan: SlurmPlan, { train, judge }: JobScripts): string {
  const files = [...(train === null ? [] : [{ name: 'train.sh', text: train }]), { name: 'judge.sh', text: judge }];
  const blocks = [
    ['Nothing is submitted and nothing written.', ...workLines(plan)].join('\n'),
    ...files.map(({ name, text }) => `==> ${name} <==\n${text.trimEnd()}`),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function submissionLines(submission: string, { plan, jobs, folder }: SubmittedRound): string[] {
  const { array, judge } = jobs;
  const name = jobName(submission);
  return [
    ...workLines(plan),
    `Submitted: ${array === null ? '' : `array ${array}, `}judging job ${judge}; this round and those after it are named ${name}.`,
    `Watch:     squeue --name=${name}`,
    `Cancel:    scancel --name=${name} (finished cohorts are kept; the same command submits the rest)`,
    `Logs:      ${join(folder, 'logs')}`,
    `Report:    in a folder of its own below ${plan.reportsFolder}, once no job of that name is left`,
  ];
}

function workLines({ cohorts, cohortsATask, mostCohorts }: SlurmPlan): string[] {
  if (cohorts.length === 0) return ['All runs are in the ledger: only the judging is left.'];
  const size = cohortsATask === 1 ? 'one cohort each' : `up to ${cohortsATask} cohorts each`;
  const first = `${cohorts.length} cohorts are missing: an array of ${taskCount(cohorts.length, cohortsATask)} tasks, ${size}, then one job that judges.`;
  const more = mostCohorts - cohorts.length;
  const later = `While claims are undecided it submits further rounds with more of their seeds: at most ${more} cohorts more, usually far fewer.`;
  return more === 0 ? [first] : [first, later];
}
