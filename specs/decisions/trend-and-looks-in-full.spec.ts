// What a sequential trend and a design of three looks answer, to the words: one sample for each way that they can end.
import { describe, expect, test } from 'vitest';
import type { DecisionRule, Samples } from '../../src/decisions/decision.ts';
import { SEQUENTIAL, THREE_LOOKS } from '../../src/decisions/design.ts';
import { decideWhole as decide, equivalence, existence, trend } from './example-rules.ts';
import { inFull } from './in-full.ts';

const design = { ...SEQUENTIAL, fewestSeeds: 6, mostSeeds: 8 } as const;
const answer = (rule: DecisionRule, samples: Samples): string => inFull(decide({ ...rule, design }, samples));
const clear = [0.5, 0.6, 0.4, 0.55, 0.45, 0.7, 0.5, 0.6];
const unclear = [1.1, -0.6, 0.9, -0.1, 0.8, -0.4, 0.7, 0.2];
const none = [0.3, -0.3, 0.2, -0.25, 0.3, -0.3];

describe('a sequential trend', () => {
  const rows = (means: readonly number[], noise: readonly number[]): number[][] =>
    noise.map((_, seed) => means.map((mean, level) => mean + (noise[(seed * 3 + level * level) % noise.length] ?? 0)));
  const rising: DecisionRule = { ...trend, levels: ['none', 'half', 'all'] };

  test('reproduced', () => {
    expect(answer(rising, rows([0, 0.6, 1.2], none))).toMatchInlineSnapshot(`
      "inconclusive: After 6 of at most 8 seeds the mean is 1.18 (93.8 % confidence sequence 1.13 to 1.24): no part is refuted, but not passed: no reversal from none to half (sequential t), no reversal from half to all (sequential t) (trend only); with this spread so many seeds would have shown a mean above 0.545.
      6 seeds, alpha 0.05, power 0.928236, trend only: true
      effect 1.175, 0.9375 from 1.1296 to 1.24083, SD 0.0273861, 42.9049 SD
      passed rising contrast: mean above 0 (sequential t): 105.095, p 0.000125213. Mean above 0: evidence of 7990 to 1, to pass at 20.
      passed rising contrast: mean above 0 (exact sign-flip): none, p 0.015625. Sign-flip over 2^6 patterns: p = 0.0156, to pass at 0.05.
      passed Page's L (exact): 81, p 0.00137174. Page's L = 81, p = 0.00137, to pass at 0.05.
      failed no reversal from none to half (sequential t): 3.79159, p 0.0642633. Step from none to half above -0.4: evidence of 15.6 to 1, to pass at 20.
      failed no reversal from half to all (sequential t): 3.72678, p 0.0684379. Step from half to all above -0.4: evidence of 14.6 to 1, to pass at 20.
      passed last minus first: mean above 0.5 (sequential t): 60.3738, p 0.000130946. Mean above 0.5: evidence of 7640 to 1, to pass at 20.
      passed last minus first: mean above 0 (exact sign-flip): none, p 0.015625. Sign-flip over 2^6 patterns: p = 0.0156, to pass at 0.05.
      sequence {"isDecided":false,"nextLookAt":7,"moreSeedsAtMost":2,"look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":14.6118}
      evidence rising contrast: 7986.38, against 0.00934438, at the smallest effect 85.0119
      evidence no reversal from none to half: 15.561, against 0.0128717, at the smallest effect none
      evidence no reversal from half to all: 14.6118, against 0.0129897, at the smallest effect none
      evidence last minus first: 7636.73, against 0.00935414, at the smallest effect 84.6469
      could have shown 0.545398
      estimates {"standardised":{"estimate":42.9049,"low":18.3912,"high":67.2263},"inDirection":{"seeds":6,"of":6,"low":0.561231,"high":1}}"
    `);
  });

  test('not reproduced: by the contrast, by the ends, by a step', () => {
    expect(answer(rising, rows([1.2, 0.6, 0], none))).toMatchInlineSnapshot(`
      "not-reproduced: After 6 of at most 8 seeds the mean is -1.22 (93.8 % confidence sequence -1.27 to -1.16): of the contrast, shown to fall short of 0 with evidence of 8000 to 1, to refute at 80; not passed: rising contrast: mean above 0 (sequential t), rising contrast: mean above 0 (exact sign-flip), Page's L (exact), no reversal from none to half (sequential t), no reversal from half to all (sequential t), last minus first: mean above 0.5 (sequential t), last minus first: mean above 0 (exact sign-flip).
      6 seeds, alpha 0.05, power 0.928236, trend only: false
      effect -1.225, 0.9375 from -1.2704 to -1.15917, SD 0.0273861, -44.7307 SD
      failed rising contrast: mean above 0 (sequential t): -109.567, p 1. Mean above 0: evidence of 0.00934 to 1, to pass at 20.
      failed rising contrast: mean above 0 (exact sign-flip): none, p none. The sign-flip test is asked once the evidence suffices.
      failed Page's L (exact): 61.5, p 1. Page's L = 61.5, p = 1, to pass at 0.05.
      failed no reversal from none to half (sequential t): -0.874983, p 1. Step from none to half above -0.4: evidence of 0.0451 to 1, to pass at 20.
      failed no reversal from half to all (sequential t): -0.745356, p 1. Step from half to all above -0.4: evidence of 0.0515 to 1, to pass at 20.
      failed last minus first: mean above 0.5 (sequential t): -154.289, p 1. Mean above 0.5: evidence of 0.00934 to 1, to pass at 20.
      failed last minus first: mean above 0 (exact sign-flip): none, p none. The sign-flip test is asked once the evidence suffices.
      sequence {"isDecided":true,"stoppedBy":"evidence-against","look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":0.00934181}
      evidence rising contrast: 0.009344, against 8000.5, at the smallest effect 0.000519146
      evidence no reversal from none to half: 0.0451498, against 0.478461, at the smallest effect none
      evidence no reversal from half to all: 0.0515204, against 0.393951, at the smallest effect none
      evidence last minus first: 0.00934181, against 8081.52, at the smallest effect 0.000518954
      estimates {"standardised":{"estimate":-44.7307,"low":-70.0861,"high":-19.1749},"inDirection":{"seeds":0,"of":6,"low":0,"high":0.438769}}"
    `);
    expect(
      answer(
        rising,
        rows(
          [0, 0.2, 0.4],
          none.map((value) => value / 5),
        ),
      ),
    ).toMatchInlineSnapshot(`
      "not-reproduced: After 6 of at most 8 seeds the mean is 0.395 (93.8 % confidence sequence 0.386 to 0.408): of last minus first, shown to fall short of 0.5 with evidence of 7310 to 1, to refute at 80; not passed: last minus first: mean above 0.5 (sequential t), last minus first: mean above 0 (exact sign-flip) (trend only).
      6 seeds, alpha 0.05, power 0.928236, trend only: true
      effect 0.395, 0.9375 from 0.38592 to 0.408166, SD 0.00547723, 72.1168 SD
      passed rising contrast: mean above 0 (sequential t): 176.649, p 0.000123439. Mean above 0: evidence of 8100 to 1, to pass at 20.
      passed rising contrast: mean above 0 (exact sign-flip): none, p 0.015625. Sign-flip over 2^6 patterns: p = 0.0156, to pass at 0.05.
      passed Page's L (exact): 84, p 0.0000214335. Page's L = 84, p = 0.0000214, to pass at 0.05.
      passed no reversal from none to half (sequential t): 11.5692, p 0.000674007. Step from none to half above -0.4: evidence of 1480 to 1, to pass at 20.
      passed no reversal from half to all (sequential t): 11.1803, p 0.000752513. Step from half to all above -0.4: evidence of 1330 to 1, to pass at 20.
      failed last minus first: mean above 0.5 (sequential t): -46.9574, p 1. Mean above 0.5: evidence of 0.00936 to 1, to pass at 20.
      failed last minus first: mean above 0 (exact sign-flip): none, p none. The sign-flip test is asked once the evidence suffices.
      sequence {"isDecided":true,"stoppedBy":"evidence-against","look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":0.00936364}
      evidence rising contrast: 8101.19, against 0.00934128, at the smallest effect 85.1285
      evidence no reversal from none to half: 1483.66, against 0.00973434, at the smallest effect none
      evidence no reversal from half to all: 1328.88, against 0.00976214, at the smallest effect none
      evidence last minus first: 0.00936364, against 7311.55, at the smallest effect 0.000520872
      estimates {"standardised":{"estimate":72.1168,"low":30.9279,"high":112.986},"inDirection":{"seeds":6,"of":6,"low":0.561231,"high":1}}"
    `);
    expect(answer(rising, rows([0, 3, 1.5], none))).toMatchInlineSnapshot(`
      "inconclusive: After 6 of at most 8 seeds the mean is 1.47 (93.8 % confidence sequence 1.43 to 1.54): no part is refuted, but not passed: Page's L (exact), no reversal from half to all (sequential t); with this spread so many seeds would have shown a mean above 0.545.
      6 seeds, alpha 0.05, power 0.928236, trend only: false
      effect 1.475, 0.9375 from 1.4296 to 1.54083, SD 0.0273861, 53.8594 SD
      passed rising contrast: mean above 0 (sequential t): 131.928, p 0.000124207. Mean above 0: evidence of 8050 to 1, to pass at 20.
      passed rising contrast: mean above 0 (exact sign-flip): none, p 0.015625. Sign-flip over 2^6 patterns: p = 0.0156, to pass at 0.05.
      failed Page's L (exact): 78, p 0.0571631. Page's L = 78, p = 0.0572, to pass at 0.05.
      passed no reversal from none to half (sequential t): 13.1247, p 0.000471528. Step from none to half above -0.4: evidence of 2120 to 1, to pass at 20.
      failed no reversal from half to all (sequential t): -4.09946, p 1. Step from half to all above -0.4: evidence of 0.0124 to 1, to pass at 20.
      passed last minus first: mean above 0.5 (sequential t): 87.2067, p 0.00012647. Mean above 0.5: evidence of 7910 to 1, to pass at 20.
      passed last minus first: mean above 0 (exact sign-flip): none, p 0.015625. Sign-flip over 2^6 patterns: p = 0.0156, to pass at 0.05.
      sequence {"isDecided":false,"nextLookAt":7,"moreSeedsAtMost":2,"look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":0.0123812}
      evidence rising contrast: 8051.11, against 0.00934263, at the smallest effect 85.0778
      evidence no reversal from none to half: 2120.77, against 0.00964662, at the smallest effect none
      evidence no reversal from half to all: 0.0123812, against 20.7124, at the smallest effect none
      evidence last minus first: 7907.03, against 0.00934656, at the smallest effect 84.9304
      could have shown 0.545398
      estimates {"standardised":{"estimate":53.8594,"low":23.0932,"high":84.3857},"inDirection":{"seeds":6,"of":6,"low":0.561231,"high":1}}"
    `);
  });

  test('inconclusive for its ends alone, with the seeds at which these would pass', () => {
    const ends = unclear.map((value) => 0.56 + value / 5);
    expect(
      answer(
        rising,
        ends.map((end) => [0, end / 2, end]),
      ),
    ).toMatchInlineSnapshot(`
      "inconclusive: After 8 of at most 8 seeds the mean is 0.625 (93.8 % confidence sequence 0.457 to 0.846): no part is refuted, but not passed: last minus first: mean above 0.5 (sequential t), last minus first: mean above 0 (exact sign-flip) (trend only); with this spread so many seeds would have shown a mean above 0.668; at this mean and SD it would pass at about 12 seeds.
      8 seeds, alpha 0.05, power 0.928236, trend only: true
      effect 0.625, 0.9375 from 0.456535 to 0.846013, SD 0.128174, 4.87618 SD
      passed rising contrast: mean above 0 (sequential t): 13.7919, p 0.0000282512. Mean above 0: evidence of 35400 to 1, to pass at 20.
      passed rising contrast: mean above 0 (exact sign-flip): none, p 0.00390625. Sign-flip over 2^8 patterns: p = 0.00391, to pass at 0.05.
      passed Page's L (exact): 112, p 5.95374e-7. Page's L = 112, p = 5.95e-7, to pass at 0.05.
      passed no reversal from none to half (sequential t): 31.4456, p 0.00000435429. Step from none to half above -0.4: evidence of 230000 to 1, to pass at 20.
      passed no reversal from half to all (sequential t): 31.4456, p 0.00000435429. Step from half to all above -0.4: evidence of 230000 to 1, to pass at 20.
      failed last minus first: mean above 0.5 (sequential t): 2.75839, p 0.163394. Mean above 0.5: evidence of 6.12 to 1, to pass at 20.
      failed last minus first: mean above 0 (exact sign-flip): none, p none. The sign-flip test is asked once the evidence suffices.
      sequence {"isDecided":true,"stoppedBy":"maximum","look":3,"fewestSeeds":6,"mostSeeds":8,"eValue":6.12019}
      evidence rising contrast: 35396.7, against 0.00313877, at the smallest effect 330.365
      evidence no reversal from none to half: 229659, against 0.0030041, at the smallest effect none
      evidence no reversal from half to all: 229659, against 0.0030041, at the smallest effect none
      evidence last minus first: 6.12019, against 0.0071355, at the smallest effect 15.3575
      needs 12 seeds
      could have shown 0.668465
      estimates {"standardised":{"estimate":4.87618,"low":2.38963,"high":7.31164},"inDirection":{"seeds":8,"of":8,"low":0.64842,"high":1}}"
    `);
  });

  test('inconclusive for its ends and a step, of which it cannot say how many seeds would do either', () => {
    const ends = unclear.map((value) => 0.56 + value / 5);
    const { sequence, seedsNeeded, tests } = decide(
      { ...rising, design },
      ends.map((end, seed) => [0, end / 2 + (unclear[7 - seed] ?? 0), end]),
    );
    expect(tests.filter(({ passed }) => !passed).map(({ name }) => name.split(' ')[0])).toEqual(
      expect.arrayContaining(['no', 'last']),
    );
    expect({ seedsNeeded, ...sequence }).toMatchObject({ stoppedBy: 'maximum', seedsNeeded: null });
  });

  test('above six levels approximates Page, and says so', () => {
    const levels = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const { tests } = decide({ ...rising, levels, design } as DecisionRule, rows([0, 1, 2, 3, 4, 5, 6], unclear));
    expect(tests[2]?.name).toBe("Page's L (normal approximation)");
  });

  test('inconclusive for its steps, of which it cannot say how many seeds would do', () => {
    expect(answer(rising, rows([0, 0.6, 1.2], unclear))).toMatchInlineSnapshot(`
      "inconclusive: After 8 of at most 8 seeds the mean is 1.2 (93.8 % confidence sequence 0.842 to 1.67): no part is refuted, but not passed: no reversal from none to half (sequential t), no reversal from half to all (sequential t) (trend only); with this spread so many seeds would have shown a mean above 0.858.
      8 seeds, alpha 0.05, power 0.928236, trend only: true
      effect 1.2, 0.9375 from 0.84177 to 1.66997, SD 0.272554, 4.4028 SD
      passed rising contrast: mean above 0 (sequential t): 12.453, p 0.0000461409. Mean above 0: evidence of 21700 to 1, to pass at 20.
      passed rising contrast: mean above 0 (exact sign-flip): none, p 0.00390625. Sign-flip over 2^8 patterns: p = 0.00391, to pass at 0.05.
      passed Page's L (exact): 105.5, p 0.0088556. Page's L = 105.5, p = 0.00886, to pass at 0.05.
      failed no reversal from none to half (sequential t): 2.292, p 0.299069. Step from none to half above -0.4: evidence of 3.34 to 1, to pass at 20.
      failed no reversal from half to all (sequential t): 2.3072, p 0.292997. Step from half to all above -0.4: evidence of 3.41 to 1, to pass at 20.
      passed last minus first: mean above 0.5 (sequential t): 7.26424, p 0.00156541. Mean above 0.5: evidence of 639 to 1, to pass at 20.
      passed last minus first: mean above 0 (exact sign-flip): none, p 0.00390625. Sign-flip over 2^8 patterns: p = 0.00391, to pass at 0.05.
      sequence {"isDecided":true,"stoppedBy":"maximum","look":3,"fewestSeeds":6,"mostSeeds":8,"eValue":3.34371}
      evidence rising contrast: 21672.8, against 0.00317664, at the smallest effect 314.543
      evidence no reversal from none to half: 3.34371, against 0.00889011, at the smallest effect none
      evidence no reversal from half to all: 3.413, against 0.00881766, at the smallest effect none
      evidence last minus first: 638.809, against 0.00357584, at the smallest effect 195.172
      could have shown 0.85823
      estimates {"standardised":{"estimate":4.4028,"low":2.13736,"high":6.61795},"inDirection":{"seeds":8,"of":8,"low":0.64842,"high":1}}"
    `);
  });

  test('invalid', () => {
    expect(
      answer(rising, rows([0, 0.6, 1.2], none).with(1, [0, Number.NaN, 1]).with(4, [0, Number.NEGATIVE_INFINITY, 1])),
    ).toMatchInlineSnapshot(`
      "invalid: 2 of 6 seeds gave a value that is not a finite number.
      6 seeds, alpha 0.05, power none
      no effect
      sequence {"isDecided":true,"stoppedBy":"invalid","look":1,"fewestSeeds":6,"mostSeeds":8,"eValue":null}"
    `);
  });
});

