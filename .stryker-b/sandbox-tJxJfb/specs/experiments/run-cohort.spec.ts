// Cohorts end to end on a tiny experiment: records, names, repetition, planned steps, and breakdowns that are no records.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { tinyExperiment, VARIANTS } from '../../lab/defects/fabricated/tiny-experiment.ts';
import type { Experiment } from '../../src/experiments/experiment.ts';
import { runCohort } from '../../src/experiments/run-cohort.ts';
import { type RunRecord, RunRecordSchema } from '../../src/experiments/run-record.ts';
import { plannedSteps } from '../../src/experiments/stages.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { drawDigitGrid } from '../../src/tasks/grid/digit-grid.ts';
import type { DigitImagePool } from '../../src/tasks/grid/digit-images.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { imagePool } from '../tasks/grid-examples.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';

const isRecord = new Ajv2020({ allErrors: true }).compile(RunRecordSchema);
const ALL_GROUPS = ['D1QA1', 'D2QA2', 'QA3', 'D5', 'D6', 'D8', 'QA7'];
const DEFINED = ['D1QA1', 'D2QA2', 'D5', 'D6', 'D8'];
const LAYERS = ['input', 'block 1', 'final norm', 'logits'];

const run = (experiment: Experiment, seeds: readonly number[] = [1], images: DigitImagePool | null = null) =>
  runCohort({ experiment, seeds, images });
const only = (records: readonly RunRecord[]) => records[0] as RunRecord;

const qa = (moment: string) =>
  ['accuracy', 'agreement-with-definition', 'log-likelihood'].map((name) => `${moment}/qa/${name}`);
const retrieval = (moment: string) =>
  ['reliable-tag', 'unreliable-tag', 'third-tag'].flatMap((tag) =>
    ['accuracy', 'agreement-with-definition', 'log-likelihood'].map((name) => `${moment}/${tag}/${name}`),
  );
const probes = (moment: string) => LAYERS.map((layer) => `${moment}/probe-excess/${layer}`);

const PICTURES = tinyExperiment({
  task: { rendering: { kind: 'handwriting', imagesDigest: 'marked-pictures', query: 'pixels', columns: 3 } },
  model: { patchEncoder: { hidden: 4, output: 2 } },
  measurements: { retrieval: true, probes: { lambda: 1, permutations: 2 }, gradientAlignment: { variables: 4 } },
});
const POOL = imagePool({ rows: 4, columns: 4, perDigit: 10 });

beforeAll(() => startBackend('wasm'));
leavesNoTensors();

