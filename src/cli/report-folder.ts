// Where a report goes, and that it can go there: found out before training, since nobody wants to learn it six minutes later.
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProfileName } from '../claims/claim.ts';
import { HarnessError } from '../errors/harness-error.ts';

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

/** As mkdirSync with `recursive`, which in Node 20 never returns for a place that exists and takes no folders (/proc/x). */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (cause) {
    // Another run was faster. Where something else stands there, writing into it fails next.
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
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
