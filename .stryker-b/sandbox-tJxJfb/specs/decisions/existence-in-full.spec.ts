// What the existence rule answers at fixed n, to the words: one sample for each way that it can end.
import { expect, test } from 'vitest';
import type { ExistenceRule } from '../../src/decisions/decision.ts';
import { powerOfExistence } from '../../src/decisions/existence.ts';
import { decideWhole as decide, existence, existenceOfLess } from './example-rules.ts';
import { inFull } from './in-full.ts';

const answer = (rule: ExistenceRule, differences: readonly number[]): string => inFull(decide(rule, differences));

test('reproduced, above and below', () => {
  expect(answer(existence, [0.5, 0.6, 0.4, 0.55, 0.45, 0.7])).toMatchInlineSnapshot(`
    "reproduced: Over 6 seeds the mean is 0.533 (90 % interval 0.444 to 0.622): above 0.1 (p = 0.0000929) and, by exact sign-flip, above 0 (p = 0.0156).
    6 seeds, alpha 0.05, power 0.8736
    effect 0.533333, 0.9 from 0.444478 to 0.622189, SD 0.108012, 4.93771 SD
    passed mean above 0.1 (paired t): 9.82708, p 0.0000929259. Mean above 0.1: t(5) = 9.83, p = 0.0000929, to pass at 0.05.
    passed mean above 0 (exact sign-flip): none, p 0.015625. 1 of 2^6 sign patterns do as well: p = 0.0156, to pass at 0.05."
  `);
  expect(answer(existenceOfLess, [-0.5, -0.6, -0.4, -0.55, -0.45, -0.7])).toMatchInlineSnapshot(`
    "reproduced: Over 6 seeds the mean is -0.533 (90 % interval -0.622 to -0.444): below -0.1 (p = 0.0000929) and, by exact sign-flip, below 0 (p = 0.0156).
    6 seeds, alpha 0.05, power 0.8736
    effect -0.533333, 0.9 from -0.622189 to -0.444478, SD 0.108012, -4.93771 SD
    passed mean below -0.1 (paired t): -9.82708, p 0.0000929259. Mean below -0.1: t(5) = -9.83, p = 0.0000929, to pass at 0.05.
    passed mean below 0 (exact sign-flip): none, p 0.015625. 1 of 2^6 sign patterns do as well: p = 0.0156, to pass at 0.05."
  `);
});

test('not reproduced, above and below', () => {
  expect(answer(existence, [0.05, 0.04, 0.06, 0.05, 0.03, 0.055, 0.045])).toMatchInlineSnapshot(`
    "not-reproduced: Over 7 seeds the mean is 0.0471 (90 % interval 0.0398 to 0.0544): evidence that it falls short of 0.1 (p = 0.00000402).
    7 seeds, alpha 0.05, power 0.92675
    effect 0.0471429, 0.9 from 0.0398422 to 0.0544435, SD 0.0099403, 4.7426 SD
    failed mean above 0.1 (paired t): -14.0687, p 0.999996. Mean above 0.1: t(6) = -14.1, p = 1, to pass at 0.05.
    passed mean above 0 (exact sign-flip): none, p 0.0078125. 1 of 2^7 sign patterns do as well: p = 0.00781, to pass at 0.05."
  `);
  expect(answer(existenceOfLess, [0.05, 0.04, 0.06, 0.05, 0.03, 0.055, 0.045])).toMatchInlineSnapshot(`
    "not-reproduced: Over 7 seeds the mean is 0.0471 (90 % interval 0.0398 to 0.0544): evidence that it falls short of -0.1 (p = 9.26e-9).
    7 seeds, alpha 0.05, power 0.92675
    effect 0.0471429, 0.9 from 0.0398422 to 0.0544435, SD 0.0099403, 4.7426 SD
    failed mean below -0.1 (paired t): 39.1642, p 1. Mean below -0.1: t(6) = 39.2, p = 1, to pass at 0.05.
    failed mean below 0 (exact sign-flip): none, p 1. 128 of 2^7 sign patterns do as well: p = 1, to pass at 0.05."
  `);
});

test('inconclusive, with the seeds that would be needed', () => {
  expect(answer(existence, [0.9, -0.5, 0.4, -0.2, 1.1, 0.1])).toMatchInlineSnapshot(`
    "inconclusive: Over 6 seeds the mean is 0.3 (90 % interval -0.212 to 0.812): neither above 0.1 (p = 0.234; exact sign-flip against 0 p = 0.172) nor shown to fall short of it (p = 0.766); with this spread so many seeds would have shown a mean above 0.612; at this mean and SD 107 seeds would be needed for 95 % power.
    6 seeds, alpha 0.05, power 0.8736
    effect 0.3, 0.9 from -0.21242 to 0.81242, SD 0.622896, 0.481621 SD
    failed mean above 0.1 (paired t): 0.786484, p 0.233602. Mean above 0.1: t(5) = 0.786, p = 0.234, to pass at 0.05.
    failed mean above 0 (exact sign-flip): none, p 0.171875. 11 of 2^6 sign patterns do as well: p = 0.172, to pass at 0.05.
    could have shown 0.61242"
  `);
  expect(answer(existenceOfLess, [-0.9, 0.5, -0.4, 0.2, -1.1, -0.1])).toMatchInlineSnapshot(`
    "inconclusive: Over 6 seeds the mean is -0.3 (90 % interval -0.812 to 0.212): neither below -0.1 (p = 0.234; exact sign-flip against 0 p = 0.172) nor shown to fall short of it (p = 0.766); with this spread so many seeds would have shown a mean below -0.612; at this mean and SD 107 seeds would be needed for 95 % power.
    6 seeds, alpha 0.05, power 0.8736
    effect -0.3, 0.9 from -0.81242 to 0.21242, SD 0.622896, -0.481621 SD
    failed mean below -0.1 (paired t): -0.786484, p 0.233602. Mean below -0.1: t(5) = -0.786, p = 0.234, to pass at 0.05.
    failed mean below 0 (exact sign-flip): none, p 0.171875. 11 of 2^6 sign patterns do as well: p = 0.172, to pass at 0.05.
    could have shown -0.61242"
  `);
});

