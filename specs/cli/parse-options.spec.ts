// Numbers of the command line are understood in full or refused: half of "12abc" would be a run that nobody asked for.
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  FIRST_SEED_LIMITS,
  parsePath,
  parseProfile,
  parseTask,
  parseWholeNumber,
  SEEDS_LIMITS,
} from '../../src/cli/parse-options.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';

const parseSeeds = (word: string) => parseWholeNumber(word, '--seeds', SEEDS_LIMITS);

describe('a whole number', () => {
  test.prop([fc.integer({ min: 1, max: 100_000 })])('is read as written', (value) => {
    expect(parseSeeds(String(value))).toBe(value);
  });

  it.each([
    '12abc',
    '0',
    '-3',
    '+3',
    '1.5',
    '',
    ' ',
    ' 3',
    '3 ',
    '03',
    '1e3',
    '0x10',
    '1_000',
    '٣',
    'NaN',
    'Infinity',
    '100001',
  ])('is not %j', (word) => {
    expect(() => parseSeeds(word)).toThrow(HarnessError);
  });

  it('may be zero where zero means something', () => {
    expect(parseWholeNumber('0', '--first-seed', FIRST_SEED_LIMITS)).toBe(0);
  });

  it('is refused in a recipe', () => {
    expect(() => parseSeeds('12abc')).toThrowErrorMatchingInlineSnapshot(`
      [HarnessError: The value of --seeds cannot be used.
        where:    --seeds
        got:      "12abc"
        expected: a whole number from 1 to 100000
        next:     \`iml COMMAND --help\` explains the options]
    `);
  });

  test.prop([fc.string()])('is nothing else but decimal digits', (word) => {
    if (/^[1-9][0-9]{0,4}$/.test(word)) return;
    if (word === '100000') return;
    expect(() => parseSeeds(word)).toThrow(HarnessError);
  });
});

describe('other options', () => {
  it('know the profiles', () => {
    expect(parseProfile('quick')).toBe('quick');
    expect(() => parseProfile('Quick')).toThrow(/expected: quick, standard, full/);
  });

  it('know the tasks, each once', () => {
    expect(parseTask('alias-text', parseTask('alias-text'))).toEqual(['alias-text']);
    expect(parseTask('alias-entity', ['alias-text'])).toEqual(['alias-text', 'alias-entity']);
    expect(() => parseTask('text')).toThrow(/expected: .*alias-text/);
  });

  it('refuse an empty path, which an unset variable leaves behind', () => {
    expect(parsePath('a b', '--ledger')).toBe('a b');
    expect(() => parsePath('', '--ledger')).toThrow(/got: {6}an empty text/);
  });
});
