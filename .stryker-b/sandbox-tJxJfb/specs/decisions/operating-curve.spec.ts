// Operating characteristics as curves: from where there is nothing to beyond what is planned, on the side of the claim.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { operatingRates } from '../../src/decisions/campaigns.ts';
import type { DecisionRule } from '../../src/decisions/decision.ts';
import { SEQUENTIAL } from '../../src/decisions/design.ts';
import { operatingCurve, pointAt } from '../../src/decisions/operating-curve.ts';
import { equivalence, existence, existenceOfLess, trend } from './example-rules.ts';

const curveOf = (rule: DecisionRule, seeds = 32) =>
  operatingCurve(rule, seeds, (asked, truth, most) => operatingRates({ rule: asked, truth, seeds: most }));

describe('an operating curve', () => {
  it.each([
    ['existence', { ...existence, design: SEQUENTIAL }, 0.4],
    ['existence of less', { ...existenceOfLess, design: SEQUENTIAL }, -0.4],
    ['existence at one look', existence, 0.1],
    ['trend', { ...trend, design: SEQUENTIAL }, 1],
  ] as [string, DecisionRule, number][])('of %s rises from nothing to the planned effect', (_, rule, smallest) => {
    const curve = curveOf(rule);
    expect(curve.smallestEffect).toBeCloseTo(smallest, 6);
    const [none, planned] = [pointAt(curve, 0), pointAt(curve, rule.planned.effect)];
    expect(none?.reproduced).toBeLessThan(0.02);
    expect(planned?.reproduced).toBeGreaterThan(0.5);
    expect(pointAt(curve, curve.smallestEffect)).not.toBeNull();
    expect(curve.points.map(({ effect }) => effect)).toEqual(
      curve.points.map(({ effect }) => effect).toSorted((a, b) => a - b),
    );
  });

  it('of equivalence is over sizes, and falls towards the margin', () => {
    const curve = curveOf({ ...equivalence, margin: 2, design: SEQUENTIAL });
    expect(curve.points.every(({ effect }) => effect >= 0)).toBe(true);
    expect(curve.smallestEffect).toBe(2);
    expect(pointAt(curve, 0)?.reproduced).toBeGreaterThan(0.95);
    // At the margin it errs as often as alpha.
    expect(pointAt(curve, 2)?.reproduced).toBeLessThan(0.08);
    expect(curve.points.at(-1)?.notReproduced).toBeGreaterThan(0.9);
  });

  it('says how many campaigns are behind a point, or that its rates are exact', () => {
    expect(curveOf(existence, 12).points.every(({ campaigns }) => campaigns === null)).toBe(true);
    const simulated = curveOf({ ...existence, design: SEQUENTIAL });
    expect(simulated.points.every(({ campaigns }) => (campaigns ?? 0) >= 200)).toBe(true);
    // Cut short by whoever gives fewer seeds than the design may use.
    expect(curveOf({ ...existence, design: SEQUENTIAL }, 10).mostSeeds).toBe(10);
  });

  law.prop([fc.double({ min: 0, max: 0.5, noNaN: true }), fc.double({ min: 0.1, max: 1, noNaN: true })], {
    numRuns: 10,
  })('has shares that add up to one, whatever the rule', (threshold, standardDeviation) => {
    const planned = { effect: threshold + 2 * standardDeviation, standardDeviation };
    for (const { reproduced, notReproduced, inconclusive } of curveOf({
      ...existence,
      threshold,
      planned,
      design: SEQUENTIAL,
    }).points) {
      expect(Math.abs(reproduced + notReproduced + inconclusive - 1)).toBeLessThan(2e-4);
    }
  });
});
