// What one night leaves behind: inputs, bytes, numbers, distribution (decisions.md B5), both controls, and the values that later nights
// need. One immutable, sealed JSON file a night, in the folder of the history, under the name of all that tells it from other nights of the
// day. A file that is damaged is never taken for a night: it is named, and the night that reads it is told what is missing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from 'typebox';
import { causedError, codeOf } from '../errors/caused-error.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { canonicalJson, contentHash } from '../experiments/content-hash.ts';
import { writeAtomically } from '../ledger/write-atomically.ts';
import { checked } from '../schemas/checked.ts';
import { inOneLine } from '../schemas/complaints.ts';
import { Count, closed, Digest, Finite, orNull, Text, type Valid } from '../schemas/parts.ts';
import { isOfScope, type NightScope, scopeName } from './night-scope.ts';

/** Worst last. */
export const DRIFT_WORDS = [
  'identical',
  'numerically-close',
  'equivalent',
  'unresolved',
  'drift',
  'non-deterministic',
] as const;

const DriftWordSchema = Type.Enum(DRIFT_WORDS);

/** One number that is watched: an estimand of a claim, or a vital sign beside it. */
const WatchedVerdictSchema = closed({
  id: Text,
  /** `part`: an estimand of the claim; `vital`: a number beside it, such as a loss. */
  kind: Type.Enum(['part', 'vital'] as const),
  claim: Text,
  task: Text,
  name: Text,
  unit: Text,
  verdict: DriftWordSchema,
  tier: Type.Enum(['D1', 'D2', 'D3'] as const),
  /** One sentence with the numbers that decided. */
  reason: Text,
  golden: closed({ seeds: Count, mean: Finite, standardDeviation: Finite }),
  /** Tonight's fresh seeds, in order. */
  fresh: Type.Array(Finite),
  /** Golden seeds that were trained again, where their bytes are others: then and now. */
  paired: Type.Array(closed({ seed: Count, golden: Finite, now: Finite })),
  /** How far the mean moved, in raw units, and on which seeds that was measured. */
  size: orNull(
    closed({
      shift: Finite,
      low: orNull(Finite),
      high: orNull(Finite),
      seeds: Count,
      from: Type.Enum(['golden-seeds', 'fresh-seeds', 'confirming-seeds'] as const),
    }),
  ),
  /** Of equivalence; null where the goldens do not vary and the claim states no effect. */
  margin: orNull(Finite),
  /** Of one night's fresh seeds, for the loss of half and of all of the effect; null for numbers without one. Left out before version 3. */
  power: Type.Optional(orNull(closed({ halved: Finite, removed: Finite }))),
  /** Natural logarithms of the evidence that something moved. */
  logEvidence: closed({ paired: Finite, fresh: Finite, detector: Finite }),
  /** The loudest, and whether seeds that had no part in it confirmed it. */
  alarm: orNull(
    closed({
      by: Type.Enum(['golden-seeds', 'fresh-seeds', 'detector'] as const),
      direction: Type.Enum(['up', 'down'] as const),
      confirmed: Type.Boolean(),
    }),
  ),
});
export type WatchedVerdict = Valid<typeof WatchedVerdictSchema>;

const ControlSchema = closed({ passed: Type.Boolean(), words: Text });

/** A regression of known size, trained for real, that the night should call drift. */
const PlantedSchema = closed({
  ...ControlSchema.properties,
  /** Left out where nothing could be planted, where its runs failed, and before version 3. */
  about: Type.Optional(
    closed({
      claim: Text,
      task: Text,
      name: Text,
      /** Share of the effect: as planned, and what the runs have left of it. */
      lost: Finite,
      left: Finite,
      /** To find it on its seeds; null where that cannot be said. */
      power: orNull(Finite),
      /** Whether the night is invalid if it is missed. */
      hasSay: Type.Boolean(),
      caught: Type.Boolean(),
    }),
  ),
});

/**
 * 2: says which claims and tasks were asked, and what of the code no commit holds. 3: plants half of an effect as well, says the power
 * of the night, and whose configuration is watched. Records of earlier versions are read as well.
 */
const NIGHT_VERSIONS = [1, 2, 3] as const;

