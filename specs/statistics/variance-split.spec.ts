// The split of a spread into that between groups and that within, against lme4 and base R, and its laws.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { varianceSplit } from '../../src/statistics/variance-split.ts';

/** Yield of dyestuff by batch (Davies & Goldsmith 1972): `Dyestuff` of R's lme4. */
const DYESTUFF = [
  [1545, 1440, 1440, 1520, 1580],
  [1540, 1555, 1490, 1560, 1495],
  [1595, 1550, 1605, 1510, 1560],
  [1445, 1440, 1595, 1465, 1545],
  [1595, 1630, 1515, 1635, 1625],
  [1520, 1455, 1450, 1480, 1445],
];

const square = (groups: number, size: number) =>
  fc.array(fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: size, maxLength: size }), {
    minLength: groups,
    maxLength: groups,
  });

describe('the split of variance', () => {
  // Bates et al., lme4: fm1 <- lmer(Yield ~ 1 + (1 | Batch), Dyestuff): variance of Batch 1764, SD 42.00; residual 2451, SD 49.51; intercept
  // 1527.50, standard error 19.38. Balanced, so that REML is the analysis of variance.
  test('is that of lme4 on its data of batches', () => {
    const split = varianceSplit(DYESTUFF);
    expect(split).toMatchObject({ groups: 6, valuesAGroup: 5, mean: 1527.5 });
    expect(split?.betweenDeviation).toBeCloseTo(42.0, 2);
    expect(split?.withinDeviation).toBeCloseTo(49.51, 2);
    expect(split?.standardError).toBeCloseTo(19.38, 2);
  });

  // Python 3: statistics.stdev(all thirty) / 30 ** .5
  test('says what error bars over all values would have been', () => {
    expect(varianceSplit(DYESTUFF)?.pooledStandardError).toBeCloseTo(11.50649491753924, 9);
  });

  test('leaves nothing between groups that lie no further apart than their values make them', () => {
    expect(
      varianceSplit([
        [1, 3],
        [2, 2.5],
        [3, 1],
      ])?.betweenDeviation,
    ).toBe(0);
  });

  test('is none of one group, of single values, or of groups that differ in size', () => {
    for (const values of [[], [[1, 2]], [[1], [2]], [[1, 2], [3]]]) expect(varianceSplit(values)).toBeNull();
  });

  law.prop([fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 5 })).chain(([g, n]) => square(g, n))])(
    'adds up: the error of the mean is that of both parts, or of chance alone',
    (values) => {
      const split = varianceSplit(values);
      if (split === null || split.betweenDeviation === 0) return;
      const { groups, valuesAGroup, betweenDeviation, withinDeviation, standardError } = split;
      const parts = betweenDeviation ** 2 / groups + withinDeviation ** 2 / (groups * valuesAGroup);
      expect(standardError ** 2).toBeCloseTo(parts, 9);
    },
  );

  law.prop([square(4, 3), fc.double({ min: -5, max: 5, noNaN: true })])(
    'does not move with its values',
    (values, shift) => {
      const [split, shifted] = [
        varianceSplit(values),
        varianceSplit(values.map((group) => group.map((v) => v + shift))),
      ];
      expect(shifted?.standardError).toBeCloseTo(split?.standardError ?? Number.NaN, 9);
      expect(shifted?.withinDeviation).toBeCloseTo(split?.withinDeviation ?? Number.NaN, 9);
    },
  );
});
