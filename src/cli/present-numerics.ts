// Under which numerics this installation would file its runs: one fingerprint a backend that works here.
import { codeFingerprint, numericsFingerprint } from '../execution/numerics-fingerprint.ts';
import { BACKEND_NAMES, type BackendName } from '../tensors/backend-name.ts';
import type { Machine, Terminal } from './terminal.ts';
import { tryInChild } from './try-in-child.ts';

export interface PresentNumerics {
  readonly backend: BackendName;
  readonly fingerprint: string;
}

export async function presentNumerics(machine: Machine, terminal: Terminal): Promise<PresentNumerics[]> {
  const present: PresentNumerics[] = [];
  const code = codeFingerprint();
  for (const backend of BACKEND_NAMES) {
    const trial = await tryInChild(backend, machine, terminal);
    if (trial.works) present.push({ backend, fingerprint: numericsFingerprint(trial, code) });
  }
  return present;
}
