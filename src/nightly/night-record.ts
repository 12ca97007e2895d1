// What one night leaves behind: inputs, bytes, numbers, distribution (decisions.md B5), both controls, and the values that later nights
// need. One immutable, sealed JSON file a night and environment.
import { type Static, Type } from 'typebox';
import { checked } from '../schemas/checked.ts';

const closed = { additionalProperties: false } as const;
const Finite = Type.Number();
const Seed = Type.Integer({ minimum: 0 });
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

export const DRIFT_WORDS = [
  'identical',
  'numerically-close',
  'equivalent',
  'unresolved',
  'drift',
  'non-deterministic',
] as const;
export type DriftWord = (typeof DRIFT_WORDS)[number];

const DriftWordSchema = Type.Enum(DRIFT_WORDS);
const TierSchema = Type.Enum(['D1', 'D2', 'D3'] as const);

/** One number that is watched: an estimand of a claim, or a vital sign beside it. */
export const WatchedVerdictSchema = Type.Object(
  {
    id: Type.String(),
    /** `part`: an estimand of the claim; `vital`: a number beside it, such as a loss. */
    kind: Type.Enum(['part', 'vital'] as const),
    claim: Type.String(),
    task: Type.String(),
    name: Type.String(),
    unit: Type.String(),
    verdict: DriftWordSchema,
    tier: TierSchema,
    /** One sentence with the numbers that decided. */
    reason: Type.String(),
    golden: Type.Object({ seeds: Seed, mean: Finite, standardDeviation: Finite }, closed),
    /** Tonight's fresh seeds, in order. */
    fresh: Type.Array(Finite),
    /** Golden seeds that were trained again, where their bytes are others: then and now. */
    paired: Type.Array(Type.Object({ seed: Seed, golden: Finite, now: Finite }, closed)),
    /** How far the mean moved, in raw units, and on which seeds that was measured. */
    size: orNull(
      Type.Object(
        {
          shift: Finite,
          low: orNull(Finite),
          high: orNull(Finite),
          seeds: Seed,
          from: Type.Enum(['golden-seeds', 'fresh-seeds', 'confirming-seeds'] as const),
        },
        closed,
      ),
    ),
    /** Of equivalence; null where the goldens do not vary and the claim states no effect. */
    margin: orNull(Finite),
    /** Natural logarithms of the evidence that something moved. */
    logEvidence: Type.Object({ paired: Finite, fresh: Finite, detector: Finite }, closed),
    /** The loudest, and whether seeds that had no part in it confirmed it. */
    alarm: orNull(
      Type.Object(
        {
          by: Type.Enum(['golden-seeds', 'fresh-seeds', 'detector'] as const),
          direction: Type.Enum(['up', 'down'] as const),
          confirmed: Type.Boolean(),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type WatchedVerdict = Static<typeof WatchedVerdictSchema>;

const ControlSchema = Type.Object({ passed: Type.Boolean(), words: Type.String() }, closed);

export const NightRecordSchema = Type.Object(
  {
    format: Type.Literal('iml-verify-night'),
    schemaVersion: Type.Literal(1),
    /** The day, UTC. */
    night: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    startedAt: Type.String(),
    finishedAt: Type.String(),
    profile: Type.String(),
    environment: Type.Object(
      {
        name: Type.String(),
        backend: Type.String(),
        device: Type.String(),
        node: Type.String(),
        platform: Type.String(),
        cores: Type.Integer({ minimum: 1 }),
        fingerprint: Type.String(),
        harnessVersion: Type.String(),
        /** Null outside version control. */
        commit: orNull(Type.String()),
      },
      closed,
    ),
    goldens: Type.Object(
      { sha256: Digest, fingerprint: Type.String(), commit: Type.String(), recordedAt: Type.String(), seeds: Seed },
      closed,
    ),
    /** Tier D0: what is not as it was when the goldens were recorded, in words. */
    differences: Type.Array(Type.String()),
    seeds: Type.Object(
      { fresh: Type.Array(Seed), golden: Type.Array(Seed), confirming: Type.Array(Seed), planted: Type.Array(Seed) },
      closed,
    ),
    /** Tier D1, by experiment. */
    experiments: Type.Array(
      Type.Object(
        {
          hash: Digest,
          label: Type.String(),
          /** Golden seeds trained again, and how many of them gave the same bytes. */
          replayed: Seed,
          identical: Seed,
          /** Whether a second training tonight gave the same bytes as the first; null where it was not tried. */
          deterministic: orNull(Type.Boolean()),
        },
        closed,
      ),
    ),
    watched: Type.Array(WatchedVerdictSchema),
    controls: Type.Object({ null: ControlSchema, planted: ControlSchema }, closed),
    budget: Type.Object(
      { watched: Seed, alpha: Finite, expectedFalseAlarmsAYear: Finite, words: Type.String() },
      closed,
    ),
    failures: Type.Array(Type.String()),
    verdict: Type.Union([DriftWordSchema, Type.Literal('invalid')]),
    /** Of the whole night, in a sentence or two. */
    reason: Type.String(),
  },
  closed,
);
export type NightRecord = Static<typeof NightRecordSchema>;

export const isNightRecord = checked<NightRecord>(NightRecordSchema);
