// Users' models trained for real: the folders of examples/model-folder, through every part of a run on both tasks (some 20 s).
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tinyExperiment, VARIANTS } from '../../lab/defects/fabricated/tiny-experiment.ts';
import { loadModelFolder, type ModelFolder } from '../../src/configurations/load-model-folder.ts';
import { modelAbilities } from '../../src/configurations/model-abilities.ts';
import { type Experiment, parseExperiment } from '../../src/experiments/experiment.ts';
import { runCohort } from '../../src/experiments/run-cohort.ts';
import { type Backend, startBackend } from '../../src/tensors/backend.ts';
import type { BackendName } from '../../src/tensors/backend-name.ts';
import { recordStep } from '../../src/tensors/native/recorded-step.ts';
import { type RecordStep, replayEngine } from '../../src/tensors/replay-engine.ts';
import { eagerEngine } from '../../src/tensors/step-engine.ts';
import { recordHeapStep } from '../../src/tensors/wasm/heap-recording.ts';
import { refusal } from '../refusal.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';
import { HAS_NATIVE } from '../tensors/native-available.ts';
import { tinyText } from './tiny-text.ts';

const folder = (name: string) => resolve(import.meta.dirname, '../../examples/model-folder', name);
const withModel = (experiment: object, { digest }: ModelFolder, options: Record<string, unknown>): Experiment =>
  parseExperiment({ ...experiment, model: { kind: 'module', digest, options } }, 'spec');

const everything = { retrieval: true, probes: { lambda: 1, permutations: 2 }, gradientAlignment: { variables: 4 } };
const TEXT = tinyText({
  protocol: { swappedStage2: true, curveEverySteps: 2, loss: 'all-tokens' },
  measurements: everything,
});
const CASES = [
  ['grid', VARIANTS.everything, { width: 8, depth: 2 }],
  ['text', TEXT, { width: 8, heads: 2, depth: 1 }],
] as const;

const BACKENDS: readonly BackendName[] = HAS_NATIVE ? ['wasm', 'cpu', 'tensorflow'] : ['wasm', 'cpu'];

describe.each(BACKENDS)("the examples of users' models on %s", (name) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await startBackend(name);
  });
  leavesNoTensors();

  it.each(CASES)('run to the end with every measurement: %s', async (task, own, options) => {
    const module = await loadModelFolder(folder(task));
    const experiment = withModel(own, module, options);
    const run = (engine = backend.engine, seeds = [3]) =>
      runCohort({ experiment, seeds, images: null, module, engine });
    const [record] = await run();
    const names = Object.keys(record?.values ?? {});
    expect(names.some((measured) => measured.startsWith('before-stage-2/gradient-cosine'))).toBe(true);
    const { activations } = await modelAbilities(experiment, { images: null, module });
    expect(activations.length).toBeGreaterThan(2);
    for (const layer of task === 'grid' ? activations : activations.slice(0, -1)) {
      expect(
        names.some((measured) => measured.startsWith(`after-stage-2/probe-excess/${layer}`)),
        layer,
      ).toBe(true);
    }
    // Replayed or op by op: the same bits.
    expect(await run(eagerEngine)).toEqual([record]);
    backend.engine.dispose();
  });

  it.each(CASES)('give each stacked seed what it gets alone, to rounding: %s', async (task, own, options) => {
    const module = await loadModelFolder(folder(task));
    const experiment = withModel(own, module, options);
    const run = (seeds: readonly number[]) =>
      runCohort({ experiment, seeds, images: null, module, engine: backend.engine });
    const together = await run([3, 4, 5]);
    for (const [index, seed] of [3, 4, 5].entries()) {
      const [alone] = await run([seed]);
      for (const [stage, { finalLoss }] of Object.entries(alone?.training ?? {})) {
        expect(together[index]?.training[stage]?.finalLoss, stage).toBeCloseTo(finalLoss, 4);
      }
      expect(together[index]?.roles).toEqual(alone?.roles);
    }
    backend.engine.dispose();
  });
});

const RECORDERS: readonly (readonly [BackendName, RecordStep])[] = [
  ['wasm', recordHeapStep],
  ...(HAS_NATIVE ? [['tensorflow', recordStep] as const] : []),
];

describe.each(RECORDERS)('the steps of the examples on %s', (name, record) => {
  beforeAll(() => startBackend(name));

  it.each(CASES)('can be recorded, as all that they use are layers of the harness: %s', async (task, own, options) => {
    const module = await loadModelFolder(folder(task));
    let recorded = 0;
    const engine = replayEngine({
      recordStep: (...asked) => {
        const step = record(...asked);
        recorded += 1;
        return step;
      },
      keptBytes: 0,
      unrecordable: 'refused',
    });
    await runCohort({ experiment: withModel(own, module, options), seeds: [1], images: null, module, engine });
    engine.dispose();
    expect(recorded).toBeGreaterThanOrEqual(3);
  });
});

describe('an experiment on a model folder', () => {
  it('is another one for other files, other options, and never takes a folder that it does not name', async () => {
    const module = await loadModelFolder(folder('grid'));
    const experiment = withModel(tinyExperiment(), module, {});
    const stranger = { ...module, digest: '0'.repeat(64) };
    for (const other of [stranger, null]) {
      await expect(runCohort({ experiment, seeds: [1], images: null, module: other })).rejects.toThrow(
        refusal('invalid-configuration', module.digest),
      );
    }
  });

  it('drops nothing', async () => {
    const module = await loadModelFolder(folder('text'));
    const stage1 = { ...TEXT.protocol.stage1, dropout: 0.1 };
    expect(() => withModel({ ...TEXT, protocol: { ...TEXT.protocol, stage1 } }, module, {})).toThrow(
      refusal('invalid-experiment', 'dropout'),
    );
  });
});
