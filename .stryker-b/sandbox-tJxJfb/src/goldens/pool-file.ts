// A golden pool as text: the header on the first line, then one line a seed. The same pool gives the same bytes, and any other bytes
// are refused.
import { canonicalJson } from '../experiments/content-hash.ts';
import { checked } from '../schemas/checked.ts';
import { canonicalValue, readLines, sha256Of } from './canonical-lines.ts';
import { type GoldenSet, type GoldenVerdict, keptVerdict, type PoolEntry } from './manifest.ts';
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

/** Or in words why it is none. Whether the numbers are what they should be is for acceptance.ts to say; the form is checked here. */
export function parsePool(bytes: Uint8Array): Pool | string {
  const lines = readLines(bytes);
  if (typeof lines === 'string') return lines;
  const [first = '', ...others] = lines;
  const foreign = otherFormat(first);
  if (foreign !== null) return foreign;
  const header = canonicalValue(first, isHeader);
  if (typeof header === 'string') return `line 1: ${header}`;
  const records: GoldenRecord[] = [];
  for (const [index, line] of others.entries()) {
    const record = canonicalValue(line, isRecord);
    if (typeof record === 'string') return `line ${index + 2}: ${record}`;
    records.push(record);
  }
  return { header, records };
}

/**
 * Below the golden folder, with forward slashes on every system. `digit-grid/symbols`, `iml-appears/base` and a hash:
 * `digit-grid-symbols-iml-appears-base-fa48bea7e365.jsonl`.
 */
export function poolPath({ environment, profile, task, label, experimentHash }: PoolHeader): string {
  const words = `${task}-${label}`.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return `pools/${environment}/${profile}/${words}-${experimentHash.slice(0, 12)}.jsonl`;
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
  const texts = new Map<string, string>();
  const entries = pools.map(({ header, records }): PoolEntry => {
    const path = poolPath(header);
    const text = [header, ...records].map((line) => `${canonicalJson(line)}\n`).join('');
    texts.set(path, text);
    return {
      path,
      experimentHash: header.experimentHash,
      sha256: sha256Of(text),
      bytes: Buffer.byteLength(text, 'utf8'),
      seeds: records.length,
    };
  });
  const { environment, profile, fingerprint } = (pools[0] as Pool).header;
  return { set: { environment, profile, fingerprint, verdicts: verdicts.map(keptVerdict), pools: entries }, texts };
}
