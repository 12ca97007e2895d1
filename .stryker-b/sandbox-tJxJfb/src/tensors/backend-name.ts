// The names of the backends, apart from what they compute with: the command line and the schemas need no more of them.
import { HarnessError } from '../errors/harness-error.ts';
import type { StepEngine } from './step-engine.ts';

/** `tensorflow-gpu` is `tensorflow` with the promise that a GPU computes; nothing chooses it by itself, nor WebGPU. */
export const BACKEND_NAMES = ['tensorflow', 'tensorflow-gpu', 'webgpu', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

/** What may be chosen where nobody asks, best first. */
export const AUTOMATIC_BACKENDS: readonly BackendName[] = ['tensorflow', 'wasm', 'cpu'];

/** Narrows a word of the user's to a backend, or says which there are. */
export function parseBackendName(word: string): BackendName {
  const name = BACKEND_NAMES.find((known) => known === word);
  if (name !== undefined) return name;
  throw new HarnessError('unknown-backend', {
    what: `There is no backend named "${word}".`,
    expected: BACKEND_NAMES.join(', '),
    next: '`iml doctor` shows which of them work on this machine',
  });
}

/** One that was started. */
export interface Backend {
  readonly name: BackendName;
  /** What it computes on, in words. */
  readonly device: string;
  /** Seeds trained together as one tensor program: as many as pay on this backend (engine.md 1 and 3). */
  readonly cohortSize: number;
  /** Everything about the engine that can change a bit of a result. */
  readonly numerics: Readonly<Record<string, string | number | boolean>>;
  /** Runs training steps: op by op, or recorded and replayed where that is faster. The numbers are the same. */
  readonly engine: StepEngine;
}

export function backendUnavailable(
  name: BackendName,
  reason: string,
  next = '`iml doctor` shows which backends work on this machine and what to do for a better one',
): HarnessError {
  return new HarnessError('backend-unavailable', {
    what: `The backend "${name}" does not work here.`,
    got: reason,
    next,
  });
}
