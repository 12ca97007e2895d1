// A claim whose part is a pattern, judged on planted runs: every cell is looked at, drawn and named.
import { expect, it } from 'vitest';
import { recordAsDeclared } from '../../lab/defects/fabricated/record-as-declared.ts';
import { tinyExperiment } from '../../lab/defects/fabricated/tiny-experiment.ts';
import { unchanged } from '../../src/claims/arms/arm.ts';
import { type Claim, type ClaimTest, onSymbols } from '../../src/claims/claim.ts';
import { at, type Estimand, type Group, half, type Measurement, minus } from '../../src/claims/estimands.ts';
import { patternOver } from '../../src/claims/rules.ts';
import { judge } from '../../src/claims/verdicts/judge.ts';
import { describeEffect } from '../../src/report/describe-verdict.ts';

const experiment = tinyExperiment();
const PLANTED = [0.52, 0.48, 0.5, 0.53, 0.47, 0.51, 0.49, 0.5];
const runs = PLANTED.map((all, seed) => {
  return { ...recordAsDeclared(experiment, seed), values: { planted: { all, seed } }, curves: {} };
});

const found = at('base', 'planted' as Measurement, 'all' as Group);
/** Planted is about .5, so what is less by that is at chance; halved, that the cells do not all move together. */
const atChance = half(minus(found, 0.5));

/** @param last what the last cell holds */
function verdictWith(last: Estimand) {
  const cells = { above: ['block 2, ATE'], chance: ['block 1, TAE', 'block 2, TAE'] };
  const rule = patternOver(cells, { threshold: 0.15, margin: 0.1, planned: [0.5, 0.03] });
  const estimands = [found, atChance, last] as const;
  const arms = { base: experiment };
  const test: ClaimTest = {
    ...onSymbols,
    design: 'planted',
    arms: unchanged(arms),
    parts: [{ name: 'the tag', unit: 'accuracy', rule, estimands }],
  };
  const claim: Claim = { id: 'planted', title: 'Planted', statement: 'As planted.', source: 'planted', tests: [test] };
  const seeds = runs.map(({ seed }) => seed);
  return judge({
    claim,
    test,
    arms,
    seeds,
    runOf: (_, seed) => runs[seed] ?? null,
    verdictOf: () => 'not-run',
    replay: '',
  });
}

it('is reproduced where all cells are as expected, and drawn with a row of dots a cell', () => {
  const { verdict, reason, parts, plots } = verdictWith(atChance);
  expect([verdict, reason]).toEqual(['reproduced', expect.stringContaining('all 3 cells and the interaction')]);
  const [plot] = plots;
  if (plot?.kind !== 'seeds') throw new Error('no dots');
  expect(plot.band).toEqual([-0.1, 0.1]);
  expect(plot.series.map(({ label, mean, values }) => [label, Number(mean.toFixed(6)), values.length])).toEqual([
    ['block 2, ATE', 0.5, 8],
    ['block 1, TAE', 0, 8],
    ['block 2, TAE', 0, 8],
  ]);
  const words = parts.map(describeEffect);
  expect(words[0]).toMatch(/^Cells above chance minus those at chance: \+0\.5/);
});

it('is not reproduced where one cell decodes what it must not, and names it', () => {
  const { verdict, reason } = verdictWith(minus(atChance, -0.2));
  expect([verdict, reason]).toEqual(['not-reproduced', expect.stringContaining('block 2, TAE')]);
});
