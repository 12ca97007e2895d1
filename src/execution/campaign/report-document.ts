// The one document that a verification ends in and every report is rendered from (architecture.md decision 7).
import type { DesignName, ProfileName, TaskName } from '../../claims/claim.ts';
import type { Verdict, VerdictWord } from '../../claims/verdict.ts';

/** What ran where. Everything that can change a number stands in `fingerprint`. */
export interface ReportEnvironment {
  readonly backend: string;
  readonly device: string;
  readonly node: string;
  readonly platform: string;
  readonly cores: number;
  /** Digest of backend, versions, cohort size and the code that makes numbers. */
  readonly fingerprint: string;
  readonly harnessVersion: string;
  /** Seeds that are trained together; left out in reports of earlier versions. */
  readonly cohortSize?: number;
}

/** What was asked, as far as it has a say in what a report says: enough to judge it again from a ledger. */
export interface ReportRequest {
  readonly profile: ProfileName;
  readonly design: DesignName;
  readonly claims: readonly string[];
  readonly tasks: readonly TaskName[];
  readonly seeds: number | null;
  readonly firstSeed: number;
  /** Null: the best that worked. */
  readonly backend: string | null;
  /** Null for the pictures that come with the package. */
  readonly imagesFolder: string | null;
  /** SHA-256 of the pictures. */
  readonly imagesDigest: string;
  /** Whose claims: those of the registry, or of a catalogue handed in (a configuration, a spec). */
  readonly catalogue: 'registered' | 'own';
}

/** One claim of the paper in the registry: tested here, or not and why. All 28 stay in the denominator. */
export interface PaperClaimCoverage {
  readonly id: string;
  readonly claim: string;
  /** Harness claims that test it in this run, with their verdict words. Empty if none. */
  readonly testedBy: readonly { readonly claim: string; readonly task: string; readonly verdict: VerdictWord }[];
  /** Why it is not tested (yet), in words; null if it is. */
  readonly untestedBecause: string | null;
}

interface AbsentCohort {
  /** Content hash. */
  readonly experiment: string;
  readonly cohort: number;
}

/** Cohorts that a run asked for and went without. */
export interface AbsentCohorts {
  readonly failed: readonly AbsentCohort[];
  /** Never started: time ran out, or nobody trained on. */
  readonly open: readonly AbsentCohort[];
}

/** Someone's own configuration that the verdicts are about, in place of the registry's experiments. */
export interface ReportConfiguration {
  readonly name: string;
  readonly file: string;
  readonly description: string | null;
  /** The base experiment whose fields it changes; null where it is whole. */
  readonly extends: string | null;
  readonly experimentHash: string;
  /** The experiment around which the arms of all claims are derived, in full. */
  readonly experiment: unknown;
  /** What claims about size compare; null: a ladder around the model. */
  readonly sizes: { readonly setting: 'width' | 'layers'; readonly levels: readonly number[] } | null;
  /** What claims about batch size compare; null: a ladder around Stage 1's. */
  readonly batches: readonly (number | 'full')[] | null;
  /** Names of the activations of a model of one's own; null for the harness's models. */
  readonly activations: readonly string[] | null;
  /** Words that ask for it: `verify`, and where it stands. */
  readonly asked: readonly string[];
  /** Claims of the registry, or designs of them, that were not asked, and why. */
  readonly unasked: readonly { readonly claim: string; readonly reason: string }[];
}

export interface ReportDocument {
  readonly schemaVersion: 1;
  readonly profile: string;
  /** Left out: the verdicts are about the registry's own experiments. */
  readonly configuration?: ReportConfiguration;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly environment: ReportEnvironment;
  /** Left out in reports of earlier versions. */
  readonly request?: ReportRequest;
  readonly verdicts: readonly Verdict[];
  readonly coverage: {
    /** Claims of the paper. */
    readonly claims: number;
    /** How many of them at least one verdict of this report speaks to (not `not-run`). */
    readonly tested: number;
    readonly paper: readonly PaperClaimCoverage[];
  };
  readonly runs: {
    readonly trained: number;
    readonly found: number;
    readonly failed: number;
    /** Of all these, those of cohorts at which more than one attempt was made, in this run or before; left out: none. */
    readonly retried?: number;
  };
  /** Left out where no cohort is absent. */
  readonly absent?: AbsentCohorts;
  /** The time that was given ran out before all claims were decided. */
  readonly outOfTime?: { readonly minutes: number };
  /** Files of the ledger that were set aside as damaged, in words. */
  readonly warnings: readonly string[];
  /** The command that makes this report again. */
  readonly replay: string;
}
