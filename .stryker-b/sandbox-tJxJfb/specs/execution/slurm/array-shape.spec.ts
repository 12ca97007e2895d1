// An array has every cohort exactly once, within what the cluster allows.
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { arrayShape, itemsOfTask } from '../../../src/execution/slurm/slurm-plan.ts';

const size = fc.integer({ min: 1, max: 3000 });

describe('the shape of an array', () => {
  test.prop([fc.integer({ min: 0, max: 3000 }), size])(
    'takes each cohort once and no empty task',
    (cohorts, maximum) => {
      const { tasks, cohortsATask } = arrayShape({ cohorts, maximumArraySize: maximum, cohortsATask: null });
      const all = Array.from({ length: cohorts }, (_, index) => index);
      const blocks = Array.from({ length: tasks }, (_, task) => itemsOfTask(all, task, cohortsATask));
      expect(blocks.flat()).toEqual(all);
      expect(blocks.every((block) => block.length > 0)).toBe(true);
      expect(itemsOfTask(all, tasks, cohortsATask)).toEqual([]);
      expect(tasks).toBeLessThanOrEqual(maximum);
      // As few a task as fit: one less would be too many tasks.
      if (cohortsATask > 1) expect(Math.ceil(cohorts / (cohortsATask - 1))).toBeGreaterThan(maximum);
    },
  );

  test.prop([size, size, size])('takes the size that is asked for, or refuses it', (cohorts, maximum, asked) => {
    const shape = () => arrayShape({ cohorts, maximumArraySize: maximum, cohortsATask: asked });
    if (Math.ceil(cohorts / asked) > maximum) expect(shape).toThrow(/more tasks than an array/);
    else expect(shape()).toEqual({ tasks: Math.ceil(cohorts / asked), cohortsATask: asked });
  });

  it('is one cohort a task where there is room', () => {
    expect(arrayShape({ cohorts: 164, maximumArraySize: 1001, cohortsATask: null })).toEqual({
      tasks: 164,
      cohortsATask: 1,
    });
    expect(arrayShape({ cohorts: 2003, maximumArraySize: 1001, cohortsATask: null })).toEqual({
      tasks: 668,
      cohortsATask: 3,
    });
  });
});
