// Schema of one judged claim: the shape of src/claims/verdict.ts and src/decisions/decision.ts, closed against unknown fields.
import { Type } from 'typebox';
import { PlotSchema, SeedRowSchema } from './plot-schema.ts';

const closed = { additionalProperties: false };
const Finite = Type.Number();
const FiniteOrNull = Type.Union([Finite, Type.Null()]);
const Probability = Type.Number({ minimum: 0, maximum: 1 });
const ProbabilityOrNull = Type.Union([Probability, Type.Null()]);
const Count = Type.Integer({ minimum: 0 });

export const VerdictWordSchema = Type.Enum(['reproduced', 'not-reproduced', 'inconclusive', 'invalid', 'not-run']);
const OutcomeSchema = Type.Enum(['reproduced', 'not-reproduced', 'inconclusive', 'invalid']);
const PlannedSchema = Type.Object({ effect: Finite, standardDeviation: Finite }, closed);

const DecisionRuleSchema = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('existence'),
      direction: Type.Enum(['greater', 'less']),
      threshold: Finite,
      alpha: Probability,
      planned: PlannedSchema,
    },
    closed,
  ),
  Type.Object(
    { kind: Type.Literal('equivalence'), margin: Finite, alpha: Probability, planned: PlannedSchema },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('trend'),
      levels: Type.Array(Type.String()),
      endpointThreshold: Finite,
      reversalMargin: Finite,
      alpha: Probability,
      planned: PlannedSchema,
    },
    closed,
  ),
]);

const DecisionEffectSchema = Type.Object(
  {
    estimate: Finite,
    low: FiniteOrNull,
    high: FiniteOrNull,
    confidence: Probability,
    standardised: FiniteOrNull,
    standardDeviation: FiniteOrNull,
  },
  closed,
);

const TestResultSchema = Type.Object(
  {
    name: Type.String(),
    statistic: FiniteOrNull,
    pValue: ProbabilityOrNull,
    passed: Type.Boolean(),
    detail: Type.String(),
  },
  closed,
);

const DecisionSchema = Type.Object(
  {
    outcome: OutcomeSchema,
    reason: Type.String(),
    effect: Type.Union([DecisionEffectSchema, Type.Null()]),
    tests: Type.Array(TestResultSchema),
    seeds: Count,
    alpha: Probability,
    power: ProbabilityOrNull,
    trendOnly: Type.Optional(Type.Boolean()),
  },
  closed,
);

const PartSchema = Type.Object(
  {
    name: Type.String(),
    unit: Type.String(),
    rule: DecisionRuleSchema,
    decision: DecisionSchema,
    perSeed: Type.Array(SeedRowSchema),
  },
  closed,
);

const HeadlineEffectSchema = Type.Object(
  { estimate: Finite, low: FiniteOrNull, high: FiniteOrNull, unit: Type.String(), standardised: FiniteOrNull },
  closed,
);

export const VerdictSchema = Type.Object(
  {
    claim: Type.String(),
    task: Type.String(),
    verdict: VerdictWordSchema,
    reason: Type.String(),
    rung: Type.Enum(['R0', 'R1', 'R2', 'R3', 'R4']),
    paperClaims: Type.Array(Type.String()),
    title: Type.String(),
    statement: Type.String(),
    source: Type.String(),
    design: Type.String(),
    required: Type.Boolean(),
    effect: Type.Union([HeadlineEffectSchema, Type.Null()]),
    threshold: FiniteOrNull,
    alpha: ProbabilityOrNull,
    power: ProbabilityOrNull,
    seeds: Type.Array(Count),
    experimentHashes: Type.Array(Type.String()),
    replay: Type.String(),
    parts: Type.Array(PartSchema),
    gates: Type.Array(
      Type.Object({ description: Type.String(), mean: FiniteOrNull, minimum: Finite, passed: Type.Boolean() }, closed),
    ),
    assay: Type.Array(
      Type.Object({ claim: Type.String(), verdict: VerdictWordSchema, passed: Type.Boolean() }, closed),
    ),
    context: Type.Array(Type.Object({ name: Type.String(), mean: Finite, standardDeviation: FiniteOrNull }, closed)),
    plots: Type.Array(PlotSchema),
  },
  closed,
);
