// What the pattern rule answers, at fixed n and sequentially, to the words: one table for each way that it can end.
import { describe, expect, test } from 'vitest';
import type { PatternRule } from '../../src/decisions/decision.ts';
import { SEQUENTIAL, THREE_LOOKS } from '../../src/decisions/design.ts';
import { interactions } from '../../src/decisions/pattern.ts';
import { decideWhole as decide, pattern } from './example-rules.ts';
import { inFull } from './in-full.ts';

const sequential: PatternRule = { ...pattern, design: { ...SEQUENTIAL, fewestSeeds: 6, mostSeeds: 8 } };

const wobble = [0.01, -0.008, 0.004, -0.01, 0.006, -0.003, 0.009, -0.007];
const rows = (means: readonly number[], seeds = 8): number[][] =>
  Array.from({ length: seeds }, (_, seed) =>
    means.map((mean, cell) => mean + (wobble[(seed * (1 + 2 * cell) + cell) % 8] ?? 0)),
  );

describe('at fixed n', () => {
  const answer = (table: readonly (readonly number[])[]): string => inFull(decide(pattern, table));

  test('reproduced', () => {
    expect(answer(rows([0.2, 0, 0]))).toMatchInlineSnapshot(`
      "reproduced: Over 8 seeds the cells above chance exceed those at chance by 0.2; all 3 cells and the interaction are as expected.
      8 seeds, alpha 0.05, power 0.999644
      effect 0.2, 0.9 from 0.189549 to 0.210451, SD 0.0156022, 12.8187 SD
      passed late: mean above 0.03 (paired t): 59.692, p 4.8605e-11. Mean above 0.03: t(7) = 59.7, p = 4.86e-11, to pass at 0.05.
      passed late: mean above 0 (exact sign-flip): none, p 0.00390625. 1 of 2^8 sign patterns do as well: p = 0.00391, to pass at 0.05.
      passed early: mean above -0.03 (paired t): 10.57, p 0.00000741415. Mean above -0.03: t(7) = 10.6, p = 0.00000741, to pass at 0.05.
      passed early: mean below 0.03 (paired t): -10.4823, p 0.0000078353. Mean below 0.03: t(7) = -10.5, p = 0.00000784, to pass at 0.05.
      passed permuted: mean above -0.03 (paired t): 10.57, p 0.00000741415. Mean above -0.03: t(7) = 10.6, p = 0.00000741, to pass at 0.05.
      passed permuted: mean below 0.03 (paired t): -10.4823, p 0.0000078353. Mean below 0.03: t(7) = -10.5, p = 0.00000784, to pass at 0.05.
      passed interaction: mean above 0 (paired t): 36.2568, p 1.57705e-9. Mean above 0: t(7) = 36.3, p = 1.58e-9, to pass at 0.05.
      passed interaction: mean above 0 (exact sign-flip): none, p 0.00390625. 1 of 2^8 sign patterns do as well: p = 0.00391, to pass at 0.05.
      cells late above, early chance"
    `);
  });

  test('not reproduced: a cell that should be above is not', () => {
    expect(answer(rows([0, 0, 0]))).toMatchInlineSnapshot(`
      "not-reproduced: Over 8 seeds the cells above chance exceed those at chance by 0; late: Over 8 seeds the mean is 0.000125 (90 % interval -0.00527 to 0.00552): evidence that it is not above 0.03 (p = 0.00000784).
      8 seeds, alpha 0.05, power 0.999644
      effect 0, 0.9 from -0.0104509 to 0.0104509, SD 0.0156022, 0 SD
      failed late: mean above 0.03 (paired t): -10.4823, p 0.999992. Mean above 0.03: t(7) = -10.5, p = 1, to pass at 0.05.
      failed late: mean above 0 (exact sign-flip): none, p 0.5. 128 of 2^8 sign patterns do as well: p = 0.5, to pass at 0.05.
      passed early: mean above -0.03 (paired t): 10.57, p 0.00000741415. Mean above -0.03: t(7) = 10.6, p = 0.00000741, to pass at 0.05.
      passed early: mean below 0.03 (paired t): -10.4823, p 0.0000078353. Mean below 0.03: t(7) = -10.5, p = 0.00000784, to pass at 0.05.
      passed permuted: mean above -0.03 (paired t): 10.57, p 0.00000741415. Mean above -0.03: t(7) = 10.6, p = 0.00000741, to pass at 0.05.
      passed permuted: mean below 0.03 (paired t): -10.4823, p 0.0000078353. Mean below 0.03: t(7) = -10.5, p = 0.00000784, to pass at 0.05.
      failed interaction: mean above 0 (paired t): 0, p 0.5. Mean above 0: t(7) = 0, p = 0.5, to pass at 0.05.
      failed interaction: mean above 0 (exact sign-flip): none, p 0.515625. 132 of 2^8 sign patterns do as well: p = 0.516, to pass at 0.05.
      cells late chance, early chance"
    `);
  });

  test('inconclusive: a cell is neither', () => {
    const noisy = rows([0.2, 0, 0]).map((row, seed) => row.with(1, seed % 2 === 0 ? 0.15 : -0.14));
    expect(answer(noisy)).toMatchInlineSnapshot(`
      "inconclusive: Over 8 seeds the cells above chance exceed those at chance by 0.195; not shown: early.
      8 seeds, alpha 0.05, power 0.999644
      effect 0.195125, 0.9 from 0.0963792 to 0.293871, SD 0.147418, 1.32362 SD
      passed late: mean above 0.03 (paired t): 59.692, p 4.8605e-11. Mean above 0.03: t(7) = 59.7, p = 4.86e-11, to pass at 0.05.
      passed late: mean above 0 (exact sign-flip): none, p 0.00390625. 1 of 2^8 sign patterns do as well: p = 0.00391, to pass at 0.05.
      failed early: mean above -0.03 (paired t): 0.63863, p 0.271693. Mean above -0.03: t(7) = 0.639, p = 0.272, to pass at 0.05.
      failed early: mean below 0.03 (paired t): -0.456164, p 0.331044. Mean below 0.03: t(7) = -0.456, p = 0.331, to pass at 0.05.
      passed permuted: mean above -0.03 (paired t): 10.57, p 0.00000741415. Mean above -0.03: t(7) = 10.6, p = 0.00000741, to pass at 0.05.
      passed permuted: mean below 0.03 (paired t): -10.4823, p 0.0000078353. Mean below 0.03: t(7) = -10.5, p = 0.00000784, to pass at 0.05.
      passed interaction: mean above 0 (paired t): 3.74375, p 0.00361356. Mean above 0: t(7) = 3.74, p = 0.00361, to pass at 0.05.
      passed interaction: mean above 0 (exact sign-flip): none, p 0.00390625. 1 of 2^8 sign patterns do as well: p = 0.00391, to pass at 0.05.
      cells late above, early grey"
    `);
  });

  test('invalid: the control is above chance, a cell never moves, or a value is no number', () => {
    expect(answer(rows([0.2, 0, 0.2]))).toMatchInlineSnapshot(`
      "invalid: The control permuted is not at chance: Over 8 seeds the mean is 0.2 (90 % interval 0.195 to 0.206): evidence of an effect of 0.03 or more (p = 4.86e-11); the smallest margin that would have passed is 0.206.
      8 seeds, alpha 0.05, power none
      no effect"
    `);
    expect(answer(rows([0.2, 0, 0]).map((row) => row.with(1, 0)))).toMatchInlineSnapshot(`
      "invalid: Early: All 8 seeds gave 0: a measurement that does not vary over seeds cannot show that there is no effect.
      8 seeds, alpha 0.05, power none
      no effect"
    `);
    expect(answer(rows([0.2, Number.NaN, 0]))).toMatchInlineSnapshot(`
      "invalid: 8 of 8 seeds gave a value that is not a finite number.
      8 seeds, alpha 0.05, power none
      no effect"
    `);
    expect(answer(rows([0.2, 0, 0], 1))).toMatchInlineSnapshot(`
      "invalid: A decision needs at least 2 seeds, and there is 1.
      1 seeds, alpha 0.05, power none
      no effect"
    `);
  });
});

