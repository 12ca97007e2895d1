// Configuration of training: stages, lengths, batch, optimizer, evaluation points (experiments.md 1 to 3).
import { type Static, Type } from 'typebox';
import { HarnessError } from '../errors/harness-error.ts';
import { closed, orNull } from '../schemas/parts.ts';

const Positive = Type.Integer({ minimum: 1, maximum: 10_000_000 });

export const StageConfigSchema = closed({
  /** Documents a step; `full` takes all documents of the stage. */
  batchSize: Type.Union([Positive, Type.Literal('full')]),
  length: Type.Union([
    closed({ kind: Type.Literal('epochs'), epochs: Positive }),
    closed({ kind: Type.Literal('steps'), steps: Positive }),
    /** Each seed stops after the first epoch whose mean loss is at most `target`, at the latest after `maximumEpochs`. */
    closed({ kind: Type.Literal('loss'), target: Type.Number({ exclusiveMinimum: 0 }), maximumEpochs: Positive }),
  ]),
  learningRate: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
  /** Linear warm-up. A share of the steps is capped: min(steps, share of all). */
  warmUp: closed({ steps: Type.Integer({ minimum: 0 }), shareAtMost: Type.Number({ minimum: 0, maximum: 1 }) }),
  /** After the warm-up: linearly towards 0, which the step after the last would have. Left out: constant. */
  decay: Type.Optional(Type.Literal('linear')),
  /** In place of the optimizer's. */
  weightDecay: Type.Optional(Type.Number({ minimum: 0 })),
  /** Share of the numbers that attention and MLP write which is dropped while training; text only. */
  dropout: Type.Optional(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })),
});

const AdamWConfigSchema = closed({
  beta1: Type.Number({ minimum: 0, exclusiveMaximum: 1 }),
  beta2: Type.Number({ minimum: 0, exclusiveMaximum: 1 }),
  epsilon: Type.Number({ exclusiveMinimum: 0 }),
  weightDecay: Type.Number({ minimum: 0 }),
  /** Norm that a seed's gradient is scaled down to; left out: as it is. */
  gradientClip: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
});

/** The paper's (paper.md 3). */
const AdafactorConfigSchema = closed({
  kind: Type.Literal('adafactor'),
  /** Of the step t: 1 - t^exponent is kept of second moments. */
  decayExponent: Type.Number({ minimum: -1, exclusiveMaximum: 0 }),
  /** Root mean square that an array's update is scaled down to. */
  updateClip: Type.Number({ exclusiveMinimum: 0 }),
  weightDecay: Type.Number({ minimum: 0 }),
  gradientClip: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
});

export const ProtocolConfigSchema = closed({
  /**
   * `two`: Stage 1, then Stage 2 from it with a fresh optimizer. `single`: all documents at once, by `stage1`.
   * `three`: the definitions of Stage 1, then its questions, then Stage 2; text only.
   */
  stages: Type.Union([Type.Literal('two'), Type.Literal('single'), Type.Literal('three')]),
  /** What the model knows before the experiment, where the task has such documents; text only. */
  stage0: Type.Optional(StageConfigSchema),
  stage1: StageConfigSchema,
  /** The questions of Stage 1, where they are a stage of their own. */
  stage1Questions: Type.Optional(StageConfigSchema),
  stage2: orNull(StageConfigSchema),
  /** What the loss asks of a document: its last token, which answers, or every token but the first. Left out: the answer. */
  loss: Type.Optional(Type.Union([Type.Literal('answers'), Type.Literal('all-tokens')])),
  /** Also run Stage 2 with the two tags exchanged, from the same Stage-1 model (antithetic IML). */
  swappedStage2: Type.Boolean(),
  /** Stage 2 is run so often from the same Stage-1 model, its aliases dealt to its groups anew; named entities only. Left out: once. */
  stage2Deals: Type.Optional(Type.Integer({ minimum: 2, maximum: 64 })),
  optimizer: Type.Union([AdamWConfigSchema, AdafactorConfigSchema]),
  /** Stage-2 steps between the points of the learning curves; null for no curves. */
  curveEverySteps: orNull(Positive),
});

export type StageConfig = Static<typeof StageConfigSchema>;
export type ProtocolConfig = Static<typeof ProtocolConfigSchema>;
export type AdamWConfig = Static<typeof AdamWConfigSchema>;
export type AdafactorConfig = Static<typeof AdafactorConfigSchema>;
export type OptimizerConfig = AdamWConfig | AdafactorConfig;

export const isAdafactor = (optimizer: OptimizerConfig): optimizer is AdafactorConfig => 'kind' in optimizer;

export interface StagePlan {
  readonly batchSize: number;
  readonly stepsPerEpoch: number;
  readonly maximumSteps: number;
  readonly warmUpSteps: number;
  /** Whether the learning rate falls after the warm-up. */
  readonly decays: boolean;
  /** Train-to-loss: the mean epoch loss at which a seed stops. */
  readonly targetLoss: number | null;
}

// How long a stage is and how it warms up: plain arithmetic of a stage's configuration and its number of documents.
export function stagePlan({ batchSize: size, length, warmUp, decay }: StageConfig, documents: number): StagePlan {
  const batchSize = size === 'full' ? documents : size;
  const stepsPerEpoch = Math.floor(documents / batchSize);
  // Not `< 1`: a full batch of no documents gives 0 / 0, which is no number.
  if (!(stepsPerEpoch >= 1)) {
    throw new HarnessError('invalid-experiment', {
      what: 'A stage has fewer documents than one batch.',
      got: `${documents} documents, batch size ${batchSize}`,
      next: "lower `batchSize`, or write 'full'",
    });
  }
  const lengths = {
    epochs: () => (length as { epochs: number }).epochs * stepsPerEpoch,
    steps: () => (length as { steps: number }).steps,
    loss: () => (length as { maximumEpochs: number }).maximumEpochs * stepsPerEpoch,
  };
  const maximumSteps = lengths[length.kind]();
  return {
    batchSize,
    stepsPerEpoch,
    maximumSteps,
    warmUpSteps: Math.floor(Math.min(warmUp.steps, warmUp.shareAtMost * maximumSteps)),
    decays: decay !== undefined,
    targetLoss: length.kind === 'loss' ? length.target : null,
  };
}

/**
 * What the learning rate is multiplied by: linear from 1 / steps to 1, then 1, or linear towards 0, which the step after the last would
 * have.
 * @param step counted from 1
 */
export function rateFactor(
  step: number,
  { warmUpSteps, maximumSteps, decays }: Pick<StagePlan, 'warmUpSteps' | 'maximumSteps' | 'decays'>,
): number {
  const warmed = warmUpSteps === 0 ? 1 : Math.min(1, step / warmUpSteps);
  if (!decays || step <= warmUpSteps) return warmed;
  return 1 - (step - warmUpSteps) / (maximumSteps - warmUpSteps + 1);
}
