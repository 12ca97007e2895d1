// The arbitrary of experiments: each can be planned and drawn, and a property over verdicts holds where the planted effect is. That it
// shrinks where the verdict flips is asked in the exhaustive tier.
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import '../../src/vitest/index.ts';
import { parseExperiment } from '../../src/experiments/experiment.ts';
import { plannedSteps } from '../../src/experiments/stages.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { drawDigitGrid } from '../../src/tasks/grid/digit-grid.ts';
import { experiments } from '../../src/vitest/experiments.ts';
import { wideWorld } from './planted-world.ts';

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
  const trainer = wideWorld();

  test.prop([experiments({ width: [13, 64], informativePercent: [80, 100] })], { numRuns: 5, seed: 1 })(
    'holds where the planted effect is',
    async (experiment) => {
      await expect(experiment).toReproduce('iml-appears', { trainer });
    },
  );
});
