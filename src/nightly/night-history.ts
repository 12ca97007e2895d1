// The history of nights: a folder with one sealed file a night and environment, written once. A file that is damaged is never taken for a
// night: it is named, and the night that reads it is told what is missing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import { canonicalJson, contentHash } from '../experiments/content-hash.ts';
import { writeAtomically } from '../ledger/write-atomically.ts';
import { inOneLine } from '../schemas/complaints.ts';
import { isNightRecord, type NightRecord } from './night-record.ts';

export interface NightHistory {
  /** In the order of the days. */
  readonly nights: readonly NightRecord[];
  /** Files that look like nights and are none, with the reason. */
  readonly damaged: readonly { readonly path: string; readonly reason: string }[];
}

const filePattern = /^(\d{4}-\d{2}-\d{2})-([a-z0-9-]+)\.json$/;

export function nightFile(folder: string, night: string, environment: string): string {
  return join(folder, `${night}-${environment}.json`);
}

/** @param environment only its nights; null for all */
export function readNights(folder: string, environment: string | null): NightHistory {
  const nights: NightRecord[] = [];
  const damaged: { path: string; reason: string }[] = [];
  for (const name of namesIn(folder)) {
    const [, night, itsEnvironment] = filePattern.exec(name) ?? [];
    if (night === undefined || (environment !== null && itsEnvironment !== environment)) continue;
    const path = join(folder, name);
    const parsed = parseNight(readFileSync(path, 'utf8'));
    if (typeof parsed === 'string') damaged.push({ path, reason: parsed });
    else if (parsed.night !== night || parsed.environment.name !== itsEnvironment) {
      damaged.push({ path, reason: `it is the night ${parsed.night} on ${parsed.environment.name}` });
    } else nights.push(parsed);
  }
  const byDay = nights.sort((a, b) => (a.night < b.night ? -1 : a.night > b.night ? 1 : 0));
  return { nights: byDay, damaged };
}

export function writeNight(folder: string, record: NightRecord): string {
  const path = nightFile(folder, record.night, record.environment.name);
  const text = encode(record);
  const back = parseNight(text);
  if (typeof back === 'string') {
    throw new HarnessError('internal', {
      what: 'A night cannot be written, because it could not be read back.',
      got: back,
    });
  }
  writeAtomically(path, new TextEncoder().encode(text));
  return path;
}

/** The night, or in words why this is none. */
export function parseNight(text: string): NightRecord | string {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return 'it is not JSON (cut off, or overwritten)';
  }
  const { sha256, ...record } = Object(document) as Record<string, unknown>;
  if (!isNightRecord(record)) return inOneLine(isNightRecord.complaints(record));
  if (contentHash(record) !== sha256) return 'its contents do not match its sha256';
  return encode(record) === text ? record : 'its bytes are not the canonical ones of its contents';
}

/** Readable: one key a line, in a fixed order. */
function encode(record: NightRecord): string {
  return `${JSON.stringify(JSON.parse(canonicalJson({ ...record, sha256: contentHash(record) })), null, 1)}\n`;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw new HarnessError(
      'not-readable',
      {
        what: 'The history of nights cannot be read.',
        where: folder,
        got: cause instanceof Error ? cause.message : String(cause),
        next: 'check the path given with --nights, and its permissions',
      },
      { cause },
    );
  }
}
