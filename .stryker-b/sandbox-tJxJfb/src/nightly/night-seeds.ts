// Which seeds a night has: its own by the day, so that no two nights share one and a night that is run again has the same ones
// (decisions.md B0, pool `nightly`). The blocks start at multiples of every backend's cohort size.
import { GOLDEN_POOL, NIGHTLY_POOL, NIGHTLY_SEEDS } from '../claims/registry/seed-pools.ts';
import { HarnessError } from '../errors/harness-error.ts';
import type { NightRecord } from './night-record.ts';

const MS_A_DAY = 86_400_000;
const CONFIRMING_BLOCK = 256;
const PLANTED_BLOCK = 512;

/** A night's own, which no other night has. */
export type NightSeeds = Omit<NightRecord['seeds'], 'golden'>;

/** Days since the epoch. @param night "2026-11-26", UTC */
export function nightNumber(night: string): number {
  const ms = Date.parse(`${night}T00:00:00Z`);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(night) && Number.isFinite(ms);
  if (isDay && new Date(ms).toISOString().startsWith(night) && ms >= 0) return ms / MS_A_DAY;
  throw new HarnessError('invalid-option', {
    what: 'A night is named by its day.',
    where: '--night',
    got: JSON.stringify(night),
    expected: 'a day as in 2026-11-26 (UTC)',
  });
}

/** @param nowMs milliseconds since the epoch */
export function nightOf(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 10);
}

export function nightSeeds(
  night: string,
  { fresh, confirming, planted }: Readonly<Record<keyof NightSeeds, number>>,
): NightSeeds {
  const first = NIGHTLY_POOL + nightNumber(night) * NIGHTLY_SEEDS;
  return {
    fresh: seedsFrom(first, fresh),
    confirming: seedsFrom(first + CONFIRMING_BLOCK, confirming),
    planted: seedsFrom(first + PLANTED_BLOCK, planted),
  };
}

/**
 * The golden seeds in the order in which a night trains them again: the first two whatever happens, more where their bytes are others.
 * Every night begins elsewhere, in whole cohorts, so that all are seen in turn.
 */
export function goldenOrder(
  night: string,
  { pool, atFirst, cohortSize }: { readonly pool: number; readonly atFirst: number; readonly cohortSize: number },
): number[] {
  const cohorts = Math.floor(pool / cohortSize);
  const step = Math.ceil(atFirst / cohortSize);
  const first = (nightNumber(night) * step) % cohorts;
  return Array.from({ length: cohorts }, (_, index) => (first + index) % cohorts).flatMap((cohort) =>
    seedsFrom(GOLDEN_POOL + cohort * cohortSize, cohortSize),
  );
}

function seedsFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}
