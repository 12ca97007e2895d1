// The door to the rules refuses rules that make no sense and samples of the wrong shape: mistakes in a claim, not results.
import { describe, expect, test } from 'vitest';
import { decide } from '../../src/decisions/decide.ts';
import type { DecisionRule, Samples } from '../../src/decisions/decision.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { equivalence, existence, trend } from './example-rules.ts';

const numbers = [0.5, 0.6, 0.7];
const rows = [
  [0, 1, 2, 3],
  [0, 1, 2, 4],
];

describe('decide', () => {
  test.each<[string, DecisionRule, Samples]>([
    ['an alpha of 0', { ...existence, alpha: 0 }, numbers],
    ['an alpha of one half', { ...equivalence, alpha: 0.5 }, numbers],
    ['an alpha that is not a number', { ...trend, alpha: Number.NaN }, rows],
    ['a threshold on the other side of 0', { ...existence, direction: 'less' }, numbers],
    ['a negative threshold of a positive effect', { ...existence, threshold: -0.1 }, numbers],
    ['a threshold that is not finite', { ...existence, threshold: Number.POSITIVE_INFINITY }, numbers],
    ['a margin of 0', { ...equivalence, margin: 0 }, numbers],
    ['a plan that is not finite', { ...equivalence, planned: { effect: Number.NaN, standardDeviation: 1 } }, numbers],
    ['two levels', { ...trend, levels: ['a', 'b'] }, [[1, 2]]],
    ['a reversal margin of 0', { ...trend, reversalMargin: 0 }, rows],
    ['a negative endpoint threshold', { ...trend, endpointThreshold: -1 }, rows],
  ])('refuses a rule with %s', (_, rule, samples) => {
    expect(() => decide(rule, samples)).toThrow(HarnessError);
  });

  test.each<[string, DecisionRule, Samples]>([
    ['rows for an existence rule', existence, rows],
    ['rows for an equivalence rule', equivalence, rows],
    ['numbers for a trend rule', trend, numbers],
    ['rows with a level missing', trend, [[0, 1, 2]]],
    ['ragged rows', trend, [...rows, [1, 2, 3]]],
  ])('refuses %s', (_, rule, samples) => {
    expect(() => decide(rule, samples)).toThrow(/samples do not fit/);
  });

  test('leaves the samples as they were', () => {
    const samples = Object.freeze([3, 1, 2]);
    decide(existence, samples);
    expect(samples).toEqual([3, 1, 2]);
  });
});
