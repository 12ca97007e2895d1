// A run on this machine: checks what could fail late, verifies with progress on the screen, prints the verdicts, writes the report, and
// turns the verdicts into an exit code.
import { claimById } from '../claims/registry/registry.ts';
import { HarnessError } from '../errors/harness-error.ts';
import type { ReportDocument } from '../execution/campaign/report-document.ts';
import type { VerifyRequest } from '../execution/campaign/verify-request.ts';
import { asksForAll, runRequest } from '../execution/inputs/run-request.ts';
import { openLedger } from '../ledger/ledger.ts';
import type { Surroundings, Verify } from './command.ts';
import { type ExitCode, exitCodeOfVerdicts } from './exit-codes.ts';
import { prepareReports, publishReport } from './publish-report.ts';
import { displayFor } from './terminal/progress-display.ts';
import type { Terminal } from './terminal/terminal.ts';

export async function runHere(
  { json, ...request }: ShownRequest,
  { terminal, verify }: Surroundings,
): Promise<ExitCode> {
  const asked = runRequest(request);
  const { claims, ledgerFolder, reportsFolder: reports } = asked;
  for (const id of claims) claimById(id);
  prepareReports(reports);
  openLedger(ledgerFolder).prepare();

  const startedAt = new Date(terminal.now()).toISOString();
  const document = await verifyVisibly({ ...request, json }, terminal, verify);
  if (document.verdicts.length === 0) throw nothingSelected();
  await publishReport({ document, isWhole: asksForAll(asked), reports, startedAt, json }, terminal);
  return exitCodeOfVerdicts(document.verdicts);
}

interface ShownRequest extends Omit<VerifyRequest, 'signal' | 'onEvent' | 'now'> {
  readonly json: boolean;
}

/** Verifies with progress on stderr. An interruption becomes one error, whatever it broke. */
export async function verifyVisibly(
  { json, ...request }: ShownRequest,
  terminal: Terminal,
  verify: Verify,
): Promise<ReportDocument> {
  const { signal, now } = terminal;
  const { ledgerFolder } = runRequest(request);
  const display = displayFor(json, terminal);
  const onAbort = () => display.note('Stopping the workers. Another Ctrl-C ends at once.');
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const document = await verify({
      ...request,
      signal,
      onEvent: (event) => {
        // Workers that fall over because they are being stopped are no news.
        if (!(signal.aborted && event.kind === 'run-failed')) display.show(event);
      },
      now,
    });
    if (signal.aborted) throw interrupted(ledgerFolder);
    return document;
  } catch (error) {
    throw signal.aborted ? interrupted(ledgerFolder, error) : error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    display.stop();
  }
}

export function interrupted(ledger: string, cause?: unknown): HarnessError {
  return new HarnessError(
    'interrupted',
    {
      what: 'Interrupted. No report was written; finished runs are kept in the ledger.',
      where: ledger,
      next: 'the same command continues from there',
    },
    { cause },
  );
}

function nothingSelected(): HarnessError {
  return new HarnessError('invalid-option', {
    what: 'No claim was selected, so nothing was verified.',
    expected: 'at least one claim that the profile tests',
    next: '`iml list` shows the claims with their profiles',
  });
}
