// The command line as people and jobs call it, and its report less what may differ between executors: the times.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';

const script = join(import.meta.dirname, '../../../bin/iml.mjs');

export interface ImlCall {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

export async function imlProcess(words: readonly string[], { folder, environment }: ImlCall) {
  const options = { cwd: folder, env: environment, extendEnv: false, reject: false } as const;
  const { exitCode, stdout, stderr } = await execa(process.execPath, [script, ...words], options);
  return { exitCode, stdout, stderr };
}

/** Folders of reports that were made there, in the order of their making; without copies of the latest. */
export function reportsIn(folder: string): string[] {
  const names = readdirSync(join(folder, 'reports')).filter((name) => /^\d/.test(name));
  return names.sort().map((name) => join(folder, 'reports', name));
}

/** The bytes of the last report.json but for its two instants. */
export function reportWithoutTimes(folder: string): string {
  const text = readFileSync(join(reportsIn(folder).at(-1) ?? folder, 'report.json'), 'utf8');
  return text.replace(/"(startedAt|finishedAt)": "[^"]*"/g, '"$1": "…"');
}
