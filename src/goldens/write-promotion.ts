// Puts accepted goldens in place as a set: first a note of what is about to be done, then pools, history and manifest, then the note
// goes. Whatever stops it in between leaves the old goldens, or the note, with which no golden is valid and the same command can finish
// what it began: a promotion, or a restamp.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { canonicalJson } from '../experiments/content-hash.ts';
import { writeAtomically } from '../ledger/write-atomically.ts';
import { checked } from '../schemas/checked.ts';
import { Count, closed } from '../schemas/parts.ts';
import { canonicalValue, sha256Of } from './canonical-lines.ts';
import { gitTree, isLeftover, refuseDirtyTree, refuseEmpty } from './git-tree.ts';
import { type GoldenFiles, HISTORY, MANIFEST, PROMOTION, readGoldenFiles, type WholeFolder } from './golden-files.ts';
import { encodeEntry, type HistoryEntry, HistoryEntrySchema } from './history.ts';
import { encodeManifest, GoldenSetSchema } from './manifest.ts';
import { refuseGolden, refuseInCi } from './refuse-golden.ts';

const PromotionSchema = closed({
  format: Type.Literal('iml-verify-golden-promotion'),
  version: Type.Literal(1),
  entry: HistoryEntrySchema,
  /** Lines of the history before it. */
  entries: Count,
  /** All sets once it is done. */
  sets: Type.Array(GoldenSetSchema, { minItems: 1 }),
});
export type Promotion = Static<typeof PromotionSchema>;
const isPromotion = checked<Promotion>(PromotionSchema);

/** Who changes goldens, why, and where. */
export interface ChangeRequest {
  /** The goldens. */
  readonly folder: string;
  readonly author: string;
  readonly reason: string;
  /** Of the process: whether a build server asks. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** @throws HarnessError `golden-refused` where nobody answers for the change, or a build server asks */
export function refuseNobody({ variables, author, reason }: ChangeRequest, what: string): void {
  refuseInCi(variables, what);
  refuseEmpty('--author', author);
  refuseEmpty('--reason', reason);
}

/**
 * The goldens as they lie there, and what was begun and not finished. All that is asked of those of someone's own configuration: they do not
 * lie in the tree of the code, so its commit is no business of git's there.
 */
export function openOwnGoldens(folder: string) {
  const files = readGoldenFiles(folder);
  return { files, begun: readPromotion(files, folder), tree: null };
}

/** The same in a tree that is as its commit. @throws HarnessError `golden-refused` for one that is not */
export async function openGoldens(folder: string) {
  const { files, begun } = openOwnGoldens(folder);
  const tree = await gitTree(folder);
  refuseDirtyTree(tree, { folder, isBegun: begun !== null });
  return { files, begun, tree };
}

/** What every new line of the history begins with. */
export function newLine(whole: WholeFolder | null, { now, author, reason }: ChangeRequest, commit: string | null) {
  return {
    format: 'iml-verify-golden-history',
    version: 1,
    previous: whole?.history.head ?? null,
    date: new Date(now()).toISOString(),
    author: author.trim(),
    reason: reason.trim(),
    commit,
  } as const;
}

/** The note of a change that begins. @param sets all of them once it is done */
export function noteOf(entry: HistoryEntry, whole: WholeFolder | null, sets: Promotion['sets']): Promotion {
  return {
    format: 'iml-verify-golden-promotion',
    version: 1,
    entry,
    entries: whole?.history.entries.length ?? 0,
    sets,
  };
}

/** @throws HarnessError `golden-refused` where the note cannot be read */
function readPromotion(files: GoldenFiles, folder: string): Promotion | null {
  const bytes = files.get(PROMOTION);
  if (bytes === undefined) return null;
  const text = Buffer.from(bytes ?? []).toString('utf8');
  const note = canonicalValue(text.trimEnd(), isPromotion);
  if (typeof note !== 'string') return note;
  throw cannotFinish(folder, `its note cannot be read: ${note}`);
}

/**
 * Begins it, or finishes what was begun.
 * @param files of the folder as it is
 * @param texts of the pools that it puts in place, by path
 */
export function writePromotion(
  { folder, files }: { readonly folder: string; readonly files: GoldenFiles },
  { promotion, texts }: { readonly promotion: Promotion; readonly texts: ReadonlyMap<string, string> },
): void {
  const { entry, entries, sets } = promotion;
  if (entry.pools.some(({ path, after }) => after !== null && after !== sha256Of(texts.get(path) ?? ''))) {
    throw cannotFinish(folder, 'the candidate is another one than it began with');
  }
  const line = encodeEntry(entry);
  const history = historyBefore(files, { folder, entry, entries });
  const write = (path: string, text: string) => writeAtomically(join(folder, path), Buffer.from(text, 'utf8'));
  write(PROMOTION, `${canonicalJson(promotion)}\n`);
  removeLeftovers(folder);
  for (const [path, text] of texts) write(path, text);
  for (const { path, after } of entry.pools) if (after === null) rmSync(join(folder, path), { force: true });
  write(HISTORY, history + line);
  write(MANIFEST, encodeManifest({ sets, history: { entries: entries + 1, head: sha256Of(line.trimEnd()) } }));
  rmSync(join(folder, PROMOTION));
}

/** The lines before the entry, whether or not it has been added. */
function historyBefore(
  files: GoldenFiles,
  { folder, entry, entries }: { readonly folder: string; readonly entry: HistoryEntry; readonly entries: number },
): string {
  const text = Buffer.from(files.get(HISTORY) ?? []).toString('utf8');
  const lines = text.split('\n').slice(0, -1);
  const before = lines.slice(0, entries);
  const [added, ...more] = lines.slice(entries);
  const last = before.at(-1);
  const follows = (last === undefined ? null : sha256Of(last)) === entry.previous && before.length === entries;
  const isFree = added === undefined || (more.length === 0 && `${added}\n` === encodeEntry(entry));
  if (follows && isFree) return before.map((line) => `${line}\n`).join('');
  throw cannotFinish(folder, 'the history is another one than it began with');
}

/** What writers that were killed left behind. */
function removeLeftovers(folder: string): void {
  let names: readonly string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return; // nothing there yet
  }
  for (const name of names) if (isLeftover(name)) rmSync(join(folder, name), { force: true });
}

/** Nothing was changed by this. */
export function cannotFinish(folder: string, got: string) {
  return refuseGolden({
    what: 'A change of the goldens was interrupted and cannot be finished.',
    where: join(folder, PROMOTION),
    got,
    next: '`git checkout -- golden && git clean -f golden` takes the goldens back to what they were before; then begin again',
  });
}