export const NightRecordSchema = closed({
  format: Type.Literal('iml-verify-night'),
  schemaVersion: Type.Enum(NIGHT_VERSIONS),
  /** The day, UTC. */
  night: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  startedAt: Text,
  finishedAt: Text,
  profile: Text,
  /** Only their numbers, in order; empty lists for all of the profile. Left out in version 1. */
  asked: Type.Optional(
    closed({
      claims: Type.Array(Text),
      tasks: Type.Array(Text),
      /** Someone's own that the numbers are of; left out: of the registered claims. */
      configuration: Type.Optional(closed({ name: Text, hash: Digest })),
    }),
  ),
  environment: closed({
    name: Text,
    backend: Text,
    device: Text,
    node: Text,
    platform: Text,
    cores: Type.Integer({ minimum: 1 }),
    fingerprint: Text,
    harnessVersion: Text,
    /** Null outside version control. */
    commit: orNull(Text),
    /** Digest of what differs from the commit; null where nothing does. Left out in version 1. */
    uncommitted: Type.Optional(orNull(Digest)),
  }),
  goldens: closed({ sha256: Digest, fingerprint: Text, commit: orNull(Text), recordedAt: Text, seeds: Count }),
  /** Tier D0: what is not as it was when the goldens were recorded, in words. */
  differences: Type.Array(Text),
  seeds: closed({
    /** Judged against the goldens. */
    fresh: Type.Array(Count),
    /** Trained again. */
    golden: Type.Array(Count),
    /** What a suspected drift must show again, disjoint from all others. */
    confirming: Type.Array(Count),
    /** Runs without the effect, or with half of it, which must be found out. */
    planted: Type.Array(Count),
  }),
  /** Tier D1, by experiment. */
  experiments: Type.Array(
    closed({
      hash: Digest,
      label: Text,
      /** Golden seeds trained again, and how many of them gave the same bytes. */
      replayed: Count,
      identical: Count,
      /** Whether a second training tonight gave the same bytes as the first; null where it was not tried. */
      deterministic: orNull(Type.Boolean()),
    }),
  ),
  watched: Type.Array(WatchedVerdictSchema),
  controls: closed({
    null: ControlSchema,
    planted: PlantedSchema,
    /** With half of the effect taken out. Left out before version 3. */
    halved: Type.Optional(PlantedSchema),
  }),
  budget: closed({ watched: Count, alpha: Finite, expectedFalseAlarmsAYear: Finite, words: Text }),
  failures: Type.Array(Text),
  verdict: Type.Union([DriftWordSchema, Type.Literal('invalid')]),
  /** Of the whole night, in a sentence or two. */
  reason: Text,
});
export type NightRecord = Valid<typeof NightRecordSchema>;

const isNightRecord = checked<NightRecord>(NightRecordSchema);

/** What tells a night from others: a second run with the same is the same night, which is over. */
export interface NightKey extends Pick<NightRecord, 'night' | 'profile' | 'asked'> {
  readonly environment: Pick<NightRecord['environment'], 'name' | 'fingerprint'>;
  readonly goldens: Pick<NightRecord['goldens'], 'sha256'>;
}

export interface NightHistory {
  /** In the order of the days, and within a day of their beginnings. */
  readonly nights: readonly NightRecord[];
  /** Files that look like nights and are none, with the reason. */
  readonly damaged: readonly { readonly path: string; readonly reason: string }[];
}

const filePattern = /^(\d{4}-\d{2}-\d{2})-([a-z0-9-]+)(?:\.([a-z0-9-]+)\.[0-9a-f]{12})?\.json$/;

/** The name of its file without the ending. Nights of version 1 are named by day and environment alone, as they were. */
export function nightName(night: NightKey & { readonly schemaVersion?: NightRecord['schemaVersion'] }): string {
  const { name, fingerprint } = night.environment;
  const byDay = `${night.night}-${name}`;
  if (night.schemaVersion === 1) return byDay;
  return `${byDay}.${scopeName(night)}.${contentHash([fingerprint, night.goldens.sha256]).slice(0, 12)}`;
}

export function nightFile(folder: string, night: Parameters<typeof nightName>[0]): string {
  return join(folder, `${nightName(night)}.json`);
}

/**
 * @param environment only its nights; null for all
 * @param scope only nights like this one; null for all. A damaged file counts as one of the scope in its name, if there is one.
 */
export function readNights(folder: string, environment: string | null, scope: NightScope | null = null): NightHistory {
  const nights: NightRecord[] = [];
  const damaged: { path: string; reason: string }[] = [];
  for (const file of namesIn(folder)) {
    const [, night, itsEnvironment, itsScope] = filePattern.exec(file) ?? [];
    if (night === undefined || (environment !== null && itsEnvironment !== environment)) continue;
    if (scope !== null && itsScope !== undefined && itsScope !== scopeName(scope)) continue;
    const path = join(folder, file);
    const parsed = parseNight(readFileSync(path, 'utf8'));
    if (typeof parsed === 'string') damaged.push({ path, reason: parsed });
    else if (`${nightName(parsed)}.json` !== file) {
      damaged.push({ path, reason: `it is the night ${nightName(parsed)}` });
    } else if (scope === null || isOfScope(parsed, scope)) nights.push(parsed);
  }
  return { nights: nights.sort(byDay), damaged };
}

/** A day may have several. */
function byDay(a: NightRecord, b: NightRecord): number {
  const [first, second] = [a, b].map(({ night, startedAt }) => `${night} ${startedAt}`) as [string, string];
  return first < second ? -1 : first > second ? 1 : 0;
}

export function writeNight(folder: string, record: NightRecord): string {
  const path = nightFile(folder, record);
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
    if (codeOf(cause) === 'ENOENT') return [];
    throw causedError('not-readable', cause, {
      what: 'The history of nights cannot be read.',
      where: folder,
      next: 'check the path given with --nights, and its permissions',
    });
  }
}
