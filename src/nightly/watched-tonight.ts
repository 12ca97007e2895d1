// What of a watched number a night has seen: golden seeds again, byte by byte and number by number, and fresh seeds, of tonight and of the
// nights before it (decisions.md B5, D1 to D3).
import { type RunsOf, type WatchedNumber, watchedNumbers } from '../claims/verdicts/watched-numbers.ts';
import { contentHash } from '../experiments/content-hash.ts';
import type { RunRecord } from '../experiments/run-record.ts';
import { type GoldenTest, goldenExperiments } from '../goldens/golden-tests.ts';
import type { NightRecord } from './night-record.ts';

export type RecordOf = (hash: string, seed: number) => RunRecord | null;

/** The numbers of these seeds, by the number's id. */
export function numbersOf(
  tests: readonly GoldenTest[],
  { seeds, recordOf }: { readonly seeds: readonly number[]; readonly recordOf: RecordOf },
): Map<string, WatchedNumber> {
  const runsOf: RunsOf = (hash) =>
    new Map(
      seeds.flatMap((seed) => {
        const record = recordOf(hash, seed);
        return record === null ? [] : [[seed, record] as const];
      }),
    );
  return new Map(watchedTonight(tests, runsOf).map((one) => [one.id, one]));
}

/** None where the number was not measured. */
export function valuesOf(number: WatchedNumber | undefined): number[] {
  return (number?.values ?? []).map(({ value }) => value);
}

/** Golden seeds of one or several experiments trained again: a seed is equal if all of them gave the golden bytes. */
export function replaysOf(
  hashes: readonly string[],
  {
    seeds,
    recordOf,
    digestOf,
  }: {
    readonly seeds: readonly number[];
    readonly recordOf: RecordOf;
    readonly digestOf: (hash: string, seed: number) => string | null;
  },
): { readonly compared: number; readonly equal: number } {
  const compared = seeds.filter((seed) => hashes.every((hash) => recordOf(hash, seed) !== null));
  const isEqual = (hash: string, seed: number) => contentHash(recordOf(hash, seed)) === digestOf(hash, seed);
  const equal = compared.filter((seed) => hashes.every((hash) => isEqual(hash, seed)));
  return { compared: compared.length, equal: equal.length };
}

export interface FreshBefore {
  /** Of all nights against these goldens since an alarm was last closed as false, for the detector. */
  readonly nights: readonly (readonly number[])[];
  /** Of those of them since the code or the machine last changed. */
  readonly sinceChange: readonly number[];
}

/** @param earlier nights against the same goldens, in the order of the days. A night whose controls were wrong is no evidence. */
export function freshBefore(id: string, earlier: readonly NightRecord[], fingerprint: string): FreshBefore {
  const nights: number[][] = [];
  const fingerprints: string[] = [];
  for (const night of earlier) {
    const number = night.watched.find((one) => one.id === id);
    if (night.verdict === 'invalid' || number === undefined) continue;
    nights.push([...number.fresh]);
    fingerprints.push(night.environment.fingerprint);
    if (number.alarm !== null && !number.alarm.confirmed) {
      nights.length = 0;
      fingerprints.length = 0;
    }
  }
  let first = nights.length;
  while (first > 0 && fingerprints[first - 1] === fingerprint) first -= 1;
  return { nights, sinceChange: nights.slice(first).flat() };
}

// Numbers that no claim is about, and that a changed trainer moves first: the loss at which each training of each experiment ended. Seed
// by seed they hardly vary between two runs of like code, so golden seeds trained again show a slower optimizer in one night, long before
// accuracies of 150 questions do. With the numbers of the claims they are all that a night watches.
export function watchedTonight(tests: readonly GoldenTest[], runsOf: RunsOf): WatchedNumber[] {
  return [...watchedNumbers(tests, runsOf), ...vitalSigns(tests, runsOf)];
}

function vitalSigns(tests: readonly GoldenTest[], runsOf: RunsOf): WatchedNumber[] {
  return goldenExperiments(tests).flatMap(({ hash, task, label }): WatchedNumber[] => {
    const runs = [...runsOf(hash).values()].sort((a, b) => a.seed - b.seed);
    const trainings = Object.keys(runs[0]?.training ?? {}).sort();
    return trainings.map((training) => ({
      id: `${task}/training/${training} of ${hash.slice(0, 12)}`,
      claim: label.split('/')[0] as string,
      task,
      name: `${label}: loss at the end of ${training}`,
      unit: 'nats a question',
      kind: 'training',
      experimentHashes: [hash],
      claimedEffect: null,
      values: runs.flatMap(({ seed, training: facts }) => {
        const value = facts[training]?.finalLoss;
        return value === undefined ? [] : [{ seed, value }];
      }),
    }));
  });
}
