// What the trend rule answers at fixed n, to the words: one table for each way that it can end.
import { expect, test } from 'vitest';
import type { TrendRule } from '../../src/decisions/decision.ts';
import { decideWhole as decide, trend } from './example-rules.ts';
import { inFull } from './in-full.ts';

const rule: TrendRule = { ...trend, levels: ['none', 'half', 'all'] };
const wobble = [0.05, -0.1, 0.08, -0.04, 0.1, -0.06, 0.02, -0.05];
const rows = (means: readonly number[], noise = 1): number[][] =>
  Array.from({ length: 6 }, (_, seed) =>
    means.map((mean, level) => mean + noise * (wobble[(seed * 3 + level * level) % 8] ?? 0)),
  );
const answer = (table: readonly (readonly number[])[], change: Partial<TrendRule> = {}): string =>
  inFull(decide({ ...rule, ...change }, table));

test('reproduced', () => {
  expect(answer(rows([0, 0.5, 1]))).toMatchInlineSnapshot(`
    "reproduced: Over 6 seeds the last of 3 levels minus the first is 1.02, and all 6 tests of contrast, Page's L, steps and endpoints pass at 0.05.
    6 seeds, alpha 0.05, power 0.993614, trend only: false
    effect 1.01667, 0.9375 from 0.982286 to 1.07064, SD 0.0417931, 24.3262 SD
    passed rising contrast (paired t): 59.5867, p 1.25956e-8. Contrast of centred ranks above 0: t(5) = 59.6, p = 1.26e-8, to pass at 0.05.
    passed Page's L (exact): 84, p 0.0000214335. Page's L = 84, p = 0.0000214, to pass at 0.05.
    passed no reversal from none to half (paired t): 14.661, p 0.0000133367. Step from none to half above -0.4: t(5) = 14.7, p = 0.0000133, to pass at 0.05.
    passed no reversal from half to all (paired t): 14.473, p 0.0000142074. Step from half to all above -0.4: t(5) = 14.5, p = 0.0000142, to pass at 0.05.
    passed last minus first: mean above 0.5 (paired t): 30.2818, p 3.6839e-7. Mean above 0.5: t(5) = 30.3, p = 3.68e-7, to pass at 0.05.
    passed last minus first: mean above 0 (exact sign-flip): none, p 0.015625. 1 of 2^6 sign patterns do as well: p = 0.0156, to pass at 0.05."
  `);
});

test('not reproduced: the ends are too close, and a trend is all that is shown', () => {
  expect(answer(rows([0, 0.15, 0.3]))).toMatchInlineSnapshot(`
    "not-reproduced: Over 6 seeds the last of 3 levels minus the first is 0.317: evidence that this is not above 0.5; not passed: last minus first: mean above 0.5 (paired t) (trend only).
    6 seeds, alpha 0.05, power 0.993614, trend only: true
    effect 0.316667, 0.9375 from 0.282286 to 0.37064, SD 0.0417931, 7.577 SD
    passed rising contrast (paired t): 18.5598, p 0.00000417825. Contrast of centred ranks above 0: t(5) = 18.6, p = 0.00000418, to pass at 0.05.
    passed Page's L (exact): 81.5, p 0.00222908. Page's L = 81.5, p = 0.00223, to pass at 0.05.
    passed no reversal from none to half (paired t): 9.00142, p 0.000141234. Step from none to half above -0.4: t(5) = 9, p = 0.000141, to pass at 0.05.
    passed no reversal from half to all (paired t): 8.90648, p 0.000148526. Step from half to all above -0.4: t(5) = 8.91, p = 0.000149, to pass at 0.05.
    failed last minus first: mean above 0.5 (paired t): -10.7451, p 0.99994. Mean above 0.5: t(5) = -10.7, p = 1, to pass at 0.05.
    passed last minus first: mean above 0 (exact sign-flip): none, p 0.015625. 1 of 2^6 sign patterns do as well: p = 0.0156, to pass at 0.05."
  `);
});

