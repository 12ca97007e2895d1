// The simulated noise is what its name says: symmetric about 0 with an SD of 1, and unlike a normal in the way it should be.
// Shares are held to exact bounds: a right generator fails with a chance below 1e-6 each.
import { describe, expect, test } from 'vitest';
import { drawNoise, LOPSIDED, NOISES, type Noise } from '../../lab/calibration/noise.ts';
import { drawSeed, effectWorld, familyWorld, profileWorld, rawWorld } from '../../lab/calibration/world.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { clopperPearson } from '../../src/statistics/clopper-pearson.ts';

const DRAWS = 20_000;
const drawsOf = (noise: Noise): number[] => {
  const stream = seedTree(7).child(noise).stream();
  return Array.from({ length: DRAWS }, () => drawNoise(noise, stream));
};

describe.each(NOISES)('%s noise', (noise) => {
  const draws = drawsOf(noise);

  test('is symmetric about 0', () => {
    const [above, below] = [draws.filter((draw) => draw > 0).length, draws.filter((draw) => draw < 0).length];
    const { low, high } = clopperPearson({ successes: above, trials: above + below }, 1 - 1e-6);
    expect(low).toBeLessThan(0.5);
    expect(high).toBeGreaterThan(0.5);
  });

  // Known shares within 1 SD; for t3 and contaminated noise they tell a wrong scale or a wrong tail at once.
  test('has the spread that its name and an SD of 1 give', () => {
    const within = {
      normal: 0.68269,
      t3: 0.81831,
      skewed: 0.86466,
      quantised: 0.7887,
      tied: 0.5,
      contaminated: 0.87009,
    }[noise];
    const { low, high } = clopperPearson(
      { successes: draws.filter((draw) => Math.abs(draw) < 1).length, trials: DRAWS },
      1 - 1e-6,
    );
    expect(low).toBeLessThan(within);
    expect(high).toBeGreaterThan(within);
  });
});

test.each(LOPSIDED)('%s noise has a mean of 0 and lies on the side without the tail more often', (noise) => {
  const side = noise === 'lopsided' ? 1 : -1;
  const draws = drawsOf(noise).map((draw) => side * draw);
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / DRAWS;
  // Five standard errors, and exact bounds of the share 1 - exp(-1).
  expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(DRAWS));
  const successes = draws.filter((draw) => draw > 0).length;
  const { low, high } = clopperPearson({ successes, trials: DRAWS }, 1 - 1e-6);
  expect(low).toBeLessThan(1 - Math.exp(-1));
  expect(high).toBeGreaterThan(1 - Math.exp(-1));
});

describe('a world', () => {
  const stream = () => seedTree(3).stream();

  test('adds its effect to the noise', () => {
    const [still] = drawSeed(effectWorld('normal', 0), stream());
    const [moved] = drawSeed(effectWorld('normal', 2), stream());
    expect(moved).toBe(Number(still) + 2);
  });

  test('spreads its noise about the effect as far as it is told', () => {
    const [planned] = drawSeed(effectWorld('normal', 0), stream());
    const [wide] = drawSeed(rawWorld('normal', { mean: 2, spread: 10 }), stream());
    expect(wide).toBe(2 + 10 * Number(planned));
    expect(rawWorld('tied', { mean: 2, spread: 1 })).toEqual(effectWorld('tied', 2));
  });

  test('shows a row of levels where a claim has a profile', () => {
    const [row] = drawSeed(profileWorld('normal', { profile: [0, 5, 10], spread: 0 }), stream());
    expect(row).toEqual([0, 5, 10]);
  });

  test('gives the claims of a family noise of their own, unless they share it', () => {
    const own = drawSeed(familyWorld('normal', { claims: 3, effect: 0, shared: 0 }), stream());
    expect(new Set(own).size).toBe(3);
    const same = drawSeed(familyWorld('normal', { claims: 3, effect: 0, shared: 1 }), stream());
    expect(new Set(same).size).toBe(1);
  });
});
