// What the sequential designs of existence and equivalence answer, to the words: one sample for each way that they can end.
import { describe, expect, test } from 'vitest';
import type { DecisionRule, Samples } from '../../src/decisions/decision.ts';
import { SEQUENTIAL, type SequentialDesign } from '../../src/decisions/design.ts';
import { sampleMoments } from '../../src/statistics/sample-moments.ts';
import { evidenceOfT } from '../../src/statistics/sequential-t.ts';
import { decideWhole as decide, equivalence, existence, existenceOfLess } from './example-rules.ts';
import { inFull } from './in-full.ts';

const design: SequentialDesign = { ...SEQUENTIAL, fewestSeeds: 6, mostSeeds: 8 };
const answer = (rule: DecisionRule, samples: Samples): string => inFull(decide({ ...rule, design }, samples));
const clear = [0.5, 0.6, 0.4, 0.55, 0.45, 0.7, 0.5, 0.6];
const unclear = [1.1, -0.6, 0.9, -0.1, 0.8, -0.4, 0.7, 0.2];
const none = [0.3, -0.3, 0.2, -0.25, 0.3, -0.3];
const minus = (values: readonly number[]): number[] => values.map((value) => -value);

describe('sequential existence', () => {
  test('reproduced, above and below', () => {
    expect(answer(existence, clear)).toMatchInlineSnapshot(`
      "reproduced: After 6 of at most 8 seeds the mean is 0.533 (90 % confidence sequence 0.354 to 0.712): above 0.1 with evidence of 830 to 1, to pass at 20.
      6 seeds, alpha 0.05, power 0.558752
      effect 0.533333, 0.9 from 0.354283 to 0.712384, SD 0.108012, 4.93771 SD
      passed mean above 0.1 (sequential t): 9.82708, p 0.00120424. Mean above 0.1: evidence of 830 to 1, to pass at 20.
      passed mean above 0 (exact sign-flip): none, p 0.015625. Sign-flip over 2^6 patterns: p = 0.0156, to pass at 0.05.
      sequence {"isDecided":true,"stoppedBy":"evidence-for","look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":830.397}
      evidence mean above 0.1: 830.397, against 0.00988575, at the smallest effect 67.5257
      estimates {"standardised":{"estimate":4.93771,"low":2.26452,"high":7.42645},"inDirection":{"seeds":6,"of":6,"low":0.606962,"high":1}}"
    `);
    expect(answer(existenceOfLess, minus(clear))).toMatchInlineSnapshot(`
      "reproduced: After 6 of at most 8 seeds the mean is -0.533 (90 % confidence sequence -0.712 to -0.354): below -0.1 with evidence of 830 to 1, to pass at 20.
      6 seeds, alpha 0.05, power 0.558752
      effect -0.533333, 0.9 from -0.712384 to -0.354283, SD 0.108012, -4.93771 SD
      passed mean below -0.1 (sequential t): -9.82708, p 0.00120424. Mean below -0.1: evidence of 830 to 1, to pass at 20.
      passed mean below 0 (exact sign-flip): none, p 0.015625. Sign-flip over 2^6 patterns: p = 0.0156, to pass at 0.05.
      sequence {"isDecided":true,"stoppedBy":"evidence-for","look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":830.397}
      evidence mean below -0.1: 830.397, against 0.00988575, at the smallest effect 67.5257
      estimates {"standardised":{"estimate":-4.93771,"low":-7.42645,"high":-2.26452},"inDirection":{"seeds":6,"of":6,"low":0.606962,"high":1}}"
    `);
  });

  test('not reproduced, above and below', () => {
    expect(answer(existence, none)).toMatchInlineSnapshot(`
      "inconclusive: After 6 of at most 8 seeds the mean is -0.00833 (90 % confidence sequence -0.512 to 0.496): neither shown above 0.1 nor to fall short of it; with this spread so many seeds would have shown a mean above 0.604; at this mean and SD no number of seeds would reproduce the claim.
      6 seeds, alpha 0.05, power 0.558752
      effect -0.00833333, 0.9 from -0.512271 to 0.495604, SD 0.304001, -0.0274122 SD
      failed mean above 0.1 (sequential t): -0.872896, p 1. Mean above 0.1: evidence of 0.0452 to 1, to pass at 20.
      failed mean above 0 (exact sign-flip): none, p none. The sign-flip test is asked once the evidence suffices.
      sequence {"isDecided":false,"nextLookAt":7,"moreSeedsAtMost":2,"look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":0.0452424}
      evidence mean above 0.1: 0.0452424, against 0.476973, at the smallest effect 0.00732928
      could have shown 0.603937
      estimates {"standardised":{"estimate":-0.0274122,"low":-0.697736,"high":0.645568},"inDirection":{"seeds":3,"of":6,"low":0.153161,"high":0.846839}}"
    `);
    expect(answer(existenceOfLess, none)).toMatchInlineSnapshot(`
      "inconclusive: After 6 of at most 8 seeds the mean is -0.00833 (90 % confidence sequence -0.512 to 0.496): neither shown below -0.1 nor to fall short of it; with this spread so many seeds would have shown a mean below -0.604; at this mean and SD no number of seeds would reproduce the claim.
      6 seeds, alpha 0.05, power 0.558752
      effect -0.00833333, 0.9 from -0.512271 to 0.495604, SD 0.304001, -0.0274122 SD
      failed mean below -0.1 (sequential t): 0.738604, p 1. Mean below -0.1: evidence of 0.0519 to 1, to pass at 20.
      failed mean below 0 (exact sign-flip): none, p none. The sign-flip test is asked once the evidence suffices.
      sequence {"isDecided":false,"nextLookAt":7,"moreSeedsAtMost":2,"look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":0.0518892}
      evidence mean below -0.1: 0.0518892, against 0.389968, at the smallest effect 0.00935106
      could have shown -0.603937
      estimates {"standardised":{"estimate":-0.0274122,"low":-0.697736,"high":0.645568},"inDirection":{"seeds":3,"of":6,"low":0.153161,"high":0.846839}}"
    `);
  });

  test('inconclusive: before the first look, between looks, and at the last', () => {
    expect(answer(existence, clear.slice(0, 5))).toMatchInlineSnapshot(`
      "inconclusive: After 5 of at most 8 seeds the mean is 0.5 (90 % confidence sequence 0.341 to 0.659); the first look is due at 6 seeds.
      5 seeds, alpha 0.05, power 0.558752
      effect 0.5, 0.9 from 0.340633 to 0.659367, SD 0.0790569, 6.32456 SD
      sequence {"isDecided":false,"nextLookAt":6,"moreSeedsAtMost":3,"look":0,"fewestSeeds":6,"mostSeeds":8,"eValue":null}
      needs 6 seeds
      could have shown 0.259367
      estimates {"standardised":{"estimate":6.32456,"low":2.58077,"high":9.80664},"inDirection":{"seeds":5,"of":5,"low":0.54928,"high":1}}"
    `);
    expect(answer(existence, unclear.slice(0, 7))).toMatchInlineSnapshot(`
      "inconclusive: After 7 of at most 8 seeds the mean is 0.343 (90 % confidence sequence -0.66 to 1.35): neither shown above 0.1 nor to fall short of it; with this spread so many seeds would have shown a mean above 1.1; at this mean and SD it would pass at about 91 seeds.
      7 seeds, alpha 0.05, power 0.558752
      effect 0.342857, 0.9 from -0.659503 to 1.34522, SD 0.690066, 0.496847 SD
      failed mean above 0.1 (sequential t): 0.931128, p 1. Mean above 0.1: evidence of 0.47 to 1, to pass at 20.
      failed mean above 0 (exact sign-flip): none, p none. The sign-flip test is asked once the evidence suffices.
      sequence {"isDecided":false,"nextLookAt":8,"moreSeedsAtMost":1,"look":2,"fewestSeeds":6,"mostSeeds":8,"eValue":0.469984}
      evidence mean above 0.1: 0.469984, against 0.0338778, at the smallest effect 0.417426
      needs 91 seeds
      could have shown 1.10236
      estimates {"standardised":{"estimate":0.496847,"low":-0.184877,"high":1.14128},"inDirection":{"seeds":4,"of":7,"low":0.225322,"high":0.871244}}"
    `);
    expect(answer(existence, unclear)).toMatchInlineSnapshot(`
      "inconclusive: After 8 of at most 8 seeds the mean is 0.325 (90 % confidence sequence -0.517 to 1.17): neither shown above 0.1 nor to fall short of it; with this spread so many seeds would have shown a mean above 0.942; at this mean and SD it would pass at about 92 seeds.
      8 seeds, alpha 0.05, power 0.558752
      effect 0.325, 0.9 from -0.517323 to 1.16732, SD 0.64087, 0.507123 SD
      failed mean above 0.1 (sequential t): 0.993019, p 1. Mean above 0.1: evidence of 0.472 to 1, to pass at 20.
      failed mean above 0 (exact sign-flip): none, p none. The sign-flip test is asked once the evidence suffices.
      sequence {"isDecided":true,"stoppedBy":"maximum","look":3,"fewestSeeds":6,"mostSeeds":8,"eValue":0.472044}
      evidence mean above 0.1: 0.472044, against 0.0253261, at the smallest effect 0.360063
      needs 92 seeds
      could have shown 0.942323
      estimates {"standardised":{"estimate":0.507123,"low":-0.130534,"high":1.11205},"inDirection":{"seeds":5,"of":8,"low":0.289241,"high":0.888887}}"
    `);
  });

  test('open where the evidence suffices and the signs do not', () => {
    const rule: DecisionRule = { ...existence, threshold: 0, alpha: 0.01, design: { ...design, fewestSeeds: 7 } };
    const { outcome, tests } = decide(rule, [1, 1.001, 0.999, 1, 1.002, 0.998, -0.0001]);
    expect([outcome, ...tests.map(({ passed }) => passed)]).toEqual(['inconclusive', true, false]);
    expect(tests[1]?.pValue).toBe(2 / 128);
  });

  test('by signs', () => {
    const strict: DecisionRule = { ...existence, design: { ...design, evidence: 'sign-symmetry' } };
    expect(inFull(decide(strict, clear))).toMatchInlineSnapshot(`
      "reproduced: After 6 of at most 8 seeds the mean is 0.533 (no interval): above 0.1 with evidence of 31.3 to 1, to pass at 20.
      6 seeds, alpha 0.05, power 0.0866627
      effect 0.533333, 0.9 from none to none, SD 0.108012, 4.93771 SD
      passed mean above 0 (sign symmetry): none, p 0.0319751. Mean above 0: evidence of 31.3 to 1, to pass at 20.
      passed mean above 0.1 (sequential t): 9.82708, p 0.00120424. Mean above 0.1: evidence of 830 to 1, to pass at 20.
      passed mean above 0 (exact sign-flip): none, p 0.015625. Sign-flip over 2^6 patterns: p = 0.0156, to pass at 0.05.
      sequence {"isDecided":true,"stoppedBy":"evidence-for","look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":31.2743}
      evidence mean above 0.1: 31.2743, against 0.00988575, at the smallest effect 67.5257
      estimates {"standardised":{"estimate":4.93771,"low":2.26452,"high":7.42645},"inDirection":{"seeds":6,"of":6,"low":0.606962,"high":1}}"
    `);
    expect(inFull(decide({ ...strict, threshold: 0 } as DecisionRule, clear))).toMatchInlineSnapshot(`
      "reproduced: After 6 of at most 8 seeds the mean is 0.533 (no interval): above 0 with evidence of 31.3 to 1, to pass at 20.
      6 seeds, alpha 0.05, power 0.125006
      effect 0.533333, 0.9 from none to none, SD 0.108012, 4.93771 SD
      passed mean above 0 (sign symmetry): none, p 0.0319751. Mean above 0: evidence of 31.3 to 1, to pass at 20.
      passed mean above 0 (exact sign-flip): none, p 0.015625. Sign-flip over 2^6 patterns: p = 0.0156, to pass at 0.05.
      sequence {"isDecided":true,"stoppedBy":"evidence-for","look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":31.2743}
      evidence mean above 0: 31.2743, against 0.00970091, at the smallest effect 72.9105
      estimates {"standardised":{"estimate":4.93771,"low":2.26452,"high":7.42645},"inDirection":{"seeds":6,"of":6,"low":0.606962,"high":1}}"
    `);
  });

  test('invalid: one seed, or a value that is no number', () => {
    expect(answer(existence, [0.5])).toMatchInlineSnapshot(`
      "invalid: A decision needs at least 2 seeds, and there is 1.
      1 seeds, alpha 0.05, power none
      no effect
      sequence {"isDecided":false,"nextLookAt":6,"moreSeedsAtMost":7,"look":0,"fewestSeeds":6,"mostSeeds":8,"eValue":null}"
    `);
    for (const early of [[Number.NaN], [1.7e308, -1.7e308], [0.5, Number.NaN, 0.5]]) {
      expect(decide({ ...existence, design }, early)).toMatchObject({
        outcome: 'invalid',
        sequence: { stoppedBy: 'invalid', isDecided: true },
      });
    }
    expect(answer(existence, clear.with(2, Number.NaN))).toMatchInlineSnapshot(`
      "invalid: 1 of 6 seeds gave a value that is not a finite number.
      6 seeds, alpha 0.05, power none
      no effect
      sequence {"isDecided":true,"stoppedBy":"invalid","look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":null}"
    `);
  });
});

