// The power that is stated of a claim as a whole: all parts, and the claims it leans on, as a bound from below.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fewBeyond } from '../../src/claims/rules.ts';
import { leastPower, type PlannedChances, plannedChance } from '../../src/claims/verdicts/least-power.ts';
import { operatingRates, simulate } from '../../src/decisions/campaigns.ts';
import { chanceOfReproduced } from '../../src/decisions/chances.ts';
import type { DecisionRule } from '../../src/decisions/decision.ts';
import { SEQUENTIAL } from '../../src/decisions/design.ts';

const task = 'digit-grid/symbols';
const test = (claim: string, chances: PlannedChances['chances'], ...leansOn: string[]): PlannedChances => {
  return { claim, task, chances, leansOn };
};

const existence: DecisionRule = {
  kind: 'existence',
  direction: 'greater',
  threshold: 0.1,
  alpha: 0.01,
  design: SEQUENTIAL,
  planned: { effect: 0.2, standardDeviation: 0.1 },
};
const trend: DecisionRule = {
  kind: 'trend',
  levels: ['4', '16', '64'],
  endpointThreshold: 0.1,
  reversalMargin: 0.03,
  alpha: 0.01,
  design: SEQUENTIAL,
  planned: { effect: 0.2, standardDeviation: 0.08 },
};

describe('the power of a claim as a whole', () => {
  it('adds up the chances to fail of its parts and of all that it leans on, each once', () => {
    const effect = test('effect', [0.99, 0.98]);
    const probe = test('probe', [0.97], 'effect');
    const control = test('control', [0.96], 'effect', 'probe');
    const all = [effect, probe, control];
    expect(leastPower(effect, all)).toEqual({ atLeast: expect.closeTo(0.97, 12), parts: 2, leansOn: [] });
    // 1 - (.04 + .01 + .02 + .03): the effect counts once, though two lean on it.
    expect(leastPower(control, all)).toEqual({
      atLeast: expect.closeTo(0.9, 12),
      parts: 1,
      leansOn: ['effect', 'probe'],
    });
  });

  it('is not known where a part has none, or a claim that it leans on is not there', () => {
    expect(leastPower(test('a', [0.9, null]), []).atLeast).toBeNull();
    expect(leastPower(test('a', [0.9], 'gone'), []).atLeast).toBeNull();
    const elsewhere = { ...test('effect', [0.9]), task: 'alias-text' };
    expect(leastPower(test('a', [0.9], 'effect'), [elsewhere]).atLeast).toBeNull();
  });

  it('ends where claims lean on each other in a circle', () => {
    const [a, b] = [test('a', [0.9], 'b'), test('b', [0.8], 'a')];
    expect(leastPower(a, [a, b])).toEqual({ atLeast: expect.closeTo(0.7, 12), parts: 1, leansOn: ['b'] });
  });

  it('is never above the chance of all together, however parts depend on each other', () => {
    // Any joint law over the outcomes of three parts, as weights of its eight corners.
    const laws = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(laws, (weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        fc.pre(total > 0);
        const chanceWhere = (passes: (corner: number) => boolean) =>
          weights.reduce((sum, weight, corner) => sum + (passes(corner) ? weight / total : 0), 0);
        const chances = [1, 2, 4].map((part) =>
          Math.min(
            1,
            chanceWhere((corner) => (corner & part) > 0),
          ),
        );
        const { atLeast } = leastPower(test('a', chances), []);
        expect(atLeast ?? 1).toBeLessThanOrEqual(chanceWhere((corner) => corner === 7) + 1e-9);
      }),
    );
  });
});

describe('the chance of a part', () => {
  const ratesOf = (rule: DecisionRule, truth: DecisionRule['planned'], seeds: number) =>
    operatingRates({ rule, truth, seeds });

  it('is the exact one of an existence', () => {
    const exact = chanceOfReproduced({ rule: existence, truth: existence.planned, seeds: 32 });
    expect(plannedChance(existence, 32, ratesOf)).toBe(exact);
  });

  it('is the exact one of a dispersion, and asks no simulation', () => {
    const rule = fewBeyond(0.05, [0, 0.018]);
    const refuse = () => {
      throw new Error('it is exact');
    };
    expect(plannedChance(rule, 32, refuse)).toBe(chanceOfReproduced({ rule, truth: rule.planned, seeds: 32 }));
  });

  it('is that of the whole trend, of which its ends say too much', () => {
    const ends = chanceOfReproduced({ rule: trend, truth: trend.planned, seeds: 32 }) as number;
    const chance = plannedChance(trend, 32, ratesOf) as number;
    const { campaigns } = simulate({ rule: trend, truth: trend.planned, seeds: 32 }, { campaigns: 300, seed: 77 });
    const share = campaigns.filter(({ outcome }) => outcome === 'reproduced').length / campaigns.length;
    expect(chance).toBeLessThan(ends - 0.005);
    // Another simulation, of other draws.
    expect(Math.abs(chance - share)).toBeLessThan(0.12);
  });
});
