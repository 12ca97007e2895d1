// One training stage of a cohort: epochs reshuffled, last partial batch dropped, warm-up, a fresh AdamW; seeds stacked.
// The step is one pure function of tensors, so that an engine may record it and replay it as a graph (architecture.md decision 1).
import type { Model } from '../models/model.ts';
import type { SeedTree } from '../randomness/seed-tree.ts';
import type { NamedNumbers } from '../tensors/host-numbers.ts';
import type { StepEngine, StepRunner } from '../tensors/step-engine.ts';
import { concat, dispose, type Tensor, tensorOf } from '../tensors/tensorflow.ts';
import { type OptimizerConfig, rateFactor, type StageConfig, type StagePlan, stagePlan } from './protocol-config.ts';
import { type TrainingForm, trainingForm } from './training-form.ts';

/** What a stage trains on: every seed has as many documents, and other ones. */
export interface StageDocuments {
  readonly count: number;
  /**
   * Inputs and targets of a batch.
   * @param rows numbers of documents, one list a seed, all of one length
   */
  readonly present: (rows: readonly (readonly number[])[]) => NamedNumbers;
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
  /** Called once the stage's own state holds the numbers: it does not look at the parameters again. */
  readonly letGo?: () => void;
  readonly documents: StageDocuments;
  /** One a seed: the order of the documents comes from the child `order`. */
  readonly trees: readonly SeedTree[];
  readonly config: StageConfig;
  readonly optimizer: OptimizerConfig;
  readonly engine: StepEngine;
  /** Called after each step with the number of steps so far. */
  readonly afterStep?: (step: number) => void;
  /** Looks at the parameters [S, P] every so many steps, and must not keep them. */
  readonly observer?: {
    readonly everySteps: number;
    readonly observe: (step: number, parameters: Tensor) => Promise<void>;
  };
}

export async function trainStage(request: StageRequest): Promise<StageResult> {
  const { model, documents, trees, config, engine, observer } = request;
  const optimizer = { ...request.optimizer, weightDecay: config.weightDecay ?? request.optimizer.weightDecay };
  const plan = stagePlan(config, documents.count);
  const runs = trees.map((tree) => ({
    order: orderOf(tree),
    shuffled: [] as number[],
    lossByEpoch: [] as number[],
    steps: 0,
    resting: false,
  }));
  const { program, ...form } = trainingForm(model, optimizer, { seeds: trees.length });
  const initial = form.initial(request.parameters);
  const runner = engine.start(program, initial);
  dispose(Object.values(initial));
  request.letGo?.();
  /** Losses of the epoch so far, not yet read: reading makes a GPU wait. */
  let unread: Tensor[] = [];
  try {
    let step = 0;
    while (step < plan.maximumSteps && runs.some((run) => !run.resting)) {
      const place = step % plan.stepsPerEpoch;
      if (place === 0) for (const run of runs) run.shuffled = run.order.permutation(documents.count);
      const batch = documents.present(runs.map((run) => rowsOfBatch(run.shuffled, place, plan)));
      step += 1;
      const rate = config.learningRate * rateFactor(step, plan);
      const learningRates = runs.map((run) => (run.resting ? 0 : rate));
      const change = form.inputs({ step, learningRates });
      unread.push(tensorOf(runner.step({ ...batch, ...change }), 'losses'));
      if (place === plan.stepsPerEpoch - 1 || step === plan.maximumSteps) {
        const losses = await readRows(unread);
        unread = [];
        for (const [index, run] of runs.entries()) if (!run.resting) noteEpoch(run, losses, { index, plan });
      }
      request.afterStep?.(step);
      if (observer !== undefined && step % observer.everySteps === 0) {
        const now = parametersNow(runner, form);
        try {
          await observer.observe(step, now);
        } finally {
          now.dispose();
        }
      }
    }
    return {
      parameters: lastParameters(runner, form),
      seeds: runs.map((run) => ({
        steps: run.steps,
        epochs: run.steps / plan.stepsPerEpoch,
        finalLoss: run.lossByEpoch.at(-1) as number,
        reachedTarget: config.length.kind === 'loss' ? run.resting : null,
        lossByEpoch: run.lossByEpoch,
      })),
    };
  } finally {
    dispose(unread);
    runner.dispose();
  }
}

/** The same, and the end of the runner: what the optimizer holds is gone before the parameters are put together, which takes their size again. */
function lastParameters(runner: StepRunner, { parametersOf, isParameters }: Omit<TrainingForm, 'program'>): Tensor {
  const state = runner.state();
  runner.dispose();
  dispose(Object.entries(state).flatMap(([name, value]) => (isParameters(name) ? [] : [value])));
  try {
    return parametersOf(state);
  } finally {
    dispose(Object.values(state));
  }
}

/** [S, P], the caller's own. */
function parametersNow(runner: StepRunner, { parametersOf }: Pick<TrainingForm, 'parametersOf'>): Tensor {
  const state = runner.state();
  try {
    return parametersOf(state);
  } finally {
    dispose(Object.values(state));
  }
}

/** Tensors [S] -> one row [S] of numbers each, read at once; disposes them. */
async function readRows(tensors: readonly Tensor[]): Promise<Float32Array[]> {
  const seeds = tensorOf(tensors, 0).size;
  const together = tensors.length === 1 ? tensorOf(tensors, 0).clone() : concat([...tensors], 0);
  dispose([...tensors]);
  const values = await together.data<'float32'>();
  together.dispose();
  return tensors.map((_, row) => values.subarray(row * seeds, (row + 1) * seeds));
}

/** One permutation an epoch. */
export const orderOf = (tree: SeedTree) => tree.child('order').stream();

/** @param place of the batch in its epoch */
export function rowsOfBatch(shuffled: readonly number[], place: number, { batchSize }: StagePlan): number[] {
  return shuffled.slice(place * batchSize, (place + 1) * batchSize);
}

/** Mean loss of an epoch, whole or cut off; at the end of a whole one, a seed trained to a loss rests once it is there. */
function noteEpoch(
  run: { lossByEpoch: number[]; steps: number; resting: boolean },
  losses: readonly Float32Array[],
  { index, plan: { stepsPerEpoch, targetLoss } }: { readonly index: number; readonly plan: StagePlan },
): void {
  const mean = losses.reduce((sum, row, place) => sum + ((row[index] as number) - sum) / (place + 1), 0);
  run.lossByEpoch.push(mean);
  run.steps += losses.length;
  run.resting = targetLoss !== null && losses.length === stepsPerEpoch && mean <= targetLoss;
}
