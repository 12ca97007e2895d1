// Rules that make no sense and samples that do not fit, in the words a caller reads: each edge of what is taken, from both sides.
import { expect, test } from 'vitest';
import { decide } from '../../src/decisions/decide.ts';
import type { DecisionRule, ExistenceRule, PatternRule, Samples } from '../../src/decisions/decision.ts';
import { SEQUENTIAL, type SequentialDesign, THREE_LOOKS } from '../../src/decisions/design.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { equivalence, existence, existenceOfLess, pattern as threeCells, trend } from './example-rules.ts';

const pattern: PatternRule = { ...threeCells, cells: threeCells.cells.slice(0, 2) };

const NUMBERS = [0.5, 0.6, 0.7];

function samplesOf(rule: DecisionRule): Samples {
  if (rule.kind === 'trend') return NUMBERS.map((value) => rule.levels.map((_, level) => value + level));
  return rule.kind === 'pattern' ? NUMBERS.map((value) => rule.cells.map((_, cell) => value * cell)) : NUMBERS;
}

/** What got and what was expected, a line a rule; or that it was accepted. */
function answers(rules: readonly DecisionRule[], samples?: readonly Samples[]): string {
  return rules
    .map((rule, index) => {
      try {
        decide(rule, samples?.[index] ?? samplesOf(rule));
        return 'accepted';
      } catch (error) {
        if (!(error instanceof HarnessError)) return String(error);
        const { what, got, expected, next } = error.parts;
        return `${error.code}: ${what} got ${got}; expected ${expected}${next === undefined ? '' : `; ${next}`}`;
      }
    })
    .join('\n');
}

/** The same rule with each of some changes. */
function changed<Rule extends DecisionRule>(rule: Rule, changes: readonly Partial<Rule>[]): Rule[] {
  return changes.map((change) => ({ ...rule, ...change }));
}

test('of any rule: alpha and plan', () => {
  const planned = { effect: 0, standardDeviation: 1 };
  const rules = [
    ...changed<DecisionRule>(existence, [{ alpha: 0 }, { alpha: 0.5 }, { alpha: Number.NaN }, { alpha: 0.4999 }]),
    ...changed<DecisionRule>(equivalence, [
      { planned: { ...planned, effect: Number.NaN } },
      { planned: { ...planned, standardDeviation: Number.POSITIVE_INFINITY } },
      { planned },
    ]),
  ];
  expect(answers(rules)).toMatchInlineSnapshot(`
    "invalid-argument: The existence rule is not a rule. got alpha 0; expected an alpha above 0 and below 0.5
    invalid-argument: The existence rule is not a rule. got alpha 0.5; expected an alpha above 0 and below 0.5
    invalid-argument: The existence rule is not a rule. got alpha NaN; expected an alpha above 0 and below 0.5
    accepted
    invalid-argument: The equivalence rule is not a rule. got planned effect NaN, SD 1; expected a finite planned effect and SD
    invalid-argument: The equivalence rule is not a rule. got planned effect 0, SD Infinity; expected a finite planned effect and SD
    accepted"
  `);
});

test('of existence: a threshold on the side of the claim', () => {
  const rules = [
    ...changed(existence, [{ threshold: -1e-9 }, { threshold: Number.POSITIVE_INFINITY }, { threshold: 0 }]),
    ...changed(existenceOfLess, [{ threshold: 1e-9 }, { threshold: Number.NEGATIVE_INFINITY }, { threshold: 0 }]),
  ];
  expect(answers(rules)).toMatchInlineSnapshot(`
    "invalid-argument: The existence rule is not a rule. got direction greater, threshold -1e-9; expected a finite threshold not below 0
    invalid-argument: The existence rule is not a rule. got direction greater, threshold Infinity; expected a finite threshold not below 0
    accepted
    invalid-argument: The existence rule is not a rule. got direction less, threshold 1e-9; expected a finite threshold not above 0
    invalid-argument: The existence rule is not a rule. got direction less, threshold -Infinity; expected a finite threshold not above 0
    accepted"
  `);
});

