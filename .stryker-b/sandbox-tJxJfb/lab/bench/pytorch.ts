// Finds a Python that has PyTorch, or makes one. Nothing but the benchmark's comparison needs it, so its absence stops nothing.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { HarnessError } from '../../src/errors/harness-error.ts';

export interface PyTorch {
  readonly python: string;
  readonly version: string;
  readonly hasCuda: boolean;
}

/** The version that figures in README.md were made with. */
const PINNED = 'torch==2.15.0';

/** @throws HarnessError if that Python has no PyTorch */
export async function requirePyTorch(python: string): Promise<PyTorch> {
  const question = 'import json, torch; print(json.dumps([torch.__version__, torch.cuda.is_available()]))';
  const { failed, stdout, stderr } = await execa(python, ['-W', 'ignore', '-c', question], { reject: false });
  if (!failed) {
    const [version, hasCuda] = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as [string, boolean];
    return { python, version, hasCuda };
  }
  throw new HarnessError('backend-unavailable', {
    what: 'This Python has no PyTorch.',
    where: python,
    got: stderr?.trim().split('\n').at(-1) || 'it did not start',
    next: '`npm run bench -- --install-pytorch`, or --python with one that has it (Debian: apt install python3-torch)',
  });
}

/** The one that `installPyTorch` made, or null. */
export async function findPyTorch(folder: string): Promise<PyTorch | null> {
  const python = pythonIn(folder);
  return existsSync(python) ? await requirePyTorch(python) : null;
}

export async function installPyTorch(folder: string, say: (words: string) => void): Promise<PyTorch> {
  const python = pythonIn(folder);
  if (!existsSync(python)) await run('python3', ['-m', 'venv', join(folder, 'venv')], 'apt install python3-venv');
  say(`pip install ${PINNED}: gigabytes, minutes`);
  await run(python, ['-m', 'pip', 'install', '--quiet', PINNED], 'see what pip says');
  return requirePyTorch(python);
}

async function run(program: string, words: readonly string[], next: string): Promise<void> {
  const { failed, stderr } = await execa(program, [...words], { reject: false, stdout: 'ignore' });
  if (!failed) return;
  throw new HarnessError('backend-unavailable', {
    what: 'PyTorch could not be installed.',
    where: [program, ...words].join(' '),
    got: stderr?.trim().split('\n').at(-1) || 'the program did not start',
    next,
  });
}

function pythonIn(folder: string): string {
  return process.platform === 'win32' ? join(folder, 'venv/Scripts/python.exe') : join(folder, 'venv/bin/python');
}