test('inconclusive, and no number of seeds would do: a mean at the threshold or short of it', () => {
  const words = /no number of seeds would reproduce the claim/;
  expect(answer({ ...existence, threshold: 0.25 }, [0.5, -0.5, 1, 0])).toMatch(words);
  expect(answer({ ...existenceOfLess, threshold: -0.25 }, [-0.5, 0.5, -1, 0])).toMatch(words);
  expect(answer({ ...existence, threshold: 0.25 }, [0.5, -0.5, 1, 0.04])).not.toMatch(words);
  expect(answer({ ...existenceOfLess, threshold: -0.25 }, [-0.5, 0.5, -1, -0.04])).not.toMatch(words);
});

test('inconclusive, and more seeds than anybody has would be needed', () => {
  expect(answer({ ...existence, threshold: 0 }, [1, -1, 0.5, -0.49])).toMatchInlineSnapshot(`
    "inconclusive: Over 4 seeds the mean is 0.0025 (90 % interval -1.07 to 1.07): neither above 0 (p = 0.498; exact sign-flip against 0 p = 0.5) nor shown to fall short of it (p = 0.502); at this mean and SD more than 10000 seeds would be needed for 95 % power.
    4 seeds, alpha 0.05, power 0
    effect 0.0025, 0.9 from -1.06952 to 1.07452, SD 0.911057, 0.00274407 SD
    failed mean above 0 (paired t): 0.00548813, p 0.497983. Mean above 0: t(3) = 0.00549, p = 0.498, to pass at 0.05.
    failed mean above 0 (exact sign-flip): none, p 0.5. 8 of 2^4 sign patterns do as well: p = 0.5, to pass at 0.05."
  `);
});

test('inconclusive for fewer seeds than the sign-flip test needs', () => {
  expect(answer(existence, [0.5, 0.5, 0.5, 0.5])).toMatchInlineSnapshot(`
    "invalid: No answer: all 4 seeds gave 0.5, and a measurement that does not vary over seeds shows nothing.
    4 seeds, alpha 0.05, power none
    no effect"
  `);
});

test('invalid', () => {
  expect(answer(existence, [])).toMatchInlineSnapshot(`
    "invalid: A decision needs at least 2 seeds, and there are 0.
    0 seeds, alpha 0.05, power none
    no effect"
  `);
  expect(answer(existence, [0.7])).toMatchInlineSnapshot(`
    "invalid: A decision needs at least 2 seeds, and there is 1.
    1 seeds, alpha 0.05, power none
    no effect"
  `);
  expect(answer(existence, [0.5, Number.NaN, 0.5, Number.POSITIVE_INFINITY])).toMatchInlineSnapshot(`
    "invalid: 2 of 4 seeds gave a value that is not a finite number.
    4 seeds, alpha 0.05, power none
    no effect"
  `);
  expect(
    answer(
      existence,
      Array.from({ length: 41 }, () => 1),
    ),
  ).toMatchInlineSnapshot(`
    "invalid: The exact sign-flip test takes at most 40 seeds, and there are 41.
    41 seeds, alpha 0.05, power none
    no effect"
  `);
  expect(answer(existence, [1.7e308, -1.7e308, 1.7e308])).toMatchInlineSnapshot(`
    "invalid: The values are so large that their spread cannot be computed.
    3 seeds, alpha 0.05, power none
    no effect"
  `);
});

test('forty seeds can still be enumerated', () => {
  const forty = Array.from({ length: 40 }, (_, index) => 1 + index / 100);
  expect(decide(existence, forty).outcome).toBe('reproduced');
});

test('there is power from as many seeds on as the sign-flip test needs', () => {
  const powerAt = (seeds: number) => powerOfExistence(existence, { effect: 0.5, standardDeviation: 0.3 }, seeds);
  expect([powerAt(1), powerAt(4)]).toEqual([null, 0]);
  expect(powerAt(5)).toBeCloseTo(0.787, 3);
});

test('a p-value of just alpha passes, whichever test it is of', () => {
  const five = [1, 2, 3, 4, 5];
  const { tests } = decide({ ...existence, threshold: 0, alpha: 1 / 32 }, five);
  expect(tests.map(({ passed }) => passed)).toEqual([true, true]);
  const atT = decide({ ...existence, threshold: 0, alpha: tests[0]?.pValue ?? 0 }, five);
  expect(atT.tests.map(({ passed }) => passed)).toEqual([true, false]);
  const below = decide({ ...existence, threshold: 6, alpha: 0.049 }, five);
  const pBelow = 1 - (below.tests[0]?.pValue ?? 0);
  expect(below.outcome).toBe('not-reproduced');
  expect(decide({ ...existence, threshold: 6, alpha: pBelow - 1e-9 }, five).outcome).toBe('inconclusive');
});