describe('the record of a run', () => {
  it.each(Object.entries(VARIANTS))('passes its schema: %s', async (_, experiment) => {
    for (const record of await run(experiment)) {
      expect(isRecord(JSON.parse(JSON.stringify(record))), JSON.stringify(isRecord.errors)).toBe(true);
    }
  });

  it('notes the roles that the seed drew', async () => {
    for (const seed of [1, 2, 3, 4]) {
      const world = drawDigitGrid(VARIANTS.plain.task, seedTree(seed));
      const { seed: noted, roles } = only(
        await run(
          tinyExperiment({
            protocol: { stage1: { ...VARIANTS.plain.protocol.stage1, length: { kind: 'steps', steps: 1 } } },
          }),
          [seed],
        ),
      );
      expect(noted).toBe(seed);
      expect(roles.reliableTag).toBe(world.reliableTag);
      expect([...roles.groups].map((letter) => roles.legend[letter])).toEqual([...world.groupOf]);
      expect(Object.values(roles.legend)).toEqual(ALL_GROUPS);
    }
  });

  it.each<[keyof typeof VARIANTS, string[], string[], string[]]>([
    ['plain', ['stage 1', 'stage 2'], [...qa('before-stage-2'), ...qa('after-stage-2')], []],
    [
      'everything',
      ['stage 1', 'stage 2', 'stage 2 swapped'],
      [
        ...['before-stage-2', 'after-stage-2', 'after-stage-2-swapped'].flatMap(qa),
        ...retrieval('after-stage-2'),
        ...probes('before-stage-2'),
        ...probes('after-stage-2'),
        'before-stage-2/gradient-cosine',
      ],
      ['stage 2/accuracy of D5 by step', 'stage 2/accuracy of D6 by step'],
    ],
    ['singleStage', ['stage 1'], [...qa('after-single-stage'), ...retrieval('after-single-stage')], []],
    [
      'aliasFirst',
      ['stage 1', 'stage 2'],
      [...qa('before-stage-2'), ...qa('after-stage-2'), ...probes('before-stage-2'), ...probes('after-stage-2')],
      [],
    ],
  ])('has the documented names, no more and no fewer: %s', async (variant, stages, measurements, curves) => {
    const record = only(await run(VARIANTS[variant]));
    expect(Object.keys(record.training)).toEqual(stages);
    expect(Object.keys(record.values).sort()).toEqual([...measurements].sort());
    expect(Object.keys(record.curves).sort()).toEqual(
      [...stages.map((stage) => `${stage}/loss by epoch`), ...curves].sort(),
    );
    for (const [name, values] of Object.entries(record.values)) {
      if (name.endsWith('qa/accuracy')) expect(Object.keys(values)).toEqual(ALL_GROUPS);
      if (/tag\/accuracy$/.test(name)) expect(Object.keys(values)).toEqual(DEFINED);
      if (name.endsWith('agreement-with-definition')) expect(Object.keys(values)).toEqual(['D1QA1', 'D2QA2']);
      if (name.includes('probe')) expect(Object.keys(values)).toEqual(['D1QA1-D2QA2', 'D5-D6', 'transfer']);
      if (name.includes('cosine')) {
        expect(Object.keys(values)).toEqual(['reliable-tag', 'unreliable-tag', 'third-tag', 'other-variable']);
      }
    }
  });

  it('draws its learning curves at the steps asked for, up to the final accuracy', async () => {
    const record = only(await run(VARIANTS.everything));
    for (const group of ['D5', 'D6']) {
      const curve = record.curves[`stage 2/accuracy of ${group} by step`];
      expect(curve?.x).toEqual([3, 6]);
      expect(curve?.y.every((value) => value >= 0 && value <= 1)).toBe(true);
    }
    expect(record.curves['stage 1/loss by epoch']?.x).toEqual([1, 2]);
  });

  it('starts both Stage-2 arms from one model in one order: without learning they end alike', async () => {
    // At a vanishing rate both arms measure the model of Stage 1.
    const stage2 = {
      ...tinyExperiment().protocol.stage1,
      learningRate: 1e-30,
      length: { kind: 'steps', steps: 1 },
    } as const;
    const { values } = only(await run(tinyExperiment({ protocol: { swappedStage2: true, stage2 } })));
    for (const name of ['accuracy', 'log-likelihood']) {
      expect(values[`after-stage-2/qa/${name}`]).toEqual(values[`before-stage-2/qa/${name}`]);
      expect(values[`after-stage-2-swapped/qa/${name}`]).toEqual(values[`before-stage-2/qa/${name}`]);
    }
    const trained = only(await run(VARIANTS.everything)).values;
    expect(trained['after-stage-2/qa/log-likelihood']).not.toEqual(trained['before-stage-2/qa/log-likelihood']);
    expect(trained['after-stage-2-swapped/qa/log-likelihood']).not.toEqual(trained['after-stage-2/qa/log-likelihood']);
  });

  it('shows both Stage-2 arms the documents in one order: where no tag is swapped they end bit for bit alike', async () => {
    const groups = { ...VARIANTS.plain.task.groups, D5: 0, D6: 0, D8: 24 };
    const { values } = only(await run(tinyExperiment({ task: { groups }, protocol: { swappedStage2: true } })));
    for (const name of ['accuracy', 'log-likelihood']) {
      expect(values[`after-stage-2-swapped/qa/${name}`]).toEqual(values[`after-stage-2/qa/${name}`]);
    }
    expect(values['after-stage-2/qa/log-likelihood']).not.toEqual(values['before-stage-2/qa/log-likelihood']);
  });

  it('reports the target of a stage trained to a loss', async () => {
    expect(only(await run(VARIANTS.loss)).training['stage 1']).toMatchObject({
      steps: 12,
      epochs: 3,
      reachedTarget: false,
    });
    expect(only(await run(VARIANTS.plain)).training['stage 1']).toMatchObject({
      steps: 8,
      epochs: 2,
      reachedTarget: null,
    });
  });
});

