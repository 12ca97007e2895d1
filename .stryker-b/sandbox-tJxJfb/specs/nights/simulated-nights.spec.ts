// Statistical spec: simulated nights keep the budget of false alarms and find what they must (decisions.md promise 18, small version; the whole one is
// `npm run simulate-nights`, reports/sample-nights). Each check fails by chance with probability below 1e-6.
import { describe, expect, test } from 'vitest';
import { EVERY_NIGHT, LAST_NIGHT, reusedGolden } from '../../lab/nights/bad-procedures.ts';
import { budgetOf, NIGHT_PLAN } from '../../lab/nights/night-plan.ts';
import { quietYears } from '../../lab/nights/quiet-years.ts';
import { B5_SHIFTS, B5_TABLE, seedsToDetect } from '../../lab/nights/seeds-to-detect.ts';
import { shiftedYears, step } from '../../lab/nights/shifted-years.ts';
import { WATCHED_NOISES } from '../../lab/nights/watched-noise.ts';
import { DRIFT } from '../../src/decisions/drift/drift.ts';
import { clopperPearson } from '../../src/statistics/clopper-pearson.ts';

const CONFIDENCE = 1 - 2e-6;

/** A year of a tenth of the size, with the budget of a whole one. */
const SMALL = { ...NIGHT_PLAN, watched: 25, nights: 80, changePointsAYear: 40 };
const YEARS = 20;
const BAD_YEARS = 4;
/** A Poisson number with mean 20, one false alarm a year, is above this with a chance below 1e-6. */
const MOST_ALARMS = 46;

describe('quiet years', () => {
  test.each(WATCHED_NOISES)('keep the budget when the noise is %s', (noise) => {
    const { alarms } = quietYears({ plan: SMALL, noise, bad: [] }, { years: YEARS, badYears: 0, seed: 3 });
    expect(alarms.length).toBe(YEARS);
    expect(total(alarms)).toBeLessThanOrEqual(MOST_ALARMS);
  });

  test('show procedures known to be bad to break it', () => {
    const of = quietYears(
      { plan: SMALL, noise: 'normal', bad: [EVERY_NIGHT, LAST_NIGHT] },
      { years: BAD_YEARS, badYears: BAD_YEARS, seed: 3 },
    );
    for (const { alarms } of of.bad) expect(alarms).toBeGreaterThan(MOST_ALARMS);
  });

  test('show a golden sample of few seeds that is used again every night to break it', () => {
    const plan = { ...SMALL, goldenSeeds: 6, pairs: 6, watched: 100 };
    const bad = [reusedGolden(plan.watched * plan.nights)];
    const of = quietYears({ plan, noise: 'normal', bad }, { years: 2, badYears: 2, seed: 5 });
    // A Poisson number with mean 2 is above 14 with a chance below 1e-6.
    expect(of.bad[0]?.alarms).toBeGreaterThan(14);
    expect(total(of.alarms)).toBeLessThanOrEqual(14);
  });
});

describe('a shift of 1.5 SD on a random night', () => {
  test.each([step(1.5), step(1.5, true)])('is found within 20 nights in nine years of ten: $name', (happening) => {
    const { nightsUntilFound, years } = shiftedYears(
      { plan: NIGHT_PLAN, noise: 'normal', happening },
      { years: 50, seed: 4 },
    );
    const inTime = nightsUntilFound.filter((nights) => nights <= 20).length;
    expect(Math.min(...nightsUntilFound)).toBeGreaterThanOrEqual(1);
    expect(clopperPearson({ successes: inTime, trials: years }, CONFIDENCE).high).toBeGreaterThanOrEqual(0.9);
    // And this spec could tell: a rule that finds no more than 55 % would fail it nearly always.
    expect(clopperPearson({ successes: Math.round(0.55 * years), trials: years }, CONFIDENCE).high).toBeLessThan(0.9);
  });
});

describe('fresh seeds until a shift is found at alpha .001', () => {
  const campaigns = 250;
  const shareWithin = (
    most: number,
    { goldenSeeds, shift, shifts }: { goldenSeeds: number; shift: number; shifts: readonly number[] },
  ) => {
    const { foundWithin } = seedsToDetect({ goldenSeeds, shift, shifts, most }, { campaigns, seed: 6 });
    return clopperPearson({ successes: foundWithin, trials: campaigns }, CONFIDENCE);
  };

  test.each(B5_TABLE)(
    'have the medians of B5 with $goldenSeeds golden seeds and one shift',
    ({ goldenSeeds, medians }) => {
      for (const [index, median] of medians.entries()) {
        const of = { goldenSeeds, shift: B5_SHIFTS[index] ?? 0, shifts: [1] };
        expect(shareWithin(median + 1, of).high).toBeGreaterThanOrEqual(0.5);
        expect(shareWithin(median - 1, of).low).toBeLessThanOrEqual(0.5);
      }
    },
  );

  test('are fewer for large shifts with the two shifts that are registered', () => {
    expect(shareWithin(5, { goldenSeeds: 40, shift: 3, shifts: DRIFT.shifts }).low).toBeGreaterThan(
      shareWithin(4, { goldenSeeds: 40, shift: 3, shifts: [1] }).high,
    );
  });
});

test('the plan spends the registered budget', () => {
  expect(budgetOf(NIGHT_PLAN).expectedFalseAlarmsAYear).toBeCloseTo(DRIFT.falseAlarmsAYear, 12);
});

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
