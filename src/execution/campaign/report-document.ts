// The one document that a verification ends in and every report is rendered from (architecture.md decision 7), as a schema.
import { Type } from 'typebox';
import { SIZE_SETTINGS } from '../../claims/arms/apply-change.ts';
import { DESIGN_NAMES, PROFILE_NAMES, TASK_NAMES } from '../../claims/claim.ts';
import { CoverageSchema } from '../../claims/verdicts/coverage.ts';
import { VerdictSchema } from '../../claims/verdicts/verdict.ts';
import { Count, closed, Digest, orNull, Text, type Valid } from '../../schemas/parts.ts';

const Positive = Type.Integer({ minimum: 1 });
/** ISO 8601 in UTC, as `Date.prototype.toISOString` writes it (milliseconds optional). */
const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$' });

/** What ran where. Everything that can change a number stands in `fingerprint`. */
const EnvironmentSchema = closed({
  backend: Text,
  device: Text,
  node: Text,
  platform: Text,
  cores: Count,
  /** Digest of backend, versions, cohort size and the code that makes numbers. */
  fingerprint: Text,
  harnessVersion: Text,
  /** What was checked out where the harness lies; null outside version control. Left out in reports of earlier versions. */
  commit: Type.Optional(orNull(Text)),
  /** Digest of what differs from the commit; null where nothing does. */
  uncommitted: Type.Optional(orNull(Digest)),
  /** Seeds that are trained together; left out in reports of earlier versions. */
  cohortSize: Type.Optional(Positive),
});
export type ReportEnvironment = Valid<typeof EnvironmentSchema>;

/** What was asked, as far as it has a say in what a report says: enough to judge it again from a ledger. */
const RequestSchema = closed({
  profile: Type.Enum([...PROFILE_NAMES]),
  design: Type.Enum([...DESIGN_NAMES]),
  claims: Type.Array(Text),
  tasks: Type.Array(Type.Enum([...TASK_NAMES])),
  seeds: orNull(Positive),
  firstSeed: Count,
  /** Null: the best that worked. */
  backend: orNull(Text),
  /** Null for the pictures that come with the package. */
  imagesFolder: orNull(Text),
  /** SHA-256 of the pictures. */
  imagesDigest: Text,
  /** Whose claims: those of the registry, or of a catalogue handed in (a configuration, a spec). */
  catalogue: Type.Enum(['registered', 'own']),
});
export type ReportRequest = Valid<typeof RequestSchema>;

/** Named by the content hash of the experiment. */
const AbsentSchema = Type.Array(closed({ experiment: Text, cohort: Count }));

/** Cohorts that a run asked for and went without. `open`: never started, since time ran out, or nobody trained on. */
const AbsentCohortsSchema = closed({ failed: AbsentSchema, open: AbsentSchema });
export type AbsentCohorts = Valid<typeof AbsentCohortsSchema>;

/** Someone's own configuration that the verdicts are about, in place of the registry's experiments. */
const ConfigurationSchema = closed({
  name: Type.String({ minLength: 1 }),
  file: Text,
  description: orNull(Text),
  /** The base experiment whose fields it changes; null where it is whole. */
  extends: orNull(Text),
  experimentHash: Text,
  /** The experiment around which the arms of all claims are derived, in full; checked where it is read as one. */
  experiment: Type.Unknown(),
  /** What claims about size compare; null: a ladder around the model. */
  sizes: orNull(closed({ setting: Type.Enum([...SIZE_SETTINGS]), levels: Type.Array(Positive) })),
  /** What claims about batch size compare; null: a ladder around Stage 1's. */
  batches: orNull(Type.Array(Type.Union([Positive, Type.Literal('full')]))),
  /** Names of the activations of a model of one's own; null for the harness's models. */
  activations: orNull(Type.Array(Text)),
  /** Words that ask for it: `verify`, and where it stands. */
  asked: Type.Array(Text),
  /** Claims of the registry, or designs of them, that were not asked, and why. */
  unasked: Type.Array(closed({ claim: Text, reason: Text })),
});
export type ReportConfiguration = Valid<typeof ConfigurationSchema>;

/**
 * 2: what a decision and a verdict hold follows from their outcome. 3: coverage is by statements of the paper and by parts
 * (report/read-report.ts). 4: verdicts say their least power, the fit of arms, and sizes beside the independent implementation.
 */
export const REPORT_VERSION = 4;

export const ReportSchema = Type.Object(
  {
    schemaVersion: Type.Literal(REPORT_VERSION),
    profile: Text,
    /** Left out: the verdicts are about the registry's own experiments. */
    configuration: Type.Optional(ConfigurationSchema),
    startedAt: Instant,
    finishedAt: Instant,
    environment: EnvironmentSchema,
    /** Left out in reports of earlier versions. */
    request: Type.Optional(RequestSchema),
    verdicts: Type.Array(VerdictSchema),
    /**
     * Left out in reports of earlier versions. They counted a claim of the paper as tested by any verdict of a claim that named it,
     * whatever it was about and whichever way it came out; that is not read any more.
     */
    coverage: Type.Optional(CoverageSchema),
    runs: closed({
      trained: Count,
      found: Count,
      failed: Count,
      /** Of all these, those of cohorts at which more than one attempt was made, in this run or before; left out: none. */
      retried: Type.Optional(Count),
    }),
    /** Left out where no cohort is absent. */
    absent: Type.Optional(AbsentCohortsSchema),
    /** The time that was given ran out before all claims were decided. */
    outOfTime: Type.Optional(closed({ minutes: Type.Number({ minimum: 0 }) })),
    /** Files of the ledger that were set aside as damaged, in words. */
    warnings: Type.Array(Text),
    /** The command that makes this report again. */
    replay: Text,
  },
  { additionalProperties: false, title: 'iml-verify report' },
);
export type ReportDocument = Valid<typeof ReportSchema>;
