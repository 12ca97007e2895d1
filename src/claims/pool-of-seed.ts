// Which pool a seed belongs to (decisions.md B0): verdicts come from seeds on which no setting was looked at.
import { CONFIRM_POOL, GOLDEN_POOL, NIGHTLY_POOL } from './seed-pools.ts';

export type SeedPool = 'dev' | 'confirm' | 'golden' | 'nightly';

export function poolOfSeed(seed: number): SeedPool {
  if (seed >= NIGHTLY_POOL) return 'nightly';
  if (seed >= GOLDEN_POOL) return 'golden';
  return seed >= CONFIRM_POOL ? 'confirm' : 'dev';
}
