// What a claim is: one statement of the paper with everything that is declared before any run (decisions.md B0).
import type { DecisionRule } from '../decisions/decision.ts';
import type { PlausibleRange } from '../decisions/missing-seeds.ts';
import type { RunRecord } from '../experiments/run-record.ts';
import type { Arm, TaskName } from './arms/arm.ts';
import type { PlotData, Rung } from './verdict.ts';

export { TASK_NAMES, type TaskName } from './arms/arm.ts';

export const PROFILE_NAMES = ['quick', 'standard', 'full'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** `declared`: as the rules say. `fixed`: they look once, at the seeds that the claim declares for that. */
export const DESIGN_NAMES = ['declared', 'fixed'] as const;
export type DesignName = (typeof DESIGN_NAMES)[number];

/** The runs of one seed, by arm of the design. */
export type SeedRuns = Readonly<Record<string, RunRecord>>;

/** Every seed that has a run in each arm. */
export type JudgedRuns = readonly { readonly seed: number; readonly runs: SeedRuns }[];

/** One estimand: one number a seed, or for a trend one number a level. */
export interface ClaimPart {
  readonly name: string;
  readonly unit: string;
  readonly rule: DecisionRule;
  /** Ends of what one value could be, for seeds whose run is missing; left out: those of its unit (decide-part.ts). */
  readonly range?: PlausibleRange;
  readonly valuesOf: (runs: SeedRuns) => readonly number[];
}

/** Validity gate on the mean accuracy over seeds: an under-trained run answers no question (architecture.md decision 10). */
export interface ClaimGate {
  readonly description: string;
  readonly minimum: number;
  readonly read: (runs: SeedRuns) => number;
}

/** One design that tests the claim on one task. */
export interface ClaimTest {
  readonly task: TaskName;
  /** Seeds by profile, if it looks at them once (`--design fixed`); a profile that is absent does not run this test. */
  readonly seeds: Readonly<Partial<Record<ProfileName, number>>>;
  readonly design: string;
  /** False: reported, but without a say in the exit code. */
  readonly required: boolean;
  readonly arms: Readonly<Record<string, Arm>>;
  readonly gates: readonly ClaimGate[];
  /** Claims that must be reproduced on the same task in the same run for this negative control to mean anything (decisions.md B3). */
  readonly assay: readonly string[];
  readonly parts: readonly [ClaimPart, ...ClaimPart[]];
  /** Numbers to print beside the verdict, not judged. */
  readonly context: readonly { readonly name: string; readonly read: (runs: SeedRuns) => number }[];
  /** Plots beside the one that each part gets by itself. */
  readonly plots: (judged: JudgedRuns) => readonly PlotData[];
}

export interface Claim {
  /** Never changes. */
  readonly id: string;
  readonly title: string;
  readonly statement: string;
  /** Where in the paper. */
  readonly source: string;
  /** Ids of the paper's claims (C1 to C28) that it speaks to. */
  readonly paperClaims: readonly string[];
  readonly rung: Rung;
  /**
   * The primary claim that it stands behind (decisions.md B6): it is judged only once that is reproduced on the same task, at an
   * alpha of its own. Left out: it is primary itself, and shares the family's alpha with the other primary claims.
   */
  readonly behind?: string;
  readonly tests: readonly ClaimTest[];
}
