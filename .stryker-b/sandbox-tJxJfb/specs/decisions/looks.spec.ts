// The schedule of looks, and what is said of it while it goes on: the parts that every design of several looks shares.
import { describe, expect, test } from 'vitest';
import { decide } from '../../src/decisions/decide.ts';
import type { Outcome } from '../../src/decisions/decision.ts';
import { SEQUENTIAL, seedBounds, THREE_LOOKS } from '../../src/decisions/design.ts';
import { isDecided, looksOf, sequenceOf, takeLooks } from '../../src/decisions/sequence.ts';
import { existence } from './example-rules.ts';

/** Looks at 2, 4 and 6 seeds that find what is listed; null for seeds that cannot be judged. */
function look(seeds: number, outcomes: readonly (Outcome | null)[]) {
  const asked: number[][] = [];
  const taken = takeLooks([2, 4, 6], {
    seeds,
    judgeAt: (count, index) => {
      asked.push([count, index]);
      const outcome = outcomes[index] ?? null;
      return outcome === null ? null : { outcome };
    },
  });
  return { ...taken, asked };
}

describe('looks', () => {
  test('start at the fewest seeds, go on by a step, and end at the most whatever the step', () => {
    expect(looksOf({ fewestSeeds: 3, mostSeeds: 6, seedsPerLook: 1 })).toEqual([3, 4, 5, 6]);
    expect(looksOf({ fewestSeeds: 3, mostSeeds: 8, seedsPerLook: 2 })).toEqual([3, 5, 7, 8]);
    expect(looksOf({ fewestSeeds: 3, mostSeeds: 7, seedsPerLook: 2 })).toEqual([3, 5, 7]);
    expect(looksOf({ fewestSeeds: 3, mostSeeds: 3, seedsPerLook: 2 })).toEqual([3]);
  });

  test('have bounds that a fixed design does not know', () => {
    expect(seedBounds({ kind: 'fixed' })).toBeNull();
    expect(seedBounds(THREE_LOOKS)).toEqual({ fewest: 6, most: 20 });
    expect(seedBounds({ ...SEQUENTIAL, mostSeeds: 24 })).toEqual({ fewest: 8, most: 24 });
  });

  test('are not taken before they are due', () => {
    expect(look(1, [])).toEqual({ seeds: 1, look: 0, stoppedBy: null, finding: null, asked: [] });
    expect(look(5, ['inconclusive', 'inconclusive'])).toEqual({
      seeds: 4,
      look: 2,
      stoppedBy: null,
      finding: { outcome: 'inconclusive' },
      asked: [
        [2, 0],
        [4, 1],
      ],
    });
  });

  test('end with the first that decides, or that cannot be judged, or the last', () => {
    expect(look(6, ['inconclusive', 'reproduced'])).toMatchObject({ seeds: 4, look: 2, stoppedBy: 'evidence-for' });
    expect(look(9, ['not-reproduced'])).toMatchObject({ seeds: 2, look: 1, stoppedBy: 'evidence-against' });
    expect(look(9, ['inconclusive', null])).toMatchObject({ seeds: 4, look: 2, stoppedBy: 'invalid', finding: null });
    expect(look(9, ['inconclusive', 'inconclusive', 'inconclusive'])).toMatchObject({
      seeds: 6,
      look: 3,
      stoppedBy: 'maximum',
    });
  });
});

describe('the state of a sequence', () => {
  const evidence = [
    { name: 'a', eValue: 7, ratioAtSmallestEffect: null },
    { name: 'b', eValue: 3, ratioAtSmallestEffect: 2 },
  ];

  test('says when the next look is due and how many seeds it may still ask for', () => {
    expect(sequenceOf(look(5, ['inconclusive', 'inconclusive']), { looks: [2, 4, 6], given: 5, evidence })).toEqual({
      isDecided: false,
      look: 2,
      fewestSeeds: 2,
      mostSeeds: 6,
      nextLookAt: 6,
      moreSeedsAtMost: 1,
      eValue: 3,
      evidence,
    });
  });

  test('asks for no more once it is decided', () => {
    const done = sequenceOf(look(5, ['reproduced']), { looks: [2, 4, 6], given: 5, evidence: [] });
    const reached = { look: 1, fewestSeeds: 2, mostSeeds: 6, eValue: null, evidence: [] };
    expect(done).toEqual({ isDecided: true, stoppedBy: 'evidence-for', ...reached });
  });

  test('is over for a design that looks once', () => {
    expect(isDecided(decide(existence, [1, 2, 3]))).toBe(true);
    expect(isDecided(decide({ ...existence, design: SEQUENTIAL }, [1, 2, 3]))).toBe(false);
    expect(isDecided(decide({ ...existence, design: SEQUENTIAL }, [1, 2, 3, 1, 2, 3, 1, 2]))).toBe(true);
  });
});
