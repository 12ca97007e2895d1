// Trains each model of the project op by op and replayed, in a process of its own with its own number of threads, and prints what came
// out. Arguments: threads, steps. With `long` as a third one: one replayed training of so many steps instead.
import { createHash } from 'node:crypto';
import { initialState, randomStepInputs } from '../../lab/bench/random-training.ts';
import { residualMlp } from '../../src/models/residual-mlp.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import type { NamedNumbers } from '../../src/tensors/host-numbers.ts';
import { recordStep } from '../../src/tensors/native/recorded-step.ts';
import { replayEngine } from '../../src/tensors/replay-engine.ts';
import { eagerEngine, type StepEngine } from '../../src/tensors/step-engine.ts';
import { dispose, memory, type Tensor } from '../../src/tensors/tensorflow.ts';
import { adamWStepInputs, initialAdamW } from '../../src/training/adamw.ts';
import { trainingProgram } from '../../src/training/training-form.ts';
import { type BenchModel, MODELS } from './replay-models.ts';

const OPTIMIZER = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 };
const [threads = 1, steps = 1] = process.argv.slice(2, 4).map(Number);
const isLong = process.argv[4] === 'long';

function train({ config, io, batch, seeds }: BenchModel, engine: StepEngine): string {
  const model = residualMlp(config, io);
  const parameters = initialState(model, seeds);
  const initial = initialAdamW(parameters);
  const runner = engine.start(trainingProgram(model, OPTIMIZER), initial);
  dispose(Object.values(initial) as Tensor[]);
  // A few batches in turn: drawing a new one takes longer than training on it.
  const chance = seedTree(3).stream();
  const request = { seeds, batch, optimizer: OPTIMIZER, chance };
  const batches = Array.from({ length: 8 }, (_, index) => randomStepInputs(model, { ...request, step: index + 1 }));
  const inputsAt = (step: number): NamedNumbers => {
    const entries = Object.entries(batches[step % batches.length] as NamedNumbers);
    const fresh = entries.map(([name, { shape, values }]) => [name, { shape, values: values.slice() }]);
    const learningRates = new Array<number>(seeds).fill(2e-3);
    return { ...Object.fromEntries(fresh), ...adamWStepInputs({ step, learningRates, optimizer: OPTIMIZER }) };
  };
  const digest = createHash('sha256');
  for (let step = 1; step <= steps; step += 1) {
    const { losses } = runner.step(inputsAt(step));
    digest.update(Buffer.from((losses as Tensor).dataSync<'float32'>().slice().buffer));
    losses?.dispose();
    if (isLong && [0.25, 0.8, 0.9, 1].includes(step / steps)) note();
  }
  const state = runner.state();
  for (const tensor of Object.values(state)) digest.update(Buffer.from(tensor.dataSync<'float32'>().slice().buffer));
  dispose(Object.values(state));
  runner.dispose();
  return digest.digest('hex');
}

const notes: { readonly tensors: number; readonly residentBytes: number }[] = [];
function note(): void {
  (globalThis as { gc?: () => void }).gc?.();
  notes.push({ tensors: memory().numTensors, residentBytes: process.memoryUsage.rss() });
}

await startBackend('tensorflow', { threads });
const engine = replayEngine({ recordStep, keptBytes: 2 ** 28, unrecordable: 'refused' });
if (!isLong) {
  const rows = Object.entries(MODELS).map(([name, model]) => ({
    name,
    eager: train(model, eagerEngine),
    replayed: train(model, engine),
    again: train(model, engine),
  }));
  process.stdout.write(`${JSON.stringify(rows)}\n`);
} else {
  train(MODELS.symbols as BenchModel, engine);
  process.stdout.write(`${JSON.stringify(notes)}\n`);
}
