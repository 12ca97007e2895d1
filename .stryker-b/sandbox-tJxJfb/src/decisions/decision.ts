// What a decision rule is given and what it answers (shared vocabulary of decisions.md B0 to B3), as schemas: types follow from them.
// A rule is data, declared in the claim before any run; `decide` is a pure function of the rule and one number a seed.
import { Type } from 'typebox';
import { Count, closed, Finite, orNull, Probability, Text, type Valid } from '../schemas/parts.ts';
import { DesignSchema } from './design.ts';

/** What every rule declares beside its own thresholds. */
const declared = {
  alpha: Probability,
  /** What the design expects (mean and SD over seeds, registered before the data): from it the stated power. */
  planned: closed({ effect: Finite, standardDeviation: Finite }),
  /** When it looks at the seeds; left out: once, at whatever number of seeds there is. */
  design: Type.Optional(DesignSchema),
  /** Questions of the whole claim any one of which could refute it; left out: those of this rule. Set where a claim is judged. */
  refutable: Type.Optional(Count),
};

/** One-sided superiority over `threshold` (the smallest effect of interest, in raw units), decisions.md B1. */
const ExistenceRuleSchema = closed({
  kind: Type.Literal('existence'),
  /** `greater`: the effect exceeds `threshold`; `less`: the effect lies below `threshold` (which is then negative). */
  direction: Type.Enum(['greater', 'less']),
  threshold: Finite,
  ...declared,
});

/** Equivalence to zero within ±margin by two one-sided tests, each at `alpha`, decisions.md B3. */
const EquivalenceRuleSchema = closed({ kind: Type.Literal('equivalence'), margin: Finite, ...declared });

/**
 * Few values beyond ±margin: the share of models (one a seed) whose value lies there is less than `shareBelow`, decisions.md B3. What the mean of a null
 * cannot tell: by random roles it is 0 even if every single model has an effect. `planned` is about the values.
 */
const DispersionRuleSchema = closed({
  kind: Type.Literal('dispersion'),
  margin: Finite,
  shareBelow: Probability,
  ...declared,
});

/**
 * Increase over ordered levels, decisions.md B2: contrast, Page's L, no material reversal and endpoints.
 * All four at `alpha`; their conjunction needs no correction (intersection-union).
 */
const TrendRuleSchema = closed({
  kind: Type.Literal('trend'),
  /** Names of the levels, from where the claim expects least to where it expects most. At least 3. */
  levels: Type.Array(Text),
  /** Last level minus first must exceed this, in raw units; so `planned` is about that difference. */
  endpointThreshold: Finite,
  /** No step from a level to the next may fall by this much or more, in raw units. */
  reversalMargin: Finite,
  ...declared,
});

/** One cell of a pattern. `control`: a probe of permuted labels, which must be at chance for the others to mean anything. */
const PatternCellSchema = closed({ name: Text, expected: Type.Enum(['above', 'chance', 'control']) });

/** Above chance in some cells and at chance in others, decisions.md B4. Values are accuracies minus that of permuted labels. */
const PatternRuleSchema = closed({
  kind: Type.Literal('pattern'),
  cells: Type.Array(PatternCellSchema),
  /** What a cell expected above chance must exceed, in raw units. */
  threshold: Finite,
  /** What a cell expected at chance must stay within, in raw units. */
  margin: Finite,
  /** `planned`: the expected interaction (mean of the cells above minus mean of those at chance). */
  ...declared,
});

export const DecisionRuleSchema = Type.Union([
  ExistenceRuleSchema,
  EquivalenceRuleSchema,
  DispersionRuleSchema,
  TrendRuleSchema,
  PatternRuleSchema,
]);
export type DecisionRule = Valid<typeof DecisionRuleSchema>;
export type ExistenceRule = Valid<typeof ExistenceRuleSchema>;
export type EquivalenceRule = Valid<typeof EquivalenceRuleSchema>;
export type DispersionRule = Valid<typeof DispersionRuleSchema>;
export type TrendRule = Valid<typeof TrendRuleSchema>;
export type PatternRule = Valid<typeof PatternRuleSchema>;

