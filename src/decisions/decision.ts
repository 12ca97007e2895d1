// What a decision rule is given and what it answers (shared vocabulary of decision-rules B0 to B3).
// A rule is data, declared in the claim before any run; `decide` is a pure function of the rule and one number a seed.

/** One-sided superiority over `threshold` (the smallest effect of interest, in raw units), decision rule B1 at fixed n. */
export interface ExistenceRule {
  readonly kind: 'existence';
  /** `greater`: the effect exceeds `threshold`; `less`: the effect lies below `threshold` (which is then negative). */
  readonly direction: 'greater' | 'less';
  readonly threshold: number;
  readonly alpha: number;
  /** What the design expects (mean and SD over seeds, registered before the data): from it the stated power. */
  readonly planned: { readonly effect: number; readonly standardDeviation: number };
}

/** Equivalence to zero within ±margin by two one-sided tests, each at `alpha`, decision rule B3. */
export interface EquivalenceRule {
  readonly kind: 'equivalence';
  readonly margin: number;
  readonly alpha: number;
  readonly planned: { readonly effect: number; readonly standardDeviation: number };
}

/**
 * Increase over ordered levels, decision rule B2: contrast, Page's L, no material reversal and endpoints.
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
}

export type DecisionRule = ExistenceRule | EquivalenceRule | TrendRule;

export type Outcome = 'reproduced' | 'not-reproduced' | 'inconclusive' | 'invalid';

export interface Effect {
  /** Mean over seeds, raw units. For a trend: of last level minus first. */
  readonly estimate: number;
  /** Two-sided interval of the mean at `confidence`. Null where it does not exist (n < 2, zero variance). */
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

export interface Decision {
  readonly outcome: Outcome;
  /** One sentence with the numbers that decided. */
  readonly reason: string;
  readonly effect: Effect | null;
  readonly tests: readonly TestResult[];
  readonly seeds: number;
  readonly alpha: number;
  /** Probability of `reproduced` at the rule's planned effect and SD with this many seeds; null if not computable. */
  readonly power: number | null;
  /** True when contrast and Page hold but endpoints or reversals do not: "trend only" is its own label (B2). */
  readonly trendOnly?: boolean;
}

/** Values a rule judges: a number a seed, or for a trend a row of levels a seed. */
export type Samples = readonly number[] | readonly (readonly number[])[];
