// golden/registrations.json: every version of every claim's declaration that was ever registered, with date and reason. It only
// grows. src/claims/registrations.ts holds the hashes of the latest versions, since the registry reads no files.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type Static, Type } from 'typebox';
import type { Claim } from '../../src/claims/claim.ts';
import { declarationOf } from '../../src/claims/declaration.ts';
import type { Registrations } from '../../src/claims/registered.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { contentHash } from '../../src/experiments/content-hash.ts';
import { type Difference, differencesBetween } from './differences.ts';

const EntrySchema = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    /** Day of the registration. */
    date: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    reason: Type.String({ minLength: 1 }),
    hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    declaration: Type.Unknown(),
  },
  { additionalProperties: false },
);

export const HistorySchema = Type.Record(Type.String(), Type.Array(EntrySchema, { minItems: 1 }));
export type History = Static<typeof HistorySchema>;

const isHistory = new Ajv2020().compile<History>(HistorySchema);

/** @throws HarnessError `invalid-fixture`: no history, or one whose hashes are not those of its declarations */
export function parseHistory(text: string, where: string): History {
  const invalid = (got: string) =>
    new HarnessError('invalid-fixture', {
      what: 'The history of registrations is damaged.',
      where,
      got,
      expected: 'what `npm run register` wrote',
      next: 'take it from version control',
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalid(String(cause));
  }
  if (!isHistory(value)) throw invalid(`${isHistory.errors?.[0]?.instancePath} ${isHistory.errors?.[0]?.message}`);
  for (const [id, entries] of Object.entries(value)) {
    for (const [index, { version, hash, declaration }] of entries.entries()) {
      if (version !== index + 1) throw invalid(`"${id}": version ${version} in place ${index + 1}`);
      if (contentHash(declaration) !== hash)
        throw invalid(`"${id}", version ${version}: another declaration than its hash`);
    }
  }
  return value;
}

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

/** src/claims/registrations.ts. */
export function renderRegistrations(registrations: Registrations): string {
  const lines = Object.entries(registrations).map(
    ([id, { version, hash }]) => `  '${id}': {\n    version: ${version},\n    hash: '${hash}',\n  },`,
  );
  return `// Written by \`npm run register\`: the latest registered version of each claim. The declarations themselves, with dates and
// reasons, are in golden/registrations.json.
import type { Registrations } from './registered.ts';

export const REGISTRATIONS: Registrations = {
${lines.join('\n')}
};
`;
}
