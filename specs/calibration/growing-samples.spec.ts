// The suite shows a sequential rule all seeds at once. That this is the same as a run that grows look by look, and that no count
// depends on how campaigns are cut into blocks or on who ran them, is shown here.
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { runCellsHere, runCellsInWorkers } from '../../scripts/calibrate/run-cells.ts';
import { fullSuite } from '../../scripts/calibrate/suite.ts';
import { addTallies, tallyBlock } from '../../scripts/calibrate/tally.ts';
import { decide } from '../../src/decisions/decide.ts';
import type { DecisionRule } from '../../src/decisions/decision.ts';
import { SEQUENTIAL, STRICT } from '../../src/decisions/design.ts';

const suite = fullSuite(60);
const planned = { effect: 1, standardDeviation: 1 };
const rules: readonly DecisionRule[] = [
  { kind: 'existence', direction: 'greater', threshold: 0, alpha: 0.01, planned, design: SEQUENTIAL },
  { kind: 'existence', direction: 'greater', threshold: 0, alpha: 0.01, planned, design: STRICT },
  { kind: 'equivalence', margin: 1, alpha: 0.05, planned: { ...planned, effect: 0 }, design: SEQUENTIAL },
];

describe('a sequential rule', () => {
  property.prop(
    [
      fc.constantFrom(...rules),
      fc.double({ min: -1, max: 3, noNaN: true }),
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
        minLength: SEQUENTIAL.mostSeeds,
        maxLength: SEQUENTIAL.mostSeeds,
      }),
    ],
    { numRuns: 60 },
  )('decides the same from growing samples as from all seeds at once', (rule, centre, noise) => {
    const differences = noise.map((value) => centre + value);
    let seeds: number = SEQUENTIAL.fewestSeeds;
    for (;;) {
      const { outcome, sequence, seeds: used } = decide(rule, differences.slice(0, seeds));
      if (sequence === undefined || sequence.nextLookAt === null) {
        const atOnce = decide(rule, differences);
        expect({ outcome, used }).toEqual({ outcome: atOnce.outcome, used: atOnce.seeds });
        return;
      }
      seeds = sequence.nextLookAt;
    }
  });
});

describe('the counts of a cell', () => {
  const [cell] = suite.cells;
  if (cell === undefined) throw new Error('the suite is empty');
  const procedure = suite.procedure(cell.procedure);
  const world = suite.world(cell.world);

  test('are those of its blocks, wherever it is cut', () => {
    const whole = tallyBlock(procedure, world, { first: 0, campaigns: 60, seed: 5 });
    for (const cut of [1, 17, 59]) {
      const left = tallyBlock(procedure, world, { first: 0, campaigns: cut, seed: 5 });
      const right = tallyBlock(procedure, world, { first: cut, campaigns: 60 - cut, seed: 5 });
      expect(addTallies(left, right)).toEqual(whole);
    }
    expect(tallyBlock(procedure, world, { first: 0, campaigns: 60, seed: 6 })).not.toEqual(whole);
  });

  test('are the same from worker processes', async () => {
    const run = { cells: suite.cells.slice(0, 3), seed: 5 };
    expect(await runCellsInWorkers(run, 2)).toEqual(runCellsHere(suite, run));
  });
});
