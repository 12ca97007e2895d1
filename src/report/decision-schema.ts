// Schema of a decision and of the rule that made it: the shape of src/decisions/decision.ts and design.ts, closed.
import { Type } from 'typebox';

const closed = { additionalProperties: false };
const Finite = Type.Number();
const FiniteOrNull = Type.Union([Finite, Type.Null()]);
const Probability = Type.Number({ minimum: 0, maximum: 1 });
const ProbabilityOrNull = Type.Union([Probability, Type.Null()]);
const Count = Type.Integer({ minimum: 0 });
const CountOrNull = Type.Union([Count, Type.Null()]);

const DesignSchema = Type.Union([
  Type.Object({ kind: Type.Literal('fixed') }, closed),
  Type.Object({ kind: Type.Literal('three-looks') }, closed),
  Type.Object(
    {
      kind: Type.Literal('sequential'),
      evidence: Type.Enum(['t-mixture', 'sign-symmetry']),
      smallestEffect: Finite,
      beta: Probability,
      fewestSeeds: Count,
      mostSeeds: Count,
      seedsPerLook: Count,
    },
    closed,
  ),
]);

/** What every rule declares beside its own thresholds. */
const declared = {
  alpha: Probability,
  planned: Type.Object({ effect: Finite, standardDeviation: Finite }, closed),
  design: Type.Optional(DesignSchema),
};

export const DecisionRuleSchema = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('existence'),
      direction: Type.Enum(['greater', 'less']),
      threshold: Finite,
      ...declared,
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('equivalence'), margin: Finite, ...declared }, closed),
  Type.Object(
    {
      kind: Type.Literal('trend'),
      levels: Type.Array(Type.String()),
      endpointThreshold: Finite,
      reversalMargin: Finite,
      ...declared,
    },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('pattern'),
      cells: Type.Array(
        Type.Object({ name: Type.String(), expected: Type.Enum(['above', 'chance', 'control']) }, closed),
      ),
      threshold: Finite,
      margin: Finite,
      ...declared,
    },
    closed,
  ),
]);

const EffectSchema = Type.Object(
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

const SequenceSchema = Type.Object(
  {
    isDecided: Type.Boolean(),
    stoppedBy: Type.Union([Type.Enum(['evidence-for', 'evidence-against', 'maximum', 'invalid']), Type.Null()]),
    look: Count,
    fewestSeeds: Count,
    mostSeeds: Count,
    nextLookAt: CountOrNull,
    moreSeedsAtMost: Count,
    seedsNeeded: CountOrNull,
    eValue: FiniteOrNull,
    evidence: Type.Array(
      Type.Object({ name: Type.String(), eValue: Finite, ratioAtSmallestEffect: FiniteOrNull }, closed),
    ),
  },
  closed,
);

const EstimatesSchema = Type.Object(
  {
    standardised: Type.Union([Type.Object({ estimate: Finite, low: Finite, high: Finite }, closed), Type.Null()]),
    inDirection: Type.Union([
      Type.Object({ seeds: Count, of: Count, low: Probability, high: Probability }, closed),
      Type.Null(),
    ]),
  },
  closed,
);

export const DecisionSchema = Type.Object(
  {
    outcome: Type.Enum(['reproduced', 'not-reproduced', 'inconclusive', 'invalid']),
    reason: Type.String(),
    effect: Type.Union([EffectSchema, Type.Null()]),
    tests: Type.Array(TestResultSchema),
    seeds: Count,
    alpha: Probability,
    power: ProbabilityOrNull,
    trendOnly: Type.Optional(Type.Boolean()),
    sequence: Type.Optional(SequenceSchema),
    estimates: Type.Optional(EstimatesSchema),
    cells: Type.Optional(
      Type.Array(Type.Object({ name: Type.String(), colour: Type.Enum(['above', 'chance', 'grey']) }, closed)),
    ),
  },
  closed,
);
