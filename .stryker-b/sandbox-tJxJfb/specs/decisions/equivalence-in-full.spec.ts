// What the equivalence rule answers at fixed n, to the words: one sample for each way that it can end.
import { expect, test } from 'vitest';
import type { EquivalenceRule } from '../../src/decisions/decision.ts';
import { decideWhole as decide, equivalence } from './example-rules.ts';
import { inFull } from './in-full.ts';

const answer = (differences: readonly number[], change: Partial<EquivalenceRule> = {}): string =>
  inFull(decide({ ...equivalence, ...change }, differences));

test('reproduced', () => {
  expect(answer([0.1, -0.2, 0.3, -0.1, 0.05, 0.15, -0.25])).toMatchInlineSnapshot(`
    "reproduced: Over 7 seeds the mean is 0.00714 (92.5 % interval -0.177 to 0.191), inside ±1 (p = 0.0000058); the smallest margin that would have passed is 0.153.
    7 seeds, alpha 0.05, power 0.52736
    effect 0.00714286, 0.925 from -0.176722 to 0.191008, SD 0.198806, 0.0359288 SD
    passed mean above -1 (paired t): 13.4033, p 0.00000534. Mean above -1: t(6) = 13.4, p = 0.00000534, to pass at 0.05.
    passed mean below 1 (paired t): -13.2132, p 0.00000580361. Mean below 1: t(6) = -13.2, p = 0.0000058, to pass at 0.05."
  `);
});

test('not reproduced, on either side of the margin', () => {
  expect(answer([1.4, 1.5, 1.6, 1.5])).toMatchInlineSnapshot(`
    "not-reproduced: Over 4 seeds the mean is 1.5 (92.5 % interval 1.37 to 1.6): evidence of an effect of 1 or more (p = 0.000586); the smallest margin that would have passed is 1.6.
    4 seeds, alpha 0.05, power 0.196816
    effect 1.5, 0.925 from 1.37008 to 1.59608, SD 0.0816497, 18.3712 SD
    passed mean above -1 (paired t): 61.2372, p 0.00000479708. Mean above -1: t(3) = 61.2, p = 0.0000048, to pass at 0.05.
    failed mean below 1 (paired t): 12.2474, p 0.999414. Mean below 1: t(3) = 12.2, p = 0.999, to pass at 0.05."
  `);
  expect(answer([-1.4, -1.5, -1.6, -1.5])).toMatchInlineSnapshot(`
    "not-reproduced: Over 4 seeds the mean is -1.5 (92.5 % interval -1.6 to -1.37): evidence of an effect of 1 or more (p = 0.000586); the smallest margin that would have passed is 1.6.
    4 seeds, alpha 0.05, power 0.196816
    effect -1.5, 0.925 from -1.59608 to -1.37008, SD 0.0816497, -18.3712 SD
    failed mean above -1 (paired t): -12.2474, p 0.999414. Mean above -1: t(3) = -12.2, p = 0.999, to pass at 0.05.
    passed mean below 1 (paired t): -61.2372, p 0.00000479708. Mean below 1: t(3) = -61.2, p = 0.0000048, to pass at 0.05."
  `);
});

test('inconclusive, with the seeds that would be needed', () => {
  expect(answer([3, -2.5, 2, -1.5])).toMatchInlineSnapshot(`
    "inconclusive: Over 4 seeds the mean is 0.25 (92.5 % interval -2.88 to 3.38): neither inside ±1 (p = 0.306) nor shown to be beyond it (p = 0.694); the smallest margin that would have passed is 3.38; at this mean and SD 138 seeds would be needed for 95 % power.
    4 seeds, alpha 0.05, power 0.196816
    effect 0.25, 0.925 from -2.88168 to 3.38168, SD 2.66145, 0.0939336 SD
    failed mean above -1 (paired t): 0.939336, p 0.208427. Mean above -1: t(3) = 0.939, p = 0.208, to pass at 0.05.
    failed mean below 1 (paired t): -0.563602, p 0.306203. Mean below 1: t(3) = -0.564, p = 0.306, to pass at 0.05.
    could have shown 3.38168"
  `);
});

test('inconclusive, and no number of seeds would do: a mean at the margin or beyond it', () => {
  const words = /no number of seeds would reproduce the claim/;
  expect(answer([0.5, 1.5, 0.75, 1.25])).toMatch(words);
  expect(answer([-0.5, -1.5, -0.75, -1.25])).toMatch(words);
  expect(answer([0.5, 1.5, 0.75, 1])).not.toMatch(words);
});

test('inconclusive, and more seeds than anybody has would be needed', () => {
  expect(answer([0.5, 1.5, 0.75, 1.24])).toMatchInlineSnapshot(`
    "inconclusive: Over 4 seeds the mean is 0.998 (92.5 % interval 0.274 to 1.53): neither inside ±1 (p = 0.496) nor shown to be beyond it (p = 0.504); the smallest margin that would have passed is 1.53; at this mean and SD more than 10000 seeds would be needed for 95 % power.
    4 seeds, alpha 0.05, power 0.196816
    effect 0.9975, 0.925 from 0.274077 to 1.53246, SD 0.454634, 2.19407 SD
    passed mean above -1 (paired t): 8.7873, p 0.00155235. Mean above -1: t(3) = 8.79, p = 0.00155, to pass at 0.05.
    failed mean below 1 (paired t): -0.0109979, p 0.495958. Mean below 1: t(3) = -0.011, p = 0.496, to pass at 0.05.
    could have shown 1.53246"
  `);
});

test('invalid where no seed differs from another', () => {
  expect(answer([0.3, 0.3, 0.1 + 0.2])).toMatchInlineSnapshot(`
    "invalid: No answer: all 3 seeds gave 0.3, and a measurement that does not vary over seeds shows nothing.
    3 seeds, alpha 0.05, power none
    no effect"
  `);
  expect(answer([0.3])).toMatchInlineSnapshot(`
    "invalid: A decision needs at least 2 seeds, and there is 1.
    1 seeds, alpha 0.05, power none
    no effect"
  `);
});

test('a p-value of just alpha passes, and just refutes', () => {
  const differences = [0.1, -0.2, 0.3, -0.1, 0.05];
  const [first, second] = decide(equivalence, differences).tests.map(({ pValue }) => pValue ?? 1);
  const worst = Math.max(first ?? 1, second ?? 1);
  expect(decide({ ...equivalence, alpha: worst }, differences).outcome).toBe('reproduced');
  expect(decide({ ...equivalence, alpha: worst * (1 - 1e-9) }, differences).outcome).toBe('inconclusive');
});
