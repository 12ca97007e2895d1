// A golden pool as text: the header on the first line, then one line a seed. The same pool gives the same bytes, and any other bytes
// are refused.
import { canonicalJson } from '../experiments/content-hash.ts';
import { checked } from '../schemas/checked.ts';
import { canonicalValue, readLines, sha256Of } from './canonical-lines.ts';
import type { GoldenSet, GoldenVerdict, PoolEntry } from './manifest.ts';
import {
  type GoldenRecord,
  GoldenRecordSchema,
  POOL_FORMAT,
  POOL_VERSION,
  type Pool,
  type PoolHeader,
  PoolHeaderSchema,
} from './pool-schema.ts';

const isHeader = checked<PoolHeader>(PoolHeaderSchema);
const isRecord = checked<GoldenRecord>(GoldenRecordSchema);

export type ParsedPool =
  | { readonly kind: 'pool'; readonly pool: Pool }
  | { readonly kind: 'refused'; readonly reason: string };

export function encodePool({ header, records }: Pool): string {
  return [header, ...records].map((line) => `${canonicalJson(line)}\n`).join('');
}

/** Whether the numbers are what they should be is for acceptance.ts to say; the form is checked here. */
export function parsePool(bytes: Uint8Array): ParsedPool {
  const read = readLines(bytes);
  if (read.kind === 'unreadable') return refused(read.reason);
  const [first = '', ...others] = read.lines;
  const foreign = otherFormat(first);
  if (foreign !== null) return refused(foreign);
  const header = canonicalValue(first, isHeader);
  if (header.kind === 'refused') return refused(`line 1: ${header.reason}`);
  const records: GoldenRecord[] = [];
  for (const [index, line] of others.entries()) {
    const record = canonicalValue(line, isRecord);
    if (record.kind === 'refused') return refused(`line ${index + 2}: ${record.reason}`);
    records.push(record.value);
  }
  return { kind: 'pool', pool: { header: header.value, records } };
}

/** `digit-grid/symbols`, `iml-appears/base` and a hash: `digit-grid-symbols-iml-appears-base-fa48bea7e365.jsonl`. */
export function poolFileName({ task, label, experimentHash }: Pick<PoolHeader, 'task' | 'label' | 'experimentHash'>) {
  const words = `${task}-${label}`.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return `${words}-${experimentHash.slice(0, 12)}.jsonl`;
}

/** Below the golden folder, with forward slashes on every system. */
export function poolPath(header: PoolHeader): string {
  return `pools/${header.environment}/${header.profile}/${poolFileName(header)}`;
}

/** Said before the schema is asked, which would only complain about fields. */
function otherFormat(line: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const { format, version } = Object(value) as Partial<Record<string, unknown>>;
  if (format !== POOL_FORMAT) return `its first line is no header of a golden pool (format ${inWords(format)})`;
  if (version === POOL_VERSION) return null;
  return `its format has version ${inWords(version)}; this harness reads version ${POOL_VERSION}: use the one that wrote it, or record anew`;
}

function inWords(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value).slice(0, 40) : typeof value;
}

function refused(reason: string): ParsedPool {
  return { kind: 'refused', reason };
}

interface EncodedSet {
  readonly set: GoldenSet;
  /** By path below the golden folder. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * A set of pools as files of a golden folder, with the entries that the manifest has of them.
 * @param pools at least one, all of the same set
 */
export function encodeSet(pools: readonly Pool[], verdicts: readonly GoldenVerdict[]): EncodedSet {
  const texts = new Map(pools.map((pool) => [poolPath(pool.header), encodePool(pool)]));
  const entries = pools.map(({ header, records }): PoolEntry => {
    const path = poolPath(header);
    const bytes = Buffer.from(texts.get(path) as string, 'utf8');
    return {
      path,
      experimentHash: header.experimentHash,
      sha256: sha256Of(bytes),
      bytes: bytes.length,
      seeds: records.length,
    };
  });
  const { environment, profile, fingerprint } = (pools[0] as Pool).header;
  const kept = verdicts.map(({ claim, task, design, required, verdict }) => ({
    claim,
    task,
    design,
    required,
    verdict,
  }));
  return { set: { environment, profile, fingerprint, verdicts: kept, pools: entries }, texts };
}
