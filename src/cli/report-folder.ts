// Where a report goes, and that it can go there: found out before training, since nobody wants to learn it six minutes later.
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import { makeFolders, makeNumberedFolder } from '../ledger/write-atomically.ts';

export interface ReportPlace {
  readonly reports: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly profile: string;
}

export const LATEST = 'latest';

/** Makes the folder of all reports and tries to write there. */
export function prepareReports(reports: string): void {
  const probe = join(reports, `.writable-${globalThis.crypto.randomUUID()}`);
  try {
    makeFolders(reports);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (cause) {
    throw notWritable(reports, cause);
  }
  const latest = statSync(join(reports, LATEST), { throwIfNoEntry: false });
  if (latest === undefined || latest.isDirectory()) return;
  throw notWritable(join(reports, LATEST), 'something that is no folder stands there');
}

/** Makes the folder of one report: two runs of the same second get two folders. */
export function makeReportFolder({ reports, startedAt, profile }: ReportPlace): string {
  const name = `${startedAt.slice(0, 19).replaceAll(':', '-')}Z-${profile}`;
  try {
    return makeNumberedFolder(reports, name);
  } catch (cause) {
    throw notWritable(join(reports, name), cause);
  }
}

function notWritable(where: string, cause: unknown): HarnessError {
  return new HarnessError(
    'not-writable',
    {
      what: 'The reports cannot be written.',
      where,
      got: cause instanceof Error ? cause.message : String(cause),
      expected: 'a folder that this process may make and write to',
      next: 'make space or permission, or name another folder with --reports; finished runs stay in the ledger',
    },
    { cause },
  );
}
