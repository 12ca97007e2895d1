// What goldens are refused with: they change only on purpose (decisions.md promise 8), and what is wrong with a folder of them is never
// a pass (decisions.md promise 7).
import { HarnessError, type HarnessErrorParts } from '../errors/harness-error.ts';

export function refuseGolden(parts: HarnessErrorParts, cause?: unknown): HarnessError {
  return new HarnessError('golden-refused', parts, { cause });
}

/** A build server may check goldens, and neither makes nor accepts any. */
export function refuseInCi(environment: Readonly<Record<string, string | undefined>>, what: string): void {
  const value = environment.CI ?? '';
  if (value === '' || value === 'false') return;
  throw refuseGolden({
    what: `${what} is not for a build server: goldens are read-only there.`,
    where: 'the environment variable CI',
    got: JSON.stringify(value),
    expected: 'a person, who gives a reason and commits the result',
    next: 'do it on a machine of your own; `iml golden verify` works here',
  });
}

/** What is wrong with a golden folder: where, and in words. */
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

const SHOWN = 5;

/** The first of them, a line each. */
export function firstComplaints(complaints: readonly Complaint[]): string[] {
  return complaints.slice(0, SHOWN).map(({ path, kind, reason }) => `${path} (${kind}): ${reason}`);
}

/** @param folder the golden folder, for the message */
export function invalidGolden(complaints: readonly Complaint[], folder: string): HarnessError {
  const more = complaints.length - SHOWN;
  return new HarnessError('invalid-golden', {
    what: 'The goldens cannot be trusted, so nothing is judged by them.',
    where: folder,
    got: [...firstComplaints(complaints), ...(more > 0 ? [`and ${more} more`] : [])].join('\n            '),
    next: '`git checkout` of the folder takes a damaged one back; where claims, experiments or a configuration changed, `iml golden record` and `iml golden promote` make new ones',
  });
}