describe('sequential equivalence', () => {
  test('reproduced', () => {
    expect(answer(equivalence, none)).toMatchInlineSnapshot(`
      "reproduced: After 6 of at most 8 seeds the mean is -0.00833 (92.5 % confidence sequence -0.618 to 0.601): inside ±1 with evidence of 331 to 1, to pass at 20.
      6 seeds, alpha 0.05, power 0
      effect -0.00833333, 0.925 from -0.617981 to 0.601314, SD 0.304001, -0.0274122 SD
      passed mean above -1 (sequential t): 7.99036, p 0.00302129. Mean above -1: evidence of 331 to 1, to pass at 20.
      passed mean below 1 (sequential t): -8.12465, p 0.00278953. Mean below 1: evidence of 358 to 1, to pass at 20.
      sequence {"isDecided":true,"stoppedBy":"evidence-for","look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":330.984}
      evidence mean inside ±1: 330.984, against 1, at the smallest effect none
      estimates {"standardised":{"estimate":-0.0274122,"low":-0.753111,"high":0.700942},"inDirection":{"seeds":3,"of":6,"low":0.13735,"high":0.86265}}"
    `);
  });

  test('not reproduced, on either side', () => {
    const beyond = clear.map((value) => value + 1);
    expect(answer(equivalence, beyond)).toMatchInlineSnapshot(`
      "not-reproduced: After 6 of at most 8 seeds the mean is 1.53 (92.5 % confidence sequence 1.32 to 1.71): evidence of 1700 to 1 for an effect of 1 or more, to refute at 40.
      6 seeds, alpha 0.05, power 0
      effect 1.53333, 0.925 from 1.31672 to 1.71238, SD 0.108012, 14.1959 SD
      passed mean above -1 (sequential t): 57.4506, p 0.000131861. Mean above -1: evidence of 7580 to 1, to pass at 20.
      failed mean below 1 (sequential t): 12.0949, p 1. Mean below 1: evidence of 0.0097 to 1, to pass at 20.
      sequence {"isDecided":true,"stoppedBy":"evidence-against","look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":0.00970091}
      evidence mean inside ±1: 0.00970091, against 1697.19, at the smallest effect none
      estimates {"standardised":{"estimate":14.1959,"low":6.31193,"high":21.8463},"inDirection":{"seeds":6,"of":6,"low":0.578547,"high":1}}"
    `);
    expect(answer(equivalence, minus(beyond))).toMatchInlineSnapshot(`
      "not-reproduced: After 6 of at most 8 seeds the mean is -1.53 (92.5 % confidence sequence -1.71 to -1.32): evidence of 1700 to 1 for an effect of 1 or more, to refute at 40.
      6 seeds, alpha 0.05, power 0
      effect -1.53333, 0.925 from -1.71238 to -1.31672, SD 0.108012, -14.1959 SD
      failed mean above -1 (sequential t): -12.0949, p 1. Mean above -1: evidence of 0.0097 to 1, to pass at 20.
      passed mean below 1 (sequential t): -57.4506, p 0.000131861. Mean below 1: evidence of 7580 to 1, to pass at 20.
      sequence {"isDecided":true,"stoppedBy":"evidence-against","look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":0.00970091}
      evidence mean inside ±1: 0.00970091, against 1697.19, at the smallest effect none
      estimates {"standardised":{"estimate":-14.1959,"low":-21.8463,"high":-6.31193},"inDirection":{"seeds":0,"of":6,"low":0,"high":0.421453}}"
    `);
  });

  test('inconclusive, with the seeds needed and where none would do', () => {
    const wide = unclear.map((value) => 3 * value);
    expect(answer(equivalence, wide)).toMatchInlineSnapshot(`
      "inconclusive: After 8 of at most 8 seeds the mean is 0.975 (92.5 % confidence sequence -1.55 to 3.5): neither shown inside ±1 nor beyond it; with this spread so many seeds would have shown a margin above 3.5; at this mean and SD no number of seeds would reproduce the claim.
      8 seeds, alpha 0.05, power 0
      effect 0.975, 0.925 from -1.55197 to 3.50197, SD 1.92261, 0.507123 SD
      failed mean above -1 (sequential t): 2.9055, p 0.136095. Mean above -1: evidence of 7.35 to 1, to pass at 20.
      failed mean below 1 (sequential t): -0.0367785, p 1. Mean below 1: evidence of 0.102 to 1, to pass at 20.
      sequence {"isDecided":true,"stoppedBy":"maximum","look":3,"fewestSeeds":6,"mostSeeds":8,"eValue":0.102173}
      evidence mean inside ±1: 0.102173, against 1, at the smallest effect none
      could have shown 3.50197
      estimates {"standardised":{"estimate":0.507123,"low":-0.181387,"high":1.16364},"inDirection":{"seeds":5,"of":8,"low":0.26969,"high":0.900599}}"
    `);
    expect(
      answer(
        equivalence,
        minus(wide).map((value) => value - 0.4),
      ),
    ).toMatchInlineSnapshot(`
      "inconclusive: After 8 of at most 8 seeds the mean is -1.38 (92.5 % confidence sequence -3.9 to 1.15): neither shown inside ±1 nor beyond it; with this spread so many seeds would have shown a margin above 3.9; at this mean and SD no number of seeds would reproduce the claim.
      8 seeds, alpha 0.05, power 0
      effect -1.375, 0.925 from -3.90197 to 1.15197, SD 1.92261, -0.715174 SD
      failed mean above -1 (sequential t): -0.551677, p 1. Mean above -1: evidence of 0.0435 to 1, to pass at 20.
      failed mean below 1 (sequential t): -3.49396, p 0.0659984. Mean below 1: evidence of 15.2 to 1, to pass at 20.
      sequence {"isDecided":true,"stoppedBy":"maximum","look":3,"fewestSeeds":6,"mostSeeds":8,"eValue":0.0435292}
      evidence mean inside ±1: 0.0435292, against 0.23138, at the smallest effect none
      could have shown 3.90197
      estimates {"standardised":{"estimate":-0.715174,"low":-1.40701,"high":0.0179732},"inDirection":{"seeds":2,"of":8,"low":0.0396296,"high":0.622008}}"
    `);
  });

  test('inconclusive, and names the first number of seeds at which the evidence would reach its bar', () => {
    const values = unclear.map((value) => 1.2 * value);
    const { mean, standardDeviation } = sampleMoments(values);
    for (const smallestEffect of [0.5, 1]) {
      const rule = { ...equivalence, design: { ...design, smallestEffect } };
      const needed = decide(rule, values).seedsNeeded ?? 0;
      const reach = (1 - Math.abs(mean)) / (standardDeviation ?? 0);
      const logFor = (seeds: number) => evidenceOfT(reach * Math.sqrt(seeds), { seeds, smallestEffect }).logEvidence;
      expect(logFor(needed)).toBeGreaterThanOrEqual(Math.log(20));
      expect(logFor(needed - 1)).toBeLessThan(Math.log(20));
      expect(decide(rule, minus(values)).seedsNeeded).toBe(needed);
    }
    const early = { ...equivalence, design };
    expect(decide(early, none.slice(0, 5)).seedsNeeded).toBe(6);
    expect(decide(early, [0.2, 0.2, 0.2]).seedsNeeded).toBeNull();
    expect(decide(early, [0, 1, 2]).seedsNeeded).toBeNull();
  });

  test('invalid where no seed differs, though all lie beyond the margin', () => {
    const beyond = clear.map(() => 5);
    expect(decide({ ...equivalence, design }, beyond.slice(0, 7))).toMatchObject({ outcome: 'inconclusive' });
    expect(decide({ ...equivalence, design }, beyond)).toMatchObject({ outcome: 'invalid' });
  });

  test('invalid where a value is no number', () => {
    expect(decide({ ...equivalence, design }, none.with(3, Number.NaN))).toMatchObject({
      outcome: 'invalid',
      reason: '1 of 6 seeds gave a value that is not a finite number.',
    });
  });

  test('invalid where no seed differs, at the last look only', () => {
    expect(
      answer(
        equivalence,
        none.map(() => 0.2),
      ),
    ).toMatchInlineSnapshot(`
      "inconclusive: After 6 of at most 8 seeds the mean is 0.2 (no interval): all 6 seeds gave 0.2, and a measurement that does not vary over seeds shows nothing; at this mean and SD no number of seeds would reproduce the claim.
      6 seeds, alpha 0.05, power 0
      effect 0.2, 0.925 from none to none, SD 0, none SD
      sequence {"isDecided":false,"nextLookAt":7,"moreSeedsAtMost":2,"look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":null}
      estimates {"standardised":null,"inDirection":{"seeds":6,"of":6,"low":0.578547,"high":1}}"
    `);
    expect(
      answer(
        equivalence,
        clear.map(() => 0.2),
      ),
    ).toMatchInlineSnapshot(`
      "invalid: After 8 seeds: all 8 seeds gave 0.2, and a measurement that does not vary over seeds shows nothing.
      8 seeds, alpha 0.05, power none
      no effect
      sequence {"isDecided":true,"stoppedBy":"invalid","look":3,"fewestSeeds":6,"mostSeeds":8,"eValue":null}"
    `);
  });
});
