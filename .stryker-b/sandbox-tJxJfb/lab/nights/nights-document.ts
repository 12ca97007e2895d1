// What simulated years showed, as one JSON document, with what they have to show: each statement holds or it does not.
import type { AlarmBudget } from '../../src/decisions/drift/alarm-budget.ts';
import { DRIFT } from '../../src/decisions/drift/drift.ts';
import { clopperPearson } from '../../src/statistics/clopper-pearson.ts';
import { meanInterval } from '../../src/statistics/paired-t.ts';
import type { NightPlan } from './night-plan.ts';
import type { QuietYears } from './quiet-years.ts';
import type { DetectionCell } from './seeds-to-detect.ts';
import type { ShiftedYears } from './shifted-years.ts';

export const CONFIDENCE = 0.99;
/** The shift that has to be found, within so many nights, in at least this share of the years. */
export const PROMISE = { shift: 1.5, nights: 20, share: 0.9 } as const;

export interface QuietSummary {
  readonly noise: string;
  readonly years: number;
  readonly alarmsAYear: number;
  /** Upper bound at `CONFIDENCE`. */
  readonly atMost: number;
  readonly yearsWithAlarm: number;
  readonly confirmedAYear: number;
  readonly bySource: Readonly<Record<string, number>>;
  readonly holds: boolean;
}

export interface ShiftedSummary {
  readonly happening: string;
  readonly noise: string;
  readonly years: number;
  readonly foundInTime: number;
  /** Of that share, at `CONFIDENCE`. */
  readonly low: number;
  readonly high: number;
  readonly medianNights: number | null;
  readonly ninetiethNights: number | null;
  /** Null where nothing is promised. */
  readonly holds: boolean | null;
}

export interface BadSummary {
  readonly name: string;
  readonly noise: string;
  readonly goldenSeeds: number;
  readonly years: number;
  readonly alarmsAYear: number;
  /** Null where it is compared only. */
  readonly isCaught: boolean | null;
}

export interface NightsDocument {
  readonly schemaVersion: 1;
  readonly seed: number;
  readonly plan: NightPlan;
  readonly budget: AlarmBudget;
  readonly parameters: typeof DRIFT;
  readonly holds: boolean;
  readonly quiet: readonly QuietSummary[];
  readonly shifted: readonly ShiftedSummary[];
  readonly bad: readonly BadSummary[];
  readonly seedsToDetect: readonly DetectionCell[];
}

export function nightsDocument(
  parts: Pick<NightsDocument, 'seed' | 'plan' | 'budget' | 'quiet' | 'shifted' | 'bad' | 'seedsToDetect'>,
): NightsDocument {
  const holds =
    parts.quiet.every((one) => one.holds) &&
    parts.shifted.every((one) => one.holds !== false) &&
    parts.bad.every((one) => one.isCaught !== false);
  return { schemaVersion: 1, parameters: DRIFT, holds, ...parts };
}

export function quietSummary({ noise, years, alarms, confirmed, bySource }: QuietYears): QuietSummary {
  const yearsWithAlarm = alarms.filter((count) => count > 0).length;
  // A t interval of the mean over years; no alarm at all has no spread, but an exact bound on the share of years.
  const atMost =
    meanInterval(alarms, 2 * CONFIDENCE - 1)?.high ??
    clopperPearson({ successes: yearsWithAlarm, trials: years }, 2 * CONFIDENCE - 1).high;
  const [alarmsAYear, confirmedAYear] = [sum(alarms) / years, sum(confirmed) / years];
  const holds = atMost <= DRIFT.falseAlarmsAYear;
  return { noise, years, alarmsAYear, atMost, yearsWithAlarm, confirmedAYear, bySource, holds };
}

export function shiftedSummary({ happening, noise, years, nightsUntilFound }: ShiftedYears): ShiftedSummary {
  const inTime = nightsUntilFound.filter((nights) => nights <= PROMISE.nights).length;
  const ordered = nightsUntilFound.toSorted((one, other) => one - other);
  const quantile = (share: number) => ordered[Math.ceil(share * years) - 1] ?? null;
  const { low, high } = clopperPearson({ successes: inTime, trials: years }, CONFIDENCE);
  const isPromised = happening.startsWith(`a shift of ${PROMISE.shift} SD`);
  return {
    happening,
    noise,
    years,
    foundInTime: inTime / years,
    low,
    high,
    medianNights: quantile(0.5),
    ninetiethNights: quantile(0.9),
    holds: isPromised ? low >= PROMISE.share : null,
  };
}

/** Shown to break the budget ten times over; a few years suffice for that. */
export function badSummaries({ noise, bad }: QuietYears, goldenSeeds: number): BadSummary[] {
  return bad.map(({ name, years, alarms }) => {
    const alarmsAYear = alarms / years;
    return { name, noise, goldenSeeds, years, alarmsAYear, isCaught: alarmsAYear > 10 * DRIFT.falseAlarmsAYear };
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
