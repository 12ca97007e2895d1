// What a decision rule is given and what it answers (shared vocabulary of decisions.md B0 to B3).
// A rule is data, declared in the claim before any run; `decide` is a pure function of the rule and one number a seed.
import type { Design } from './design.ts';

/** One-sided superiority over `threshold` (the smallest effect of interest, in raw units), decisions.md B1. */
export interface ExistenceRule {
  readonly kind: 'existence';
  /** `greater`: the effect exceeds `threshold`; `less`: the effect lies below `threshold` (which is then negative). */
  readonly direction: 'greater' | 'less';
  readonly threshold: number;
  readonly alpha: number;
  /** What the design expects (mean and SD over seeds, registered before the data): from it the stated power. */
  readonly planned: { readonly effect: number; readonly standardDeviation: number };
  /** When it looks at the seeds; left out: once, at whatever number of seeds there is. */
  readonly design?: Design;
}

/** Equivalence to zero within ±margin by two one-sided tests, each at `alpha`, decisions.md B3. */
export interface EquivalenceRule {
  readonly kind: 'equivalence';
  readonly margin: number;
  readonly alpha: number;
  readonly planned: { readonly effect: number; readonly standardDeviation: number };
  /** When it looks at the seeds; left out: once, at whatever number of seeds there is. */
  readonly design?: Design;
}

/**
 * Increase over ordered levels, decisions.md B2: contrast, Page's L, no material reversal and endpoints.
 * All four at `alpha`; their conjunction needs no correction (intersection-union).
 */
export interface TrendRule {
  readonly kind: 'trend';
  /** Names of the levels, from where the claim expects least to where it expects most. At least 3. */
  readonly levels: readonly string[];
  /** Last level minus first must exceed this, in raw units. */
  readonly endpointThreshold: number;
  /** No step from a level to the next may fall by this much or more, in raw units. */
  readonly reversalMargin: number;
  readonly alpha: number;
  /** Expected endpoint difference and its SD over seeds. */
  readonly planned: { readonly effect: number; readonly standardDeviation: number };
  /** When it looks at the seeds; left out: once, at whatever number of seeds there is. */
  readonly design?: Design;
}

/** One cell of a pattern. `control`: a probe of permuted labels, which must be at chance for the others to mean anything. */
export interface PatternCell {
  readonly name: string;
  readonly expected: 'above' | 'chance' | 'control';
}

/** Above chance in some cells and at chance in others, decisions.md B4. Values are accuracies minus that of permuted labels. */
export interface PatternRule {
  readonly kind: 'pattern';
  readonly cells: readonly PatternCell[];
  /** What a cell expected above chance must exceed, in raw units. */
  readonly threshold: number;
  /** What a cell expected at chance must stay within, in raw units. */
  readonly margin: number;
  readonly alpha: number;
  /** Expected interaction (mean of the cells above minus mean of those at chance) and its SD over seeds. */
  readonly planned: { readonly effect: number; readonly standardDeviation: number };
  /** When it looks at the seeds; left out: once, at whatever number of seeds there is. */
  readonly design?: Design;
}

export type DecisionRule = ExistenceRule | EquivalenceRule | TrendRule | PatternRule;

export type Outcome = 'reproduced' | 'not-reproduced' | 'inconclusive' | 'invalid';

export interface Effect {
  /** Mean over seeds, raw units. For a trend: of last level minus first. */
  readonly estimate: number;
  /**
   * Two-sided interval of the mean at `confidence`; after several looks a confidence sequence, which holds at any look.
   * Null where it does not exist (n < 2, zero variance, or too few seeds for a finite sequence).
   */
  readonly low: number | null;
  readonly high: number | null;
  /** Confidence of [low, high]: 1 - 2 alpha, so that the interval agrees with the one-sided tests. */
  readonly confidence: number;
  /** Mean over SD of the paired differences (d_z); null if the SD is zero or n < 2. */
  readonly standardised: number | null;
  readonly standardDeviation: number | null;
}

/** One test inside a decision: what was asked, its statistic and p-value, and whether it passed. */
export interface TestResult {
  readonly name: string;
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly passed: boolean;
  /** One sentence with the numbers. */
  readonly detail: string;
}

/** Evidence of one question at the last look: e-values, 1 when nothing speaks either way. */
export interface Evidence {
  readonly name: string;
  /** For the claim; it passes at 1 / alpha. */
  readonly eValue: number;
  /** Likelihood ratio at one smallest effect beyond the threshold: against the claim when at most beta. Null: no such side. */
  readonly ratioAtSmallestEffect: number | null;
}

/** How far a design of several looks has come. */
export interface Sequence {
  /** True: the outcome stands, and no seed that follows can change it. False: give it seeds. */
  readonly isDecided: boolean;
  readonly stoppedBy: 'evidence-for' | 'evidence-against' | 'maximum' | 'invalid' | null;
  /** Looks taken; 0 before the first. */
  readonly look: number;
  readonly fewestSeeds: number;
  readonly mostSeeds: number;
  /** Seeds in all that the next look needs; null when decided. */
  readonly nextLookAt: number | null;
  /** How many more seeds the design may still ask for; 0 when decided. */
  readonly moreSeedsAtMost: number;
  /** Seeds in all at which the claim would pass if mean and SD stay as they are; null if never, if decided, or if not known. */
  readonly seedsNeeded: number | null;
  /** Evidence for the whole claim: the least of its questions, so that it is an e-value of the conjunction. */
  readonly eValue: number | null;
  readonly evidence: readonly Evidence[];
}

/** Beside the mean: two more ways to say how large the effect is. */
export interface Estimates {
  /** Mean over SD with its noncentral-t interval at the effect's confidence; an interval of fixed n, not of sequential looks. */
  readonly standardised: { readonly estimate: number; readonly low: number; readonly high: number } | null;
  /** Seeds in the predicted direction, with the exact interval of their share. */
  readonly inDirection: {
    readonly seeds: number;
    readonly of: number;
    readonly low: number;
    readonly high: number;
  } | null;
}

/** What a cell of a pattern shows, with Holm's correction over the matrix. */
export interface CellColour {
  readonly name: string;
  readonly colour: 'above' | 'chance' | 'grey';
}

export interface Decision {
  readonly outcome: Outcome;
  /** One sentence with the numbers that decided. */
  readonly reason: string;
  readonly effect: Effect | null;
  readonly tests: readonly TestResult[];
  readonly seeds: number;
  readonly alpha: number;
  /**
   * Probability of `reproduced` at the rule's planned effect and SD with this many seeds; of a design with several looks, with the
   * most seeds it may use. Null if not computable.
   */
  readonly power: number | null;
  /** True when contrast and Page hold but endpoints or reversals do not: "trend only" is its own label (decisions.md B2). */
  readonly trendOnly?: boolean;
  /** Only of designs with several looks; `seeds`, `effect` and `tests` are then those of the look that decided. */
  readonly sequence?: Sequence;
  readonly estimates?: Estimates;
  /** Only of a pattern. */
  readonly cells?: readonly CellColour[];
}

/** Values a rule judges, by seed number: a number a seed, or a row of levels (trend) or cells (pattern) a seed. */
export type Samples = readonly number[] | readonly (readonly number[])[];
