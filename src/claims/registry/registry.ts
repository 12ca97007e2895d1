// All claims that the harness tests, once they are found powered and as registered. What of the paper they speak to: statements.ts.
import { HarnessError } from '../../errors/harness-error.ts';
import type { Claim } from '../claim.ts';
import { DECLARED_CLAIMS, powered } from '../declared-claims.ts';
import { asRegistered } from '../spelled-out.ts';
import { registered } from './declaration.ts';
import { REGISTRATIONS } from './registrations.ts';

export const CLAIMS: readonly Claim[] = registered(powered(DECLARED_CLAIMS.map(asRegistered)), REGISTRATIONS);

/** @throws HarnessError `unknown-claim`, with the claims that look most like it */
export function claimById(id: string): Claim {
  return claimIn(CLAIMS, id);
}

/** @throws HarnessError `unknown-claim` */
export function claimIn(catalogue: readonly Claim[], id: string): Claim {
  const claim = catalogue.find((known) => known.id === id);
  if (claim !== undefined) return claim;
  const words = id.toLowerCase().split(/[^a-z0-9]+/);
  const overlap = (known: Claim) => words.filter((word) => word !== '' && known.id.includes(word)).length;
  const near = [...catalogue].sort((a, b) => overlap(b) - overlap(a)).slice(0, 3);
  throw new HarnessError('unknown-claim', {
    what: `There is no claim named "${id}".`,
    expected: `one of the ${catalogue.length} claims, for example ${near.map((known) => known.id).join(', ')}`,
    next: id.includes(',') ? 'several claims stand apart: `--claim ONE OTHER`' : '`iml list` shows them all',
  });
}
