// Runs on named entities with a pretrained model, end to end on one of a few numbers: records, deals of Stage 2, words that occur, and a
// run that goes on from the Stage 1 that an interrupted one has left.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Architecture, Checkpoint } from '../../src/checkpoints/checkpoint.ts';
import { familyTensors } from '../../src/checkpoints/family-tensors.ts';
import { type NamedExperiment, parseExperiment } from '../../src/experiments/experiment.ts';
import {
  type CohortRequest,
  type Pretrained,
  type PretrainedStore,
  runCohort,
  stepsAReport,
} from '../../src/experiments/run-cohort.ts';
import { type RunRecord, RunRecordSchema } from '../../src/experiments/run-record.ts';
import { cohortSizeOf, type PlannedStage, plannedStages, plannedSteps } from '../../src/experiments/stages.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import type { NamedEntitiesConfig } from '../../src/tasks/text/named-entities/named-entities-config.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { refusal } from '../refusal.ts';
import { bytes, named, people, SHA256 } from '../tasks/text/named-entities/named-examples.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';
import { stage } from './tiny-text.ts';

const ARCHITECTURE: Architecture = {
  family: 'llama',
  layers: 1,
  width: 8,
  heads: 2,
  keyValueHeads: 1,
  headSize: 4,
  hidden: 12,
  vocabulary: 257,
  positions: 256,
  normEpsilon: 1e-5,
  rotary: { size: 4, base: 10_000 },
  tiedOutput: true,
  parallelResidual: false,
  activation: 'silu',
  biases: false,
};

/** Weights at random, the same each time. */
function smallCheckpoint(): Checkpoint {
  const tensors = familyTensors(ARCHITECTURE).map(({ name, shape }) => ({ name, shape }));
  return {
    ...{ name: 'small', licence: null, source: 'a spec', architecture: ARCHITECTURE, tokenizer: bytes, tensors },
    readInto(name, target, offset) {
      const { shape } = tensors.find((one) => one.name === name) as (typeof tensors)[number];
      const random = seedTree(7).child(name).stream();
      const size = shape.reduce((product, length) => product * length, 1);
      for (let index = 0; index < size; index += 1)
        target[offset + index] = name.includes('norm') ? 1 : 0.3 * random.normal();
    },
    close() {},
  };
}

const ASSETS = { images: null, checkpoint: smallCheckpoint(), language: { tokenizer: bytes, knowledge: people(60) } };
const isRecord = new Ajv2020({ allErrors: true }).compile(RunRecordSchema);

function experiment(
  task: Partial<NamedEntitiesConfig> = {},
  protocol: Partial<NamedExperiment['protocol']> = {},
): NamedExperiment {
  return parseExperiment(
    {
      schemaVersion: 1,
      task: named({ vocabulary: 'occurring', ...task }),
      model: { kind: 'checkpoint', digest: SHA256 },
      protocol: {
        stages: 'two',
        stage1: stage(4, { decay: 'linear' }),
        stage2: stage(2),
        swappedStage2: true,
        loss: 'all-tokens',
        optimizer: { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0, gradientClip: 1 },
        curveEverySteps: null,
        ...protocol,
      },
      measurements: { retrieval: false, probes: null, gradientAlignment: null },
    },
    'spec',
  ) as NamedExperiment;
}

const run = async (of: NamedExperiment, more: Partial<CohortRequest> = {}) =>
  (await runCohort({ experiment: of, seeds: [1], ...ASSETS, ...more }))[0] as RunRecord;

/** Keeps models in memory; `forgets` or not, as after a crash. */
function shelf(forgets: boolean): PretrainedStore & { readonly kept: Map<string, Pretrained> } {
  const kept = new Map<string, Pretrained>();
  return {
    kept,
    load: (key) => kept.get(key) ?? null,
    save: (key, pretrained) => void kept.set(key, pretrained),
    ...(forgets ? { forget: (key: string) => void kept.delete(key) } : {}),
  };
}

beforeAll(() => startBackend('wasm'));
leavesNoTensors();