const EffectSchema = closed({
  /** Mean over seeds, raw units. For a trend: of last level minus first. Of a dispersion: the share of seeds beyond the margin. */
  estimate: Finite,
  /**
   * All means (or shares) that the tests beside it do not reject, each side at the level of its test, so that it cannot contradict them; after several
   * looks a confidence sequence, which holds at any look. Null where it does not exist (n < 2, zero variance, or too few seeds to reject any).
   */
  low: orNull(Finite),
  high: orNull(Finite),
  /** Of [low, high]: 1 less the levels of both sides. */
  confidence: Probability,
  /** Mean over SD of the paired differences (d_z); null if the SD is zero or n < 2, and both are of a share. */
  standardised: orNull(Finite),
  standardDeviation: orNull(Finite),
});
export type Effect = Valid<typeof EffectSchema>;

/** One test inside a decision: what was asked, its statistic and p-value, and whether it passed. */
const TestResultSchema = closed({
  name: Text,
  statistic: orNull(Finite),
  pValue: orNull(Probability),
  passed: Type.Boolean(),
  /** One sentence with the numbers. */
  detail: Text,
});
export type TestResult = Valid<typeof TestResultSchema>;

/** Evidence of one question at the last look: e-values, 1 when nothing speaks either way. */
const EvidenceSchema = closed({
  name: Text,
  /** For the claim; it passes at 1 / alpha. */
  eValue: Finite,
  /** For the other side: it refutes at K / alpha, K questions being refutable. Left out in reports of earlier versions. */
  against: Type.Optional(Finite),
  /** Likelihood ratio at one smallest effect beyond the threshold: when it and that of the other side are at most beta, the seeds are given up. Null: never. */
  ratioAtSmallestEffect: orNull(Finite),
});
export type Evidence = Valid<typeof EvidenceSchema>;

/** How far a design of several looks has come. */
const reached = {
  /** Looks taken; 0 before the first. */
  look: Count,
  fewestSeeds: Count,
  mostSeeds: Count,
  /** Evidence for the whole claim: the least of its questions, so that it is an e-value of the conjunction. Null before the first look. */
  eValue: orNull(Finite),
  evidence: Type.Array(EvidenceSchema),
};
const SequenceSchema = Type.Union([
  /** The outcome stands, and no seed that follows can change it. */
  closed({
    isDecided: Type.Literal(true),
    /** `given-up`: neither one smallest effect beyond the threshold nor one short of it is likely any more. */
    stoppedBy: Type.Enum(['evidence-for', 'evidence-against', 'given-up', 'maximum', 'invalid']),
    ...reached,
  }),
  /** Give it seeds: so many in all for the next look, and so many more at most. */
  closed({ isDecided: Type.Literal(false), nextLookAt: Count, moreSeedsAtMost: Count, ...reached }),
]);
export type Sequence = Valid<typeof SequenceSchema>;

/** Beside the mean: two more ways to say how large the effect is. */
const EstimatesSchema = closed({
  /** Mean over SD with its noncentral-t interval at the effect's confidence; an interval of fixed n, not of sequential looks. */
  standardised: orNull(closed({ estimate: Finite, low: Finite, high: Finite })),
  /** Seeds in the predicted direction, with the exact interval of their share. */
  inDirection: orNull(closed({ seeds: Count, of: Count, low: Probability, high: Probability })),
});
export type Estimates = Valid<typeof EstimatesSchema>;

/** What a cell of a pattern shows, with Holm's correction over the matrix. */
const CellColourSchema = closed({ name: Text, colour: Type.Enum(['above', 'chance', 'grey']) });
export type CellColour = Valid<typeof CellColourSchema>;

export type Outcome = Decision['outcome'];

