// Where the points of an operating curve lie, and the worlds that a plan supposes, number by number.

import { describe, expect, test } from 'vitest';
import type { OperatingRates } from '../../src/decisions/campaigns.ts';
import { truthIn } from '../../src/decisions/chances.ts';
import type { DecisionRule } from '../../src/decisions/decision.ts';
import { SEQUENTIAL, THREE_LOOKS } from '../../src/decisions/design.ts';
import { operatingCurve, pointAt } from '../../src/decisions/operating-curve.ts';
import { equivalence, existence, existenceOfLess, trend } from './example-rules.ts';

describe('a supposed world', () => {
  test('has no effect, the smallest of interest, or the one that was measured', () => {
    expect(truthIn('none', existence)).toEqual({ effect: 0, standardDeviation: 0.3 });
    expect(truthIn('measured', existence)).toBe(existence.planned);
    expect(truthIn('smallest', existence)).toEqual({ effect: 0.1, standardDeviation: 0.3 });
    expect(truthIn('smallest', equivalence)).toEqual({ effect: 1, standardDeviation: 1 });
    expect(truthIn('smallest', trend)).toEqual({ effect: 0.5, standardDeviation: 0.5 });
  });

  test('is one smallest effect beyond the threshold of a sequential design', () => {
    const design = { ...SEQUENTIAL, smallestEffect: 2 };
    expect(truthIn('smallest', { ...existence, design }).effect).toBeCloseTo(0.7, 14);
    expect(truthIn('smallest', { ...existenceOfLess, design }).effect).toBeCloseTo(-0.7, 14);
    expect(truthIn('smallest', { ...existence, design: THREE_LOOKS }).effect).toBe(0.1);
    expect(truthIn('smallest', { ...equivalence, design }).effect).toBe(1);
  });
});

describe('an operating curve', () => {
  const asked: [number, number][] = [];
  const rates: OperatingRates = {
    reproduced: 0.123456,
    notReproduced: 0.23456,
    inconclusive: 0.641984,
    meanSeeds: 9.87654,
    ninetiethSeeds: 12,
    campaigns: 300,
  };
  const curveOf = (rule: DecisionRule, seeds = 12) => {
    asked.length = 0;
    return operatingCurve(rule, seeds, (_, { effect, standardDeviation }, most) => {
      asked.push([standardDeviation, most]);
      return { ...rates, reproduced: rates.reproduced + effect };
    });
  };
  const effectsOf = (rule: DecisionRule) => curveOf(rule).points.map(({ effect }) => effect);

  test('has its points around the threshold in SDs, at 0 and at the plan, each once and in order', () => {
    const planned = { effect: 0.7, standardDeviation: 0.2 };
    const rule = { ...existence, planned };
    const points = [-0.3, -0.1, 0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.7];
    expect(effectsOf(rule)).toEqual(points);
    const less = { ...existenceOfLess, planned: { ...planned, effect: -0.7 } };
    expect(effectsOf(less)).toEqual(points.map((effect) => 0 - effect).reverse());
    expect(effectsOf({ ...rule, design: { ...SEQUENTIAL, smallestEffect: 1.1 } })).toContain(0.32);
  });

  test('of equivalence has them around the margin, as sizes', () => {
    const planned = { effect: -0.1, standardDeviation: 0.5 };
    expect(effectsOf({ ...equivalence, planned })).toEqual([0, 0.1, 0.25, 0.375, 0.5, 0.625, 0.75, 1, 1.25, 1.5, 2]);
  });

  test('asks for rates at the planned spread and the seeds there are, and rounds them', () => {
    const curve = curveOf(existence, 12);
    expect(new Set(asked.map(([deviation, most]) => `${deviation} ${most}`))).toEqual(new Set(['0.3 12']));
    expect(curve).toMatchObject({ standardDeviation: 0.3, mostSeeds: 12, smallestEffect: 0.1 });
    expect(pointAt(curve, 0)).toEqual({
      effect: 0,
      reproduced: 0.1235,
      notReproduced: 0.2346,
      inconclusive: 0.642,
      meanSeeds: 9.88,
      ninetiethSeeds: 12,
      campaigns: 300,
    });
    expect(pointAt(curve, 0.123)).toBeNull();
    expect(curveOf({ ...existence, design: SEQUENTIAL }, 99).mostSeeds).toBe(32);
    expect(curveOf({ ...existence, design: SEQUENTIAL }, 10).mostSeeds).toBe(10);
  });
});
