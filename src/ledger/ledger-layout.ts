// Where what lies in a ledger: a folder an experiment and fingerprint, in it a file a cohort, a file a failed attempt at one, and the
// experiment for people; models after Stage 0 in a folder of their own. Names decide nothing: what is in a file says what it is.
import { join } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';

/** Which experiment under which numerics: both are hexadecimal digests in full. */
export interface LedgerKey {
  readonly experimentHash: string;
  readonly fingerprint: string;
}

export type CohortAddress = LedgerKey & { readonly cohort: number };

export const FOLDER_NAME = /^([0-9a-f]{16})-([0-9a-f]{12})$/;
export const COHORT_NAME = /^cohort-(\d{6,})\.json$/;
export const ATTEMPT_NAME = /^cohort-(\d{6,})\.failed-(\d+)\.json$/;
export const DAMAGED_NAME = /\.damaged-\d+$/;
export const TEMPORARY_NAME = /\.tmp$/;
export const EXPERIMENT_NAME = 'experiment.json';
export const PRETRAINED_FOLDER = 'pretrained';

export function folderOf(root: string, { experimentHash, fingerprint }: LedgerKey): string {
  const folder = `${experimentHash.slice(0, 16)}-${fingerprint.slice(0, 12)}`;
  if (FOLDER_NAME.test(folder)) return join(root, folder);
  throw invalidAddress(`experiment ${JSON.stringify(experimentHash)}, fingerprint ${JSON.stringify(fingerprint)}`);
}

export function cohortPath(root: string, address: CohortAddress): string {
  return join(folderOf(root, address), `${cohortStem(address.cohort)}.json`);
}

/** `attempt` counts from 1. */
export function attemptPath(root: string, address: CohortAddress & { readonly attempt: number }): string {
  return join(folderOf(root, address), `${cohortStem(address.cohort)}.failed-${address.attempt}.json`);
}

function cohortStem(cohort: number): string {
  if (!Number.isSafeInteger(cohort) || cohort < 0) throw invalidAddress(`cohort ${cohort}`);
  return `cohort-${String(cohort).padStart(6, '0')}`;
}

function invalidAddress(got: string): HarnessError {
  return new HarnessError('invalid-argument', {
    what: 'The ledger is asked for something that it cannot hold.',
    got,
    expected: 'two digests in hexadecimal, as contentHash gives them, and the number of a cohort, counted from 0',
    next: 'this is a defect of the harness: please report it with this message',
  });
}
