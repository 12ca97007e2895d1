// What a judged claim looks like, as a schema: everything a report shows, and nothing that cannot be recomputed from the ledger.
import { Type } from 'typebox';
import { DecisionRuleSchema, DecisionSchema } from '../../decisions/decision.ts';
import { OperatingCurveSchema } from '../../decisions/operating-curve.ts';
import { Count, closed, Finite, orNull, Probability, Text, type Valid } from '../../schemas/parts.ts';
import { SizeSchema } from './effect-size.ts';

export const VerdictWordSchema = Type.Enum(['reproduced', 'not-reproduced', 'inconclusive', 'invalid', 'not-run']);
export type VerdictWord = Valid<typeof VerdictWordSchema>;

/**
 * `finding`: could have come out otherwise. `harness-check`: implied by the design once there is implicit meta-learning where it is
 * expected, so that it fails only if the harness is broken; it is no finding of its own.
 */
export const VerdictKindSchema = Type.Enum(['finding', 'harness-check']);
export type VerdictKind = Valid<typeof VerdictKindSchema>;

/** Fidelity rung (decisions.md B0): R2 is "tiny model on a CPU", which is what the digit grid is. */
export const RungSchema = Type.Enum(['R0', 'R1', 'R2', 'R3', 'R4']);
export type Rung = Valid<typeof RungSchema>;

// The data behind the plots of a verdict: numbers and labels only; they are drawn in report/.

/** Two numbers. Written by hand because TypeBox tuples still speak the tuple keyword of an older JSON Schema draft. */
const Pair = Type.Unsafe<[number, number]>({ type: 'array', items: Finite, minItems: 2, maxItems: 2 });

/** One row a seed: a single number, or one a level or point. */
const SeedRowSchema = closed({ seed: Count, values: Type.Array(Finite) });

/** Dots: one a seed, a mean with interval a series, a threshold line or an equivalence band. */
const SeedsPlotSchema = closed({
  kind: Type.Literal('seeds'),
  title: Text,
  unit: Text,
  series: Type.Array(
    closed({
      label: Text,
      values: Type.Array(closed({ seed: Count, value: Finite })),
      mean: Finite,
      low: orNull(Finite),
      high: orNull(Finite),
    }),
  ),
  threshold: Type.Optional(Finite),
  band: Type.Optional(Pair),
});

/** Trend: a faint line a seed and a bold mean over ordered levels. */
const LevelsPlotSchema = closed({
  kind: Type.Literal('levels'),
  title: Text,
  unit: Text,
  axis: Text,
  levels: Type.Array(Text),
  seeds: Type.Array(SeedRowSchema),
});

/** Means over seeds in a grid: layers by stages for probes, groups by query for retrieval. */
const HeatmapPlotSchema = closed({
  kind: Type.Literal('heatmap'),
  title: Text,
  unit: Text,
  rowAxis: Text,
  columnAxis: Text,
  rows: Type.Array(Text),
  columns: Type.Array(Text),
  /** values[row][column]; null where the cell does not exist. */
  values: Type.Array(Type.Array(orNull(Finite))),
  /** Ends of the colour scale. */
  domain: Pair,
});

/** Learning curves: per series a faint line a seed and a bold mean. */
const CurvesPlotSchema = closed({
  kind: Type.Literal('curves'),
  title: Text,
  unit: Text,
  axis: Text,
  series: Type.Array(closed({ label: Text, x: Type.Array(Finite), seeds: Type.Array(SeedRowSchema) })),
});

const PlotSchema = Type.Union([SeedsPlotSchema, LevelsPlotSchema, HeatmapPlotSchema, CurvesPlotSchema]);
export type PlotData = Valid<typeof PlotSchema>;
export type SeedsPlot = Valid<typeof SeedsPlotSchema>;
export type LevelsPlot = Valid<typeof LevelsPlotSchema>;
export type HeatmapPlot = Valid<typeof HeatmapPlotSchema>;
export type CurvesPlot = Valid<typeof CurvesPlotSchema>;

