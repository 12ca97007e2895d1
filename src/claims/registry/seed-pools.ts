// Which seeds serve what (decisions.md B0). Settings are looked at on `dev`; verdicts come from `confirm`; `golden` is frozen in the
// pools of golden/; `nightly` is fresh, each night its own; `beacon` is where a public text says. Every pool starts at a multiple of every backend's cohort size, so that no
// cohort has seeds of two pools.
import { createHash } from 'node:crypto';

export const DEV_POOL = 0;
/** Those from 20,000 on stand in reports before, and are development now (decisions.md B0). */
export const CONFIRM_POOL = 28_000;
export const GOLDEN_POOL = 32_000;
/** Night n since the epoch has NIGHTLY_SEEDS seeds from NIGHTLY_POOL + n * NIGHTLY_SEEDS on. */
export const NIGHTLY_POOL = 1_024_000;
export const NIGHTLY_SEEDS = 1024;

/** Far above the nights, which come here in the year 3306; the last block ends before 1,000,000,000, the largest first seed. */
export const BEACON_POOL = 500_000_000;
/** More than any claim asks for. */
export const BEACON_SEEDS = 1024;
export const BEACON_BLOCKS = 488_281;

export type SeedPool = 'dev' | 'confirm' | 'golden' | 'nightly' | 'beacon';

/**
 * The first seed of the block that a public text draws, so that nobody can be said to have chosen it: the SHA-256 of its UTF-8, the first
 * 12 hexadecimal digits as a number, modulo BEACON_BLOCKS. Two texts have a block in common once in 488,281 times.
 */
export function beaconSeed(publicText: string): number {
  const digits = createHash('sha256').update(publicText, 'utf8').digest('hex').slice(0, 12);
  return BEACON_POOL + BEACON_SEEDS * (Number.parseInt(digits, 16) % BEACON_BLOCKS);
}

export function poolOfSeed(seed: number): SeedPool {
  if (seed >= BEACON_POOL) return 'beacon';
  if (seed >= NIGHTLY_POOL) return 'nightly';
  if (seed >= GOLDEN_POOL) return 'golden';
  return seed >= CONFIRM_POOL ? 'confirm' : 'dev';
}
