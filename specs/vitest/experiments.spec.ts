// The arbitrary of experiments: each can be planned and drawn, and a property over verdicts shrinks to the smallest
// configuration where the verdict flips.
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import '../../src/vitest/index.ts';
import { parseExperiment } from '../../src/experiments/experiment.ts';
import { plannedSteps } from '../../src/experiments/planned-steps.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { drawDigitGrid } from '../../src/tasks/digit-grid.ts';
import { experiments } from '../../src/vitest/experiments.ts';
import { plantedWorld } from './planted-world.ts';

describe('experiments()', () => {
  test.prop([experiments(), fc.nat()])('are valid, can be drawn, and end', (experiment, seed) => {
    expect(parseExperiment(experiment, 'arbitrary')).toBe(experiment);
    const world = drawDigitGrid(experiment.task, seedTree(seed));
    expect(world.members.D5.length).toBe(experiment.task.groups.D5);
    expect(plannedSteps(experiment)).toBeGreaterThan(0);
  });

  test.prop([experiments({ width: [7, 9], informativePercent: [100, 100] })])('keep to limits', ({ model, task }) => {
    expect(model.width).toBeGreaterThanOrEqual(7);
    expect(model.width).toBeLessThanOrEqual(9);
    expect(task.consistentShare).toEqual({ reliable: 1, unreliable: 0 });
  });
});

describe('a property over configurations', () => {
  const trainer = plantedWorld({
    // Planted: the effect needs width 13 and tags that inform, and nothing else.
    imlOf: ({ model, task }) =>
      'width' in model && model.width >= 13 && task.consistentShare.reliable > 0.75 ? 0.29 : 0,
  });

  test.prop([experiments({ width: [13, 64], informativePercent: [80, 100] })], { numRuns: 5, seed: 1 })(
    'holds where the planted effect is',
    async (experiment) => {
      await expect(experiment).toReproduce('iml-appears', { trainer });
    },
  );

  it('shrinks to the smallest configuration where the verdict flips', async () => {
    const property = fc.asyncProperty(experiments(), async (experiment) => {
      await expect(experiment).not.toReproduce('iml-appears', { trainer });
    });
    const { failed, counterexample, counterexamplePath } = await fc.check(property, { seed: 20_251_123, numRuns: 200 });
    const [smallest] = counterexample ?? [];
    expect(failed).toBe(true);
    expect(counterexamplePath).toMatch(/^\d+(:\d+)*$/);
    expect(smallest?.model).toEqual({ kind: 'residual-mlp', width: 13, layers: 0, patchEncoder: null });
    const { groups, cells, trainedCells, consistentShare, wordOrder } = smallest?.task ?? {};
    expect({ groups, cells, trainedCells, wordOrder }).toEqual({
      groups: { D1QA1: 4, D2QA2: 4, QA3: 0, D5: 4, D6: 4, D8: 0, QA7: 0 },
      cells: 3,
      trainedCells: 1,
      wordOrder: 'tag-first',
    });
    expect(consistentShare).toEqual({ reliable: 1, unreliable: 0 });
    expect(smallest?.protocol.stage1).toMatchObject({ batchSize: 4, length: { epochs: 1 } });
  });
});