test('of equivalence and trend: margins, thresholds and levels', () => {
  const rules: readonly DecisionRule[] = [
    ...changed(equivalence, [{ margin: 0 }, { margin: Number.POSITIVE_INFINITY }, { margin: 1e-9 }]),
    ...changed(trend, [
      { levels: ['a', 'b'] },
      { levels: ['a', 'b', 'c'] },
      { endpointThreshold: -1e-9 },
      { endpointThreshold: Number.POSITIVE_INFINITY },
      { endpointThreshold: 0 },
      { reversalMargin: 0 },
      { reversalMargin: Number.POSITIVE_INFINITY },
    ]),
  ];
  expect(answers(rules)).toMatchInlineSnapshot(`
    "invalid-argument: The equivalence rule is not a rule. got margin 0; expected a positive finite margin
    invalid-argument: The equivalence rule is not a rule. got margin Infinity; expected a positive finite margin
    accepted
    invalid-argument: The trend rule is not a rule. got 2 levels; expected at least 3 levels
    accepted
    invalid-argument: The trend rule is not a rule. got endpoint threshold -1e-9; expected a finite endpoint threshold not below 0
    invalid-argument: The trend rule is not a rule. got endpoint threshold Infinity; expected a finite endpoint threshold not below 0
    accepted
    invalid-argument: The trend rule is not a rule. got reversal margin 0; expected a positive finite reversal margin
    invalid-argument: The trend rule is not a rule. got reversal margin Infinity; expected a positive finite reversal margin"
  `);
});

test('of a pattern: cells of both kinds, each once', () => {
  const [late, early] = [
    { name: 'late', expected: 'above' },
    { name: 'early', expected: 'chance' },
  ] as const;
  const rules = changed(pattern, [
    { cells: [late, early, { ...late, expected: 'control' }] },
    { cells: [late] },
    { cells: [early] },
    { threshold: -1e-9 },
    { threshold: Number.POSITIVE_INFINITY },
    { threshold: 0 },
    { margin: 0 },
    { margin: Number.POSITIVE_INFINITY },
  ]);
  expect(answers(rules)).toMatchInlineSnapshot(`
    "invalid-argument: The pattern rule is not a rule. got cells late, early, late; expected every cell once
    invalid-argument: The pattern rule is not a rule. got 1 cells above chance, 0 at chance; expected at least one of each, or there is no pattern
    invalid-argument: The pattern rule is not a rule. got 0 cells above chance, 1 at chance; expected at least one of each, or there is no pattern
    invalid-argument: The pattern rule is not a rule. got threshold -1e-9; expected a finite threshold not below 0
    invalid-argument: The pattern rule is not a rule. got threshold Infinity; expected a finite threshold not below 0
    accepted
    invalid-argument: The pattern rule is not a rule. got margin 0; expected a positive finite margin
    invalid-argument: The pattern rule is not a rule. got margin Infinity; expected a positive finite margin"
  `);
});

test('of a sequential design: evidence, effect, beta, seeds and looks', () => {
  const designs: readonly Partial<SequentialDesign>[] = [
    { smallestEffect: 0 },
    { smallestEffect: Number.POSITIVE_INFINITY },
    { beta: 0 },
    { beta: 0.5 },
    { beta: 0.4999 },
    { fewestSeeds: 1 },
    { fewestSeeds: 2 },
    { fewestSeeds: 2.5 },
    { mostSeeds: 8.5 },
    { fewestSeeds: 33 },
    { fewestSeeds: 32 },
    { mostSeeds: 41 },
    { mostSeeds: 40 },
    { fewestSeeds: 4, mostSeeds: 4 },
    { fewestSeeds: 4, mostSeeds: 5 },
    { seedsPerLook: 0 },
    { seedsPerLook: 1.5 },
    { seedsPerLook: 7 },
    { evidence: 'sign-symmetry' },
  ];
  const rules = designs.map((change): ExistenceRule => ({ ...existence, design: { ...SEQUENTIAL, ...change } }));
  expect(answers(rules)).toMatchInlineSnapshot(`
    "invalid-argument: The existence rule is not a rule. got smallest effect 0 SD; expected a positive finite smallest effect
    invalid-argument: The existence rule is not a rule. got smallest effect Infinity SD; expected a positive finite smallest effect
    invalid-argument: The existence rule is not a rule. got beta 0; expected a beta above 0 and below 0.5
    invalid-argument: The existence rule is not a rule. got beta 0.5; expected a beta above 0 and below 0.5
    accepted
    invalid-argument: The existence rule is not a rule. got 1 to 32 seeds; expected whole numbers, at least 2, the most not below the fewest
    accepted
    invalid-argument: The existence rule is not a rule. got 2.5 to 32 seeds; expected whole numbers, at least 2, the most not below the fewest
    invalid-argument: The existence rule is not a rule. got 8 to 8.5 seeds; expected whole numbers, at least 2, the most not below the fewest
    invalid-argument: The existence rule is not a rule. got 33 to 32 seeds; expected whole numbers, at least 2, the most not below the fewest
    accepted
    invalid-argument: The existence rule is not a rule. got at most 41 seeds at alpha 0.05; expected 5 to 40 at most, so that the exact sign-flip test can pass and be counted
    accepted
    invalid-argument: The existence rule is not a rule. got at most 4 seeds at alpha 0.05; expected 5 to 40 at most, so that the exact sign-flip test can pass and be counted
    accepted
    invalid-argument: The existence rule is not a rule. got 0 seeds a look; expected a whole number, at least 1
    invalid-argument: The existence rule is not a rule. got 1.5 seeds a look; expected a whole number, at least 1
    accepted
    accepted"
  `);
});

