// What cohorts took on this machine under these numerics, as the ledger remembers it.
import type { Ledger } from '../../ledger/ledger.ts';
import type { Spent } from '../workers/spent.ts';

export interface RememberedWhere {
  readonly fingerprint: string;
  readonly host: string;
}

/** A cohort that took this many times the median slept, or shared its core with something that a plan cannot know. */
const OUTLYING = 3;

/** Of a cohort, by experiment hash. Processor time is that of the clock where a file has none: a worker computes all the time. */
export function timesInLedger(ledger: Ledger, where: RememberedWhere): ReadonlyMap<string, Spent> {
  const byHash = new Map<string, Spent[]>();
  for (const { experimentHash: hash, fingerprint, cohort } of ledger.list(where.fingerprint).cohorts) {
    if (fingerprint !== where.fingerprint) continue;
    const reading = ledger.read(hash, fingerprint, cohort);
    if (reading.kind !== 'found' || reading.about.host !== where.host) continue;
    const { seconds, cpuSeconds = seconds } = reading.about;
    byHash.set(hash, [...(byHash.get(hash) ?? []), { seconds, cpuSeconds }]);
  }
  return new Map([...byHash].map(([hash, all]) => [hash, typical(all)]));
}

/** The mean: the first cohort of a process pays for its recordings, and a run has many such. */
function typical(all: readonly Spent[]): Spent {
  const ordered = all.map(({ seconds }) => seconds).sort((a, b) => a - b);
  const middle = ordered[Math.floor(ordered.length / 2)] ?? 0;
  const kept = all.filter(({ seconds }) => seconds <= OUTLYING * middle);
  const meanOf = (of: (one: Spent) => number) => kept.reduce((sum, one) => sum + of(one) / kept.length, 0);
  return { seconds: meanOf(({ seconds }) => seconds), cpuSeconds: meanOf(({ cpuSeconds }) => cpuSeconds) };
}
