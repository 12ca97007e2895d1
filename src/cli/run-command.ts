// `iml run`: checks what could fail late, verifies, prints the verdicts, writes the report, and turns the verdicts into an exit code.
import { resolve } from 'node:path';
import type { DesignName, ProfileName, TaskName } from '../claims/claim.ts';
import { claimById } from '../claims/registry.ts';
import { HarnessError } from '../errors/harness-error.ts';
import type { ReportDocument } from '../execution/report-document.ts';
import type { VerifyRequest } from '../execution/verify-request.ts';
import { openLedger } from '../ledger/ledger.ts';
import type { BackendName } from '../tensors/backend-name.ts';
import { type ExitCode, exitCodeOfVerdicts } from './exit-codes.ts';
import { paintFor } from './paint.ts';
import type { ProgressDisplay } from './progress.ts';
import { progressBar } from './progress-bar.ts';
import { progressLines } from './progress-lines.ts';
import { publishReport } from './publish-report.ts';
import { prepareReports } from './report-folder.ts';
import { isWatched, type Terminal } from './terminal.ts';

export type Verify = (request: VerifyRequest) => Promise<ReportDocument>;

export interface RunOptions {
  readonly profile: ProfileName;
  readonly claims: readonly string[];
  readonly tasks: readonly TaskName[];
  readonly design: DesignName;
  readonly seeds: number | null;
  readonly firstSeed: number;
  readonly backend: BackendName | null;
  readonly processes: number | null;
  /** Left out or null: no limit. */
  readonly minutes?: number | null;
  /** Paths, absolute or relative to the current folder. */
  readonly images: string | null;
  readonly ledger: string;
  readonly reports: string;
  readonly json: boolean;
  /** Claims around someone's own configuration in place of the registry's. */
  readonly own?: Pick<VerifyRequest, 'catalogue' | 'configuration' | 'asked' | 'modelFolders'>;
}

export async function runCommand(options: RunOptions, terminal: Terminal, verify: Verify): Promise<ExitCode> {
  const { currentFolder } = terminal;
  const claims = [...new Set(options.claims)];
  for (const id of claims) claimById(id);
  const reports = resolve(currentFolder, options.reports);
  const ledger = openLedger(resolve(currentFolder, options.ledger));
  prepareReports(reports);
  ledger.prepare();

  const startedAt = new Date(terminal.now()).toISOString();
  const document = await verifyVisibly({ ...options, claims, ledger: ledger.root }, terminal, verify);
  if (document.verdicts.length === 0) throw nothingSelected();
  await publishReport({ document, reports, startedAt, json: options.json }, terminal);
  return exitCodeOfVerdicts(document.verdicts);
}

/** Verifies with progress on stderr. An interruption becomes one error, whatever it broke. */
export async function verifyVisibly(options: RunOptions, terminal: Terminal, verify: Verify): Promise<ReportDocument> {
  const { signal, now, currentFolder } = terminal;
  const display = displayFor(options, terminal);
  const onAbort = () => display.note('Stopping the workers. Another Ctrl-C ends at once.');
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const document = await verify({
      profile: options.profile,
      claims: options.claims,
      tasks: options.tasks,
      ...options.own,
      design: options.design,
      seeds: options.seeds,
      firstSeed: options.firstSeed,
      backend: options.backend,
      processes: options.processes,
      minutes: options.minutes ?? null,
      ledgerFolder: options.ledger,
      imagesFolder: options.images === null ? null : resolve(currentFolder, options.images),
      signal,
      onEvent: (event) => {
        // Workers that fall over because they are being stopped are no news.
        if (!(signal.aborted && event.kind === 'run-failed')) display.show(event);
      },
      now,
    });
    if (signal.aborted) throw interrupted(options.ledger);
    return document;
  } catch (error) {
    throw signal.aborted ? interrupted(options.ledger, error) : error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    display.stop();
  }
}

export function displayFor({ json }: Pick<RunOptions, 'json'>, terminal: Terminal): ProgressDisplay {
  const paint = paintFor(terminal.stderr, terminal);
  const watched = isWatched(terminal.stderr, terminal) && !json;
  return watched ? progressBar(terminal, paint) : progressLines(terminal, paint);
}

function interrupted(ledger: string, cause?: unknown): HarnessError {
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
