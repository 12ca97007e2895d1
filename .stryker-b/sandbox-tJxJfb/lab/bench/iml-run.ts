// One `iml run` as a person would start it, from nothing: a ledger and reports of its own, which are thrown away. Timed from
// outside, start of Node and writing of the report included.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execaNode } from 'execa';
import { EXIT_CODES } from '../../src/cli/exit-codes.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import type { ReportDocument } from '../../src/execution/campaign/report-document.ts';
import { validateReport } from '../../src/report/read-report.ts';

export interface ImlRunRequest {
  readonly backend: string;
  /** Null: one a core. */
  readonly processes: number | null;
  readonly claim: string | null;
  readonly seeds: number | null;
}

export interface ImlRun {
  readonly seconds: number;
  readonly document: ReportDocument;
}

export interface Surroundings {
  readonly signal: AbortSignal;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}

const JUDGED: readonly number[] = [
  EXIT_CODES.success,
  EXIT_CODES.notReproduced,
  EXIT_CODES.inconclusive,
  EXIT_CODES.invalid,
  EXIT_CODES.exploratory,
];

export async function imlRun(request: ImlRunRequest, { signal, now }: Surroundings): Promise<ImlRun> {
  const folder = await mkdtemp(join(tmpdir(), 'iml-bench-'));
  try {
    const places = ['--ledger', join(folder, 'ledger'), '--reports', join(folder, 'reports')];
    const start = now();
    const { exitCode, stdout, stderr } = await execaNode(
      fileURLToPath(new URL('../../bin/iml.mjs', import.meta.url)),
      [...wordsOf(request), '--json', ...places],
      { reject: false, cancelSignal: signal, stdin: 'ignore', nodeOptions: [] },
    );
    const seconds = (now() - start) / 1000;
    if (exitCode === undefined || !JUDGED.includes(exitCode))
      throw new HarnessError(exitCode === EXIT_CODES.environment ? 'backend-unavailable' : 'internal', {
        what: 'A run of the benchmark did not come to its verdicts.',
        where: ['iml', ...wordsOf(request)].join(' '),
        got: stderr.trim().split('\n').slice(-6).join(' | '),
      });
    return { seconds, document: validateReport(JSON.parse(stdout), 'iml run --json') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function wordsOf({ backend, processes, claim, seeds }: ImlRunRequest): string[] {
  return [
    ...['run', '--profile', 'quick', '--backend', backend],
    ...(processes === null ? [] : ['--processes', String(processes)]),
    ...(claim === null ? [] : ['--claim', claim]),
    ...(seeds === null ? [] : ['--seeds', String(seeds)]),
  ];
}
