// What `npm run register` does to the history of registrations: claims that differ from their latest version, and the history with
// a new version of each.
import type { Claim } from '../../src/claims/claim.ts';
import { declarationOf, type Registrations } from '../../src/claims/registry/declaration.ts';
import { type Difference, differencesBetween, type History } from '../../src/claims/registry/registration-history.ts';
import { contentHash } from '../../src/experiments/content-hash.ts';

export interface Change {
  readonly id: string;
  /** Null for a claim that was never registered. */
  readonly from: number | null;
  readonly differences: readonly Difference[];
}

/** Claims that are not as registered. */
export function changesSince(history: History, claims: readonly Claim[]): Change[] {
  return claims.flatMap((claim): Change[] => {
    const latest = history[claim.id]?.at(-1);
    const declaration = declarationOf(claim);
    if (latest === undefined) return [{ id: claim.id, from: null, differences: [] }];
    if (latest.hash === contentHash(declaration)) return [];
    return [{ id: claim.id, from: latest.version, differences: differencesBetween(latest.declaration, declaration) }];
  });
}

/** The history with a new version of each claim that changed. */
export function withChanges(
  history: History,
  claims: readonly Claim[],
  { date, reason }: { readonly date: string; readonly reason: string },
): History {
  const grown = { ...history };
  for (const { id, from } of changesSince(history, claims)) {
    const claim = claims.find((one) => one.id === id);
    if (claim === undefined) continue;
    const declaration = declarationOf(claim);
    const entry = { version: (from ?? 0) + 1, date, reason, hash: contentHash(declaration), declaration };
    grown[id] = [...(grown[id] ?? []), entry];
  }
  return grown;
}

export function latestOf(history: History, claims: readonly Claim[]): Registrations {
  return Object.fromEntries(
    claims.flatMap(({ id }) => {
      const latest = history[id]?.at(-1);
      return latest === undefined ? [] : [[id, { version: latest.version, hash: latest.hash }]];
    }),
  );
}

/** src/claims/registry/registrations.ts. */
export function renderRegistrations(registrations: Registrations): string {
  const rows = Object.entries(registrations).map(([id, { version, hash }]) => `  ['${id}', ${version}, '${hash}'],`);
  return `// Written by \`npm run register\`: the latest registered version of each claim. The declarations themselves, with dates and
// reasons, are in golden/registrations.json.
import type { Registrations } from './declaration.ts';

const LATEST: readonly (readonly [id: string, version: number, hash: string])[] = [
${rows.join('\n')}
];

export const REGISTRATIONS: Registrations = Object.fromEntries(
  LATEST.map(([id, version, hash]) => [id, { version, hash }]),
);
`;
}
