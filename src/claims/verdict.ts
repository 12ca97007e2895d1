// What a judged claim looks like: everything a report shows, and nothing that cannot be recomputed from the ledger.
import type { Decision, DecisionRule } from '../decisions/decision.ts';
import type { OperatingCurve } from '../decisions/operating-curve.ts';

export type VerdictWord = 'reproduced' | 'not-reproduced' | 'inconclusive' | 'invalid' | 'not-run';

/** Fidelity rung (decisions.md B0): R2 is "tiny model on a CPU", which is what the digit grid is. */
export type Rung = 'R0' | 'R1' | 'R2' | 'R3' | 'R4';

/** One estimand of a claim with its decision. A claim is reproduced only if all its parts are. */
export interface PartVerdict {
  readonly name: string;
  readonly unit: string;
  readonly rule: DecisionRule;
  readonly decision: Decision;
  /** One row a seed: a single number, or one number a level for a trend. */
  readonly perSeed: readonly { readonly seed: number; readonly values: readonly number[] }[];
  /** What the rule would say by the true effect. Left out in reports of earlier versions. */
  readonly operatingCurve?: OperatingCurve;
}

/** A validity gate (architecture.md decision 10): below it the verdict is `invalid`. */
export interface GateVerdict {
  readonly description: string;
  readonly mean: number | null;
  readonly minimum: number;
  readonly passed: boolean;
}

/** A negative control is worth something only if the matching positive claim holds in the same run (decisions.md B3). */
export interface AssayVerdict {
  readonly claim: string;
  readonly verdict: VerdictWord;
  readonly passed: boolean;
}

/** What a test may spend. */
export interface SeedBudget {
  /** Before the first look. */
  readonly fewest: number;
  readonly most: number;
  /** What the design takes that looks once. */
  readonly fixed: number;
}

/**
 * `primary`: shares the family's alpha. `behind-gate`: judged once its primary claim is reproduced. `control`: a negative control,
 * which means something only where its positive claims are reproduced. `reported`: has no say in the exit code.
 */
export type FamilyRole = 'primary' | 'behind-gate' | 'control' | 'reported';

/** Its place among the claims that it shares an error rate with (decisions.md B6). */
export interface FamilyVerdict {
  readonly role: FamilyRole;
  /** Primary tests of the profile on this task: each has alpha .05 over their number at most. */
  readonly members: number;
  /** The primary claim that had to be reproduced first. */
  readonly gate: { readonly claim: string; readonly verdict: VerdictWord } | null;
  /** What Holm ranks, 1 / e-value of the weakest part where that is sequential; null for a claim that is not primary. */
  readonly pValue: number | null;
}

/**
 * `confirmatory`: declared before its data, and judged as declared. `other-settings`: seeds or their number are not those declared.
 * `exploratory`: its runs were made before it was declared as it is now, so its verdict is `invalid`, whatever they say.
 */
export type RegistrationStanding = 'confirmatory' | 'other-settings' | 'exploratory';

/** What was declared before the data (decisions.md promise 9). */
export interface RegistrationVerdict {
  /** Null for a claim of a catalogue of one's own, which is registered nowhere. */
  readonly version: number | null;
  /** Content hash of the declaration. */
  readonly hash: string;
  readonly standing: RegistrationStanding;
  readonly reason: string | null;
  /** What changed in the declaration since the runs were made: "tests.0.parts.0.rule.alpha: 0.01 -> 0.05". */
  readonly differences: readonly string[];
}

/** Dots: one a seed, a mean with interval a series, a threshold line or an equivalence band. */
export interface SeedsPlot {
  readonly kind: 'seeds';
  readonly title: string;
  readonly unit: string;
  readonly series: readonly {
    readonly label: string;
    readonly values: readonly { readonly seed: number; readonly value: number }[];
    readonly mean: number;
    readonly low: number | null;
    readonly high: number | null;
  }[];
  readonly threshold?: number;
  readonly band?: readonly [number, number];
}

/** Trend: a faint line a seed and a bold mean over ordered levels. */
export interface LevelsPlot {
  readonly kind: 'levels';
  readonly title: string;
  readonly unit: string;
  readonly axis: string;
  readonly levels: readonly string[];
  readonly seeds: readonly { readonly seed: number; readonly values: readonly number[] }[];
}

/** Means over seeds in a grid: layers by stages for probes, groups by query for retrieval. */
export interface HeatmapPlot {
  readonly kind: 'heatmap';
  readonly title: string;
  readonly unit: string;
  readonly rowAxis: string;
  readonly columnAxis: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** values[row][column]; null where the cell does not exist. */
  readonly values: readonly (readonly (number | null)[])[];
  /** Ends of the colour scale. */
  readonly domain: readonly [number, number];
}

/** Learning curves: per series a faint line a seed and a bold mean. */
export interface CurvesPlot {
  readonly kind: 'curves';
  readonly title: string;
  readonly unit: string;
  readonly axis: string;
  readonly series: readonly {
    readonly label: string;
    readonly x: readonly number[];
    readonly seeds: readonly { readonly seed: number; readonly values: readonly number[] }[];
  }[];
}

export type PlotData = SeedsPlot | LevelsPlot | HeatmapPlot | CurvesPlot;

export interface Verdict {
  readonly claim: string;
  /** Task and rendering, for example `digit-grid/symbols`. */
  readonly task: string;
  readonly verdict: VerdictWord;
  readonly reason: string;
  readonly rung: Rung;
  /** Ids of paper.md 5 (C1 to C28) that this claim speaks to. */
  readonly paperClaims: readonly string[];
  readonly title: string;
  readonly statement: string;
  readonly source: string;
  readonly design: string;
  /** False: reported, but it does not decide the exit code. */
  readonly required: boolean;
  /** Of the first part, the claim's primary estimand. */
  readonly effect: {
    readonly estimate: number;
    readonly low: number | null;
    readonly high: number | null;
    readonly unit: string;
    readonly standardised: number | null;
  } | null;
  readonly threshold: number | null;
  readonly alpha: number | null;
  readonly power: number | null;
  readonly seeds: readonly number[];
  /** Left out in reports of earlier versions, as are the next three. */
  readonly budget?: SeedBudget;
  /** As which version the claim is registered (golden/registrations.json); null for a claim that is not. */
  readonly version?: number | null;
  readonly registration?: RegistrationVerdict;
  readonly family?: FamilyVerdict;
  /** The time that was given ran out before it was decided. */
  readonly outOfTime?: true;
  readonly experimentHashes: readonly string[];
  readonly replay: string;
  readonly parts: readonly PartVerdict[];
  readonly gates: readonly GateVerdict[];
  readonly assay: readonly AssayVerdict[];
  /** Numbers printed beside the verdict but not judged, for example Stage-1 accuracy and loss. */
  readonly context: readonly {
    readonly name: string;
    readonly mean: number;
    readonly standardDeviation: number | null;
  }[];
  readonly plots: readonly PlotData[];
}