describe('a run of a pretrained model', () => {
  it('leaves a record of its stages that passes the schema, and takes the steps that were planned', async () => {
    let steps = 0;
    const of = experiment({}, { stage2Deals: 3 });
    const record = await run(of, { onSteps: (count) => (steps += count) });
    expect(isRecord(JSON.parse(JSON.stringify(record))), JSON.stringify(isRecord.errors)).toBe(true);
    const labels = ['', ' swapped', ' deal 2', ' deal 2 swapped', ' deal 3', ' deal 3 swapped'];
    expect(Object.keys(record.training)).toEqual(['stage 1', ...labels.map((label) => `stage 2${label}`)]);
    expect(plannedStages(of).map(({ label }) => label)).toEqual(Object.keys(record.training));
    expect(steps).toBe(plannedSteps(of));
  });

  it('asks all groups after Stage 1, and those of the pool after each arm of each deal', async () => {
    const { values } = await run(experiment({}, { stage2Deals: 2 }));
    const asked = Object.entries(values).filter(([name]) => name.endsWith('/name/log-likelihood'));
    const pool = ['D5', 'D6', 'D8', 'QA7'];
    expect(Object.fromEntries(asked.map(([name, groups]) => [name.split('/')[0], Object.keys(groups)]))).toEqual({
      'before-stage-2': ['D1QA1', 'D2QA2', 'QA3', ...pool],
      'after-stage-2': pool,
      'after-stage-2-swapped': pool,
      'after-stage-2-deal-2': pool,
      'after-stage-2-swapped-deal-2': pool,
    });
  });

  it('is the same to the first deal whether or not others follow, and each deal is another', async () => {
    const [one, two] = [await run(experiment()), await run(experiment({}, { stage2Deals: 2 }))];
    for (const [name, values] of Object.entries(one.values)) expect(two.values[name]).toEqual(values);
    expect(two.values['after-stage-2-deal-2/name/log-likelihood']).not.toEqual(
      two.values['after-stage-2/name/log-likelihood'],
    );
  });

  it('answers alike by all words and by those that occur, but for what the others would have said', async () => {
    // Before anything is trained: then models differ in nothing but the words that a softmax is over.
    const still = { stage1: stage(1, { learningRate: 1e-12 }), stage2: stage(1, { learningRate: 1e-12 }) };
    const likelihoods = async (vocabulary: NamedEntitiesConfig['vocabulary']) =>
      (await run(experiment({ vocabulary }, still))).values['before-stage-2/name/log-likelihood'] as Record<
        string,
        number
      >;
    const [whole, occurring] = [await likelihoods('whole'), await likelihoods('occurring')];
    for (const [group, value] of Object.entries(whole)) expect(occurring[group]).toBeGreaterThan(value);
  });

  it('goes on from the Stage 1 of an interrupted run, to the same numbers, and leaves nothing of it', async () => {
    const of = experiment();
    const interrupted = shelf(false);
    const first = await run(of, { pretrained: interrupted });
    expect(interrupted.kept.size).toBe(1);
    const [[key, kept]] = [...interrupted.kept] as [[string, Pretrained]];
    const resumed = shelf(true);
    resumed.save(key, kept);
    let trained = 0;
    expect(await run(of, { pretrained: resumed, onSteps: (count) => (trained += count) })).toEqual(first);
    expect(trained).toBe(plannedSteps(of));
    expect(resumed.kept.size).toBe(0);
  });

  it('hands its records over before it lets go of Stage 1', async () => {
    const store = shelf(true);
    const atHandover: unknown[] = [];
    const keep = (records: readonly RunRecord[]) => atHandover.push(store.kept.size, ...records);
    const record = await run(experiment(), { pretrained: store, keep });
    expect(atHandover).toEqual([1, record]);
    expect(store.kept.size).toBe(0);
  });

  it('trains no Stage 1 again where writing its records failed', async () => {
    const of = experiment();
    const store = shelf(true);
    const disk = () => {
      throw new Error('the disk is full');
    };
    await expect(run(of, { pretrained: store, keep: disk })).rejects.toThrow('the disk is full');
    const [stage1] = plannedStages(of) as [PlannedStage];
    const reports: number[] = [];
    await run(of, { pretrained: store, onSteps: (count) => reports.push(count) });
    // All of its steps at once: found, since a training reports every second one.
    expect(reports[0]).toBe(stage1.steps);
    expect(stage1.steps).toBeGreaterThan(stepsAReport(of));
    expect(store.kept.size).toBe(0);
  });

  it.each<[string, NamedExperiment, boolean]>([
    ['another Stage 2', experiment({}, { stage2: stage(3) }), true],
    ['another Stage 1', experiment({}, { stage1: stage(5) }), false],
    ['other definitions', experiment({ definitions: { kind: 'tags', order: 'ATE' } }), false],
    ['other weights', { ...experiment(), model: { kind: 'checkpoint', digest: 'cd'.repeat(32) } }, false],
  ])('shares its Stage 1 with an experiment of %s: %#', async (_, other, isShared) => {
    const store = shelf(false);
    await run(experiment(), { pretrained: store });
    await run(other, { pretrained: store });
    expect(store.kept.size).toBe(isShared ? 1 : 2);
  });

  it('has a cohort of its own, since its words are', () => {
    expect([
      cohortSizeOf(experiment(), { cohortSize: 4 }),
      cohortSizeOf({ ...experiment(), model: { kind: 'module', digest: SHA256, options: {} } } as never, {
        cohortSize: 4,
      }),
    ]).toEqual([1, 4]);
  });

  it('needs its model', async () => {
    await expect(run(experiment(), { checkpoint: null })).rejects.toThrow(refusal('invalid-experiment', 'checkpoint'));
  });
});
