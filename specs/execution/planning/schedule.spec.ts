// The scheduled run: the rounds of a verification and its pool, against sums that can be done by hand.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type Schedule, type ScheduledTest, schedule } from '../../../src/execution/planning/cost-of-runs.ts';

const spent = (seconds: number) => ({ seconds, cpuSeconds: 2 * seconds });
const plan: Schedule = {
  cohorts: new Map([
    ['a', spent(10)],
    ['b', spent(6)],
  ]),
  cohortSize: 4,
  firstSeed: 28_000,
  processes: 2,
  ownStart: spent(1),
  workerStart: spent(3),
};
const test = (needed: number, hashes = ['a']): ScheduledTest => ({ hashes, fewest: 8, most: 32, needed });

describe('a scheduled run', () => {
  it('trains the fewest seeds of all, in cohorts that go to whoever is idle', () => {
    // a, a | b, b: each process takes one of each.
    const run = schedule([test(8), test(8, ['b'])], plan);
    expect(run).toMatchObject({ rounds: 1, seconds: 1 + 3 + 10 + 6, cpuSeconds: 2 * (1 + 2 * 3 + 2 * 10 + 2 * 6) });
    expect([...run.seeds]).toEqual([
      ['a', 8],
      ['b', 8],
    ]);
  });

  it('adds four seeds a round for what is undecided, with workers that start anew and the tail of each round', () => {
    // 8 seeds decide one test; the other, of both experiments, needs 13 and gets 12, then 16.
    const run = schedule([test(8), test(13, ['a', 'b'])], plan);
    expect(run.rounds).toBe(3);
    expect(run.seconds).toBe(1 + (3 + 16) + (3 + 10) + (3 + 10));
    expect([...run.seeds.values()]).toEqual([16, 16]);
  });

  it('counts runs once that tests share, and stops at the most seeds', () => {
    expect(schedule([test(8), test(8)], plan).seeds.get('a')).toBe(8);
    expect(schedule([test(99)], plan).seeds.get('a')).toBe(32);
  });

  it('trains cohorts whole, from the one that the first seed lies in', () => {
    const run = schedule([{ ...test(9), fewest: 9 }], { ...plan, firstSeed: 20_002 });
    expect(run.seeds.get('a')).toBe(12);
    expect(schedule([test(8)], { ...plan, cohortSize: 32 }).seeds.get('a')).toBe(32);
  });

  it('is nothing but the start where nothing is asked', () => {
    expect(schedule([], plan)).toMatchObject({ ...spent(1), rounds: 0 });
  });

  const needs = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });
  law.prop([needs, fc.integer({ min: 1, max: 8 }), fc.constantFrom(1, 4, 32)])(
    'keeps processors no busier than all processes together, and gives every test its seeds',
    (all, processes, cohortSize) => {
      const tests = all.map((needed, index) => test(needed, index % 2 === 0 ? ['a'] : ['a', 'b']));
      const single = {
        ...plan,
        cohortSize,
        cohorts: new Map([...plan.cohorts].map(([hash]) => [hash, { seconds: 5, cpuSeconds: 5 }])),
      };
      const run = schedule(tests, { ...single, processes, ownStart: spent(0), workerStart: spent(0) });
      expect(run.cpuSeconds).toBeLessThanOrEqual(run.seconds * processes + 1e-9);
      for (const { needed, hashes } of tests) {
        for (const hash of hashes) expect(run.seeds.get(hash)).toBeGreaterThanOrEqual(Math.min(32, needed));
      }
      const more = schedule(tests, { ...single, processes: processes + 1, ownStart: spent(0), workerStart: spent(0) });
      expect(more.seconds).toBeLessThanOrEqual(run.seconds);
    },
  );
});
