// A file of the ledger that a newer harness wrote: it stays where it is, for that harness may be at work on another machine, and whoever
// meets it here is told to upgrade. decisions.md promise 17.
import { HarnessError } from '../errors/harness-error.ts';
import { COHORT_VERSION } from './cohort-schema.ts';

export function refuseNewer(path: string, version: number): HarnessError {
  return new HarnessError('invalid-ledger-file', {
    what: 'A file of the ledger is of a newer iml-verify than this one. It stays as it is.',
    where: path,
    got: `schema version ${version}, with valid checksums`,
    expected: `at most schema version ${COHORT_VERSION}`,
    next: 'upgrade iml-verify here to the version that writes this ledger, or name another folder with --ledger',
  });
}
