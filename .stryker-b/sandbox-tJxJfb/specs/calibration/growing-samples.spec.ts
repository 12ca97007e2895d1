// The suite shows a sequential rule all seeds at once. That this is the same as a run that grows look by look, and that no count
// depends on how campaigns are cut into blocks or on who ran them, is shown here.
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { NOISES } from '../../lab/calibration/noise.ts';
import { concluded, samplesOf } from '../../lab/calibration/procedure.ts';
import { runCellsHere, runCellsInWorkers } from '../../lab/calibration/run-cells.ts';
import { fullSuite } from '../../lab/calibration/suite.ts';
import { addTallies, tallyBlock } from '../../lab/calibration/tally.ts';
import { drawSeed, effectWorld, profileWorld } from '../../lab/calibration/world.ts';
import { decide, weigh } from '../../src/decisions/decide.ts';
import type { Decision, DecisionRule, Samples } from '../../src/decisions/decision.ts';
import { SEQUENTIAL, STRICT } from '../../src/decisions/design.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';

const suite = fullSuite(60);
const planned = { effect: 1, standardDeviation: 1 };
const design = SEQUENTIAL;
const existence = { kind: 'existence', direction: 'greater', alpha: 0.01, planned } as const;
const numbers: readonly DecisionRule[] = [
  { ...existence, threshold: 0, design },
  { ...existence, threshold: 0.8, design },
  { ...existence, threshold: -0.4, direction: 'less', design },
  { ...existence, threshold: 0, design: STRICT },
  { ...existence, threshold: 0.8, design: STRICT },
  { ...existence, threshold: 0.3, design: { ...design, smallestEffect: 0.3, seedsPerLook: 3 } },
  { kind: 'equivalence', margin: 1, alpha: 0.05, planned: { ...planned, effect: 0 }, design },
  { kind: 'dispersion', margin: 1.5, shareBelow: 0.3, alpha: 0.05, planned: { ...planned, effect: 0 }, design },
];
const rows: readonly DecisionRule[] = [
  {
    kind: 'trend',
    levels: ['a', 'b', 'c', 'd'],
    endpointThreshold: 0.5,
    reversalMargin: 1,
    alpha: 0.05,
    planned,
    design,
  },
  {
    kind: 'pattern',
    cells: [
      { name: 'a', expected: 'control' },
      { name: 'b', expected: 'chance' },
      { name: 'c', expected: 'above' },
      { name: 'd', expected: 'above' },
    ],
    threshold: 0.5,
    margin: 1,
    alpha: 0.05,
    planned,
    design,
  },
];

/** The least of it that shows all: where the first look stands that decides, with every look judged in full as the last of its own. */
function fromGrowingSamples(rule: DecisionRule, samples: Samples): Decision {
  for (let seeds = SEQUENTIAL.fewestSeeds; ; ) {
    const decision = decide(rule, samples.slice(0, seeds) as Samples);
    const { sequence } = decision;
    if (sequence?.isDecided !== false) return decision;
    seeds = sequence.nextLookAt;
  }
}

describe('a sequential rule', () => {
  const anyWorld = fc.record({
    noise: fc.constantFrom(...NOISES),
    effect: fc.double({ min: -1, max: 3, noNaN: true }),
    seed: fc.nat(),
  });

  property.prop([fc.constantFrom(...numbers, ...rows), anyWorld], { numRuns: 300 })(
    'decides the same from growing samples as from all seeds at once, and so does its judgement without the words',
    (rule, { noise, effect, seed }) => {
      const sign = rule.kind === 'existence' && rule.direction === 'less' ? -1 : 1;
      const profile = rule.kind === 'trend' ? [0, effect / 3, effect / 3, effect] : [0, 0, effect, 1 + effect];
      const world = numbers.includes(rule)
        ? effectWorld(noise, sign * effect)
        : profileWorld(noise, { profile, spread: Math.SQRT1_2 });
      const stream = seedTree(seed).stream();
      const seeds = Array.from({ length: SEQUENTIAL.mostSeeds }, () => drawSeed(world, stream).slice(0, 1)).flat();
      const samples = samplesOf(seeds);
      const atOnce = decide(rule, samples);
      expect(atOnce).toEqual(fromGrowingSamples(rule, samples));
      const { inWords, eValue, ...judgement } = weigh(rule, samples);
      expect(atOnce).toMatchObject(judgement);
      expect(eValue).toBe(atOnce.sequence?.eValue);
      const isGivenUp = atOnce.sequence?.isDecided === true && atOnce.sequence.stoppedBy === 'given-up';
      const { mostSeeds } = SEQUENTIAL;
      expect(concluded(judgement, mostSeeds).isGivenUp).toBe(isGivenUp && judgement.seeds < mostSeeds);
    },
  );
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
