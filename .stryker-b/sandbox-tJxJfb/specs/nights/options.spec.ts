// The words of `npm run simulate-nights`.
import { expect, test } from 'vitest';
import { parseSimulateOptions } from '../../lab/nights/options.ts';
import { refusalOf } from '../refusal.ts';

test('every word is understood, and has a default', () => {
  expect(parseSimulateOptions([])).toEqual({
    seed: 1,
    years: 150,
    shiftedYears: 500,
    folder: 'reports/nights',
    help: false,
  });
  const words = ['--seed', '7', '--years', '3', '--shifted-years', '4', '--out', 'x', '--help'];
  expect(parseSimulateOptions(words)).toEqual({ seed: 7, years: 3, shiftedYears: 4, folder: 'x', help: true });
});

test.each([['--years', '1'], ['--seed', '-1'], ['--shifted-years', '2.5'], ['--nights', '3'], ['more']])(
  'anything else is refused: %s %s',
  (...words) => {
    expect(refusalOf(() => parseSimulateOptions(words.filter(Boolean))).code).toBe('invalid-option');
  },
);
