// What is recorded from shapes alone is, byte for byte, what is recorded by running the ops: for every model, loss and task of the claims
// and for models of users. Some 20 s: each kind of world is drawn, and each kind of step taken once.
import { beforeAll, describe, expect, it } from 'vitest';
import { initialState, randomStepInputs } from '../../lab/bench/random-training.ts';
import { experimentsOf } from '../../src/claims/arms/experiments-of.ts';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import type { Experiment } from '../../src/experiments/experiment.ts';
import { type Stage, stagesOf } from '../../src/experiments/stages.ts';
import { studyOf } from '../../src/experiments/study.ts';
import type { Model } from '../../src/models/model.ts';
import { moduleModel } from '../../src/models/module-model.ts';
import { residualMlp } from '../../src/models/residual-mlp.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import type { NamedNumbers } from '../../src/tensors/host-numbers.ts';
import { type NativeBinding, nativeBackend } from '../../src/tensors/native/native-binding.ts';
import { recordStep } from '../../src/tensors/native/recorded-step.ts';
import { dispose } from '../../src/tensors/tensorflow.ts';
import { adamWStepInputs, initialAdamW } from '../../src/training/adamw.ts';
import { type AdamWConfig, stagePlan } from '../../src/training/protocol-config.ts';
import { trainingProgram } from '../../src/training/training-form.ts';
import { moduleOf, plainMlp } from '../models/user-models.ts';
import { imagePool } from '../tasks/grid-examples.ts';
import { executedGraph, symbolicGraph, wrongRules } from './executed-ops.ts';
import { leavesNoTensors } from './leaves-no-tensors.ts';
import { HAS_NATIVE } from './native-available.ts';
import { type BenchModel, MODELS } from './replay-models.ts';

const OPTIMIZER: AdamWConfig = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1, gradientClip: 1 };
const IMAGES = imagePool({ rows: 8, columns: 8, perDigit: 20 });
const SEEDS = [1, 2];

/** One stage for everything that makes another step, but for sizes of worlds and batches and the order of words. */
function kindsOfStages(): { readonly experiment: Experiment; readonly stage: Stage }[] {
  const all = CLAIMS.flatMap(({ tests }) => tests)
    .flatMap(({ arms }) => Object.values<Experiment>(experimentsOf(arms, IMAGES.digest)))
    // A pretrained model is none without its file; what is recorded of it is compared with a twin whenever it is trained.
    .filter(({ model }) => model.kind !== 'checkpoint')
    .flatMap((experiment) => stagesOf(experiment.protocol).map((stage) => ({ experiment, stage })))
    .filter(({ stage }) => !stage.swapped);
  const kinds = all.map(({ experiment: { task, model, protocol }, stage: { config } }) => {
    const form = Object.entries(task).filter(([name]) => ['kind', 'rendering'].includes(name));
    const { dropout, weightDecay = 0 } = config;
    const { optimizer, loss } = protocol;
    return JSON.stringify({ form, model, dropout, decays: weightDecay > 0, optimizer, loss });
  });
  return all.filter((_, index) => kinds.indexOf(kinds[index] as string) === index);
}

interface TrainedStep {
  readonly model: Model;
  readonly optimizer: AdamWConfig;
  readonly inputs: NamedNumbers;
  readonly seeds: number;
}

function stepOf({ experiment, stage }: { readonly experiment: Experiment; readonly stage: Stage }): TrainedStep {
  const members = SEEDS.map((seed) => ({ seed, tree: seedTree(seed) }));
  const study = studyOf(experiment, members, { images: IMAGES, module: null });
  const trees = members.map(({ tree }) => tree.child(stage.stream));
  const documents = study.stage(stage.documents, { trees, swapped: false, deal: 0, config: stage.config });
  const { batchSize } = stagePlan(stage.config, documents.count);
  const weightDecay = stage.config.weightDecay ?? experiment.protocol.optimizer.weightDecay;
  const optimizer = { ...(experiment.protocol.optimizer as AdamWConfig), weightDecay };
  const batch = documents.present(SEEDS.map(() => Array.from({ length: batchSize }, (_, row) => row)));
  const change = adamWStepInputs({ step: 1, learningRates: SEEDS.map(() => 1e-3), optimizer });
  return { model: study.model, optimizer, inputs: { ...batch, ...change }, seeds: SEEDS.length };
}

/** Of a size that is replayed, on documents of chance. */
function randomStep({ config, io, batch, seeds }: BenchModel): TrainedStep {
  const model = residualMlp(config, io);
  const chance = seedTree(3).stream();
  const inputs = randomStepInputs(model, { seeds, batch, optimizer: OPTIMIZER, chance, step: 1 });
  return { model, optimizer: OPTIMIZER, inputs, seeds };
}

/** Both graphs of a step. */
function expectSameGraphs({ model, optimizer, inputs, seeds }: TrainedStep): void {
  const state = initialAdamW(initialState(model, seeds));
  try {
    const program = trainingProgram(model, optimizer);
    const { bytes, executed } = executedGraph(program, state, inputs);
    expect(executed.length).toBeGreaterThan(50);
    expect(wrongRules(executed)).toEqual([]);
    expect(Buffer.compare(symbolicGraph(program, state, inputs), bytes)).toBe(0);
  } finally {
    dispose(Object.values(state));
  }
}

describe.skipIf(!HAS_NATIVE)('a step recorded from shapes alone (needs `npm run native`)', { timeout: 300_000 }, () => {
  beforeAll(() => startBackend('tensorflow'));
  leavesNoTensors();

  const kinds = kindsOfStages();
  it.each([...new Set(kinds.map(({ experiment }) => experiment.task.kind))])(
    'is the graph of the ops that run, in every experiment on %s',
    (task) => {
      const own = kinds.filter(({ experiment }) => experiment.task.kind === task);
      for (const kind of own) expectSameGraphs(stepOf(kind));
    },
  );

  it('is so for every size of residual MLP that is replayed', () => {
    for (const size of Object.values(MODELS)) expectSameGraphs(randomStep(size));
  });

  it("is so for a user's model, in plain ops of TensorFlow.js", () => {
    const size = MODELS['symbols, four seeds'] as BenchModel;
    const module = moduleOf(plainMlp);
    const config = { kind: 'module', digest: module.digest, options: {} } as const;
    const model = moduleModel(config, { module, task: { kind: 'grid', ...size.io } });
    expectSameGraphs({ ...randomStep(size), model });
  });

  it('asks TensorFlow for no op', () => {
    const { model, inputs, seeds } = randomStep(MODELS.handwriting as BenchModel);
    const state = initialAdamW(initialState(model, seeds));
    const backend = nativeBackend();
    const { binding } = backend;
    const executeOp = () => {
      throw new Error('an op was run');
    };
    backend.binding = Object.create(binding, { executeOp: { value: executeOp } }) as NativeBinding;
    try {
      recordStep(trainingProgram(model, OPTIMIZER), state, inputs).dispose();
    } finally {
      backend.binding = binding;
      dispose(Object.values(state));
    }
  });
});