const shared = {
  /** One sentence with the numbers that decided. */
  reason: Text,
  seeds: Count,
  alpha: Probability,
  /** Only of designs with several looks; `seeds`, `effect` and `tests` are then those of the look that decided. */
  sequence: Type.Optional(SequenceSchema),
};

/** What sound samples show, whether or not it suffices. */
const found = {
  tests: Type.Array(TestResultSchema),
  /**
   * Probability of `reproduced` at the rule's planned effect and SD with this many seeds; of a design with several looks, with the
   * most seeds it may use. Null if not computable.
   */
  power: orNull(Probability),
  /** True when contrast and Page hold but endpoints or reversals do not: "trend only" is its own label (decisions.md B2). */
  trendOnly: Type.Optional(Type.Boolean()),
  estimates: Type.Optional(EstimatesSchema),
  /** Only of a pattern. */
  cells: Type.Optional(Type.Array(CellColourSchema)),
  ...shared,
};

const DecidedSchema = closed({ outcome: Type.Enum(['reproduced', 'not-reproduced']), effect: EffectSchema, ...found });

const InconclusiveSchema = closed({
  outcome: Type.Literal('inconclusive'),
  /** Null where no look was due that could estimate one. */
  effect: orNull(EffectSchema),
  /** Seeds in all at which the claim would pass if mean and SD stay as they are; null if none would do, or where the rule cannot say. */
  seedsNeeded: orNull(Count),
  /**
   * The smallest mean that so many seeds with this spread would have shown (of equivalence: the smallest margin around this mean; of a dispersion:
   * the smallest bound of the share); null where none would do. Left out in reports of earlier versions.
   */
  smallestShown: Type.Optional(orNull(Finite)),
  ...found,
});

/** Samples that answer no question: there is a reason, and no number. */
const InvalidSchema = closed({ outcome: Type.Literal('invalid'), ...shared });

export const DecisionSchema = Type.Union([DecidedSchema, InconclusiveSchema, InvalidSchema]);
export type Decision = Valid<typeof DecisionSchema>;
export type Invalid = Valid<typeof InvalidSchema>;
export type Found = Exclude<Decision, Invalid>;

/** The levels of the two sides of a rule. */
export interface Levels {
  /** Of showing the claim. */
  readonly alpha: number;
  /** Of showing it false: alpha over the questions any one of which could, since a union needs the correction that a conjunction does not. */
  readonly refutationAlpha: number;
}

export function levelsOf(rule: DecisionRule): Levels {
  return { alpha: rule.alpha, refutationAlpha: rule.alpha / (rule.refutable ?? refutableIn(rule)) };
}

/** Questions of a rule any one of which could refute it. */
export function refutableIn(rule: DecisionRule): number {
  switch (rule.kind) {
    case 'existence':
    case 'dispersion':
      return 1;
    case 'equivalence':
      // Where seeds lie far apart, a mean between the margins can be taken for one beyond either.
      return 2;
    case 'trend':
      // Contrast, ends and steps.
      return rule.levels.length + 1;
    case 'pattern': {
      // Cells, of which one at chance has two margins, and interaction; a control makes it invalid.
      const questions = { above: 1, chance: 2, control: 0 } as const;
      return rule.cells.reduce((sum, { expected }) => sum + questions[expected], 1);
    }
  }
}

/** A claim of "less" is one of "greater" about the negated values. */
export function signOf({ direction }: Pick<ExistenceRule, 'direction'>): 1 | -1 {
  return direction === 'greater' ? 1 : -1;
}

/** In what the effect of a rule is measured. @param unit of the values */
export function unitOfEffect({ kind }: Pick<DecisionRule, 'kind'>, unit: string): string {
  return kind === 'dispersion' ? 'share of models' : unit;
}

/** The effect, where there is one. */
export function effectIn(decision: Decision): Effect | null {
  return decision.outcome === 'invalid' ? null : decision.effect;
}

/** Values a rule judges, by seed number: a number a seed, or a row of levels (trend) or cells (pattern) a seed. */
export type Samples = readonly number[] | readonly (readonly number[])[];