/** One estimand of a claim with its decision. A claim is reproduced only if all its parts are. */
const PartVerdictSchema = closed({
  name: Text,
  unit: Text,
  rule: DecisionRuleSchema,
  decision: DecisionSchema,
  /** One row a seed: a single number, or one number a level for a trend. */
  perSeed: Type.Array(SeedRowSchema),
  /** What the rule would say by the true effect. Left out in reports of earlier versions. */
  operatingCurve: Type.Optional(OperatingCurveSchema),
  /** What it says of the paper (claims/registry/statements.ts). Left out in reports of earlier versions, and by catalogues handed in. */
  bearing: Type.Optional(
    closed({
      /** Null: the paper makes no statement of it. */
      statement: orNull(Text),
      /** `opposed`: where it holds, the statement is contradicted. */
      prediction: Type.Enum(['as-in-paper', 'opposed']),
      kind: VerdictKindSchema,
    }),
  ),
  /** Left out where no other implementation measured it, and in reports of earlier versions. */
  size: Type.Optional(SizeSchema),
  /** How its spread splits (statistics/variance-split.ts), where a seed's number is a mean over deals of Stage 2. */
  split: Type.Optional(
    closed({
      groups: Count,
      valuesAGroup: Count,
      mean: Finite,
      betweenDeviation: Finite,
      withinDeviation: Finite,
      standardError: Finite,
      pooledStandardError: Finite,
    }),
  ),
});
export type PartVerdict = Valid<typeof PartVerdictSchema>;

/** A validity gate (architecture.md decision 10): beyond its limit the verdict is `invalid`. */
const measured = { description: Text, mean: orNull(Finite), passed: Type.Boolean() };
const GateVerdictSchema = Type.Union([
  closed({ ...measured, minimum: Finite }),
  closed({ ...measured, maximum: Finite }),
]);
export type GateVerdict = Valid<typeof GateVerdictSchema>;

/** A negative control is worth something only if the matching positive claim holds in the same run (decisions.md B3). */
const AssayVerdictSchema = closed({ claim: Text, verdict: VerdictWordSchema, passed: Type.Boolean() });
export type AssayVerdict = Valid<typeof AssayVerdictSchema>;

/** What a test may spend: before the first look, at most, and what the design takes that looks once. */
const SeedBudgetSchema = closed({ fewest: Count, most: Count, fixed: Count });
export type SeedBudget = Valid<typeof SeedBudgetSchema>;

/** Its place among the claims that it shares an error rate with (decisions.md B6). */
const FamilyVerdictSchema = closed({
  /**
   * `primary`: shares the family's alpha. `behind-gate`: judged once its primary claim is reproduced. `control`: a negative control,
   * which means something only where its positive claims are reproduced. `reported`: has no say in the exit code.
   */
  role: Type.Enum(['primary', 'behind-gate', 'control', 'reported']),
  /** Primary tests of the profile on this task: each has alpha .05 over their number at most. */
  members: Count,
  /** The primary claim that had to be reproduced first. */
  gate: orNull(closed({ claim: Text, verdict: VerdictWordSchema })),
  /** What Holm ranks, 1 / e-value of the weakest part where that is sequential; null for a claim that is not primary. */
  pValue: orNull(Probability),
});
export type FamilyRole = Valid<typeof FamilyVerdictSchema>['role'];

/** What was declared before the data (decisions.md promise 9). */
const RegistrationVerdictSchema = closed({
  /** Null for a claim of a catalogue of one's own, which is registered nowhere. */
  version: orNull(Count),
  /** Content hash of the declaration. */
  hash: Text,
  /**
   * `confirmatory`: declared before its data, and judged as declared. `other-settings`: seeds or their number are not those declared.
   * `exploratory`: its runs were made before it was declared as it is now, so its verdict is `invalid`, whatever they say.
   */
  standing: Type.Enum(['confirmatory', 'other-settings', 'exploratory']),
  reason: orNull(Text),
  /** What changed in the declaration since the runs were made: "tests.0.parts.0.rule.alpha: 0.01 -> 0.05". */
  differences: Type.Array(Text),
});
export type RegistrationVerdict = Valid<typeof RegistrationVerdictSchema>;

