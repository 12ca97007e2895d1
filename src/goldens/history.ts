// golden/history.jsonl: one line for each time that goldens were accepted, or that other code was found to give their very bytes. No line
// is ever changed or taken back: each has the sha256 of the line before it, the manifest that of the last, and whoever changes, drops
// or moves one breaks the chain (decisions.md promise 8).
import { type Static, Type } from 'typebox';
import { VerdictWordSchema } from '../claims/verdicts/verdict.ts';
import { canonicalJson } from '../experiments/content-hash.ts';
import { checked } from '../schemas/checked.ts';
import { Count, closed, Digest, Finite, orNull } from '../schemas/parts.ts';
import { canonicalValue, readLines, sha256Of } from './canonical-lines.ts';
import { GoldenVerdictSchema } from './manifest.ts';
import { Commit, EnvironmentSchema, Instant, ProfileSchema, Words } from './pool-schema.ts';

const Verdict = orNull(VerdictWordSchema);

const everyLine = {
  format: Type.Literal('iml-verify-golden-history'),
  version: Type.Literal(1),
  /** Null on the first line. */
  previous: orNull(Digest),
  date: Instant,
  author: Words,
  reason: Words,
  /** Of the tree that the goldens were accepted or restamped in; the runs' own stands in the pools. Null for goldens of someone's own. */
  commit: orNull(Commit),
};

export const PromotionEntrySchema = closed({
  ...everyLine,
  environment: EnvironmentSchema,
  profile: ProfileSchema,
  fingerprint: Digest,
  /** The report that spoke for them. */
  evidence: closed({
    startedAt: Words,
    sha256: Digest,
    replay: Words,
    verdicts: Type.Array(GoldenVerdictSchema, { minItems: 1 }),
  }),
  /** sha256 of each pool before and after; null where there was or is none. */
  pools: Type.Array(closed({ path: Words, before: orNull(Digest), after: orNull(Digest) }), { minItems: 1 }),
  /** What changed, in numbers; `iml golden diff` showed it in full. */
  change: closed({
    pools: closed({ identical: Count, changed: Count, added: Count, removed: Count }),
    numbers: closed({ identical: Count, close: Count, equivalent: Count, different: Count, added: Count }),
    largest: orNull(closed({ id: Words, difference: Finite, low: orNull(Finite), high: orNull(Finite) })),
    /** Verdicts that are others than before, and those not reproduced where there were none before. */
    flips: Type.Array(
      closed({
        claim: Words,
        task: Words,
        design: Words,
        before: Verdict,
        after: Verdict,
        /** Why the new pools come to it. Not there: they are not asked (`after` is null), or the line is from before 2026-11-30. */
        reason: Type.Optional(Words),
      }),
    ),
  }),
});
export type PromotionEntry = Static<typeof PromotionEntrySchema>;

/** Every golden seed gave its bytes again under other code, whose fingerprint is all that changed. */
export const RestampEntrySchema = closed({
  ...everyLine,
  kind: Type.Literal('restamp'),
  sets: Type.Array(
    closed({
      environment: EnvironmentSchema,
      profile: ProfileSchema,
      fingerprint: closed({ before: Digest, after: Digest }),
      /** Trained again, and each the same byte for byte. */
      runs: Type.Integer({ minimum: 1 }),
    }),
    { minItems: 1 },
  ),
  pools: Type.Array(closed({ path: Words, before: Digest, after: Digest }), { minItems: 1 }),
});
export type RestampEntry = Static<typeof RestampEntrySchema>;

export const HistoryEntrySchema = Type.Union([PromotionEntrySchema, RestampEntrySchema]);
export type HistoryEntry = PromotionEntry | RestampEntry;

const isPromotion = checked<HistoryEntry>(PromotionEntrySchema);
const isRestamp = checked<HistoryEntry>(RestampEntrySchema);

/** Under which numerics each set that it speaks of is good from then on. */
export function fingerprintsOf(entry: HistoryEntry): Pick<PromotionEntry, 'environment' | 'profile' | 'fingerprint'>[] {
  if (!('kind' in entry)) return [entry];
  return entry.sets.map(({ fingerprint, ...set }) => ({ ...set, fingerprint: fingerprint.after }));
}

export interface History {
  readonly entries: readonly HistoryEntry[];
  /** sha256 of the last line. */
  readonly head: string | null;
  /** What it leaves in place: sha256 by path. */
  readonly pools: ReadonlyMap<string, string>;
}

export function encodeEntry(entry: HistoryEntry): string {
  return `${canonicalJson(entry)}\n`;
}

/** Or in words why it is none. */
export function parseHistory(bytes: Uint8Array): History | string {
  const lines = readLines(bytes);
  if (typeof lines === 'string') return lines;
  const entries: HistoryEntry[] = [];
  let head: string | null = null;
  const pools = new Map<string, string>();
  for (const [index, line] of lines.entries()) {
    const place = `line ${index + 1}`;
    // Asked by itself, so that a complaint is about its own fields.
    const entry = canonicalValue(line, line.includes('"kind":"restamp"') ? isRestamp : isPromotion);
    if (typeof entry === 'string') return `${place}: ${entry}`;
    const { previous } = entry;
    if (previous !== head) {
      return `${place} follows a line with sha256 ${previous}, but the line before it has ${head}: a line was changed, dropped or moved`;
    }
    for (const { path, before, after } of entry.pools) {
      const known = pools.get(path) ?? null;
      if (before !== known) return `${place} replaces ${path} with sha256 ${before}, where ${known} was`;
      if (after === null) pools.delete(path);
      else pools.set(path, after);
    }
    entries.push(entry);
    head = sha256Of(line);
  }
  return { entries, head, pools };
}
