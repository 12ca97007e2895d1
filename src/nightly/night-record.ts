// What one night leaves behind: inputs, bytes, numbers, distribution (decisions.md B5), both controls, and the values that later nights
// need. One immutable, sealed JSON file a night and environment.
import { Type } from 'typebox';
import { checked } from '../schemas/checked.ts';
import { Count, closed, Digest, Finite, orNull, Text, type Valid } from '../schemas/parts.ts';

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

export const NightRecordSchema = closed({
  format: Type.Literal('iml-verify-night'),
  schemaVersion: Type.Literal(1),
  /** The day, UTC. */
  night: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  startedAt: Text,
  finishedAt: Text,
  profile: Text,
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
  }),
  goldens: closed({ sha256: Digest, fingerprint: Text, commit: Text, recordedAt: Text, seeds: Count }),
  /** Tier D0: what is not as it was when the goldens were recorded, in words. */
  differences: Type.Array(Text),
  seeds: closed({
    fresh: Type.Array(Count),
    golden: Type.Array(Count),
    confirming: Type.Array(Count),
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
  controls: closed({ null: ControlSchema, planted: ControlSchema }),
  budget: closed({ watched: Count, alpha: Finite, expectedFalseAlarmsAYear: Finite, words: Text }),
  failures: Type.Array(Text),
  verdict: Type.Union([DriftWordSchema, Type.Literal('invalid')]),
  /** Of the whole night, in a sentence or two. */
  reason: Text,
});
export type NightRecord = Valid<typeof NightRecordSchema>;

export const isNightRecord = checked<NightRecord>(NightRecordSchema);
