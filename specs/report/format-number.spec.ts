// Numbers in reports: digits, signs and bounds, by example and by law.
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  formatConfidence,
  formatDeclared,
  formatNumber,
  formatPercent,
  formatProbability,
  formatRate,
  formatRatio,
  formatSeeds,
  formatSigned,
} from '../../src/report/format-number.ts';

/** Spaces before % do not break. */
const spaced = (text: string) => text.replaceAll('\u00a0', ' ');

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });

describe('a number in a report', () => {
  it.each([
    [0, '0.000'],
    [-0, '0.000'],
    [0.1182, '0.118'],
    [-0.1182, '−0.118'],
    [0.0213, '0.021'],
    [0.0021, '0.0021'],
    [7.1234, '7.123'],
    [41.236, '41.24'],
    [1234.5, '1235'],
  ])('shows %f as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('takes its digits from its neighbours, so that an interval aligns', () => {
    const among = [-0.0021, -0.0071, 0.0032];
    expect(among.map((value) => formatSigned(value, among))).toEqual(['−0.0021', '−0.0071', '+0.0032']);
  });

  it('has no sign where it rounds to zero', () => {
    expect(formatSigned(-0.0001, [1])).toBe('0.000');
    expect(formatSigned(0.0001, [1])).toBe('0.000');
  });

  it('shows declared numbers as declared, free of binary noise', () => {
    expect([0.1 + 0.2, -0.05, 0.8].map(formatDeclared)).toEqual(['0.3', '−0.05', '0.8']);
  });

  it('bounds small p-values and never rounds a share to certainty', () => {
    const probabilities = ['< 0.001', '< 0.001', '0.031', '> 0.999', '1.000'];
    expect([0.0002, 0, 0.0312, 0.9996, 1].map(formatProbability)).toEqual(probabilities);
    const shares = ['97 %', '99.6 %', '> 99.9 %', '0.2 %', '< 0.1 %', '100 %', '0 %'];
    expect([0.973, 0.996, 0.9991, 0.002, 0.0004, 1, 0].map((share) => spaced(formatPercent(share)))).toEqual(shares);
  });

  it('calls a ratio of nearly 1 what it is: no share', () => {
    expect([0.99997, 1.16, 0.001, 0.53].map((ratio) => spaced(formatRatio(ratio)))).toEqual([
      '100 %',
      '116 %',
      '< 1 %',
      '53 %',
    ]);
  });

  it('bounds the rate of what no campaign showed by how many there were', () => {
    const none = [200, 400, 2000, 20_000, null].map((campaigns) => spaced(formatRate(0, campaigns)));
    expect(none).toEqual(['< 1.5 %', '< 0.8 %', '< 0.2 %', '< 0.1 %', '< 0.1 %']);
    const all = [200, 400, 2000, null].map((campaigns) => spaced(formatRate(1, campaigns)));
    expect(all).toEqual(['> 98.5 %', '> 99.2 %', '> 99.8 %', '> 99.9 %']);
    expect(spaced(formatRate(0.0025, 400))).toBe('0.3 %');
  });

  it('states a confidence to a tenth of a percent', () => {
    const stated = [0.9, 0.98, 1 - 0.05 / 9 - 0.05 / 9, 1 - 0.01 - 0.01 / 12, 0.9999].map(formatConfidence);
    expect(stated.map(spaced)).toEqual(['90 %', '98 %', '98.9 %', '98.9 %', '> 99.9 %']);
  });

  const inside = fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true });
  // What rounding would lose.
  const examples: [number, number | null][] = [
    [1e-300, null],
    [1 - 2 ** -53, null],
    [0.00049, 2000],
    [0.9995, 2000],
  ];
  test.prop([inside, fc.option(fc.integer({ min: 1, max: 20_000 }))], { examples })(
    'never shows a rate as impossible or certain that is neither',
    (share, campaigns) => {
      for (const text of [formatPercent(share), formatConfidence(share), formatRate(share, campaigns)]) {
        expect(spaced(text)).not.toMatch(/^(0|0\.0|100|100\.0) %$/);
      }
      expect(formatProbability(share)).not.toMatch(/^[01]\.000$/);
      for (const rate of [0, 1]) expect(spaced(formatRate(rate, campaigns))).not.toMatch(/^[\d.]+ %$/);
    },
  );

  it('refuses what is not a number', () => {
    expect(() => formatNumber(Number.NaN)).toThrow(/finite number/);
  });

  test.prop([finite])('never shows a negative zero or a hyphen for a minus', (value) => {
    const text = formatSigned(value);
    expect(text).not.toContain('-');
    expect(text).not.toMatch(/^[−+]0\.?0*$/);
  });
});

describe('seeds in a report', () => {
  it('shortens runs of three and more', () => {
    expect(formatSeeds([0, 1, 2, 3, 7, 9, 10])).toBe('0–3, 7, 9, 10');
    expect(formatSeeds([])).toBe('none');
  });
});