test('not reproduced: a step falls', () => {
  expect(answer(rows([0, 1.5, 0.8]))).toMatchInlineSnapshot(`
    "not-reproduced: Over 6 seeds the last of 3 levels minus the first is 0.817: a reversal is shown (no reversal from half to all (paired t)); not passed: Page's L (exact), no reversal from half to all (paired t).
    6 seeds, alpha 0.05, power 0.993614, trend only: false
    effect 0.816667, 0.9375 from 0.782286 to 0.87064, SD 0.0417931, 19.5407 SD
    passed rising contrast (paired t): 47.8647, p 3.75983e-8. Contrast of centred ranks above 0: t(5) = 47.9, p = 3.76e-8, to pass at 0.05.
    failed Page's L (exact): 78, p 0.0571631. Page's L = 78, p = 0.0572, to pass at 0.05.
    passed no reversal from none to half (paired t): 30.8312, p 3.36851e-7. Step from none to half above -0.4: t(5) = 30.8, p = 3.37e-7, to pass at 0.05.
    failed no reversal from half to all (paired t): -4.61229, p 0.997112. Step from half to all above -0.4: t(5) = -4.61, p = 0.997, to pass at 0.05.
    passed last minus first: mean above 0.5 (paired t): 18.5598, p 0.00000417825. Mean above 0.5: t(5) = 18.6, p = 0.00000418, to pass at 0.05.
    passed last minus first: mean above 0 (exact sign-flip): none, p 0.015625. 1 of 2^6 sign patterns do as well: p = 0.0156, to pass at 0.05."
  `);
});

test('not reproduced: the levels do not differ', () => {
  expect(answer(rows([0, 0, 0]))).toMatchInlineSnapshot(`
    "not-reproduced: Over 6 seeds the last of 3 levels minus the first is 0.0167: evidence that this is not above 0.5; not passed: rising contrast (paired t), Page's L (exact), last minus first: mean above 0.5 (paired t), last minus first: mean above 0 (exact sign-flip).
    6 seeds, alpha 0.05, power 0.993614, trend only: false
    effect 0.0166667, 0.9375 from -0.017714 to 0.0706402, SD 0.0417931, 0.39879 SD
    failed rising contrast (paired t): 0.976831, p 0.186758. Contrast of centred ranks above 0: t(5) = 0.977, p = 0.187, to pass at 0.05.
    failed Page's L (exact): 74, p 0.336891. Page's L = 74, p = 0.337, to pass at 0.05.
    passed no reversal from none to half (paired t): 6.57589, p 0.000610235. Step from none to half above -0.4: t(5) = 6.58, p = 0.00061, to pass at 0.05.
    passed no reversal from half to all (paired t): 6.52082, p 0.000634042. Step from half to all above -0.4: t(5) = 6.52, p = 0.000634, to pass at 0.05.
    failed last minus first: mean above 0.5 (paired t): -28.3281, p 0.999999. Mean above 0.5: t(5) = -28.3, p = 1, to pass at 0.05.
    failed last minus first: mean above 0 (exact sign-flip): none, p 0.234375. 15 of 2^6 sign patterns do as well: p = 0.234, to pass at 0.05."
  `);
});

test('inconclusive, with a trend or without', () => {
  expect(answer(rows([0, 0.25, 0.5], 2))).toMatchInlineSnapshot(`
    "inconclusive: Over 6 seeds the last of 3 levels minus the first is 0.533, and no part of the claim is refuted, but not passed at 0.05: last minus first: mean above 0.5 (paired t) (trend only).
    6 seeds, alpha 0.05, power 0.993614, trend only: true
    effect 0.533333, 0.9375 from 0.464572 to 0.64128, SD 0.0835863, 6.38063 SD
    passed rising contrast (paired t): 15.6293, p 0.00000974349. Contrast of centred ranks above 0: t(5) = 15.6, p = 0.00000974, to pass at 0.05.
    passed Page's L (exact): 80, p 0.0130959. Page's L = 80, p = 0.0131, to pass at 0.05.
    passed no reversal from none to half (paired t): 5.36312, p 0.00151581. Step from none to half above -0.4: t(5) = 5.36, p = 0.00152, to pass at 0.05.
    passed no reversal from half to all (paired t): 5.32799, p 0.00155986. Step from half to all above -0.4: t(5) = 5.33, p = 0.00156, to pass at 0.05.
    failed last minus first: mean above 0.5 (paired t): 0.976831, p 0.186758. Mean above 0.5: t(5) = 0.977, p = 0.187, to pass at 0.05.
    passed last minus first: mean above 0 (exact sign-flip): none, p 0.015625. 1 of 2^6 sign patterns do as well: p = 0.0156, to pass at 0.05.
    could have shown 0.568761"
  `);
  expect(answer(rows([0, 0.3, 0.55], 12))).toMatchInlineSnapshot(`
    "inconclusive: Over 6 seeds the last of 3 levels minus the first is 0.75, and no part of the claim is refuted, but not passed at 0.05: Page's L (exact), no reversal from none to half (paired t), no reversal from half to all (paired t), last minus first: mean above 0.5 (paired t).
    6 seeds, alpha 0.05, power 0.993614, trend only: false
    effect 0.75, 0.9375 from 0.337431 to 1.39768, SD 0.501518, 1.49546 SD
    passed rising contrast (paired t): 3.66312, p 0.00727375. Contrast of centred ranks above 0: t(5) = 3.66, p = 0.00727, to pass at 0.05.
    failed Page's L (exact): 76, p 0.159594. Page's L = 76, p = 0.16, to pass at 0.05.
    failed no reversal from none to half (paired t): 1.05106, p 0.170676. Step from none to half above -0.4: t(5) = 1.05, p = 0.171, to pass at 0.05.
    failed no reversal from half to all (paired t): 1.02053, p 0.177144. Step from half to all above -0.4: t(5) = 1.02, p = 0.177, to pass at 0.05.
    failed last minus first: mean above 0.5 (paired t): 1.22104, p 0.138252. Mean above 0.5: t(5) = 1.22, p = 0.138, to pass at 0.05.
    passed last minus first: mean above 0 (exact sign-flip): none, p 0.03125. 2 of 2^6 sign patterns do as well: p = 0.0313, to pass at 0.05.
    could have shown 0.912569"
  `);
});

