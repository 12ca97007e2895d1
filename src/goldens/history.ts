// golden/history.jsonl: one line for each time that goldens were accepted, or that other code was found to give their very bytes. No line
// is ever changed or taken back: each has the sha256 of the line before it, the manifest that of the last, and whoever changes, drops
// or moves one breaks the chain (decisions.md promise 8).
import { type Static, Type } from 'typebox';
import { canonicalJson } from '../experiments/content-hash.ts';
import { checked } from '../schemas/checked.ts';
import { canonicalValue, readLines, sha256Of } from './canonical-lines.ts';
import { GoldenVerdictSchema, VERDICT_WORDS } from './manifest.ts';
import { Commit, Digest, EnvironmentSchema, Instant, ProfileSchema } from './pool-schema.ts';

const closed = { additionalProperties: false } as const;
const Text = Type.String({ minLength: 1 });
const Word = Type.Enum([...VERDICT_WORDS]);
const Count = Type.Integer({ minimum: 0 });

const everyLine = {
  format: Type.Literal('iml-verify-golden-history'),
  version: Type.Literal(1),
  /** Null on the first line. */
  previous: Type.Union([Digest, Type.Null()]),
  date: Instant,
  author: Text,
  reason: Text,
  /** Of the tree that the goldens were accepted or restamped in; the runs' own stands in the pools. */
  commit: Commit,
};

export const PromotionEntrySchema = Type.Object(
  {
    ...everyLine,
    environment: EnvironmentSchema,
    profile: ProfileSchema,
    fingerprint: Digest,
    /** The report that spoke for them. */
    evidence: Type.Object(
      { startedAt: Text, sha256: Digest, replay: Text, verdicts: Type.Array(GoldenVerdictSchema, { minItems: 1 }) },
      closed,
    ),
    /** sha256 of each pool before and after; null where there was or is none. */
    pools: Type.Array(
      Type.Object(
        { path: Text, before: Type.Union([Digest, Type.Null()]), after: Type.Union([Digest, Type.Null()]) },
        closed,
      ),
      { minItems: 1 },
    ),
    /** What changed, in numbers; `iml golden diff` showed it in full. */
    change: Type.Object(
      {
        pools: Type.Object({ identical: Count, changed: Count, added: Count, removed: Count }, closed),
        numbers: Type.Object(
          { identical: Count, close: Count, equivalent: Count, different: Count, added: Count },
          closed,
        ),
        largest: Type.Union([
          Type.Object(
            {
              id: Text,
              difference: Type.Number(),
              low: Type.Union([Type.Number(), Type.Null()]),
              high: Type.Union([Type.Number(), Type.Null()]),
            },
            closed,
          ),
          Type.Null(),
        ]),
        flips: Type.Array(
          Type.Object(
            {
              claim: Text,
              task: Text,
              design: Text,
              before: Type.Union([Word, Type.Null()]),
              after: Type.Union([Word, Type.Null()]),
            },
            closed,
          ),
        ),
      },
      closed,
    ),
  },
  closed,
);
export type PromotionEntry = Static<typeof PromotionEntrySchema>;

/** Every golden seed gave its bytes again under other code, whose fingerprint is all that changed. */
export const RestampEntrySchema = Type.Object(
  {
    ...everyLine,
    kind: Type.Literal('restamp'),
    sets: Type.Array(
      Type.Object(
        {
          environment: EnvironmentSchema,
          profile: ProfileSchema,
          fingerprint: Type.Object({ before: Digest, after: Digest }, closed),
          /** Trained again, and each the same byte for byte. */
          runs: Type.Integer({ minimum: 1 }),
        },
        closed,
      ),
      { minItems: 1 },
    ),
    pools: Type.Array(Type.Object({ path: Text, before: Digest, after: Digest }, closed), { minItems: 1 }),
  },
  closed,
);
export type RestampEntry = Static<typeof RestampEntrySchema>;

export const HistoryEntrySchema = Type.Union([PromotionEntrySchema, RestampEntrySchema]);
export type HistoryEntry = PromotionEntry | RestampEntry;

const isPromotion = checked<HistoryEntry>(PromotionEntrySchema);
const isRestamp = checked<HistoryEntry>(RestampEntrySchema);

/** Under which numerics each set that it speaks of is good from then on. */
export function fingerprintsOf(entry: HistoryEntry): {
  readonly environment: string;
  readonly profile: string;
  readonly fingerprint: string;
}[] {
  if (!('kind' in entry)) return [entry];
  return entry.sets.map(({ fingerprint, ...set }) => ({ ...set, fingerprint: fingerprint.after }));
}

export interface History {
  readonly entries: readonly HistoryEntry[];
  /** sha256 of the last line. */
  readonly head: string | null;
}

export type ParsedHistory =
  | { readonly kind: 'history'; readonly history: History }
  | { readonly kind: 'refused'; readonly reason: string };

export function encodeEntry(entry: HistoryEntry): string {
  return `${canonicalJson(entry)}\n`;
}

export function parseHistory(bytes: Uint8Array): ParsedHistory {
  const read = readLines(bytes);
  if (read.kind === 'unreadable') return refused(read.reason);
  const entries: HistoryEntry[] = [];
  let head: string | null = null;
  /** What the lines so far left in place. */
  const pools = new Map<string, string>();
  for (const [index, line] of read.lines.entries()) {
    const place = `line ${index + 1}`;
    // Asked by itself, so that a complaint is about its own fields.
    const entry = canonicalValue(line, line.includes('"kind":"restamp"') ? isRestamp : isPromotion);
    if (entry.kind === 'refused') return refused(`${place}: ${entry.reason}`);
    const { previous } = entry.value;
    if (previous !== head)
      return refused(
        `${place} follows a line with sha256 ${previous}, but the line before it has ${head}: a line was changed, dropped or moved`,
      );
    for (const { path, before, after } of entry.value.pools) {
      const known = pools.get(path) ?? null;
      if (before !== known) return refused(`${place} replaces ${path} with sha256 ${before}, where ${known} was`);
      if (after === null) pools.delete(path);
      else pools.set(path, after);
    }
    entries.push(entry.value);
    head = sha256Of(line);
  }
  return { kind: 'history', history: { entries, head } };
}

/** sha256 by path of all pools that the history leaves in place. */
export function poolsOfHistory({ entries }: History): Map<string, string> {
  const pools = new Map<string, string>();
  for (const { pools: changed } of entries) {
    for (const { path, after } of changed) {
      if (after === null) pools.delete(path);
      else pools.set(path, after);
    }
  }
  return pools;
}

function refused(reason: string): ParsedHistory {
  return { kind: 'refused', reason };
}
