// How contenders take turns, on a clock that is made up: equal blocks, each first in its turn, and all of their times kept.
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { ChildRequest } from '../../lab/bench/child-messages.ts';
import type { MeasuringChild } from '../../lab/bench/measuring-child.ts';
import { rotated, timeCell } from '../../lab/bench/time-cell.ts';

/** Takes the same time for each step, and writes down its turns. */
function steadyChild(name: string, stepSeconds: number, turns: string[]): Pick<MeasuringChild, 'ask'> {
  return {
    ask: async (request: ChildRequest) => {
      if (request.do !== 'run') throw new Error(`not asked for: ${request.do}`);
      turns.push(name);
      return { seconds: request.steps * stepSeconds } as never;
    },
  };
}

describe('timing a cell', () => {
  it('gives each contender blocks of about 0.2 s, and in each round one turn, another first each time', async () => {
    const turns: string[] = [];
    const children = new Map([
      ['fast', steadyChild('fast', 0.001, turns)],
      ['slow', steadyChild('slow', 0.05, turns)],
      ['slowest', steadyChild('slowest', 3, turns)],
    ]);
    const timed = await timeCell(children, 3);
    expect([...timed].map(([name, { stepsABlock }]) => [name, stepsABlock])).toEqual([
      ['fast', 200],
      ['slow', 4],
      ['slowest', 1],
    ]);
    expect(timed.get('slow')?.stepMs.map((value) => Number(value.toFixed(9)))).toEqual([50, 50, 50]);
    expect(turns.slice(-9)).toEqual([
      ...['fast', 'slow', 'slowest'],
      ...['slow', 'slowest', 'fast'],
      ...['slowest', 'fast', 'slow'],
    ]);
  });

  it('never asks for more than a thousand steps at once', async () => {
    const timed = await timeCell(new Map([['instant', steadyChild('instant', 0, [])]]), 1);
    expect(timed.get('instant')?.stepsABlock).toBe(1000);
  });

  test.prop([fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 8 }), fc.nat(50)])(
    'over as many rounds as there are names, each is first once',
    (names, round) => {
      const firsts = names.map((_, index) => rotated(names, round + index)[0]);
      expect(new Set(firsts)).toEqual(new Set(names));
      expect([...rotated(names, round)].sort()).toEqual([...names].sort());
    },
  );
});
