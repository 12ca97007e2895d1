// Claims cannot move after the data (decisions.md promise 9): each is held against what was registered for it when the registry
// is loaded, and a threshold, alpha, margin, gate, seed count or experiment that is another one is refused. `npm run register` shows
// the difference and, with a reason, registers a new version: an act that leaves a trace.
import { HarnessError } from '../errors/harness-error.ts';
import { contentHash } from '../experiments/content-hash.ts';
import type { Claim } from './claim.ts';
import { declarationOf } from './declaration.ts';

export interface Registration {
  /** Counts from 1; a verdict speaks for this version. */
  readonly version: number;
  /** Content hash of the declaration. */
  readonly hash: string;
}

export type Registrations = Readonly<Record<string, Registration>>;

/** The same claims. @throws HarnessError `unregistered-change` */
export function registered(claims: readonly Claim[], registrations: Registrations): readonly Claim[] {
  for (const claim of claims) {
    const known = registrations[claim.id];
    const hash = contentHash(declarationOf(claim));
    if (known?.hash === hash) continue;
    throw new HarnessError('unregistered-change', {
      what: `The claim "${claim.id}" is not what was registered before the data.`,
      where: known === undefined ? 'never registered' : `version ${known.version}`,
      got: `a declaration with hash ${hash.slice(0, 12)}`,
      expected: known === undefined ? 'a registered one' : `hash ${known.hash.slice(0, 12)}`,
      next: '`npm run register` shows what differs. Take the change back, or register a new version with its reason: earlier verdicts then do not speak for it',
    });
  }
  return claims;
}
