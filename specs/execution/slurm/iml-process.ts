// The command line as people and jobs call it, and its report less what may differ between executors: the times.
import { readFileSync } from 'node:fs';
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

/** The bytes of report.json but for its two instants. */
export function reportWithoutTimes(folder: string): string {
  const text = readFileSync(join(folder, 'reports', 'latest', 'report.json'), 'utf8');
  return text.replace(/"(startedAt|finishedAt)": "[^"]*"/g, '"$1": "…"');
}
