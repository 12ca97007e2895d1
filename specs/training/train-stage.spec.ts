// One stage of training: which documents at which step, who rests, and what stacking and repeating may change (nothing).
import { beforeAll, describe, expect, it } from 'vitest';
import { stageTwoDocuments } from '../../src/tasks/grid/documents.ts';
import { gridForm } from '../../src/tasks/grid/grid-world.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { uploadAll } from '../../src/tensors/host-numbers.ts';
import { eagerEngine } from '../../src/tensors/step-engine.ts';
import { dispose, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import { adamWStepInputs, initialAdamW } from '../../src/training/adamw.ts';
import { presentStage } from '../../src/training/present-stage.ts';
import type { StageConfig } from '../../src/training/protocol-config.ts';
import { type StageResult, trainStage } from '../../src/training/train-stage.ts';
import { trainingProgram } from '../../src/training/training-form.ts';
import { worstError } from '../oracles/model-reference.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';
import { stageConfig } from './stage-config.ts';
import {
  batchOf,
  type Example,
  example,
  MODEL,
  OPTIMIZER,
  STAGE_ONE_COUNT,
  stackedParameters,
} from './training-examples.ts';

interface Trained {
  readonly parameters: Float32Array;
  readonly byStep: readonly Float32Array[];
  readonly seeds: StageResult['seeds'];
}

/** Trains from the examples' initial parameters and keeps plain numbers: at the end, and after each step. */
async function trained(
  examples: readonly Example[],
  config: StageConfig,
  change: { readonly swapped?: boolean } = {},
): Promise<Trained> {
  const start = stackedParameters(examples);
  const byStep: Float32Array[] = [];
  const result = await trainStage({
    model: MODEL,
    parameters: start,
    documents: presentStage(examples, {
      form: gridForm,
      loss: 'answers',
      swapped: change.swapped ?? false,
      dropout: null,
    }),
    trees: examples.map(({ tree }) => tree),
    config,
    optimizer: OPTIMIZER,
    engine: eagerEngine,
    observer: {
      everySteps: 1,
      observe: async (step, parameters) => {
        byStep.push((await parameters.data<'float32'>()).slice());
        expect(step).toBe(byStep.length);
      },
    },
  });
  const parameters = result.parameters.dataSync<'float32'>().slice();
  expect(start.dataSync()).toEqual(Float32Array.from(examples.flatMap(({ initial }) => [...initial])));
  dispose([start, result.parameters]);
  return { parameters, byStep, seeds: result.seeds };
}

const rowOf = (values: Float32Array, seed: number) =>
  values.subarray(seed * MODEL.layout.size, (seed + 1) * MODEL.layout.size);

describe('a stage of training', () => {
  beforeAll(() => startBackend('wasm'));
  leavesNoTensors();

  it('shows each document at most once an epoch, in another order each epoch, without the last partial batch', async () => {
    const shown: string[] = [];
    const watched = example(1, { watch: (alias, query) => shown.push(`${alias}?${query}`) });
    // 56 documents in batches of 12: four batches an epoch, eight documents left out.
    const { seeds } = await trained([watched], stageConfig({ batchSize: 12, length: { kind: 'epochs', epochs: 3 } }));
    expect(watched.documents.alias).toHaveLength(STAGE_ONE_COUNT);
    expect(seeds[0]).toMatchObject({ steps: 12, epochs: 3, reachedTarget: null });
    expect(seeds[0]?.lossByEpoch).toHaveLength(3);
    expect(shown).toHaveLength(3 * 48);
    const all = new Set([...watched.documents.alias].map((alias, row) => `${alias}?${watched.documents.query[row]}`));
    const epochs = [0, 1, 2].map((epoch) => shown.slice(48 * epoch, 48 * (epoch + 1)));
    for (const epoch of epochs) {
      expect(new Set(epoch).size).toBe(48);
      expect(epoch.every((document) => all.has(document))).toBe(true);
    }
    expect(epochs[0]).not.toEqual(epochs[1]);
    expect([...(epochs[0] as string[])].sort()).not.toEqual([...(epochs[1] as string[])].sort());
    expect(new Set(shown).size).toBe(STAGE_ONE_COUNT);
  });

  it('shows a full batch whole, and in steps it may end within an epoch', async () => {
    const shown: string[] = [];
    const watched = example(1, { watch: (alias, query) => shown.push(`${alias}?${query}`) });
    const full = await trained([watched], stageConfig({ batchSize: 'full', length: { kind: 'steps', steps: 2 } }));
    expect(new Set(shown.slice(0, STAGE_ONE_COUNT)).size).toBe(STAGE_ONE_COUNT);
    expect(full.seeds[0]).toMatchObject({ steps: 2, epochs: 2 });
    const part = await trained([example(1)], stageConfig({ batchSize: 8, length: { kind: 'steps', steps: 9 } }));
    expect(part.seeds[0]).toMatchObject({ steps: 9, epochs: 9 / 7 });
    expect(part.seeds[0]?.lossByEpoch).toHaveLength(2);
  });

  it('reports the mean loss of each epoch, and the last as the final one', async () => {
    // At a vanishing rate, and with definitions alone, which all weigh the same: the loss of all documents at the start.
    const given = example(2, { documents: (world) => stageTwoDocuments(world, false) });
    const loss = tidy(() => {
      const state = initialAdamW(tensor(given.initial, [1, MODEL.layout.size]));
      const inputs = {
        ...batchOf([given], [...given.documents.alias.keys()]),
        ...adamWStepInputs({ step: 1, learningRates: [0], optimizer: OPTIMIZER }),
      };
      const { losses } = trainingProgram(MODEL, OPTIMIZER).step(state, uploadAll(inputs)).outputs;
      const value = losses?.dataSync()[0] as number;
      losses?.dispose();
      return value;
    });
    for (const batchSize of ['full', 5] as const) {
      const config = stageConfig({ batchSize, length: { kind: 'epochs', epochs: 3 }, learningRate: 1e-30 });
      const { lossByEpoch, finalLoss } = (await trained([given], config)).seeds[0] as StageResult['seeds'][number];
      expect(worstError(lossByEpoch, [loss, loss, loss])).toBeLessThan(1e-6);
      expect(worstError([finalLoss], [loss])).toBeLessThan(1e-6);
    }
    const learning = await trained([given], stageConfig({ batchSize: 5, length: { kind: 'epochs', epochs: 3 } }));
    const { lossByEpoch = [], finalLoss } = learning.seeds[0] ?? {};
    expect(lossByEpoch[2]).toBeLessThan(lossByEpoch[0] as number);
    expect(finalLoss).toBe(lossByEpoch[2]);
  });

  it('learns: the loss of Stage 1 falls far below chance', async () => {
    const { seeds } = await trained(
      [example(3)],
      stageConfig({ length: { kind: 'epochs', epochs: 60 }, learningRate: 1e-2 }),
    );
    expect(seeds[0]?.lossByEpoch[0]).toBeGreaterThan(0.5);
    expect(seeds[0]?.finalLoss).toBeLessThan(0.1);
  });

  it('follows the warm-up: the first steps move each parameter by their share of the learning rate', async () => {
    // Adam's first step moves a parameter with a gradient by the learning rate itself, whatever the gradient.
    const given = example(4);
    const moved = async (steps: number) => {
      const { byStep } = await trained(
        [given],
        stageConfig({ warmUp: { steps, shareAtMost: 1 }, length: { kind: 'steps', steps: 10 } }),
      );
      return Math.max(
        ...(byStep[0] as Float32Array).map((value, index) => Math.abs(value - (given.initial[index] as number))),
      );
    };
    expect((await moved(0)) / 2e-3).toBeCloseTo(1, 3);
    expect((await moved(5)) / 2e-3).toBeCloseTo(1 / 5, 3);
    expect((await moved(10)) / 2e-3).toBeCloseTo(1 / 10, 3);
  });

  it('repeats bit for bit', async () => {
    const config = stageConfig({ length: { kind: 'epochs', epochs: 5 } });
    const [first, second] = [await trained([example(5)], config), await trained([example(5)], config)];
    expect(second.parameters).toEqual(first.parameters);
    expect(second.seeds).toEqual(first.seeds);
    expect((await trained([example(6)], config)).parameters).not.toEqual(first.parameters);
  });

  it('gives a seed in a cohort what it gives it alone, to 1e-4 after twenty steps', async () => {
    const numbers = [7, 8, 9];
    const together = await trained(
      numbers.map((number) => example(number)),
      stageConfig(),
    );
    for (const [seed, number] of numbers.entries()) {
      const alone = await trained([example(number)], stageConfig());
      expect(worstError(rowOf(together.parameters, seed), alone.parameters)).toBeLessThan(1e-4);
      expect(Math.abs((together.seeds[seed]?.finalLoss ?? 9) - (alone.seeds[0]?.finalLoss ?? 0))).toBeLessThan(1e-4);
    }
  });

  it('rests a seed that has reached the loss, bit for bit, while another goes on', async () => {
    // Targets that the seeds reach at different epochs; found from their loss curves alone.
    const examples = [example(10), example(11)];
    const length = { kind: 'epochs', epochs: 30 } as const;
    const curves = (await trained(examples, stageConfig({ length, learningRate: 5e-3 }))).seeds.map(
      ({ lossByEpoch }) => lossByEpoch,
    );
    const target = Math.max(curves[0]?.[24] ?? 9, curves[1]?.[24] ?? 9) + 1e-6;
    const reached = curves.map((curve) => curve.findIndex((loss) => loss <= target) + 1);
    expect(reached[0]).not.toBe(reached[1]);

    const config = stageConfig({ length: { kind: 'loss', target, maximumEpochs: 30 }, learningRate: 5e-3 });
    const { parameters, byStep, seeds } = await trained(examples, config);
    expect(seeds.map(({ epochs }) => epochs)).toEqual(reached);
    expect(seeds.map(({ reachedTarget }) => reachedTarget)).toEqual([true, true]);
    const [early, late] = (reached[0] as number) < (reached[1] as number) ? [0, 1] : [1, 0];
    const atRest = 7 * (reached[early] as number);
    expect(byStep).toHaveLength(7 * (reached[late] as number));
    for (const values of byStep.slice(atRest - 1)) {
      expect(rowOf(values, early)).toEqual(rowOf(byStep[atRest - 1] as Float32Array, early));
    }
    expect(rowOf(parameters, late)).not.toEqual(rowOf(byStep[atRest - 1] as Float32Array, late));
    expect(rowOf(parameters, early)).not.toEqual(rowOf(byStep[atRest - 2] as Float32Array, early));
    expect(seeds[early]?.lossByEpoch).toHaveLength(reached[early] as number);
    // The seed that goes on is moved by nothing: alone it ends with the same numbers, to rounding.
    const alone = await trained([examples[late] as Example], config);
    expect(worstError(rowOf(parameters, late), alone.parameters)).toBeLessThan(1e-3);
  });

  it('says so when a seed does not reach the loss', async () => {
    const config = stageConfig({ length: { kind: 'loss', target: 1e-6, maximumEpochs: 2 } });
    expect((await trained([example(12)], config)).seeds[0]).toMatchObject({
      steps: 14,
      epochs: 2,
      reachedTarget: false,
    });
  });

  it('starts Stage 2 with a fresh optimizer: its first step is as long as any first step', async () => {
    const config = stageConfig({ warmUp: { steps: 0, shareAtMost: 1 } });
    const stageOne = await trained([example(13)], config);
    const second: Example = {
      ...example(13, { documents: (world) => stageTwoDocuments(world, false) }),
      initial: stageOne.parameters,
    };
    const { byStep } = await trained(
      [second],
      stageConfig({ warmUp: { steps: 0, shareAtMost: 1 }, length: { kind: 'steps', steps: 1 } }),
    );
    const steps = [...(byStep[0] as Float32Array)].map((value, index) =>
      Math.abs(value - (stageOne.parameters[index] as number)),
    );
    // With moments kept from Stage 1 the lengths would spread from nearly zero upwards; fresh, they are all the learning rate,
    // but for parameters without a gradient: unlit digits and unused tokens.
    const moving = steps.filter((length) => length > 0);
    expect(moving.length).toBeGreaterThan(MODEL.layout.size / 2);
    expect(Math.max(...moving) / 2e-3).toBeCloseTo(1, 3);
    const full = moving.filter((length) => Math.abs(length / 2e-3 - 1) < 0.01);
    expect(full.length / moving.length).toBeGreaterThan(0.98);
  });

  it('trains definitions alike with swapped tags: only the tag tokens differ', async () => {
    const documents = { plain: [] as string[], swapped: [] as string[] };
    for (const arm of ['plain', 'swapped'] as const) {
      const given = example(14, {
        documents: (world) => stageTwoDocuments(world, arm === 'swapped'),
        watch: (alias, query) => documents[arm].push(`${alias}?${query}`),
      });
      await trained([given], stageConfig({ batchSize: 5, length: { kind: 'epochs', epochs: 2 } }), {
        swapped: arm === 'swapped',
      });
    }
    const aliases = (list: readonly string[]) => list.map((document) => document.split('?')[0]);
    expect(aliases(documents.swapped)).toEqual(aliases(documents.plain));
    expect(documents.swapped).not.toEqual(documents.plain);
  });
});

describe('the engines', () => {
  it('agree to 1e-5 after ten steps', async () => {
    const results: Float32Array[] = [];
    for (const backend of ['wasm', 'cpu'] as const) {
      await startBackend(backend);
      results.push((await trained([example(15)], stageConfig({ length: { kind: 'steps', steps: 10 } }))).parameters);
    }
    expect(worstError(results[0] as Float32Array, results[1] as Float32Array)).toBeLessThan(1e-5);
    expect(results[0]).not.toEqual(Float32Array.from(example(15).initial));
  });
});
