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
      effect 0.2, 0.9375 from 0.189549 to 0.215673, SD 0.0156022, 12.8187 SD
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
      "not-reproduced: Over 8 seeds the cells above chance exceed those at chance by 0; late: Over 8 seeds the mean is 0.000125 (93.8 % interval -0.00527 to 0.00822): evidence that it falls short of 0.03 (p = 0.00000784).
      8 seeds, alpha 0.05, power 0.999644
      effect 0, 0.9375 from -0.0104509 to 0.0156729, SD 0.0156022, 0 SD
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
      effect 0.195125, 0.9375 from 0.0963792 to 0.343211, SD 0.147418, 1.32362 SD
      passed late: mean above 0.03 (paired t): 59.692, p 4.8605e-11. Mean above 0.03: t(7) = 59.7, p = 4.86e-11, to pass at 0.05.
      passed late: mean above 0 (exact sign-flip): none, p 0.00390625. 1 of 2^8 sign patterns do as well: p = 0.00391, to pass at 0.05.
      failed early: mean above -0.03 (paired t): 0.63863, p 0.271693. Mean above -0.03: t(7) = 0.639, p = 0.272, to pass at 0.05.
      failed early: mean below 0.03 (paired t): -0.456164, p 0.331044. Mean below 0.03: t(7) = -0.456, p = 0.331, to pass at 0.05.
      passed permuted: mean above -0.03 (paired t): 10.57, p 0.00000741415. Mean above -0.03: t(7) = 10.6, p = 0.00000741, to pass at 0.05.
      passed permuted: mean below 0.03 (paired t): -10.4823, p 0.0000078353. Mean below 0.03: t(7) = -10.5, p = 0.00000784, to pass at 0.05.
      passed interaction: mean above 0 (paired t): 3.74375, p 0.00361356. Mean above 0: t(7) = 3.74, p = 0.00361, to pass at 0.05.
      passed interaction: mean above 0 (exact sign-flip): none, p 0.00390625. 1 of 2^8 sign patterns do as well: p = 0.00391, to pass at 0.05.
      could have shown 0.0987458
      cells late above, early grey"
    `);
  });

  test('invalid: the control is above chance, a cell never moves, or a value is no number', () => {
    expect(answer(rows([0.2, 0, 0.2]))).toMatchInlineSnapshot(`
      "invalid: The control permuted is not at chance: Over 8 seeds the mean is 0.2 (93.8 % interval 0.192 to 0.206): evidence of an effect of 0.03 or more (p = 4.86e-11); the smallest margin that would have passed is 0.206.
      8 seeds, alpha 0.05, power none
      no effect"
    `);
    expect(answer(rows([0.2, 0, 0]).map((row) => row.with(1, 0)))).toMatchInlineSnapshot(`
      "invalid: Early: No answer: all 8 seeds gave 0, and a measurement that does not vary over seeds shows nothing.
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
      "reproduced: After 6 of at most 8 seeds the mean is 0.2 (93.8 % confidence sequence 0.175 to 0.235): all 3 cells and the interaction are as expected.
      6 seeds, alpha 0.05, power 0.809901
      effect 0.1995, 0.9375 from 0.175075 to 0.234917, SD 0.0147343, 13.5398 SD
      passed late: mean above 0.03 (sequential t): 51.6123, p 0.000134202. Mean above 0.03: evidence of 7450 to 1, to pass at 20.
      passed late: mean above 0 (exact sign-flip): none, p 0.015625. Sign-flip over 2^6 patterns: p = 0.0156, to pass at 0.05.
      passed early: mean above -0.03 (sequential t): 10.0493, p 0.00110314. Mean above -0.03: evidence of 907 to 1, to pass at 20.
      passed early: mean below 0.03 (sequential t): -9.82841, p 0.00120359. Mean below 0.03: evidence of 831 to 1, to pass at 20.
      passed permuted: mean above -0.03 (sequential t): 8.61428, p 0.00212088. Mean above -0.03: evidence of 472 to 1, to pass at 20.
      passed permuted: mean below 0.03 (sequential t): -9.20837, p 0.00157652. Mean below 0.03: evidence of 634 to 1, to pass at 20.
      passed interaction: mean above 0 (sequential t): 33.1657, p 0.000152688. Mean above 0: evidence of 6550 to 1, to pass at 20.
      passed interaction: mean above 0 (exact sign-flip): none, p 0.015625. Sign-flip over 2^6 patterns: p = 0.0156, to pass at 0.05.
      sequence {"isDecided":true,"stoppedBy":"evidence-for","look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":471.502}
      evidence late: 7451.47, against 0.0093595, at the smallest effect 84.4471
      evidence early: 830.844, against 1, at the smallest effect none
      evidence permuted: 471.502, against 1, at the smallest effect none
      evidence interaction: 6549.31, against 0.0093878, at the smallest effect 83.4028
      estimates {"standardised":{"estimate":13.5398,"low":5.76417,"high":21.2443},"inDirection":{"seeds":6,"of":6,"low":0.561231,"high":1}}
      cells late above, early chance"
    `);
  });

  test('not reproduced: a cell that should be above is at chance', () => {
    expect(decide(sequential, rows([0, 0, 0])).reason).toMatch(
      /: late: shown to fall short of 0\.03 with evidence of .* to 1, to refute at 80\./,
    );
  });

  test('not reproduced: a cell that should be at chance is above', () => {
    expect(answer(rows([0.2, 0.2, 0]))).toMatchInlineSnapshot(`
      "not-reproduced: After 6 of at most 8 seeds the mean is -0.0005 (93.8 % confidence sequence -0.0249 to 0.0349): early: evidence of 7560 to 1 for an effect of 0.03 or more, to refute at 80.
      6 seeds, alpha 0.05, power 0.809901
      effect -0.0005, 0.9375 from -0.0249248 to 0.034917, SD 0.0147343, -0.0339344 SD
      passed late: mean above 0.03 (sequential t): 51.6123, p 0.000134202. Mean above 0.03: evidence of 7450 to 1, to pass at 20.
      passed late: mean above 0 (exact sign-flip): none, p 0.015625. Sign-flip over 2^6 patterns: p = 0.0156, to pass at 0.05.
      passed early: mean above -0.03 (sequential t): 76.3082, p 0.000127716. Mean above -0.03: evidence of 7830 to 1, to pass at 20.
      failed early: mean below 0.03 (sequential t): 56.4305, p 1. Mean below 0.03: evidence of 0.00936 to 1, to pass at 20.
      passed permuted: mean above -0.03 (sequential t): 8.61428, p 0.00212088. Mean above -0.03: evidence of 472 to 1, to pass at 20.
      passed permuted: mean below 0.03 (sequential t): -9.20837, p 0.00157652. Mean below 0.03: evidence of 634 to 1, to pass at 20.
      failed interaction: mean above 0 (sequential t): -0.0831219, p 1. Mean above 0: evidence of 0.116 to 1, to pass at 20.
      failed interaction: mean above 0 (exact sign-flip): none, p none. The sign-flip test is asked once the evidence suffices.
      sequence {"isDecided":true,"stoppedBy":"evidence-against","look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":0.00935624}
      evidence late: 7451.47, against 0.0093595, at the smallest effect 84.4471
      evidence early: 0.00935624, against 7563.4, at the smallest effect none
      evidence permuted: 471.502, against 1, at the smallest effect none
      evidence interaction: 0.116241, against 0.14693, at the smallest effect 0.0402814
      estimates {"standardised":{"estimate":-0.0339344,"low":-0.792996,"high":0.728415},"inDirection":{"seeds":3,"of":6,"low":0.128296,"high":0.871704}}
      cells late above, early above"
    `);
  });

  test('inconclusive: before the first look, and at the last', () => {
    expect(answer(rows([0.2, 0, 0], 5))).toMatchInlineSnapshot(`
      "inconclusive: After 5 of at most 8 seeds the mean is 0.202 (93.8 % confidence sequence 0.172 to 0.247); the first look is due at 6 seeds.
      5 seeds, alpha 0.05, power 0.809901
      effect 0.202, 0.9375 from 0.171796 to 0.247078, SD 0.0149833, 13.4817 SD
      sequence {"isDecided":false,"nextLookAt":6,"moreSeedsAtMost":3,"look":0,"fewestSeeds":6,"mostSeeds":8,"eValue":null}
      could have shown 0.0302041
      estimates {"standardised":{"estimate":13.4817,"low":4.93715,"high":21.9966},"inDirection":{"seeds":5,"of":5,"low":0.5,"high":1}}"
    `);
    const noisy = rows([0.2, 0, 0]).map((row, seed) => row.with(1, seed % 2 === 0 ? 0.15 : -0.14));
    expect(answer(noisy)).toMatchInlineSnapshot(`
      "inconclusive: After 8 of at most 8 seeds the mean is 0.195 (93.8 % confidence sequence 0.00137 to 0.449): not shown: early; with this spread so many seeds would have shown a mean above 0.194.
      8 seeds, alpha 0.05, power 0.809901
      effect 0.195125, 0.9375 from 0.00136692 to 0.449322, SD 0.147418, 1.32362 SD
      passed late: mean above 0.03 (sequential t): 59.692, p 0.00000310615. Mean above 0.03: evidence of 322000 to 1, to pass at 20.
      passed late: mean above 0 (exact sign-flip): none, p 0.00390625. Sign-flip over 2^8 patterns: p = 0.00391, to pass at 0.05.
      failed early: mean above -0.03 (sequential t): 0.63863, p 1. Mean above -0.03: evidence of 0.266 to 1, to pass at 20.
      failed early: mean below 0.03 (sequential t): -0.456164, p 1. Mean below 0.03: evidence of 0.198 to 1, to pass at 20.
      passed permuted: mean above -0.03 (sequential t): 10.57, p 0.000121079. Mean above -0.03: evidence of 8260 to 1, to pass at 20.
      passed permuted: mean below 0.03 (sequential t): -10.4823, p 0.000127884. Mean below 0.03: evidence of 7820 to 1, to pass at 20.
      passed interaction: mean above 0 (sequential t): 3.74375, p 0.0483933. Mean above 0: evidence of 20.7 to 1, to pass at 20.
      passed interaction: mean above 0 (exact sign-flip): none, p 0.00390625. Sign-flip over 2^8 patterns: p = 0.00391, to pass at 0.05.
      sequence {"isDecided":true,"stoppedBy":"maximum","look":3,"fewestSeeds":6,"mostSeeds":8,"eValue":0.198371}
      evidence late: 321942, against 0.00298098, at the smallest effect 408.634
      evidence early: 0.198371, against 1, at the smallest effect none
      evidence permuted: 7819.58, against 1, at the smallest effect none
      evidence interaction: 20.664, against 0.00525626, at the smallest effect 45.0314
      could have shown 0.193758
      estimates {"standardised":{"estimate":1.32362,"low":0.375682,"high":2.22023},"inDirection":{"seeds":8,"of":8,"low":0.64842,"high":1}}
      cells late above, early grey"
    `);
  });

  test('invalid: the control is above chance, or a value is no number', () => {
    expect(answer(rows([0.2, 0, 0.2]))).toMatchInlineSnapshot(`
      "invalid: After 6 seeds: the control permuted is not at chance: evidence of 7410 to 1 for an effect of 0.03 or more, to refute at 80.
      6 seeds, alpha 0.05, power none
      no effect
      sequence {"isDecided":true,"stoppedBy":"invalid","look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":0.00936063}
      evidence late: 7451.47, against 0.0093595, at the smallest effect 84.4471
      evidence early: 830.844, against 1, at the smallest effect none
      evidence permuted: 0.00936063, against 7412.84, at the smallest effect none
      evidence interaction: 6549.31, against 0.0093878, at the smallest effect 83.4028"
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
