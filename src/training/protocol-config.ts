// Configuration of training: stages, lengths, batch, optimizer, evaluation points (experiments.md sections 1 to 3).
import { type Static, Type } from 'typebox';

const Positive = Type.Integer({ minimum: 1, maximum: 10_000_000 });

export const StageConfigSchema = Type.Object(
  {
    /** Documents a step; `full` takes all documents of the stage. */
    batchSize: Type.Union([Positive, Type.Literal('full')]),
    length: Type.Union([
      Type.Object({ kind: Type.Literal('epochs'), epochs: Positive }, { additionalProperties: false }),
      Type.Object({ kind: Type.Literal('steps'), steps: Positive }, { additionalProperties: false }),
      /** Each seed stops after the first epoch whose mean loss is at most `target`, at the latest after `maximumEpochs`. */
      Type.Object(
        { kind: Type.Literal('loss'), target: Type.Number({ exclusiveMinimum: 0 }), maximumEpochs: Positive },
        { additionalProperties: false },
      ),
    ]),
    learningRate: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
    /** Linear warm-up, then constant. A share of the steps is capped: min(steps, share of all). */
    warmUp: Type.Object(
      { steps: Type.Integer({ minimum: 0 }), shareAtMost: Type.Number({ minimum: 0, maximum: 1 }) },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);

export const ProtocolConfigSchema = Type.Object(
  {
    /** `two`: Stage 1, then Stage 2 from it with a fresh optimizer. `single`: all documents at once, by `stage1`. */
    stages: Type.Union([Type.Literal('two'), Type.Literal('single')]),
    stage1: StageConfigSchema,
    stage2: Type.Union([StageConfigSchema, Type.Null()]),
    /** Also run Stage 2 with the two tags exchanged, from the same Stage-1 model (antithetic IML). */
    swappedStage2: Type.Boolean(),
    optimizer: Type.Object(
      {
        beta1: Type.Number({ minimum: 0, exclusiveMaximum: 1 }),
        beta2: Type.Number({ minimum: 0, exclusiveMaximum: 1 }),
        epsilon: Type.Number({ exclusiveMinimum: 0 }),
        weightDecay: Type.Number({ minimum: 0 }),
      },
      { additionalProperties: false },
    ),
    /** Stage-2 steps between the points of the learning curves; null for no curves. */
    curveEverySteps: Type.Union([Positive, Type.Null()]),
  },
  { additionalProperties: false },
);

export type StageConfig = Static<typeof StageConfigSchema>;
export type ProtocolConfig = Static<typeof ProtocolConfigSchema>;
export type OptimizerConfig = ProtocolConfig['optimizer'];
