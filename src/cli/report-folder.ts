// Where a report goes, and that it can go there: found out before training, since nobody wants to learn it six minutes later.
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProfileName } from '../claims/claim.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { makeFolders } from '../ledger/make-folders.ts';

export interface ReportPlace {
  readonly reports: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly profile: ProfileName;
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
  for (let number = 1; ; number++) {
    const folder = join(reports, number === 1 ? name : `${name}-${number}`);
    try {
      makeFolders(reports);
      mkdirSync(folder);
      return folder;
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') continue;
      throw notWritable(folder, cause);
    }
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
