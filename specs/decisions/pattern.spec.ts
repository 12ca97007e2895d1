// Laws and examples of the pattern rule (decisions.md B4): every cell as expected, the interaction, the control, the colours.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { decide, weigh } from '../../src/decisions/decide.ts';
import type { PatternRule } from '../../src/decisions/decision.ts';
import { SEQUENTIAL } from '../../src/decisions/design.ts';
import { decideSoundly } from './example-rules.ts';

const fixed: PatternRule = {
  kind: 'pattern',
  cells: [
    { name: 'late layer', expected: 'above' },
    { name: 'early layer', expected: 'chance' },
    { name: 'permuted labels', expected: 'control' },
  ],
  threshold: 0.03,
  margin: 0.03,
  alpha: 0.01,
  planned: { effect: 0.2, standardDeviation: 0.02 },
};
const sequential: PatternRule = { ...fixed, design: SEQUENTIAL };

const wobble = [0.01, -0.008, 0.004, -0.01, 0.006, -0.003, 0.009, -0.007, 0.002, -0.002, 0.007, -0.008];
/** Rows about the means, each column with another order of the same noise. */
const rows = (means: readonly number[], seeds = 12) =>
  Array.from({ length: seeds }, (_, seed) =>
    means.map((mean, cell) => mean + (wobble[(seed * (1 + 2 * cell) + cell) % 12] ?? 0)),
  );

describe.each([
  ['at fixed n', fixed],
  ['sequentially', sequential],
])('the pattern rule %s', (_, rule) => {
  test('reproduces a pattern whose every cell is as expected, and colours it', () => {
    const decision = decideSoundly(rule, rows([0.2, 0, 0]), null);
    expect(decision.outcome).toBe('reproduced');
    expect(decision.cells).toEqual([
      { name: 'late layer', colour: 'above' },
      { name: 'early layer', colour: 'chance' },
    ]);
    expect(decision.effect?.estimate).toBeCloseTo(0.2, 2);
    expect(decision.tests.some(({ name }) => name.startsWith('interaction: '))).toBe(true);
  });

  test.each([
    ['a cell that should be above is at chance', [0, 0, 0], 'late layer'],
    ['a cell that should be at chance is above', [0.2, 0.2, 0], 'early layer'],
  ])('does not reproduce where %s', (_name, means, culprit) => {
    const decision = decideSoundly(rule, rows(means), null);
    expect(decision.outcome).toBe('not-reproduced');
    expect(decision.reason).toContain(`${culprit}: `);
  });

  test('is invalid where the probe of permuted labels is not at chance', () => {
    const decision = decideSoundly(rule, rows([0.2, 0, 0.2]), null);
    expect(decision.outcome).toBe('invalid');
    expect(decision.reason).toContain('the control permuted labels is not at chance'.slice(1));
  });

  test('is invalid where a cell is no number', () => {
    expect(decideSoundly(rule, rows([0.2, Number.NaN, 0]), null).outcome).toBe('invalid');
  });

  test('leaves a cell grey that is neither shown above nor at chance, and is then inconclusive', () => {
    const noisy = rows([0.2, 0, 0]).map((row, seed) => row.with(1, seed % 2 === 0 ? 0.15 : -0.14));
    const decision = decideSoundly(rule, noisy, null);
    expect(decision.outcome).toBe('inconclusive');
    expect(decision.cells?.[1]?.colour).toBe('grey');
  });

  law.prop([
    fc.array(fc.tuple(...fixed.cells.map(() => fc.integer({ min: -20, max: 30 }))), { minLength: 8, maxLength: 14 }),
  ])('gives finite numbers and one of its outcomes for any table of quantised values', (table) => {
    const values = table.map((row) => row.map((value) => value / 100));
    const decision = decideSoundly(rule, values, null);
    if (decision.outcome === 'reproduced') expect(decision.effect?.estimate).toBeGreaterThan(0);
  });
});

test('cells that differ by the same in every seed show nothing', () => {
  const alike = rows([0, 0, 0]).map(([noise = 0, , control = 0]) => {
    const early = Math.round(noise * 1024) / 1024;
    return [early + 0.25, early, control];
  });
  expect(decide(fixed, alike)).toEqual({
    outcome: 'invalid',
    reason: 'All 12 seeds gave 0.25, and a measurement that does not vary over seeds shows nothing.',
    seeds: 12,
    alpha: 0.01,
  });
});

describe('seed after seed', () => {
  test('a pattern is given up with one of its cells, though others are merely open', () => {
    const decision = decideSoundly(sequential, rows([0.03, 0.02, 0]), null);
    expect(decision).toMatchObject({ outcome: 'inconclusive', sequence: { stoppedBy: 'given-up' } });
    expect(decision.reason).toContain('not shown: late layer, early layer, interaction, and given up');
  });

  test('one that a control makes invalid keeps its evidence', () => {
    const { eValue, inWords } = weigh(sequential, rows([0.2, 0, 0.2]));
    expect(eValue).toBeLessThan(1);
    expect(inWords().sequence?.eValue).toBe(eValue);
  });
});

describe('a pattern that is none', () => {
  test.each<[string, Partial<PatternRule>, string]>([
    ['no cell at chance', { cells: [{ name: 'a', expected: 'above' }] }, 'at least one of each'],
    ['a cell twice', { cells: [...fixed.cells, { name: 'early layer', expected: 'above' }] }, 'every cell once'],
    ['a margin of 0', { margin: 0 }, 'a positive finite margin'],
    [
      'signs for evidence',
      { design: { ...SEQUENTIAL, evidence: 'sign-symmetry' } },
      'sign symmetry for existence only',
    ],
  ])('is refused: %s', (_, change, expected) => {
    expect(() => decide({ ...fixed, ...change }, rows([0.2, 0, 0]))).toThrow(expected);
  });

  test('is refused samples of another shape', () => {
    expect(() => decide(fixed, [[1, 2]])).toThrow('a row of 3 cells a seed');
  });
});
