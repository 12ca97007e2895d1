// One training stage of a cohort: epochs reshuffled, last partial batch dropped, warm-up, a fresh AdamW; seeds stacked.
// The step is one pure function of tensors, so that a later recorder can replay it as a graph (design decision 1).

import type { Model } from '../models/residual-mlp.ts';
import type { RandomStream } from '../randomness/random-stream.ts';
import type { SeedTree } from '../randomness/seed-tree.ts';
import type { Documents } from '../tasks/documents.ts';
import { dispose, type Tensor, tidy } from '../tensors/tensorflow.ts';
import { type AdamWState, type AdamWStepInputs, adamW, adamWStepInputs, initialAdamW } from './adamw.ts';
import { type BatchInputs, batchInputs, batchTargets, type SeedBatch, type SeedTask } from './batch-inputs.ts';
import { lossGradient } from './loss-gradient.ts';
import type { OptimizerConfig, StageConfig } from './protocol-config.ts';
import { type StagePlan, stagePlan, warmUpFactor } from './stage-plan.ts';

export interface StageSeed {
  readonly task: SeedTask;
  readonly documents: Documents;
  /** Order of the documents and handwriting of the presentations come from the children `order` and `handwriting`. */
  readonly tree: SeedTree;
}

export interface StageResult {
  /** [S, P]; the caller disposes it. */
  readonly parameters: Tensor;
  readonly seeds: readonly {
    readonly steps: number;
    readonly epochs: number;
    readonly finalLoss: number;
    readonly reachedTarget: boolean | null;
    /** Mean training loss by epoch. */
    readonly lossByEpoch: readonly number[];
  }[];
}

export interface StageRequest {
  readonly model: Model;
  /** [S, P]; left as it is. */
  readonly parameters: Tensor;
  readonly seeds: readonly StageSeed[];
  readonly config: StageConfig;
  readonly optimizer: OptimizerConfig;
  readonly swapped: boolean;
  /** Called after each step with the number of steps so far and the current parameters [S, P], which it must not keep. */
  readonly afterStep?: (step: number, parameters: Tensor) => void;
}

/** loss [S] and next state from state and batch: pure, and the same ops whatever the backend. */
export function trainingStep(
  model: Model,
  state: AdamWState,
  batch: BatchInputs & { readonly targets: Tensor },
  inputs: AdamWStepInputs,
  optimizer: OptimizerConfig,
): AdamWState & { readonly losses: Tensor } {
  const { losses, gradient } = lossGradient(model, state.parameters, batch);
  return { ...adamW(state, gradient, inputs, optimizer), losses };
}

export function trainStage(request: StageRequest): StageResult {
  const { model, seeds, config, optimizer, swapped } = request;
  const documentCount = (seeds[0] as StageSeed).documents.variable.length;
  const plan = stagePlan(config, documentCount);
  const runs = seeds.map(({ task, documents, tree }) => ({
    task,
    documents,
    order: tree.child('order').stream(),
    handwriting: tree.child('handwriting').stream(),
    shuffled: [] as number[],
    lossByEpoch: [] as number[],
    steps: 0,
    resting: false,
  }));
  let state = tidy(() => initialAdamW(request.parameters.clone()));
  let step = 0;
  while (step < plan.maximumSteps && runs.some((run) => !run.resting)) {
    const place = step % plan.stepsPerEpoch;
    if (place === 0) for (const run of runs) run.shuffled = run.order.permutation(documentCount);
    const parts = runs.map((run) => nextBatch(run, place, plan));
    step += 1;
    const rate = config.learningRate * warmUpFactor(step, plan.warmUpSteps);
    const rates = runs.map((run) => (run.resting ? 0 : rate));
    const previous = state;
    const { losses, ...next } = tidy(() => {
      const batch = { ...batchInputs(parts, 'training'), targets: batchTargets(parts, swapped) };
      return trainingStep(model, previous, batch, adamWStepInputs(step, rates, optimizer), optimizer);
    });
    dispose(Object.values(previous) as Tensor[]);
    state = next;
    const lossValues = losses.dataSync();
    losses.dispose();
    for (const [index, run] of runs.entries())
      if (!run.resting) noteLoss(run, lossValues[index] as number, place, plan);
    request.afterStep?.(step, state.parameters);
  }
  dispose([state.firstMoment, state.secondMoment]);
  return {
    parameters: state.parameters,
    seeds: runs.map((run) => ({
      steps: run.steps,
      epochs: run.steps / plan.stepsPerEpoch,
      finalLoss: run.lossByEpoch.at(-1) as number,
      reachedTarget: config.length.kind === 'loss' ? run.resting : null,
      lossByEpoch: run.lossByEpoch,
    })),
  };
}

function nextBatch(
  run: { task: SeedTask; documents: Documents; shuffled: number[]; handwriting: RandomStream },
  place: number,
  { batchSize }: StagePlan,
): SeedBatch {
  const rows = run.shuffled.slice(place * batchSize, (place + 1) * batchSize);
  const { variable, query } = run.documents;
  return {
    task: run.task,
    chance: run.handwriting,
    documents: {
      variable: Int32Array.from(rows, (row) => variable[row] as number),
      query: Int32Array.from(rows, (row) => query[row] as number),
    },
  };
}

/** Running mean of the epoch; at the end of one, a seed trained to a loss rests once it is there. */
function noteLoss(
  run: { lossByEpoch: number[]; steps: number; resting: boolean },
  loss: number,
  place: number,
  { stepsPerEpoch, targetLoss }: StagePlan,
): void {
  if (place === 0) run.lossByEpoch.push(0);
  const epoch = run.lossByEpoch.length - 1;
  const mean = run.lossByEpoch[epoch] as number;
  run.lossByEpoch[epoch] = mean + (loss - mean) / (place + 1);
  run.steps += 1;
  const epochIsOver = place === stepsPerEpoch - 1;
  if (epochIsOver && targetLoss !== null && (run.lossByEpoch[epoch] as number) <= targetLoss) run.resting = true;
}
