// Years in which nothing changes: every alarm is a false one. All watched numbers at once, since they share their seeds; the same years
// are shown to procedures known to be bad.
import { DRIFT } from '../../src/decisions/drift/drift.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import type { BadProcedure } from './bad-procedures.ts';
import type { NightPlan } from './night-plan.ts';
import { drawWatched, type WatchedNoise } from './watched-noise.ts';
import { type WatchedYear, watchYear } from './watched-year.ts';

export interface QuietYears {
  readonly noise: WatchedNoise;
  readonly years: number;
  /** One entry a year. */
  readonly alarms: readonly number[];
  /** Alarms that 24 other seeds confirmed, likewise. */
  readonly confirmed: readonly number[];
  /** All alarms by what raised them; one alarm may have several sources. */
  readonly bySource: Readonly<Record<string, number>>;
  /** Of each bad procedure, false alarms over the years that it was shown. */
  readonly bad: readonly { readonly name: string; readonly years: number; readonly alarms: number }[];
}

export function quietYears(
  {
    plan,
    noise,
    bad,
  }: { readonly plan: NightPlan; readonly noise: WatchedNoise; readonly bad: readonly BadProcedure[] },
  { years, badYears, seed }: { readonly years: number; readonly badYears: number; readonly seed: number },
): QuietYears {
  const watch = watchYear(plan);
  const alarms: number[] = [];
  const confirmed: number[] = [];
  const bySource: Record<string, number> = {};
  const badAlarms = bad.map(() => 0);
  for (let year = 0; year < years; year++) {
    let [ofYear, confirmedOfYear] = [0, 0];
    for (const number of drawYear({ plan, noise }, { seed, year })) {
      for (const alarm of watch(number)) {
        ofYear += 1;
        if (alarm.verdict === 'drift') confirmedOfYear += 1;
        for (const from of alarm.from) bySource[from] = (bySource[from] ?? 0) + 1;
      }
      if (year < badYears)
        for (const [index, one] of bad.entries()) badAlarms[index] = (badAlarms[index] ?? 0) + one.alarms(number);
    }
    alarms.push(ofYear);
    confirmed.push(confirmedOfYear);
  }
  const shown = Math.min(years, badYears);
  return {
    noise,
    years,
    alarms,
    confirmed,
    bySource,
    bad: bad.map(({ name }, index) => ({ name, years: shown, alarms: badAlarms[index] ?? 0 })),
  };
}

/** The numbers of one year, each with its golden sample and nights; seeds are common to all of them. */
export function drawYear(
  { plan, noise }: { readonly plan: NightPlan; readonly noise: WatchedNoise },
  { seed, year }: { readonly seed: number; readonly year: number },
): WatchedYear[] {
  const { watched, nights, changePointsAYear, goldenSeeds, freshSeeds, pairs } = plan;
  const tree = seedTree(seed).child(noise).child(year);
  const stream = tree.stream();
  const draw = (seeds: number) => Array.from({ length: seeds }, () => drawWatched(noise, { stream, watched }));
  const golden = draw(goldenSeeds);
  const fresh = Array.from({ length: nights }, () => draw(freshSeeds));
  // Code that changed no distribution, but every single number: the worst case, in which a seed run again is another seed.
  const again = fresh.map(() => (stream.uniform() < changePointsAYear / nights ? draw(pairs) : null));
  const columnOf = (rows: readonly (readonly number[])[], index: number) => rows.map((row) => row[index] ?? 0);
  return Array.from({ length: watched }, (_, index) => ({
    golden: columnOf(golden, index),
    nights: fresh.map((rows) => columnOf(rows, index)),
    again: again.map((rows) => (rows === null ? null : columnOf(rows, index))),
    confirm: (night) => {
      const own = tree.child('confirm').child(index).child(night).stream();
      return Array.from({ length: CONFIRMING }, () => drawWatched(noise, { stream: own, watched: 1 })[0] ?? 0);
    },
  }));
}

const CONFIRMING = DRIFT.confirmingSeeds;
