// Cohorts in text end to end on tiny experiments: what a record holds, Stage 0 found or trained anew, stages, stacking.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseExperiment, type TextExperiment } from '../../src/experiments/experiment.ts';
import type { Pretrained, PretrainedStore } from '../../src/experiments/run-cohort.ts';
import { type CohortRequest, runCohort } from '../../src/experiments/run-cohort.ts';
import { type RunRecord, RunRecordSchema } from '../../src/experiments/run-record.ts';
import { plannedStages, plannedSteps } from '../../src/experiments/stages.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { aliasEntity, aliasText, setInclusion } from '../tasks/text/text-examples.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';
import { stage, tinyText } from './tiny-text.ts';

const isRecord = new Ajv2020({ allErrors: true }).compile(RunRecordSchema);
const run = (experiment: TextExperiment, seeds: readonly number[] = [1], more: Partial<CohortRequest> = {}) =>
  runCohort({ experiment: parseExperiment(experiment, 'spec'), seeds, images: null, ...more });
const only = (records: readonly RunRecord[]) => records[0] as RunRecord;

/** Keeps models in memory, and says what was asked of it. */
function shelf(): PretrainedStore & { readonly kept: Map<string, Pretrained>; found: number } {
  const kept = new Map<string, Pretrained>();
  const store = {
    kept,
    found: 0,
    load(key: string) {
      const there = kept.get(key) ?? null;
      if (there !== null) store.found += 1;
      return there;
    },
    save: (key: string, pretrained: Pretrained) => void kept.set(key, pretrained),
  };
  return store;
}

const ENTITY = { protocol: { stage0: stage(5, { dropout: 0.2 }), stage1: stage(6, { dropout: 0.2 }) } };
const entity = (change = {}, task = {}) =>
  tinyText({ ...ENTITY, task: aliasEntity(task), protocol: { ...ENTITY.protocol, ...change } });

beforeAll(() => startBackend('wasm'));
leavesNoTensors();

describe('a run in text', () => {
  it.each<[string, TextExperiment, string[]]>([
    ['source statements', tinyText(), ['stage 1', 'stage 2']],
    ['named entities', entity({ swappedStage2: true }), ['stage 0', 'stage 1', 'stage 2', 'stage 2 swapped']],
    [
      'three stages',
      entity({ stages: 'three', stage1Questions: stage(3) }),
      ['stage 0', 'stage 1 definitions', 'stage 1', 'stage 2'],
    ],
    ['in context', entity({ stages: 'single', stage2: null }, { inContext: true }), ['stage 0', 'stage 1']],
    ['set inclusion', tinyText({ task: setInclusion() }), ['stage 1', 'stage 2']],
    ['every token asked', tinyText({ protocol: { loss: 'all-tokens' } }), ['stage 1', 'stage 2']],
  ])('leaves a record of its stages that passes the schema: %s', async (_, experiment, stages) => {
    let steps = 0;
    const record = only(await run(experiment, [1], { onSteps: (count) => (steps += count) }));
    expect(isRecord(JSON.parse(JSON.stringify(record))), JSON.stringify(isRecord.errors)).toBe(true);
    expect(Object.keys(record.training)).toEqual(stages);
    expect(steps).toBe(plannedSteps(experiment));
    expect(plannedStages(experiment)).toHaveLength(stages.length);
  });

  it('measures questions, attribution, retrieval, probes at each layer and token, and gradients', async () => {
    const experiment = tinyText({
      task: aliasText({ groups: { D1QA1: 8, D2QA2: 8, QA3: 4, D5: 20, D6: 20, D8: 0, QA7: 4 } }),
      measurements: { retrieval: true, probes: { lambda: 1, permutations: 2 }, gradientAlignment: { variables: 40 } },
      protocol: { curveEverySteps: 2 },
    });
    const { values, curves } = only(await run(experiment));
    for (const name of ['accuracy', 'exact-match', 'log-likelihood']) {
      expect(Object.keys(values[`after-stage-2/qa/${name}`] ?? {})).toEqual([
        'D1QA1',
        'D2QA2',
        'QA3',
        'D5',
        'D6',
        'QA7',
      ]);
      expect(Object.keys(values[`after-stage-2/unreliable-tag/${name}`] ?? {})).toEqual(['D1QA1', 'D2QA2', 'D5', 'D6']);
    }
    expect(Object.keys(values).filter((name) => name.startsWith('before-stage-2/probe-excess/'))).toEqual(
      ['embedding', 'block 1'].flatMap((layer) =>
        ['ask', 'alias 1', 'alias 2', 'alias 3', 'attribute'].map(
          (token) => `before-stage-2/probe-excess/${layer} at ${token}`,
        ),
      ),
    );
    expect(Object.keys(values['before-stage-2/gradient-cosine'] ?? {})).toEqual([
      'reliable-tag',
      'unreliable-tag',
      'third-tag',
      'other-variable',
    ]);
    expect(curves['stage 2/accuracy of D5 by step']?.x).toEqual([2, 4]);
    const who = only(await run(entity()));
    expect(Object.keys(who.values['after-stage-2/who/exact-match'] ?? {})).toContain('D6');
    expect(Object.keys(who.values['after-stage-0/qa/exact-match'] ?? {})).toContain('held');
  });

  it('gives each seed the same numbers stacked as alone, to rounding', async () => {
    const experiment = entity();
    const stacked = await run(experiment, [3, 4]);
    const alone = [...(await run(experiment, [3])), ...(await run(experiment, [4]))];
    for (const [index, record] of stacked.entries()) {
      const other = alone[index] as RunRecord;
      expect(record.roles).toEqual(other.roles);
      for (const [name, { finalLoss }] of Object.entries(record.training)) {
        expect(finalLoss).toBeCloseTo(other.training[name]?.finalLoss ?? Number.NaN, 4);
      }
    }
  });
});

describe('Stage 0', () => {
  it('is trained once for all experiments that share it, and found again bit for bit', async () => {
    const store = shelf();
    const first = await run(entity(), [1, 2], { pretrained: store });
    expect([store.kept.size, store.found]).toEqual([1, 0]);
    const again = await run(entity(), [1, 2], { pretrained: store });
    expect([store.kept.size, store.found]).toEqual([1, 1]);
    expect(again).toEqual(first);
    // Another share of consistent definitions, and a single stage: other experiments, the same Stage 0.
    await run(entity({}, { consistentShare: { reliable: 0.5, unreliable: 0.5 } }), [1, 2], { pretrained: store });
    await run(entity({ stages: 'single', stage2: null }), [1, 2], { pretrained: store });
    expect([store.kept.size, store.found]).toEqual([1, 3]);
  });

  it.each<[string, TextExperiment, number[]]>([
    ['other seeds', entity(), [2, 1]],
    ['other knowledge', entity({}, { oldAliases: 6 }), [1, 2]],
    ['another length', entity({ stage0: stage(4, { dropout: 0.2 }) }), [1, 2]],
    ['another model', { ...entity(), model: { ...entity().model, layers: 2 } }, [1, 2]],
    ['another loss', entity({ loss: 'all-tokens' }), [1, 2]],
  ])('is not shared with %s', async (_, experiment, seeds) => {
    const store = shelf();
    await run(entity(), [1, 2], { pretrained: store });
    await run(experiment, seeds, { pretrained: store });
    expect([store.kept.size, store.found]).toEqual([2, 0]);
  });
});
