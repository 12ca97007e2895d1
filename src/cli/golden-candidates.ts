// Where candidates lie: a folder an environment and profile, in the format of the goldens.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ProfileName } from '../claims/claim.ts';
import { HarnessError } from '../errors/harness-error.ts';

export interface CandidatePlace {
  readonly environment: string;
  readonly folder: string;
}

export function candidateFolder(
  candidates: string,
  { environment, profile }: { readonly environment: string; readonly profile: ProfileName },
): string {
  return join(candidates, environment, profile);
}

/** @param environment null for that of the only candidate. @throws HarnessError `golden-refused` where that is none, or not one */
export function findCandidate(
  candidates: string,
  { environment, profile }: { readonly environment: string | null; readonly profile: ProfileName },
): CandidatePlace {
  const there = environmentsIn(candidates).filter((name) =>
    isFolder(candidateFolder(candidates, { environment: name, profile })),
  );
  const [only, ...others] = environment === null ? there : there.filter((name) => name === environment);
  if (only !== undefined && others.length === 0) {
    return { environment: only, folder: candidateFolder(candidates, { environment: only, profile }) };
  }
  throw new HarnessError('golden-refused', {
    what: only === undefined ? 'There is no such candidate for goldens.' : 'There are several candidates for goldens.',
    where: candidates,
    got:
      there.length === 0
        ? `none of the profile ${profile}`
        : `candidates of the profile ${profile} for ${there.join(', ')}`,
    ...(environment === null ? {} : { expected: `one for ${environment}` }),
    next: only === undefined ? '`iml golden record` makes one' : 'name one with --environment',
  });
}

function environmentsIn(candidates: string): string[] {
  try {
    return readdirSync(candidates).sort();
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
