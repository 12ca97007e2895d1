// Schema of one judged claim: the shape of src/claims/verdict.ts, closed against unknown fields.
import { Type } from 'typebox';
import { DecisionRuleSchema, DecisionSchema } from './decision-schema.ts';
import { OperatingCurveSchema } from './operating-curve-schema.ts';
import { PlotSchema, SeedRowSchema } from './plot-schema.ts';

const closed = { additionalProperties: false };
const Finite = Type.Number();
const FiniteOrNull = Type.Union([Finite, Type.Null()]);
const Probability = Type.Number({ minimum: 0, maximum: 1 });
const ProbabilityOrNull = Type.Union([Probability, Type.Null()]);
const Count = Type.Integer({ minimum: 0 });

export const VerdictWordSchema = Type.Enum(['reproduced', 'not-reproduced', 'inconclusive', 'invalid', 'not-run']);

const PartSchema = Type.Object(
  {
    name: Type.String(),
    unit: Type.String(),
    rule: DecisionRuleSchema,
    decision: DecisionSchema,
    perSeed: Type.Array(SeedRowSchema),
    operatingCurve: Type.Optional(OperatingCurveSchema),
  },
  closed,
);

const HeadlineEffectSchema = Type.Object(
  { estimate: Finite, low: FiniteOrNull, high: FiniteOrNull, unit: Type.String(), standardised: FiniteOrNull },
  closed,
);

const FamilySchema = Type.Object(
  {
    role: Type.Enum(['primary', 'behind-gate', 'control', 'reported']),
    members: Count,
    gate: Type.Union([Type.Object({ claim: Type.String(), verdict: VerdictWordSchema }, closed), Type.Null()]),
    pValue: ProbabilityOrNull,
  },
  closed,
);

const RegistrationSchema = Type.Object(
  {
    version: Type.Union([Count, Type.Null()]),
    hash: Type.String(),
    standing: Type.Enum(['confirmatory', 'other-settings', 'exploratory']),
    reason: Type.Union([Type.String(), Type.Null()]),
    differences: Type.Array(Type.String()),
  },
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
    budget: Type.Optional(Type.Object({ fewest: Count, most: Count, fixed: Count }, closed)),
    version: Type.Optional(Type.Union([Count, Type.Null()])),
    registration: Type.Optional(RegistrationSchema),
    family: Type.Optional(FamilySchema),
    outOfTime: Type.Optional(Type.Literal(true)),
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