describe('a run', () => {
  it.each([
    ['symbols', VARIANTS.everything, null],
    ['pictures', PICTURES, POOL],
  ])('repeats bit for bit with the same seed, and differs with another: %s', async (_, experiment, pool) => {
    const [first, again, other] = [
      await run(experiment, [5], pool),
      await run(experiment, [5], pool),
      await run(experiment, [6], pool),
    ];
    expect(again).toEqual(first);
    expect(only(other).values).not.toEqual(only(first).values);
    expect(only(other).roles.groups).not.toBe(only(first).roles.groups);
  });

  it('gives a seed in a cohort the numbers that it gives it alone, to rounding', async () => {
    const together = await run(VARIANTS.everything, [7, 8]);
    for (const [index, seed] of [7, 8].entries()) {
      const alone = only(await run(VARIANTS.everything, [seed]));
      const record = together[index] as RunRecord;
      expect(record.roles).toEqual(alone.roles);
      for (const [name, values] of Object.entries(alone.values)) {
        // Accuracies and probes count: a rounding may tip one answer, log-likelihoods and cosines are smooth.
        if (!/log-likelihood|cosine/.test(name)) continue;
        for (const [group, value] of Object.entries(values)) {
          expect(Math.abs((record.values[name]?.[group] as number) - value), `${name} ${group}`).toBeLessThan(1e-3);
        }
      }
    }
  });

  it('takes other measurements without moving a number of those it takes anyway', async () => {
    const [bare, full] = [only(await run(VARIANTS.plain)), only(await run(VARIANTS.everything))];
    for (const [name, values] of Object.entries(bare.values)) expect(full.values[name]).toEqual(values);
    for (const [name, curve] of Object.entries(bare.curves)) expect(full.curves[name]).toEqual(curve);
  });

  it('learns the trained task: held-out questions of true definitions are answered better than by chance', async () => {
    const experiment = tinyExperiment({
      model: { width: 32 },
      protocol: { stage1: { ...VARIANTS.plain.protocol.stage1, length: { kind: 'epochs', epochs: 60 } } },
    });
    const accuracies = (await run(experiment, [1, 2, 3, 4])).map(
      ({ values }) => values['before-stage-2/qa/accuracy']?.D1QA1 as number,
    );
    // 32 held-out cells, guessed: 24 right or more has a chance of .004.
    expect(accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / 4).toBeGreaterThan(0.75);
  });
});

describe('planned steps', () => {
  it.each(Object.entries(VARIANTS))(
    'are the steps that training takes, and that it reports: %s',
    async (_, experiment) => {
      for (const seeds of [[1], [1, 2]]) {
        let reported = 0;
        const records = await runCohort({ experiment, seeds, images: null, onSteps: (steps) => (reported += steps) });
        for (const { training } of records) {
          const taken = Object.values(training).reduce((sum, { steps }) => sum + steps, 0);
          expect(taken).toBe(plannedSteps(experiment));
        }
        expect(reported).toBe(plannedSteps(experiment) * seeds.length);
      }
    },
  );

  it('are an upper bound where a seed stops at its loss', async () => {
    const length = { kind: 'loss', target: 5, maximumEpochs: 9 } as const;
    const experiment = tinyExperiment({ protocol: { stage1: { ...VARIANTS.plain.protocol.stage1, length } } });
    const { training } = only(await run(experiment));
    expect(training['stage 1']).toMatchObject({ epochs: 1, steps: 4, reachedTarget: true });
    expect(plannedSteps(experiment)).toBe(9 * 4 + 6);
  });

  it('cannot be counted for a stage without documents, full batch or not', async () => {
    const groups = { ...VARIANTS.plain.task.groups, D5: 0, D6: 0, D8: 0 };
    for (const batchSize of ['full', 4] as const) {
      const stage2 = { ...VARIANTS.plain.protocol.stage1, batchSize };
      expect(() => plannedSteps(tinyExperiment({ task: { groups }, protocol: { stage2 } }))).toThrow(
        expect.objectContaining({ code: 'invalid-experiment' }),
      );
    }
  });
});

describe('a broken run', () => {
  const refusal = (where: RegExp) =>
    expect.objectContaining({
      code: 'not-finite',
      parts: expect.objectContaining({ where: expect.stringMatching(where) }),
    });

  it('is refused and names its seed where the optimizer divides nothing by nothing', async () => {
    // An epsilon that 32 bits round to zero: digits that no document shows have no gradient, and 0 / 0 is no number.
    const optimizer = { ...VARIANTS.plain.protocol.optimizer, epsilon: 1e-60 };
    const experiment = tinyExperiment({ protocol: { optimizer } });
    await expect(run(experiment, [9])).rejects.toThrow(refusal(/./));
    await expect(run(experiment, [9])).rejects.toThrow(/Seed 9 /);
  });

  it.each([
    ['not a number', Number.NaN],
    ['infinite', Number.POSITIVE_INFINITY],
  ])('is refused where a pixel is %s', async (_, pixel) => {
    const pool = imagePool({ rows: 4, columns: 4, perDigit: 10 });
    for (const pictures of pool.byDigit) for (const picture of pictures) picture[5] = pixel;
    await expect(run({ ...PICTURES, measurements: VARIANTS.plain.measurements }, [1], pool)).rejects.toThrow(
      refusal(/./),
    );
    await expect(run(PICTURES, [1], pool)).rejects.toThrow(refusal(/./));
  });

  it('is refused with its whole cohort', async () => {
    const optimizer = { ...VARIANTS.plain.protocol.optimizer, epsilon: 1e-60 };
    await expect(run(tinyExperiment({ protocol: { optimizer } }), [1, 2])).rejects.toThrow(refusal(/./));
  });

  it.each([
    ['no pictures', null],
    ['other pictures', { ...POOL, digest: 'other-pictures' }],
  ])('is refused before training with %s', async (_, pool) => {
    await expect(run(PICTURES, [1], pool)).rejects.toThrow(expect.objectContaining({ code: 'invalid-images' }));
  });
});
