// Which seeds a night has: its own, disjoint from every other night's and every other pool, in whole cohorts.
import { readFileSync } from 'node:fs';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import {
  BEACON_POOL,
  BEACON_SEEDS,
  beaconSeed,
  CONFIRM_POOL,
  GOLDEN_POOL,
  NIGHTLY_POOL,
  NIGHTLY_SEEDS,
  poolOfSeed,
} from '../../src/claims/registry/seed-pools.ts';
import { mostSeedsOf } from '../../src/claims/verdicts/stopping.ts';
import { goldenOrder, nightNumber, nightOf, nightSeeds } from '../../src/nightly/night-seeds.ts';
import { refusalOf } from '../refusal.ts';

const DAY = 86_400_000;
const COUNTS = { fresh: 8, confirming: 24, planted: 16 };
const allOf = (night: string) => Object.values(nightSeeds(night, COUNTS)).flat();
const goldens = () =>
  (
    JSON.parse(readFileSync(new URL('../../golden/manifest.json', import.meta.url), 'utf8')) as {
      readonly sets: readonly { readonly pools: readonly { readonly seeds: number }[] }[];
    }
  ).sets;
const anyNight = fc.integer({ min: 0, max: 40_000 }).map((day) => nightOf(day * DAY));

describe('the seeds of a night', () => {
  property.prop([anyNight, anyNight])('are its own', (one, other) => {
    fc.pre(one !== other);
    const seeds = [...allOf(one), ...allOf(other)];
    expect(new Set(seeds).size).toBe(seeds.length);
  });

  property.prop([anyNight])('are of no other pool, each block from the start of a cohort of any backend', (night) => {
    const { fresh, confirming, planted } = nightSeeds(night, COUNTS);
    for (const block of [fresh, confirming, planted]) expect((block[0] as number) % 32).toBe(0);
    expect(allOf(night).filter((seed) => poolOfSeed(seed) !== 'nightly')).toEqual([]);
  });

  it('leave the other pools to those who use them, however many seeds they may ask for', () => {
    const mostOfAClaim = CLAIMS.flatMap(({ tests }) =>
      tests.flatMap((test) => Object.values(test.seeds).map((declared) => mostSeedsOf(test, declared))),
    );
    const lastConfirming = CONFIRM_POOL + Math.max(...mostOfAClaim) - 1;
    const lastGolden = Math.max(...goldens().flatMap(({ pools }) => pools.map(({ seeds }) => GOLDEN_POOL + seeds - 1)));
    expect(lastConfirming).toBeGreaterThan(CONFIRM_POOL + 30);
    expect(lastGolden).toBeGreaterThan(GOLDEN_POOL + 38);
    expect([CONFIRM_POOL, lastConfirming].map(poolOfSeed)).toEqual(['confirm', 'confirm']);
    expect([GOLDEN_POOL, lastGolden].map(poolOfSeed)).toEqual(['golden', 'golden']);
  });

  property.prop([fc.string({ unit: 'binary' })])('are none that a public text draws', (text) => {
    const first = beaconSeed(text);
    expect([first, first + BEACON_SEEDS - 1].map(poolOfSeed)).toEqual(['beacon', 'beacon']);
    expect(first % 32).toBe(0);
    expect(first + BEACON_SEEDS).toBeLessThanOrEqual(1_000_000_000);
  });

  it('reach those of beacons in another millennium', () => {
    const lastNight = nightOf(((BEACON_POOL - NIGHTLY_POOL) / NIGHTLY_SEEDS - 1) * DAY);
    expect(
      allOf(lastNight)
        .map(poolOfSeed)
        .filter((pool) => pool !== 'nightly'),
    ).toEqual([]);
    expect(lastNight >= '3300').toBe(true);
  });

  it('follow from the day alone', () => {
    expect(nightNumber('1970-01-02')).toBe(1);
    expect(nightOf(Date.parse('2026-11-26T23:59:59.999Z'))).toBe('2026-11-26');
    // python3 -c 'from datetime import date; print(1024000 + 1024 * (date(2026, 11, 26) - date(1970, 1, 1)).days)'
    expect(nightSeeds('2026-11-26', { fresh: 2, confirming: 1, planted: 1 })).toEqual({
      fresh: [22_305_792, 22_305_793],
      confirming: [22_306_048],
      planted: [22_306_304],
    });
  });

  it.each(['2026-11-31', '26-11-2026', 'tonight', '', '2026-11-26T00:00', '1969-12-31'])(
    'are not those of "%s"',
    (word) => {
      const refusal = refusalOf(() => nightNumber(word));
      expect(refusal.code).toBe('invalid-option');
      expect(refusal.parts.got).toBe(JSON.stringify(word));
    },
  );
});

describe('the golden seeds of a night', () => {
  property.prop([anyNight, fc.constantFrom(1, 4, 32)])(
    'are the whole pool in an order of its own, in whole cohorts',
    (night, cohortSize) => {
      const order = goldenOrder(night, { pool: 64, atFirst: 2, cohortSize });
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 64 }, (_, index) => GOLDEN_POOL + index));
      for (let start = 0; start < 64; start += cohortSize) {
        const cohort = order.slice(start, start + cohortSize);
        expect(new Set(cohort.map((seed) => Math.floor(seed / cohortSize))).size).toBe(1);
      }
    },
  );

  it('begin where the night before left off, so that all are seen in turn', () => {
    const first = Array.from({ length: 20 }, (_, day) =>
      goldenOrder(nightOf(day * DAY), { pool: 40, atFirst: 2, cohortSize: 1 }).slice(0, 2),
    );
    expect(new Set(first.flat()).size).toBe(40);
  });
});
