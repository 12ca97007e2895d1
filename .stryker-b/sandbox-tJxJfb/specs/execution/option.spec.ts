// Numbers of the command line are understood in full or refused: half of "12abc" would be a run that nobody asked for.
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { HarnessError } from '../../src/errors/harness-error.ts';
import type { WordPlace } from '../../src/execution/inputs/option.ts';
import { RUN_OPTIONS } from '../../src/execution/inputs/run-request.ts';

type Parsed = { readonly parse: (word: string, place: WordPlace) => unknown; readonly flags: string };
const parse = ({ parse: read, flags }: Parsed, word: string) =>
  read(word, { where: flags.split(' ')[0] ?? '', currentFolder: '/here' });
const parseSeeds = (word: string) => parse(RUN_OPTIONS.seeds, word);

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
    expect(parse(RUN_OPTIONS.firstSeed, '0')).toBe(0);
  });

  it('is for a first seed also a public text, which anybody can turn into the same number', () => {
    // echo $((500000000 + 1024 * (0x$(printf %s 'Grüße, 2026-11-30' | sha256sum | cut -c1-12) % 488281)))
    expect(parse(RUN_OPTIONS.firstSeed, 'beacon:Grüße, 2026-11-30')).toBe(765_943_040);
    expect(parse(RUN_OPTIONS.firstSeed, 'beacon:Grüße, 2026-11-30 ')).not.toBe(765_943_040);
  });

  it.each(['beacon', 'beacon:', 'beacon: ', 'Beacon:text', ' beacon:text'])('is no first seed as %j', (word) => {
    expect(() => parse(RUN_OPTIONS.firstSeed, word)).toThrow(HarnessError);
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
    expect(parse(RUN_OPTIONS.profile, 'quick')).toBe('quick');
    expect(() => parse(RUN_OPTIONS.profile, 'Quick')).toThrow(/expected: quick, standard, full/);
  });

  it('know the tasks', () => {
    expect(parse(RUN_OPTIONS.tasks, 'alias-text')).toBe('alias-text');
    expect(() => parse(RUN_OPTIONS.tasks, 'text')).toThrow(/expected: .*alias-text/);
  });

  it('refuse an empty path, which an unset variable leaves behind', () => {
    expect(parse(RUN_OPTIONS.ledgerFolder, 'a b')).toBe('/here/a b');
    expect(() => parse(RUN_OPTIONS.ledgerFolder, '')).toThrow(/got: {6}an empty text/);
  });
});
