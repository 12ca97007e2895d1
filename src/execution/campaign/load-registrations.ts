// The history of registrations that comes with the package, read when it is first asked for: only a claim that changed needs it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type History, parseHistory, type RegisteredVersion } from '../../claims/registration-history.ts';

const FILE = fileURLToPath(new URL('../../../golden/registrations.json', import.meta.url));

/** @throws HarnessError `invalid-fixture` where the file is damaged */
export function loadRegistrations(): History {
  return parseHistory(readFileSync(FILE, 'utf8'), FILE);
}

/** The versions of a claim. */
export function registeredVersions(
  load: () => History = loadRegistrations,
): (claim: string) => readonly RegisteredVersion[] {
  let history: History | null = null;
  return (claim) => {
    history ??= load();
    return history[claim] ?? [];
  };
}
