// The line search, step by step: which steps it tries on losses whose slope and curvature are made up.
import { expect, test } from 'vitest';
import { minimiseAlong } from '../../src/statistics/logistic-regression.ts';

/** The steps tried, and the one taken last. */
function tried(derivatives: (step: number) => readonly [number, number], descent = 1): readonly number[] {
  const steps: number[] = [];
  const taken = minimiseAlong((step) => {
    steps.push(step);
    return derivatives(step);
  }, descent);
  expect(taken).toBe(steps.at(-1));
  return steps;
}

/** Slope and curvature at the steps that are expected, and nowhere else. */
function listed(
  list: Readonly<Record<number, readonly [number, number]>>,
): (step: number) => readonly [number, number] {
  return (step) => list[step] ?? [Number.NaN, Number.NaN];
}

test('a full step is taken where it leaves a tenth of the descent or less', () => {
  expect(tried(() => [0.1, 1])).toEqual([1]);
  expect(tried(() => [-0.1, 1])).toEqual([1]);
  expect(tried(() => [0.2, 1], 2)).toEqual([1]);
});

test('a parabola is minimised by one step of Newton, forwards or back', () => {
  expect(tried((step) => [2 * (step - 5), 2], 10)).toEqual([1, 5]);
  expect(tried((step) => [2 * (step - 0.25), 2], 0.5)).toEqual([1, 0.25]);
  expect(tried((step) => [-0.2 + 0.1 * (step - 1), 0.1])).toEqual([1, 3]);
});

test('a step of Newton that leaves the bracket, or only reaches its end, gives way to the middle of it', () => {
  const overshot = { 1: [-1, 0.1], 11: [1, 0.1] } as const;
  expect(tried(listed({ ...overshot, 6: [0, 1] }))).toEqual([1, 11, 6]);
  expect(tried(listed({ ...overshot, 11: [1, 0.05], 6: [-0.5, 0.1], 8.5: [0, 1] }))).toEqual([1, 11, 6, 8.5]);
  expect(tried(listed({ ...overshot, 6: [-0.5, 0.01], 8.5: [0, 1] }))).toEqual([1, 11, 6, 8.5]);
  expect(tried(listed({ 1: [1, 1], 0.5: [0, 1] }))).toEqual([1, 0.5]);
  expect(tried(listed({ 1: [1, 0.1], 0.5: [0, 1] }))).toEqual([1, 0.5]);
});

test('the step doubles while nothing curves and the loss still falls', () => {
  expect(tried((step) => (step < 6 ? [-1, 0] : [step - 6, 1]))).toEqual([1, 2, 4, 8, 6]);
});

test('forty tries are enough', () => {
  expect(tried(() => [1, 0])).toHaveLength(41);
});
