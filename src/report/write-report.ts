// Puts a report on disk: four files in its folder, and a plain copy of them as `latest` (no links, for Windows' sake).
import { mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import type { ReportDocument } from '../execution/campaign/report-document.ts';
import { validateReport } from './read-report.ts';
import { RENDERINGS } from './renderings.ts';
import { replaceFolder, writeTogether } from './replace-files.ts';

export interface ReportToWrite {
  readonly document: ReportDocument;
  readonly folder: string;
  /** Becomes a copy of the folder; a report that stands there is replaced as a whole. Left out: no copy. */
  readonly latest?: string;
}

export interface ReportPaths {
  readonly folder: string;
  readonly json: string;
  readonly html: string;
  readonly markdown: string;
  readonly junit: string;
  readonly latest: string | null;
}

export async function writeReport({ document, folder, latest }: ReportToWrite): Promise<ReportPaths> {
  validateReport(document, 'the report about to be written');
  // Everything is rendered before anything is touched.
  const texts: Record<string, string> = {};
  for (const [file, render] of RENDERINGS) texts[file] = await render(document);
  await orNotWritable(folder, async () => {
    await mkdir(folder, { recursive: true });
    await writeTogether(folder, texts);
  });
  const copied =
    latest !== undefined && resolve(latest) !== (await realpath(folder)) && resolve(latest) !== resolve(folder);
  if (copied) await orNotWritable(latest, () => replaceFolder(latest, texts));
  return {
    folder,
    json: join(folder, 'report.json'),
    html: join(folder, 'report.html'),
    markdown: join(folder, 'report.md'),
    junit: join(folder, 'junit.xml'),
    latest: latest ?? null,
  };
}

async function orNotWritable(folder: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    if (cause instanceof HarnessError) throw cause;
    throw new HarnessError(
      'not-writable',
      {
        what: 'The report cannot be written.',
        where: folder,
        got: cause instanceof Error ? cause.message : String(cause),
        expected: 'a folder that can be made and written to',
        next: 'Free space or change its permissions, or name another folder; the runs are safe in the ledger, so nothing is trained again.',
      },
      { cause },
    );
  }
}