const shared = {
  claim: Text,
  /** Task and rendering, for example `digit-grid/symbols`. */
  task: Text,
  reason: Text,
  rung: RungSchema,
  /** A verdict with a finding among its parts is one. Left out in reports of earlier versions, and by catalogues handed in. */
  kind: Type.Optional(VerdictKindSchema),
  title: Text,
  statement: Text,
  source: Text,
  design: Text,
  /** False: reported, but it does not decide the exit code. */
  required: Type.Boolean(),
  /** Of the first part, the claim's primary estimand. */
  threshold: Finite,
  alpha: Probability,
  seeds: Type.Array(Count),
  budget: SeedBudgetSchema,
  /** As which version the claim is registered (golden/registrations.json); null for a claim that is not. */
  version: orNull(Count),
  /** Left out where nothing is known of when it was declared. */
  registration: Type.Optional(RegistrationVerdictSchema),
  family: FamilyVerdictSchema,
  experimentHashes: Type.Array(Text),
  replay: Text,
  parts: Type.Array(PartVerdictSchema),
  /**
   * Of `reproduced` where effects are as planned, with the most seeds: all parts, and those of the claims that it leans on, but no validity gates
   * (least-power.ts). Left out in reports of earlier versions.
   */
  leastPower: Type.Optional(closed({ atLeast: orNull(Probability), parts: Count, leansOn: Type.Array(Text) })),
  gates: Type.Array(GateVerdictSchema),
  assay: Type.Array(AssayVerdictSchema),
  /** Numbers printed beside the verdict but not judged. */
  context: Type.Array(
    closed({
      name: Text,
      mean: Finite,
      standardDeviation: orNull(Finite),
      /** Where it says how well an arm fits what it trains first: which, and by its answers or its loss. Left out by earlier versions. */
      fit: Type.Optional(closed({ arm: Text, of: Type.Enum(['answers', 'loss']) })),
    }),
  ),
  plots: Type.Array(PlotSchema),
};

/** Of the first part, the claim's primary estimand. */
const HeadlineSchema = closed({
  estimate: Finite,
  low: orNull(Finite),
  high: orNull(Finite),
  unit: Text,
  standardised: orNull(Finite),
});
/** Of the first part alone, where it is judged with the most seeds; null if not computable. `leastPower` is that of the whole. */
const power = orNull(Probability);

export const VerdictSchema = Type.Union([
  closed({ verdict: Type.Enum(['reproduced', 'not-reproduced']), effect: HeadlineSchema, power, ...shared }),
  closed({
    verdict: Type.Literal('inconclusive'),
    /** Null where the first part could not estimate one. */
    effect: orNull(HeadlineSchema),
    power,
    /** What it still needs, beside the seeds that its parts ask for: the time that was given ran out before it was decided. */
    outOfTime: Type.Boolean(),
    ...shared,
  }),
  /** The runs answer no question, or none was asked of them: there is a reason, and no number at the head. */
  closed({ verdict: Type.Enum(['invalid', 'not-run']), ...shared }),
]);
export type Verdict = Valid<typeof VerdictSchema>;

/** Its seeds, or their number, are not those declared: whatever it says, it confirms and refutes nothing. */
export function isExploratory({ registration }: Pick<Verdict, 'registration'>): boolean {
  return registration?.standing === 'other-settings';
}

/** A verdict that says what the runs show, whether or not that decides it. */
export type SoundVerdict = Extract<Verdict, { effect: unknown }>;

/** Null for a verdict that has no number at its head. */
export function soundOrNull(verdict: Verdict): SoundVerdict | null {
  return 'effect' in verdict ? verdict : null;
}