test('seeds that all agree are judged by signs', () => {
  expect(answer(rows([0, 0.5, 1], 0))).toMatchInlineSnapshot(`
    "invalid: No answer: all 6 seeds gave 1, and a measurement that does not vary over seeds shows nothing.
    6 seeds, alpha 0.05, power none
    no effect"
  `);
});

test('above six levels Page is approximated, and says so', () => {
  const levels = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const { tests } = decide({ ...rule, levels }, rows([0, 1, 2, 3, 4, 5, 6]));
  expect(tests[1]?.name).toBe("Page's L (normal approximation)");
});

test('invalid', () => {
  expect(answer([])).toMatchInlineSnapshot(`
    "invalid: A decision needs at least 2 seeds, and there are 0.
    0 seeds, alpha 0.05, power none
    no effect"
  `);
  expect(answer([[0, 1, 2]])).toMatchInlineSnapshot(`
    "invalid: A decision needs at least 2 seeds, and there is 1.
    1 seeds, alpha 0.05, power none
    no effect"
  `);
  expect(answer([...rows([0, 1, 2]), [0, Number.NaN, 1], [Number.POSITIVE_INFINITY, 0, 1]])).toMatchInlineSnapshot(`
    "invalid: 2 of 8 seeds have a level whose value is not a finite number.
    8 seeds, alpha 0.05, power none
    no effect"
  `);
  expect(answer([...rows([0, 1, 2]), [-1.7e308, 0, 1.7e308]])).toMatchInlineSnapshot(`
    "invalid: 1 of 7 seeds gave a value that is not a finite number.
    7 seeds, alpha 0.05, power none
    no effect"
  `);
  expect(answer([...rows([0, 1, 2]), [0, -1.7e308, 1.7e308]])).toMatchInlineSnapshot(`
    "invalid: 1 of 7 seeds gave a value that is not a finite number.
    7 seeds, alpha 0.05, power none
    no effect"
  `);
});

test('a fall of every seed alike is a reversal at just alpha', () => {
  const table = rows([0, 3, 2])
    .slice(0, 5)
    .map(([first = 0, second = 0]) => [first, second, second - 1]);
  expect(decide({ ...rule, alpha: 1 / 32, refutable: 1 }, table).outcome).toBe('not-reproduced');
  expect(decide({ ...rule, alpha: 1 / 33, refutable: 1 }, table).outcome).toBe('inconclusive');
  // Four questions could refute it.
  expect(decide({ ...rule, alpha: 1 / 8 }, table).outcome).toBe('not-reproduced');
  expect(decide({ ...rule, alpha: 1 / 9 }, table).outcome).toBe('inconclusive');
});

test('a p-value of just alpha passes, in the contrast, in Page and in a step', () => {
  const table = rows([0, 0.5, 1]);
  const pValues = decide(rule, table).tests.map(({ pValue }) => pValue ?? 1);
  for (const [index, alpha] of pValues.slice(0, 3).entries()) {
    expect(decide({ ...rule, alpha }, table).tests[index]?.passed).toBe(true);
    expect(decide({ ...rule, alpha: alpha * (1 - 1e-9) }, table).tests[index]?.passed).toBe(false);
  }
});
