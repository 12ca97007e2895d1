// The first glance at a look: sure only where the full judgement says the same, and sure often enough to be worth it.

import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { SEQUENTIAL } from '../../src/decisions/design.ts';
import { existenceAt } from '../../src/decisions/existence.ts';
import { glanceAt } from '../../src/decisions/glance.ts';
import { takeLooks } from '../../src/decisions/sequence.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { runningMoments } from '../../src/statistics/sample-moments.ts';
import { criticalT, criticalTOfRatio } from '../../src/statistics/sequential-t.ts';

const [alpha, refutationAlpha, design] = [0.01, 0.0025, SEQUENTIAL];
const levels = { alpha, refutationAlpha };
const glance = glanceAt(levels, design);

function drawn(seed: number, effect: number): number[] {
  const stream = seedTree(seed).stream();
  return Array.from({ length: 32 }, () => effect + stream.normal());
}

describe('a glance', () => {
  law.prop([fc.nat(), fc.double({ min: -1, max: 2, noNaN: true }), fc.constantFrom(0, 0.5, 1), fc.constantFrom(1, -1)])(
    'is never sure of what the full look denies',
    (seed, effect, threshold, sign) => {
      const values = drawn(seed, effect).map((value) => sign * value);
      const side = { sign: sign as 1 | -1, threshold: sign * threshold };
      const rule = { direction: sign === 1 ? 'greater' : 'less', threshold: side.threshold, ...levels } as const;
      const series = runningMoments(values);
      for (let seeds = 8; seeds <= 32; seeds++) {
        const found = existenceAt(rule, { design, differences: values.slice(0, seeds) });
        const [evidence] = found.evidence;
        if (glance.isShort(series, side, seeds)) expect(evidence.eValue).toBeLessThan(1 / alpha);
        if (glance.isUnrefuted(series, side, seeds)) expect(evidence.against).toBeLessThan(1 / refutationAlpha);
        if (glance.isAlive(series, side, seeds)) expect(found.isGivenUp).toBe(false);
      }
    },
  );

  test('is sure of most looks that stay open', () => {
    const rule = { direction: 'greater', threshold: 0, ...levels } as const;
    let [open, sure] = [0, 0];
    for (let seed = 0; seed < 40; seed++) {
      const values = drawn(seed, 0.6);
      const series = runningMoments(values);
      for (let seeds = 8; seeds <= 32; seeds++) {
        const found = existenceAt(rule, { design, differences: values.slice(0, seeds) });
        if (found.outcome !== 'inconclusive' || found.isGivenUp) continue;
        open += 1;
        const side = { sign: 1, threshold: 0 } as const;
        const { isShort, isUnrefuted, isAlive } = glance;
        if ([isShort, isUnrefuted, isAlive].every((isSure) => isSure(series, side, seeds))) sure += 1;
      }
    }
    expect(sure / open).toBeGreaterThan(0.95);
  });

  test('is sure of nothing nearer to a bar than rounding could reach, and of all that is farther', () => {
    for (const seeds of [8, 20]) {
      const short = criticalT({ seeds, smallestEffect: 1, bar: -Math.log(alpha) });
      const unrefuted = criticalT({ seeds, smallestEffect: 1, bar: -Math.log(refutationAlpha) });
      const alive = criticalTOfRatio({ seeds, smallestEffect: 1, bar: Math.log(design.beta) });
      const side = { sign: 1, threshold: 0 } as const;
      const at = (statistic: number) => {
        const [mean, deviation] = [
          new Float64Array(seeds + 1).fill(statistic / Math.sqrt(seeds)),
          new Float64Array(seeds + 1).fill(1),
        ];
        return [glance.isShort, glance.isUnrefuted, glance.isAlive].map((isSure) =>
          isSure({ mean, deviation }, side, seeds),
        );
      };
      const [near, far] = [1e-7, 1e-5];
      for (const sign of [1, -1]) {
        expect(at(short + sign * near * (1 + Math.abs(short)))[0]).toBe(false);
        expect(at(-unrefuted + sign * near * (1 + unrefuted))[1]).toBe(false);
        for (const turn of [1, -1]) expect(at(turn * (alive + sign * near * (1 + Math.abs(alive))))[2]).toBe(false);
      }
      expect(at(short - far * (1 + Math.abs(short)))[0]).toBe(true);
      expect(at(-unrefuted + far * (1 + unrefuted))[1]).toBe(true);
      for (const turn of [1, -1]) expect(at(turn * (alive + far * (1 + Math.abs(alive))))[2]).toBe(true);
    }
  });

  test('is never sure where the moments are not', () => {
    const series = runningMoments([2, 2, 2, 2, 2, 2, 2, 2]);
    const side = { sign: 1, threshold: 5 } as const;
    const sure = [glance.isShort, glance.isUnrefuted, glance.isAlive].map((isSure) => isSure(series, side, 8));
    expect(sure).toEqual([false, false, false]);
  });
});

describe('looks', () => {
  test('that surely stay open are passed over, but for the last one, which is reported', () => {
    const judged: number[] = [];
    const judgeAt = (seeds: number) => {
      judged.push(seeds);
      return { outcome: 'inconclusive' } as const;
    };
    const look = takeLooks([8, 9, 10, 11], { seeds: 10, judgeAt, isSurelyOpen: () => true });
    expect(judged).toEqual([10]);
    expect(look).toMatchObject({ seeds: 10, look: 3, stoppedBy: null });
    expect(takeLooks([8, 9], { seeds: 7, judgeAt, isSurelyOpen: () => true }).look).toBe(0);
  });
});
