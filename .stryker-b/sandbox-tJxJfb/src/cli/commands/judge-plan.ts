// `iml judge-plan` (hidden): what the job after a Slurm array runs. Where claims are undecided it submits the next round; otherwise, or
// where it may not, it prints, writes and ends like `iml run`, and leaves a note for whoever waits.
import { dirname } from 'node:path';
import { absolutePath, required } from '../../execution/inputs/option.ts';
import { asksForAll, runRequest } from '../../execution/inputs/run-request.ts';
import { runsOf } from '../../execution/planning/plan.ts';
import { roundLine, WHAT_GOES_ON } from '../../execution/slurm/follow-rounds.ts';
import { type Due, judgePlan } from '../../execution/slurm/judge-plan.ts';
import { slurmClient } from '../../execution/slurm/slurm-client.ts';
import { readSlurmPlan } from '../../execution/slurm/slurm-plan.ts';
import { writeJudged } from '../../execution/slurm/submission-folder.ts';
import { submitNextRound } from '../../execution/slurm/submit-round.ts';
import { defineCommand } from '../command.ts';
import { EXIT_CODES, exitCodeOfVerdicts } from '../exit-codes.ts';
import { publishReport } from '../publish-report.ts';
import { verifyVisibly } from '../run-here.ts';

export const command = defineCommand({
  options: { planPath: required('--plan <file>', 'plan.json', absolutePath) },
  async run({ planPath }, { terminal, runtime }) {
    const plan = readSlurmPlan(planPath);
    const folder = dirname(planPath);
    const say = (line: string) => terminal.stderr.write(`${line}\n`);
    const { ledgerFolder, reportsFolder } = plan;
    const request = runRequest({ ...plan.request, ledgerFolder, reportsFolder });
    let due: Due = { cohorts: [], undecided: 0 };
    const document = await verifyVisibly({ ...request, json: false }, terminal, async ({ signal, onEvent, now }) => {
      const judged = await judgePlan({ plan, planPath, signal, onEvent, now });
      due = judged.due;
      return judged.document;
    });

    const warnings = [...document.warnings];
    if (due.cohorts.length > 0) {
      // A job that was requeued after it had submitted finds the round there and submits nothing.
      const round = { folder, plan };
      const next = await submitNextRound({ client: slurmClient(terminal.environment), program: runtime, round }, due);
      if (next.kind === 'submitted') {
        say(`${due.undecided} claims are undecided. ${roundLine(next.round)}`);
        return EXIT_CODES.success;
      }
      warnings.push(
        `Round ${plan.round + 1} could not be submitted from the judging job (${next.why}), so ${runsOf(due.cohorts)} runs are due and claims are judged without them. ${WHAT_GOES_ON}`,
      );
      say(warnings.at(-1) ?? '');
    }
    const publication = {
      document: { ...document, warnings },
      isWhole: asksForAll(request),
      reports: reportsFolder,
      startedAt: plan.submittedAt,
    };
    const { json } = await publishReport({ ...publication, json: false }, terminal);
    writeJudged(folder, { report: json, missingRuns: document.runs.failed, dueRuns: runsOf(due.cohorts) });
    return exitCodeOfVerdicts(document.verdicts);
  },
});
