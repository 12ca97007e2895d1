// `iml train-cohorts` (hidden): what a task of a Slurm array runs. It says what it does on stderr, which Slurm keeps as a log.
import { resolve } from 'node:path';
import { trainTask } from '../execution/slurm/train-task.ts';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export async function trainCohortsCommand(
  { plan, task }: { readonly plan: string; readonly task: number },
  { currentFolder, stderr, signal }: Terminal,
): Promise<ExitCode> {
  const planPath = resolve(currentFolder, plan);
  const say = (line: string) => stderr.write(`${line}\n`);
  const { failed } = await trainTask({ planPath, task, signal, say });
  // So that squeue and sacct show it; the report says why.
  return failed === 0 ? EXIT_CODES.success : EXIT_CODES.invalid;
}
