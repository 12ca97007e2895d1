// Runs on named entities with a pretrained model, end to end on one of a few numbers: records, deals of Stage 2, words that occur, and a
// run that goes on from the Stage 1 that an interrupted one has left.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { NamedExperiment } from '../../src/experiments/experiment.ts';
import {
  type CohortRequest,
  type Pretrained,
  type PretrainedStore,
  runCohort,
  stepsAReport,
} from '../../src/experiments/run-cohort.ts';
import { type RunRecord, RunRecordSchema } from '../../src/experiments/run-record.ts';
import { cohortSizeOf, type PlannedStage, plannedStages, plannedSteps } from '../../src/experiments/stages.ts';
import type { NamedEntitiesConfig } from '../../src/tasks/text/named-entities/named-entities-config.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { refusal } from '../refusal.ts';
import { SHA256 } from '../tasks/text/named-entities/named-examples.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';
import { ASSETS, namedExperiment } from './tiny-named.ts';
import { stage } from './tiny-text.ts';

const isRecord = new Ajv2020({ allErrors: true }).compile(RunRecordSchema);

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
    const of = namedExperiment({}, { stage2Deals: 3 });
    const record = await run(of, { onSteps: (count) => (steps += count) });
    expect(isRecord(JSON.parse(JSON.stringify(record))), JSON.stringify(isRecord.errors)).toBe(true);
    const labels = ['', ' swapped', ' deal 2', ' deal 2 swapped', ' deal 3', ' deal 3 swapped'];
    expect(Object.keys(record.training)).toEqual(['stage 1', ...labels.map((label) => `stage 2${label}`)]);
    expect(plannedStages(of).map(({ label }) => label)).toEqual(Object.keys(record.training));
    expect(steps).toBe(plannedSteps(of));
  });

  it('asks all groups after Stage 1, and those of the pool after each arm of each deal', async () => {
    const { values } = await run(namedExperiment({}, { stage2Deals: 2 }));
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
    const [one, two] = [await run(namedExperiment()), await run(namedExperiment({}, { stage2Deals: 2 }))];
    for (const [name, values] of Object.entries(one.values)) expect(two.values[name]).toEqual(values);
    expect(two.values['after-stage-2-deal-2/name/log-likelihood']).not.toEqual(
      two.values['after-stage-2/name/log-likelihood'],
    );
  });

  it('answers alike by all words and by those that occur, but for what the others would have said', async () => {
    // Before anything is trained: then models differ in nothing but the words that a softmax is over.
    const still = { stage1: stage(1, { learningRate: 1e-12 }), stage2: stage(1, { learningRate: 1e-12 }) };
    const likelihoods = async (vocabulary: NamedEntitiesConfig['vocabulary']) =>
      (await run(namedExperiment({ vocabulary }, still))).values['before-stage-2/name/log-likelihood'] as Record<
        string,
        number
      >;
    const [whole, occurring] = [await likelihoods('whole'), await likelihoods('occurring')];
    for (const [group, value] of Object.entries(whole)) expect(occurring[group]).toBeGreaterThan(value);
  });

  it('goes on from the Stage 1 of an interrupted run, to the same numbers, and leaves nothing of it', async () => {
    const of = namedExperiment();
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
    const record = await run(namedExperiment(), { pretrained: store, keep });
    expect(atHandover).toEqual([1, record]);
    expect(store.kept.size).toBe(0);
  });

  it('trains no Stage 1 again where writing its records failed', async () => {
    const of = namedExperiment();
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
    ['another Stage 2', namedExperiment({}, { stage2: stage(3) }), true],
    ['another Stage 1', namedExperiment({}, { stage1: stage(5) }), false],
    ['other definitions', namedExperiment({ definitions: { kind: 'tags', order: 'ATE' } }), false],
    ['other weights', { ...namedExperiment(), model: { kind: 'checkpoint', digest: 'cd'.repeat(32) } }, false],
  ])('shares its Stage 1 with an experiment of %s: %#', async (_, other, isShared) => {
    const store = shelf(false);
    await run(namedExperiment(), { pretrained: store });
    await run(other, { pretrained: store });
    expect(store.kept.size).toBe(isShared ? 1 : 2);
  });

  it('has a cohort of its own, since its words are', () => {
    expect([
      cohortSizeOf(namedExperiment(), { cohortSize: 4 }),
      cohortSizeOf({ ...namedExperiment(), model: { kind: 'module', digest: SHA256, options: {} } } as never, {
        cohortSize: 4,
      }),
    ]).toEqual([1, 4]);
  });

  it('needs its model', async () => {
    await expect(run(namedExperiment(), { checkpoint: null })).rejects.toThrow(
      refusal('invalid-experiment', 'checkpoint'),
    );
  });
});
