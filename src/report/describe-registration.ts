// What was declared before the data, in words: as which version, whether as declared, and what changed since where it did.
import type { Verdict } from '../claims/verdict.ts';

/** Null for reports that do not say. */
export function describeRegistration({ registration, version }: Verdict): string | null {
  if (registration === undefined) {
    return typeof version === 'number' ? `before the data, as version ${version} of the claim` : null;
  }
  const { standing, reason, hash } = registration;
  if (standing === 'exploratory') return reason;
  const known =
    registration.version === null
      ? `not registered: a claim of a configuration of one's own, declared with hash ${hash.slice(0, 12)}`
      : `before the data, as version ${registration.version} of the claim`;
  return reason === null ? known : `${known}. ${reason}`;
}

/** A mark beside the verdict where it is not confirmatory; null where it is, or nobody knows. */
export function standingMark({ registration }: Pick<Verdict, 'registration'>): string | null {
  switch (registration?.standing) {
    case 'exploratory':
      return 'exploratory';
    case 'other-settings':
      return 'not the declared design';
    default:
      return null;
  }
}
