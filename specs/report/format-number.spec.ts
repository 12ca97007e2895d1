// Numbers in reports: digits, signs and bounds, by example and by law.
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  formatDeclared,
  formatNumber,
  formatPercent,
  formatProbability,
  formatSeeds,
  formatSigned,
} from '../../src/report/format-number.ts';

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
    expect([0.0002, 0, 0.0312, 1].map(formatProbability)).toEqual(['< 0.001', '< 0.001', '0.031', '1.000']);
    expect([0.973, 0.9991, 0.002, 1, 0].map(formatPercent)).toEqual([
      '97\u00a0%',
      '> 99\u00a0%',
      '< 1\u00a0%',
      '100\u00a0%',
      '0\u00a0%',
    ]);
  });

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
