// How a statement is judged: by which side of its bound the exact interval lies on, and that blocks of campaigns add up.
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { blocksOf, cellKey } from '../../lab/calibration/cell.ts';
import { concluded } from '../../lab/calibration/procedure.ts';
import { judgeStatement, type Statement } from '../../lab/calibration/statement.ts';
import {
  addTallies,
  meanSeeds,
  NOTHING_COUNTED,
  seedsQuantile,
  type Tally,
  tallyBlock,
} from '../../lab/calibration/tally.ts';
import { effectWorld } from '../../lab/calibration/world.ts';

const statement: Statement = {
  procedure: 'a rule',
  world: 'a world',
  quantity: 'reproduced',
  side: 'at most',
  bound: 0.05,
  source: 'alpha',
  demand: 'shown',
};

function tallyOf(reproduced: number, campaigns: number): Tally {
  const withAny = { ...NOTHING_COUNTED, reproduced, 'not-reproduced': campaigns - reproduced };
  return { campaigns, withAny, seeds: [0, 0, campaigns / 2, campaigns / 4, campaigns / 4] };
}

describe('a statement', () => {
  test.each([
    ['at most', 20, 'shown', true],
    ['at most', 50, 'consistent', false],
    ['at most', 150, 'refuted', false],
    ['at least', 20, 'refuted', false],
    ['at least', 50, 'consistent', false],
    ['at least', 150, 'shown', true],
  ] as const)('of %s .05, with %d of 1000, is %s', (side, reproduced, standing, holds) => {
    expect(judgeStatement({ ...statement, side }, tallyOf(reproduced, 1000))).toMatchObject({ standing, holds });
  });

  test('that need only stand unrefuted holds while its bound lies in the interval', () => {
    const lenient = { ...statement, demand: 'not refuted' } as const;
    expect(judgeStatement(lenient, tallyOf(50, 1000)).holds).toBe(true);
    expect(judgeStatement(lenient, tallyOf(75, 1000))).toMatchObject({ standing: 'consistent', holds: true });
    expect(judgeStatement(lenient, tallyOf(150, 1000)).holds).toBe(false);
  });

  test('that is only compared never fails, and says on which side it came out', () => {
    const compared = { ...statement, demand: 'compared' } as const;
    expect(judgeStatement(compared, tallyOf(150, 1000))).toMatchObject({ standing: 'refuted', holds: true });
  });

  test('about mean seeds is judged by an interval that holds for any law', () => {
    const seeds = { ...statement, quantity: 'mean seeds' } as const;
    const judged = judgeStatement({ ...seeds, bound: 3 }, tallyOf(0, 4000));
    expect(judged).toMatchObject({ estimate: 2.75, standing: 'shown' });
    expect(judged.high - judged.low).toBeGreaterThan((2 * 2.576 * 0.83) / Math.sqrt(4000)); // wider than a normal's
    expect(judged.high - judged.low).toBeLessThan(0.2);
    expect(judgeStatement({ ...seeds, bound: 2.5 }, tallyOf(0, 4000)).standing).toBe('refuted');
    expect(judgeStatement({ ...seeds, bound: 2.75 }, tallyOf(0, 4000)).standing).toBe('consistent');
  });
});

describe('a tally', () => {
  test('says how many seeds were used', () => {
    const tally = tallyOf(0, 1000);
    expect(meanSeeds(tally)).toBe(2.75);
    expect([0.5, 0.51, 0.75, 0.9].map((share) => seedsQuantile(tally, share))).toEqual([2, 3, 3, 4]);
  });

  test('counts what was given up as inconclusive as well', () => {
    const outcomes = [
      { outcome: 'inconclusive', seeds: 12 },
      { outcome: 'inconclusive', seeds: 32 },
      { outcome: 'reproduced', seeds: 12 },
    ] as const;
    const [world, whole] = [effectWorld('normal', 0), { first: 0, campaigns: 5, seed: 1 }];
    const tallied = outcomes.map((outcome) => {
      const procedure = { id: 'p', words: 'p', mostSeeds: 32, conclude: () => [concluded(outcome, 32)] };
      return tallyBlock(procedure, world, whole).withAny;
    });
    expect(tallied).toEqual([
      { ...NOTHING_COUNTED, inconclusive: 5, 'given up': 5 },
      { ...NOTHING_COUNTED, inconclusive: 5 },
      { ...NOTHING_COUNTED, reproduced: 5 },
    ]);
  });

  test('adds up, seed counts of different length too', () => {
    const short = { ...tallyOf(3, 10), seeds: [0, 10] };
    expect(addTallies(short, tallyOf(5, 20))).toEqual({
      campaigns: 30,
      withAny: { ...NOTHING_COUNTED, reproduced: 8, 'not-reproduced': 22 },
      seeds: [0, 10, 10, 5, 5],
    });
  });

  property.prop([fc.array(fc.integer({ min: 1, max: 5000 }), { maxLength: 5 }), fc.integer({ min: 1, max: 700 })])(
    'is made of blocks that cover every campaign of every cell once',
    (sizes, largest) => {
      const cells = sizes.map((campaigns, index) => ({ procedure: `rule ${index}`, world: 'w', campaigns }));
      const blocks = blocksOf(cells, { seed: 1, largest });
      for (const cell of cells) {
        const own = blocks.filter((block) => cellKey(block) === cellKey(cell));
        let next = 0;
        for (const { first, campaigns } of own) {
          expect(first).toBe(next);
          expect(campaigns).toBeLessThanOrEqual(largest);
          next += campaigns;
        }
        expect(next).toBe(cell.campaigns);
      }
    },
  );
});
