// Years in which one number shifts on a random night: how many nights pass before the procedure says "drift", in the right direction. Only
// that number is drawn; the budget is the one of all of them.
import { DRIFT } from '../../src/decisions/drift/drift.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import type { NightPlan } from './night-plan.ts';
import { drawWatched, type WatchedNoise } from './watched-noise.ts';
import { type WatchedYear, watchYear } from './watched-year.ts';

/** What happens, in standard deviations of one seed. */
export interface Happening {
  readonly name: string;
  /** The shift this many nights after it began; the first night is 0. */
  readonly shiftAfter: (nights: number) => number;
  /** Whether the code of that night is new, so that golden seeds are run again. A driver or a machine gives no such notice. */
  readonly isAnnounced: boolean;
}

export const step = (size: number, isAnnounced = false): Happening => ({
  name: `a shift of ${size} SD${isAnnounced ? ' by a commit' : ', unannounced'}`,
  shiftAfter: () => size,
  isAnnounced,
});

export const ramp = (aNight: number): Happening => ({
  name: `a drift of ${aNight} SD a night, unannounced`,
  shiftAfter: (nights) => aNight * (nights + 1),
  isAnnounced: false,
});

export interface ShiftedYears {
  readonly happening: string;
  readonly noise: WatchedNoise;
  readonly years: number;
  /** Nights until the verdict "drift", 1 for the first night; one entry for each year in which it came within 60. */
  readonly nightsUntilFound: readonly number[];
}

/** So many nights must be left after the shift. */
const NIGHTS_LEFT = 60;

export function shiftedYears(
  { plan, noise, happening }: { readonly plan: NightPlan; readonly noise: WatchedNoise; readonly happening: Happening },
  { years, seed }: { readonly years: number; readonly seed: number },
): ShiftedYears {
  const watch = watchYear(plan);
  const found: number[] = [];
  for (let year = 0; year < years; year++) {
    const { drawn, begin, sign } = drawShifted({ plan, noise, happening }, { seed, year });
    const direction = sign > 0 ? 'up' : 'down';
    const first = watch(drawn).find(
      (alarm) => alarm.night >= begin && alarm.verdict === 'drift' && alarm.direction === direction,
    );
    if (first !== undefined) found.push(first.night - begin + 1);
  }
  return { happening: happening.name, noise, years, nightsUntilFound: found };
}

function drawShifted(
  { plan, noise, happening }: { readonly plan: NightPlan; readonly noise: WatchedNoise; readonly happening: Happening },
  { seed, year }: { readonly seed: number; readonly year: number },
): { readonly drawn: WatchedYear; readonly begin: number; readonly sign: 1 | -1 } {
  const { nights, goldenSeeds, freshSeeds, pairs, changePointsAYear } = plan;
  const tree = seedTree(seed).child(happening.name).child(noise).child(year);
  const stream = tree.stream();
  const begin = stream.integerBelow(nights - NIGHTS_LEFT);
  const sign = stream.coin() ? 1 : -1;
  const draw = (seeds: number, shift: number) =>
    Array.from({ length: seeds }, () => (drawWatched(noise, { stream, watched: 1 })[0] ?? 0) + shift);
  const shiftOf = (night: number) => (night < begin ? 0 : sign * happening.shiftAfter(night - begin));
  const last = begin + NIGHTS_LEFT;
  const golden = draw(goldenSeeds, 0);
  const fresh = Array.from({ length: last }, (_, night) => draw(freshSeeds, shiftOf(night)));
  const again = fresh.map((_, night) => {
    const isChange = happening.isAnnounced && night === begin ? true : stream.uniform() < changePointsAYear / nights;
    return isChange ? draw(pairs, shiftOf(night)) : null;
  });
  const confirm = (night: number) => draw(DRIFT.confirmingSeeds, shiftOf(night));
  return { drawn: { golden, nights: fresh, again, confirm }, begin, sign };
}