describe('a step at a ceiling, the same in every seed', () => {
  const rising: DecisionRule = { ...trend, levels: ['none', 'half', 'all'] };
  const last = [1, 1.25, 1.5, 1.125, 1.375, 1.25, 1.5, 1];
  const ofStep = (step: number) => {
    const rows = last.map((end) => [0, step, end]);
    const { outcome, tests } = decide({ ...rising, design: { ...SEQUENTIAL, fewestSeeds: 8, mostSeeds: 8 } }, rows);
    return { outcome, test: tests.find(({ name }) => name.startsWith('no reversal from none to half')) };
  };

  test('counts as a coin a seed: for the trend above the margin, against it below', () => {
    // 2^8 = 256 for, where 20 are asked; against, where 80 are.
    expect(ofStep(0.25)).toMatchObject({
      outcome: 'reproduced',
      test: { statistic: null, pValue: expect.closeTo(1 / 256, 12), passed: true },
    });
    // A fall within the margin of .4 is none.
    expect(ofStep(-0.25)).toMatchObject({
      outcome: 'reproduced',
      test: { pValue: expect.closeTo(1 / 256, 12), passed: true },
    });
    expect(ofStep(-0.5)).toMatchObject({
      outcome: 'not-reproduced',
      test: { statistic: null, pValue: 1, passed: false },
    });
  });
});

