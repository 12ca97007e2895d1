// `iml judge-plan` (hidden): what the job after a Slurm array runs. It prints, writes and ends like `iml run`, and leaves a note
// for whoever waits.
import { dirname, resolve } from 'node:path';
import { writeJudged } from '../execution/slurm/job-folder.ts';
import { judgePlan } from '../execution/slurm/judge-plan.ts';
import { readSlurmPlan } from '../execution/slurm/slurm-plan.ts';
import { type ExitCode, exitCodeOfVerdicts } from './exit-codes.ts';
import { publishReport } from './publish-report.ts';
import { verifyVisibly } from './run-command.ts';
import type { Terminal } from './terminal.ts';

export async function judgePlanCommand(path: string, terminal: Terminal): Promise<ExitCode> {
  const planPath = resolve(terminal.currentFolder, path);
  const plan = readSlurmPlan(planPath);
  const { imagesFolder: images, ...request } = plan.request;
  const options = {
    ...request,
    images,
    processes: null,
    ledger: plan.ledgerFolder,
    reports: plan.reportsFolder,
    json: false,
  };
  const document = await verifyVisibly(options, terminal, ({ signal, onEvent, now }) =>
    judgePlan({ plan, planPath, signal, onEvent, now }),
  );
  const publication = { document, reports: plan.reportsFolder, startedAt: plan.submittedAt, json: false };
  const { json } = await publishReport(publication, terminal);
  writeJudged(dirname(planPath), { report: json, missingRuns: document.runs.failed });
  return exitCodeOfVerdicts(document.verdicts);
}
