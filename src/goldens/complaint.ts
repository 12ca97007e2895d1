// What can be wrong with a golden folder: where, and in words. Never a pass (decisions.md promise 7).
import { HarnessError } from '../errors/harness-error.ts';

export interface Complaint {
  /** Below the golden folder. */
  readonly path: string;
  /**
   * `missing`: something that the profile needs is not there. `unmatched`: a pool that the profile does not use. `obsolete`: one that
   * no claim uses any more. `invalid`: damaged, or not what it says it is.
   */
  readonly kind: 'missing' | 'unmatched' | 'obsolete' | 'invalid';
  /** Reads after "path: ". */
  readonly reason: string;
}

const shown = 5;

/** @param folder the golden folder, for the message */
export function invalidGolden(complaints: readonly Complaint[], folder: string): HarnessError {
  const lines = complaints.slice(0, shown).map(({ path, kind, reason }) => `${path} (${kind}): ${reason}`);
  const more = complaints.length - shown;
  return new HarnessError('invalid-golden', {
    what: 'The goldens cannot be trusted, so nothing is judged by them.',
    where: folder,
    got: [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n            '),
    next: '`git checkout -- golden` takes a damaged one back; where claims or experiments changed, `iml golden record` and `iml golden promote` make new ones',
  });
}
