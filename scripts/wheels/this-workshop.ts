// The workshop of a program that runs here: this machine's programs and disk, words on stderr. The only file of this folder that touches
// the process.
import { HarnessError } from '../../src/errors/harness-error.ts';
import { freeBytesOf } from './disk-space.ts';
import { throwIfInterrupted } from './run-program.ts';
import type { Workshop } from './workshop.ts';

export function thisWorkshop(name: string, folder: string, signal: AbortSignal): Workshop {
  return {
    folder,
    environment: process.env,
    freeBytes: freeBytesOf,
    signal,
    say: (words) => process.stderr.write(`[${name} ${(performance.now() / 1000).toFixed(1).padStart(4)} s] ${words}\n`),
  };
}

/** An abort shows as whatever it broke off; a full or forbidden disk is no defect of ours. */
export function thrownWords(thrown: unknown, { folder, signal }: Workshop): unknown {
  if (signal.aborted) {
    try {
      throwIfInterrupted(signal);
    } catch (interrupted) {
      return interrupted;
    }
  }
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  if (thrown instanceof HarnessError || !['ENOSPC', 'EACCES', 'EPERM', 'EROFS', 'EDQUOT'].includes(String(code)))
    return thrown;
  return new HarnessError(
    'not-fetched',
    {
      what: 'The disk refuses: nothing is left half-installed.',
      where: folder,
      got: thrown instanceof Error ? thrown.message : '',
      next: code === 'ENOSPC' || code === 'EDQUOT' ? 'make room' : 'the folder must be writable',
    },
    { cause: thrown },
  );
}
