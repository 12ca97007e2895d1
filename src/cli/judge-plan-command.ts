// `iml judge-plan` (hidden): what the job after a Slurm array runs. Where claims are undecided it submits the next round; otherwise, or
// where it may not, it prints, writes and ends like `iml run`, and leaves a note for whoever waits.
import { dirname, resolve } from 'node:path';
import { runsOf } from '../execution/plan.ts';
import { roundLine, WHAT_GOES_ON } from '../execution/slurm/follow-rounds.ts';
import { writeJudged } from '../execution/slurm/job-folder.ts';
import { type Due, judgePlan } from '../execution/slurm/judge-plan.ts';
import { slurmClient } from '../execution/slurm/slurm-client.ts';
import { readSlurmPlan } from '../execution/slurm/slurm-plan.ts';
import { submitNextRound } from '../execution/slurm/submit-next-round.ts';
import { EXIT_CODES, type ExitCode, exitCodeOfVerdicts } from './exit-codes.ts';
import { publishReport } from './publish-report.ts';
import { verifyVisibly } from './run-command.ts';
import type { Machine, Terminal } from './terminal.ts';

export async function judgePlanCommand(
  path: string,
  { terminal, machine }: { readonly terminal: Terminal; readonly machine: Machine },
): Promise<ExitCode> {
  const planPath = resolve(terminal.currentFolder, path);
  const plan = readSlurmPlan(planPath);
  const folder = dirname(planPath);
  const say = (line: string) => terminal.stderr.write(`${line}\n`);
  const { imagesFolder: images, ...request } = plan.request;
  const options = {
    ...request,
    tasks: request.tasks ?? [],
    images,
    processes: null,
    ledger: plan.ledgerFolder,
    reports: plan.reportsFolder,
    json: false,
  };
  let due: Due = { cohorts: [], undecided: 0 };
  const document = await verifyVisibly(options, terminal, async ({ signal, onEvent, now }) => {
    const judged = await judgePlan({ plan, planPath, signal, onEvent, now });
    due = judged.due;
    return judged.document;
  });

  const warnings = [...document.warnings];
  if (due.cohorts.length > 0) {
    // A job that was requeued after it had submitted finds the round there and submits nothing.
    const round = { folder, plan };
    const next = await submitNextRound({ client: slurmClient(terminal.environment), program: machine, round }, due);
    if (next.kind === 'submitted') {
      say(`${due.undecided} claims are undecided. ${roundLine(next.round)}`);
      return EXIT_CODES.success;
    }
    warnings.push(
      `Round ${plan.round + 1} could not be submitted from the judging job (${next.why}), so ${runsOf(due.cohorts)} runs are due and claims are judged without them. ${WHAT_GOES_ON}`,
    );
    say(warnings.at(-1) ?? '');
  }
  const publication = { document: { ...document, warnings }, reports: plan.reportsFolder, startedAt: plan.submittedAt };
  const { json } = await publishReport({ ...publication, json: false }, terminal);
  writeJudged(folder, { report: json, missingRuns: document.runs.failed, dueRuns: runsOf(due.cohorts) });
  return exitCodeOfVerdicts(document.verdicts);
}