test('of other rules: sign symmetry; of equivalence not the bounds of the sign-flip test, which it does not ask', () => {
  const bySigns: SequentialDesign = { ...SEQUENTIAL, evidence: 'sign-symmetry' };
  const rules: readonly DecisionRule[] = [
    { ...equivalence, design: bySigns },
    { ...trend, design: bySigns },
    { ...pattern, design: bySigns },
    { ...equivalence, design: { ...SEQUENTIAL, mostSeeds: 100 } },
    { ...equivalence, design: { ...SEQUENTIAL, fewestSeeds: 3, mostSeeds: 3 } },
    { ...trend, design: { ...SEQUENTIAL, mostSeeds: 41 } },
  ];
  expect(answers(rules)).toMatchInlineSnapshot(`
    "invalid-argument: The equivalence rule is not a rule. got sign-symmetry for equivalence; expected sign symmetry for existence only
    invalid-argument: The trend rule is not a rule. got sign-symmetry for trend; expected sign symmetry for existence only
    invalid-argument: The pattern rule is not a rule. got sign-symmetry for pattern; expected sign symmetry for existence only
    accepted
    accepted
    invalid-argument: The trend rule is not a rule. got at most 41 seeds at alpha 0.05; expected 5 to 40 at most, so that the exact sign-flip test can pass and be counted"
  `);
});

test('of three looks: an alpha that they were not found for', () => {
  const rules = [0.02, 0.05, 0.01, 0.005].map((alpha): DecisionRule => ({ ...existence, alpha, design: THREE_LOOKS }));
  expect(answers(rules)).toMatchInlineSnapshot(`
    "invalid-argument: Three looks are calibrated for few alphas only. got alpha 0.02; expected 0.05, 0.01, 0.005; Declare one of these, or the sequential design, which takes any alpha.
    accepted
    accepted
    accepted"
  `);
});

test('samples of another shape, whatever the design', () => {
  const rows = [
    [0, 1, 2, 3],
    [0, 1, 2, 4],
  ];
  const asked: readonly (readonly [DecisionRule, Samples])[] = [
    [existence, rows],
    [equivalence, rows],
    [trend, NUMBERS],
    [trend, [...rows, [1, 2, 3]]],
    [trend, [1, [1, 2, 3, 4]] as unknown as Samples],
    [pattern, rows],
    [existence, [1, [1]] as unknown as Samples],
  ];
  const samples = asked.map(([, one]) => one);
  const once = answers(
    asked.map(([rule]) => rule),
    samples,
  );
  expect(once).toMatchInlineSnapshot(`
    "invalid-argument: The samples do not fit the existence rule. got a row of levels a seed; expected one number a seed
    invalid-argument: The samples do not fit the equivalence rule. got a row of levels a seed; expected one number a seed
    invalid-argument: The samples do not fit the trend rule. got a number, a number, a number; expected a row of 4 levels a seed (none, some, half, all)
    invalid-argument: The samples do not fit the trend rule. got 4 levels, 4 levels, 3 levels; expected a row of 4 levels a seed (none, some, half, all)
    invalid-argument: The samples do not fit the trend rule. got a number, 4 levels; expected a row of 4 levels a seed (none, some, half, all)
    invalid-argument: The samples do not fit the pattern rule. got 4 cells, 4 cells; expected a row of 2 cells a seed (late, early)
    invalid-argument: The samples do not fit the existence rule. got a row of levels a seed; expected one number a seed"
  `);
  for (const design of [SEQUENTIAL, THREE_LOOKS]) {
    expect(
      answers(
        asked.map(([rule]): DecisionRule => ({ ...rule, design })),
        samples,
      ),
    ).toBe(once);
  }
});

test('but samples are left as they were', () => {
  const samples = Object.freeze([3, 1, 2]);
  decide(existence, samples);
  expect(samples).toEqual([3, 1, 2]);
});
