// What a claim is: one statement of the paper with everything that is declared before any run (decisions.md B0).
import type { DecisionRule } from '../decisions/decision.ts';
import type { Bounds } from '../statistics/t-bounds.ts';
import type { Arm, TaskName } from './arms/arm.ts';
import { type Estimand, type SeedRuns, unitOf } from './estimands.ts';
import type { StatementId } from './registry/statements.ts';
import type { PlotData, Rung, VerdictKind } from './verdicts/verdict.ts';

export { TASK_NAMES, type TaskName } from './arms/arm.ts';

export const PROFILE_NAMES = ['quick', 'standard', 'full', 'pretrained'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** `declared`: as the rules say. `fixed`: they look once, at the seeds that the claim declares for that. */
export const DESIGN_NAMES = ['declared', 'fixed'] as const;
export type DesignName = (typeof DESIGN_NAMES)[number];

/** Every seed that has a run in each arm. */
export type JudgedRuns = readonly { readonly seed: number; readonly runs: SeedRuns }[];

/**
 * What is judged by one rule. Texts of a claim's file may name arms and their sizes by placeholders (spelled-out.ts), so that they fit
 * other experiments, too.
 */
export interface ClaimPart {
  readonly name: string;
  /** Of a trend: what grows from level to level. Its name ends with "by" that. */
  readonly axis?: string;
  readonly unit: string;
  readonly rule: DecisionRule;
  /** Ends of what one value could be, for seeds whose run is missing; left out: what its numbers could be (possible-values.ts). */
  readonly range?: Bounds;
  /** One a value: a trend has one a level, a pattern one a cell, all else one. */
  readonly estimands: readonly [Estimand, ...Estimand[]];
  /** What the number of a seed is the mean of, where it was measured several times from one Stage-1 model; left out: once. */
  readonly repeats?: readonly Estimand[];
  /** What the paper predicts; left out: what the rule asks for. */
  readonly predicted?: Direction;
  /** What it says of the paper. Left out only outside the registry: then it speaks to nothing. */
  readonly bearing?: Bearing;
}

export interface Bearing {
  /** The statement of the paper that it is about; null: the paper makes none. */
  readonly statement: StatementId | null;
  /** `opposed`: where it holds, the paper's statement is contradicted. */
  readonly prediction: 'as-in-paper' | 'opposed';
  readonly kind: VerdictKind;
}

export type Direction = 'greater' | 'less' | 'none' | 'increasing' | 'pattern';

/** Validity gate on a mean over seeds: an under-trained run answers no question (architecture.md decision 10). */
export type ClaimGate = { readonly description: string; readonly estimand: Estimand } & GateLimit;

/** The least that it may be, as of an accuracy, or the most, as of a loss. */
export type GateLimit = { readonly minimum: number } | { readonly maximum: number };

/** Without whatever else the gate has. */
export function limitOf(gate: GateLimit): GateLimit {
  return 'minimum' in gate ? { minimum: gate.minimum } : { maximum: gate.maximum };
}

/** "at least 0.8" */
export function describeLimit(gate: GateLimit): string {
  return 'minimum' in gate ? `at least ${gate.minimum}` : `at most ${gate.maximum}`;
}

/** One design that tests the claim on one task. */
export interface ClaimTest {
  readonly task: TaskName;
  /** Seeds by profile, if it looks at them once (`--design fixed`); a profile that is absent does not run this test. */
  readonly seeds: Readonly<Partial<Record<ProfileName, number>>>;
  readonly design: string;
  readonly rung: Rung;
  /** False: reported, but without a say in the exit code. */
  readonly required: boolean;
  readonly arms: Readonly<Record<string, Arm>>;
  readonly gates: readonly ClaimGate[];
  /** Claims that must be reproduced on the same task in the same run for this negative control to mean anything (decisions.md B3). */
  readonly assay: readonly string[];
  readonly parts: readonly [ClaimPart, ...ClaimPart[]];
  /** Numbers to print beside the verdict, not judged. */
  readonly context: readonly { readonly name: string; readonly estimand: Estimand }[];
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
  /**
   * The primary claim that it stands behind (decisions.md B6): it is judged only once that is reproduced on the same task, at an
   * alpha of its own. Left out: it is primary itself, and shares the family's alpha with the other primary claims.
   */
  readonly behind?: string;
  readonly tests: readonly ClaimTest[];
}

/** What most tests share: tiny models on a CPU, required, nothing to assay, nothing beside. */
export const plainTest = { rung: 'R2', required: true, gates: [], assay: [], context: [], plots: () => [] } as const;

// The same on a task, with the seeds that most tests of it take.
export const onSymbols = { ...plainTest, task: 'digit-grid/symbols', seeds: { quick: 12, standard: 16 } } as const;
export const onHandwriting = {
  ...plainTest,
  task: 'digit-grid/handwriting',
  seeds: { quick: 10, standard: 16 },
} as const;
export const onText = { ...plainTest, task: 'alias-text', seeds: { standard: 16 } } as const;
export const onEntities = { ...plainTest, task: 'alias-entity', seeds: { standard: 8 } } as const;

/** A part in the unit of what it reads. @param estimands one a value (ClaimPart) */
export function part(name: string, rule: DecisionRule, ...estimands: readonly [Estimand, ...Estimand[]]): ClaimPart {
  return { name, unit: unitOf(estimands[0]), rule, estimands };
}

export function changedParts(
  { parts: [first, ...others] }: ClaimTest,
  change: (part: ClaimPart) => ClaimPart,
): ClaimTest['parts'] {
  return [change(first), ...others.map(change)];
}

/** The same of how much one gap is larger than another, each of which lies between -1 and 1. */
export function partOnGaps(name: string, rule: DecisionRule, estimand: Estimand): ClaimPart {
  return { ...part(name, rule, estimand), range: { low: -2, high: 2 } };
}

const AS_IN_PAPER = { prediction: 'as-in-paper' } as const;

/** What could have come out otherwise. @param statement of the paper; null: it says nothing of it */
export function finding(statement: StatementId | null, part: ClaimPart): ClaimPart {
  return { ...part, bearing: { ...AS_IN_PAPER, statement, kind: 'finding' } };
}

/** A finding that the paper says the opposite of. */
export function findingAgainst(statement: StatementId, part: ClaimPart): ClaimPart {
  return { ...part, bearing: { prediction: 'opposed', statement, kind: 'finding' } };
}

/** What the design implies once there is IML where it is expected: it fails only if the harness is broken. */
export function harnessCheck(statement: StatementId | null, part: ClaimPart): ClaimPart {
  return { ...part, bearing: { ...AS_IN_PAPER, statement, kind: 'harness-check' } };
}

export function statementsOf({ tests }: Pick<Claim, 'tests'>): readonly StatementId[] {
  const statements = tests.flatMap(({ parts }) => parts.flatMap(({ bearing }) => bearing?.statement ?? []));
  return [...new Set(statements)];
}

/** A test with a finding among its parts is one. Undefined outside the registry, where nobody has said. */
export function kindOf({ parts }: Pick<ClaimTest, 'parts'>): VerdictKind | undefined {
  const kinds = parts.flatMap(({ bearing }) => bearing?.kind ?? []);
  return kinds.find((kind) => kind === 'finding') ?? kinds[0];
}

/** @param about what grows from level to level, and an estimand a level */
export function trend(
  name: string,
  { axis, rule, estimands }: Required<Pick<ClaimPart, 'axis' | 'rule' | 'estimands'>>,
): ClaimPart {
  return { ...part(name, rule, ...estimands), axis };
}
