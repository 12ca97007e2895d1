// Which seeds serve what (decisions.md B0). Settings are looked at on `dev`; verdicts come from `confirm`; `golden` is frozen in the
// pools of golden/; `nightly` is fresh, each night its own. Every pool starts at a multiple of every backend's cohort size, so that no
// cohort has seeds of two pools.

export const DEV_POOL = 0;
export const CONFIRM_POOL = 20_000;
export const GOLDEN_POOL = 32_000;
/** Night n since the epoch has NIGHTLY_SEEDS seeds from NIGHTLY_POOL + n * NIGHTLY_SEEDS on. */
export const NIGHTLY_POOL = 1_024_000;
export const NIGHTLY_SEEDS = 1024;

export type SeedPool = 'dev' | 'confirm' | 'golden' | 'nightly';

export function poolOfSeed(seed: number): SeedPool {
  if (seed >= NIGHTLY_POOL) return 'nightly';
  if (seed >= GOLDEN_POOL) return 'golden';
  return seed >= CONFIRM_POOL ? 'confirm' : 'dev';
}