describe('three looks', () => {
  const thrice = (rule: DecisionRule, samples: Samples): string =>
    inFull(decide({ ...rule, design: THREE_LOOKS }, samples));

  test('reproduced at the second', () => {
    expect(
      thrice(existence, [...[0.5, 0.45, 0.2, 0.7, 0.3, 0.6].map((value) => value / 2), ...clear]),
    ).toMatchInlineSnapshot(`
      "reproduced: Over 12 seeds the mean is 0.381 (97.1 % interval 0.247 to 0.516): above 0.1 (p = 0.000136) and, by exact sign-flip, above 0 (p = 0.000244).
      12 seeds, alpha 0.05, power 0.999957
      effect 0.38125, 0.9712 from 0.246577 to 0.515923, SD 0.185596, 2.05419 SD
      passed mean above 0.1 (paired t): 5.24945, p 0.000136409. Mean above 0.1: t(11) = 5.25, p = 0.000136, to pass at 0.0144.
      passed mean above 0 (exact sign-flip): none, p 0.000244141. 1 of 2^12 sign patterns do as well: p = 0.000244, to pass at 0.05.
      sequence {"isDecided":true,"stoppedBy":"evidence-for","look":2,"fewestSeeds":6,"mostSeeds":20,"eValue":null}"
    `);
  });

  test('not reproduced at the first', () => {
    expect(
      thrice(
        existence,
        clear.map((value) => -value),
      ),
    ).toMatchInlineSnapshot(`
      "not-reproduced: Over 6 seeds the mean is -0.533 (99.1 % interval -0.717 to -0.35): evidence that it falls short of 0.1 (p = 0.0000148).
      6 seeds, alpha 0.05, power 0.999957
      effect -0.533333, 0.9912 from -0.716896 to -0.34977, SD 0.108012, -4.93771 SD
      failed mean above 0.1 (paired t): -14.3626, p 0.999985. Mean above 0.1: t(5) = -14.4, p = 1, to pass at 0.0044.
      failed mean above 0 (exact sign-flip): none, p 1. 64 of 2^6 sign patterns do as well: p = 1, to pass at 0.05.
      sequence {"isDecided":true,"stoppedBy":"evidence-against","look":1,"fewestSeeds":6,"mostSeeds":20,"eValue":null}"
    `);
  });

  test('open before the first, between, and inconclusive after the last', () => {
    expect(thrice(existence, clear.slice(0, 5))).toMatchInlineSnapshot(`
      "inconclusive: 5 of at most 20 seeds; the first look is due at 6.
      5 seeds, alpha 0.05, power 0.999957
      effect 0.5, 0.9 from 0.424628 to 0.575372, SD 0.0790569, 6.32456 SD
      sequence {"isDecided":false,"nextLookAt":6,"moreSeedsAtMost":15,"look":0,"fewestSeeds":6,"mostSeeds":20,"eValue":null}"
    `);
    expect(thrice(trend, [[0, 1, 2, 3]])).toMatchInlineSnapshot(`
      "inconclusive: 1 of at most 20 seeds; the first look is due at 6.
      1 seeds, alpha 0.05, power 1
      no effect
      sequence {"isDecided":false,"nextLookAt":6,"moreSeedsAtMost":19,"look":0,"fewestSeeds":6,"mostSeeds":20,"eValue":null}"
    `);
    expect(thrice(existence, unclear)).toMatchInlineSnapshot(`
      "inconclusive: Over 6 seeds the mean is 0.283 (99.1 % interval -0.967 to 1.53): neither above 0.1 (p = 0.284; exact sign-flip against 0 p = 0.203) nor shown to fall short of it (p = 0.716); at this mean and SD 297 seeds would be needed for 95 % power.
      6 seeds, alpha 0.05, power 0.999957
      effect 0.283333, 0.9912 from -0.967439 to 1.53411, SD 0.73598, 0.384974 SD
      failed mean above 0.1 (paired t): 0.61017, p 0.284207. Mean above 0.1: t(5) = 0.61, p = 0.284, to pass at 0.0044.
      failed mean above 0 (exact sign-flip): none, p 0.203125. 13 of 2^6 sign patterns do as well: p = 0.203, to pass at 0.05.
      sequence {"isDecided":false,"nextLookAt":12,"moreSeedsAtMost":12,"look":1,"fewestSeeds":6,"mostSeeds":20,"eValue":null}"
    `);
    expect(thrice(existence, [...unclear, ...unclear, ...unclear])).toMatchInlineSnapshot(`
      "inconclusive: Over 20 seeds the mean is 0.325 (92 % interval 0.0614 to 0.589): neither above 0.1 (p = 0.0654; exact sign-flip against 0 p = 0.0197) nor shown to fall short of it (p = 0.935); with this spread so many seeds would have shown a mean above 0.364; at this mean and SD 95 seeds would be needed for 95 % power.
      20 seeds, alpha 0.05, power 0.999957
      effect 0.325, 0.92 from 0.0614228 to 0.588577, SD 0.637326, 0.509943 SD
      failed mean above 0.1 (paired t): 1.57883, p 0.0654394. Mean above 0.1: t(19) = 1.58, p = 0.0654, to pass at 0.04.
      passed mean above 0 (exact sign-flip): none, p 0.0196943. 20651 of 2^20 sign patterns do as well: p = 0.0197, to pass at 0.05.
      sequence {"isDecided":true,"stoppedBy":"maximum","look":3,"fewestSeeds":6,"mostSeeds":20,"eValue":null}
      could have shown 0.363577"
    `);
  });

  test('open while no seed differs, invalid where none ever does or where one is no number', () => {
    const silent = (count: number): number[] => Array.from({ length: count }, () => 0.2);
    expect(thrice(equivalence, silent(6))).toMatchInlineSnapshot(`
      "inconclusive: No answer: all 6 seeds gave 0.2, and a measurement that does not vary over seeds shows nothing.
      6 seeds, alpha 0.05, power 0.987728
      effect 0.2, 0.925 from none to none, SD 0, none SD
      sequence {"isDecided":false,"nextLookAt":12,"moreSeedsAtMost":14,"look":1,"fewestSeeds":6,"mostSeeds":20,"eValue":null}"
    `);
    expect(thrice(equivalence, silent(20))).toMatchInlineSnapshot(`
      "invalid: No answer: all 20 seeds gave 0.2, and a measurement that does not vary over seeds shows nothing.
      20 seeds, alpha 0.05, power none
      no effect
      sequence {"isDecided":true,"stoppedBy":"invalid","look":3,"fewestSeeds":6,"mostSeeds":20,"eValue":null}"
    `);
    expect(thrice(existence, clear.with(1, Number.NaN))).toMatchInlineSnapshot(`
      "invalid: A seed gave a value that is not a finite number.
      6 seeds, alpha 0.05, power none
      no effect
      sequence {"isDecided":true,"stoppedBy":"invalid","look":1,"fewestSeeds":6,"mostSeeds":20,"eValue":null}"
    `);
  });
});