test('at three looks the gate of signs stands at the whole alpha', () => {
  const decision = decide({ ...pattern, design: THREE_LOOKS }, rows([0.2, 0, 0], 6));
  expect(decision).toMatchObject({ outcome: 'reproduced', seeds: 6 });
  expect(decision.tests.at(-1)).toMatchObject({ pValue: 1 / 64, passed: true });
});

test('a control that is no number makes either design invalid', () => {
  const broken = rows([0.2, 0, 0]).map((row, seed) => (seed === 2 ? row.with(2, Number.NaN) : row));
  const words = '1 of 8 seeds gave a value that is not a finite number.';
  expect(decide(pattern, broken)).toMatchObject({ outcome: 'invalid', reason: words, effect: null });
  expect(decide(sequential, broken)).toMatchObject({
    outcome: 'invalid',
    reason: words.replace('8', '6'),
    effect: null,
  });
});

describe('sequentially', () => {
  const answer = (table: readonly (readonly number[])[]): string => inFull(decide(sequential, table));

  test('reproduced', () => {
    expect(answer(rows([0.2, 0, 0]))).toMatchInlineSnapshot(`
      "reproduced: After 6 of at most 8 seeds the mean is 0.2 (90 % confidence sequence 0.176 to 0.223): all 3 cells and the interaction are as expected.
      6 seeds, alpha 0.05, power 0.827868
      effect 0.1995, 0.9 from 0.175636 to 0.223364, SD 0.0147343, 13.5398 SD
      passed late: mean above 0.03 (sequential t): 51.6123, p 0.000100693. Mean above 0.03: evidence of 9930 to 1, to pass at 20.
      passed late: mean above 0 (exact sign-flip): none, p 0.015625. Sign-flip over 2^6 patterns: p = 0.0156, to pass at 0.05.
      passed early: mean above -0.03 (sequential t): 10.0493, p 0.000829955. Mean above -0.03: evidence of 1200 to 1, to pass at 20.
      passed early: mean below 0.03 (sequential t): 9.82841, p 0.000905783. Mean below 0.03: evidence of 1100 to 1, to pass at 20.
      passed permuted: mean above -0.03 (sequential t): 8.61428, p 0.00160002. Mean above -0.03: evidence of 625 to 1, to pass at 20.
      passed permuted: mean below 0.03 (sequential t): 9.20837, p 0.00118763. Mean below 0.03: evidence of 842 to 1, to pass at 20.
      passed interaction: mean above 0 (sequential t): 33.1657, p 0.00011457. Mean above 0: evidence of 8730 to 1, to pass at 20.
      passed interaction: mean above 0 (exact sign-flip): none, p 0.015625. Sign-flip over 2^6 patterns: p = 0.0156, to pass at 0.05.
      sequence {"isDecided":true,"stoppedBy":"evidence-for","look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":624.992}
      evidence late: 9931.18, at the smallest effect 84.4471
      evidence early: 1104.02, at the smallest effect none
      evidence permuted: 624.992, at the smallest effect none
      evidence interaction: 8728.31, at the smallest effect 83.4028
      estimates {"standardised":{"estimate":13.5398,"low":6.44407,"high":20.1763},"inDirection":{"seeds":6,"of":6,"low":0.606962,"high":1}}
      cells late above, early chance"
    `);
  });

  test('not reproduced: a cell that should be above is at chance', () => {
    expect(decide(sequential, rows([0, 0, 0])).reason).toMatch(
      /: late: a mean 1 SD above 0\.03 is .* times less likely/,
    );
  });

  test('not reproduced: a cell that should be at chance is above', () => {
    expect(answer(rows([0.2, 0.2, 0]))).toMatchInlineSnapshot(`
      "not-reproduced: After 6 of at most 8 seeds the mean is -0.0005 (90 % confidence sequence -0.0244 to 0.0234): early: evidence of 10100 to 1 for an effect of 0.03 or more.
      6 seeds, alpha 0.05, power 0.827868
      effect -0.0005, 0.9 from -0.0243644 to 0.0233644, SD 0.0147343, -0.0339344 SD
      passed late: mean above 0.03 (sequential t): 51.6123, p 0.000100693. Mean above 0.03: evidence of 9930 to 1, to pass at 20.
      passed late: mean above 0 (exact sign-flip): none, p 0.015625. Sign-flip over 2^6 patterns: p = 0.0156, to pass at 0.05.
      passed early: mean above -0.03 (sequential t): 76.3082, p 0.0000958249. Mean above -0.03: evidence of 10400 to 1, to pass at 20.
      failed early: mean below 0.03 (sequential t): -56.4305, p 1. Mean below 0.03: evidence of 0.000173 to 1, to pass at 20.
      passed permuted: mean above -0.03 (sequential t): 8.61428, p 0.00160002. Mean above -0.03: evidence of 625 to 1, to pass at 20.
      passed permuted: mean below 0.03 (sequential t): 9.20837, p 0.00118763. Mean below 0.03: evidence of 842 to 1, to pass at 20.
      failed interaction: mean above 0 (sequential t): -0.0831219, p 1. Mean above 0: evidence of 0.0134 to 1, to pass at 20.
      failed interaction: mean above 0 (exact sign-flip): none, p none. The sign-flip test is asked once the evidence suffices.
      sequence {"isDecided":true,"stoppedBy":"evidence-against","look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":0.000173408}
      evidence late: 9931.18, at the smallest effect 84.4471
      evidence early: 0.000173408, at the smallest effect none
      evidence permuted: 624.992, at the smallest effect none
      evidence interaction: 0.0134285, at the smallest effect 0.0402814
      estimates {"standardised":{"estimate":-0.0339344,"low":-0.704018,"high":0.639438},"inDirection":{"seeds":3,"of":6,"low":0.153161,"high":0.846839}}
      cells late above, early above"
    `);
  });

  test('inconclusive: before the first look, and at the last', () => {
    expect(answer(rows([0.2, 0, 0], 5))).toMatchInlineSnapshot(`
      "inconclusive: After 5 of at most 8 seeds the mean is 0.202 (90 % confidence sequence 0.173 to 0.231); the first look is due at 6 seeds.
      5 seeds, alpha 0.05, power 0.827868
      effect 0.202, 0.9 from 0.173139 to 0.230861, SD 0.0149833, 13.4817 SD
      sequence {"isDecided":false,"nextLookAt":6,"moreSeedsAtMost":3,"look":0,"fewestSeeds":6,"mostSeeds":8,"eValue":null}
      estimates {"standardised":{"estimate":13.4817,"low":5.6426,"high":20.7944},"inDirection":{"seeds":5,"of":5,"low":0.54928,"high":1}}"
    `);
    const noisy = rows([0.2, 0, 0]).map((row, seed) => row.with(1, seed % 2 === 0 ? 0.15 : -0.14));
    expect(answer(noisy)).toMatchInlineSnapshot(`
      "inconclusive: After 8 of at most 8 seeds the mean is 0.195 (90 % confidence sequence 0.00442 to 0.386): not shown: early.
      8 seeds, alpha 0.05, power 0.827868
      effect 0.195125, 0.9 from 0.00441715 to 0.385833, SD 0.147418, 1.32362 SD
      passed late: mean above 0.03 (sequential t): 59.692, p 0.00000232966. Mean above 0.03: evidence of 429000 to 1, to pass at 20.
      passed late: mean above 0 (exact sign-flip): none, p 0.00390625. Sign-flip over 2^8 patterns: p = 0.00391, to pass at 0.05.
      failed early: mean above -0.03 (sequential t): 0.63863, p 1. Mean above -0.03: evidence of 0.0421 to 1, to pass at 20.
      failed early: mean below 0.03 (sequential t): 0.456164, p 1. Mean below 0.03: evidence of 0.0241 to 1, to pass at 20.
      passed permuted: mean above -0.03 (sequential t): 10.57, p 0.0000908803. Mean above -0.03: evidence of 11000 to 1, to pass at 20.
      passed permuted: mean below 0.03 (sequential t): 10.4823, p 0.0000959924. Mean below 0.03: evidence of 10400 to 1, to pass at 20.
      passed interaction: mean above 0 (sequential t): 3.74375, p 0.042659. Mean above 0: evidence of 23.4 to 1, to pass at 20.
      passed interaction: mean above 0 (exact sign-flip): none, p 0.00390625. Sign-flip over 2^8 patterns: p = 0.00391, to pass at 0.05.
      sequence {"isDecided":true,"stoppedBy":"maximum","look":3,"fewestSeeds":6,"mostSeeds":8,"eValue":0.0241485}
      evidence late: 429247, at the smallest effect 408.634
      evidence early: 0.0241485, at the smallest effect none
      evidence permuted: 10417.5, at the smallest effect none
      evidence interaction: 23.4417, at the smallest effect 45.0314
      estimates {"standardised":{"estimate":1.32362,"low":0.477012,"high":2.10628},"inDirection":{"seeds":8,"of":8,"low":0.687656,"high":1}}
      cells late above, early grey"
    `);
  });

  test('invalid: the control is above chance, or a value is no number', () => {
    expect(answer(rows([0.2, 0, 0.2]))).toMatchInlineSnapshot(`
      "invalid: After 6 seeds: the control permuted is not at chance: evidence of 9880 to 1 for an effect of 0.03 or more.
      6 seeds, alpha 0.05, power none
      no effect
      sequence {"isDecided":true,"stoppedBy":"invalid","look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":0.000173537}
      evidence late: 9931.18, at the smallest effect 84.4471
      evidence early: 1104.02, at the smallest effect none
      evidence permuted: 0.000173537, at the smallest effect none
      evidence interaction: 8728.31, at the smallest effect 83.4028"
    `);
    expect(answer(rows([0.2, Number.NaN, 0]))).toMatchInlineSnapshot(`
      "invalid: 6 of 6 seeds gave a value that is not a finite number.
      6 seeds, alpha 0.05, power none
      no effect
      sequence {"isDecided":true,"stoppedBy":"invalid","look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":null}"
    `);
  });
});

test('the interaction is the mean above minus the mean at chance, whatever the control is', () => {
  const cells = [...pattern.cells, { name: 'latest', expected: 'above' } as const];
  expect(interactions({ ...pattern, cells }, [[3, 1, 100, 5]])).toEqual([3]);
});
