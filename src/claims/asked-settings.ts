// How far a request leaves what the claims declare (decisions.md promise 9): the design that looks once is declared, and so are
// the seeds of the pools for confirming and for nights; a number of seeds of one's own, or seeds that settings were looked at, are not.
import type { DesignName } from './claim.ts';
import { poolOfSeed } from './seed-pools.ts';

export interface AskedSettings {
  readonly design?: DesignName;
  /** Null: as declared. */
  readonly seeds: number | null;
}

export interface SettingsStanding {
  /** False: the verdict holds for what was asked, which is not what was declared. */
  readonly isDeclared: boolean;
  /** Null where nothing was asked but the declared design. */
  readonly reason: string | null;
}

/** @param judged the seeds that the test may ask for */
export function askedSettings({ design, seeds }: AskedSettings, judged: readonly number[]): SettingsStanding {
  const pools = [...new Set(judged.map(poolOfSeed))].filter((pool) => pool !== 'confirm' && pool !== 'nightly');
  const departures = [
    ...(seeds === null
      ? []
      : [`${seeds} ${seeds === 1 ? 'seed' : 'seeds'} a claim were asked for, not what it declares`]),
    ...pools.map((pool) =>
      pool === 'dev'
        ? 'its seeds are of the pool for development, on which settings were chosen'
        : 'its seeds are of the pool that goldens are made from',
    ),
  ];
  if (departures.length > 0) {
    return { isDeclared: false, reason: `Not the declared design: ${departures.join('; ')}. This confirms nothing.` };
  }
  const reason =
    design === 'fixed' ? 'Looks once, at the fixed number of seeds that the claim declares for that.' : null;
  return { isDeclared: true, reason };
}
