// The error budget of alarms (decisions.md B5, promise 18): so many false alarms are expected a year over all watched numbers, at most
// and before any confirmation. Half of it goes to change points (a new commit: golden seeds run again and fresh seeds, a quarter each),
// half to the detector of shifts at unknown times. Each bound is one on an expectation, so they add up whatever depends on what.
import { HarnessError } from '../../errors/harness-error.ts';
import { inDigits } from '../wording.ts';

export interface AlarmBudget {
  /** Chance of a false alarm a watched number and change point; 0 where no change points are planned. */
  readonly alpha: number;
  /** Evidence to one at which the detector alarms; Infinity is never written: null where no nights are planned. */
  readonly detectorThreshold: number | null;
  readonly expectedFalseAlarmsAYear: number;
  readonly words: string;
}

/** Few numbers and occasions could spend more than this on one of them; no alarm is raised on less evidence. */
const MOST_ALPHA = 0.01;

export function alarmBudget({
  watched,
  changePointsAYear,
  nightsAYear,
  falseAlarmsAYear,
}: {
  readonly watched: number;
  /** Times a year that the code changes, 0 where none are planned. */
  readonly changePointsAYear: number;
  /** Nights a year with fresh seeds, 0 where the detector is not used. */
  readonly nightsAYear: number;
  readonly falseAlarmsAYear: number;
}): AlarmBudget {
  const counts = [watched, changePointsAYear, nightsAYear];
  const isPlan = counts.every((count) => Number.isFinite(count) && count >= 0) && watched > 0;
  if (
    !isPlan ||
    changePointsAYear + nightsAYear === 0 ||
    !(falseAlarmsAYear > 0 && Number.isFinite(falseAlarmsAYear))
  ) {
    throw new HarnessError('invalid-argument', {
      what: 'A budget of alarms needs something to watch, occasions and false alarms to spend.',
      got: `${watched} watched numbers, ${changePointsAYear} change points and ${nightsAYear} nights a year, ${falseAlarmsAYear} false alarms a year`,
      expected: 'positive numbers; change points or nights may be 0, not both',
    });
  }
  const part = falseAlarmsAYear / (changePointsAYear > 0 && nightsAYear > 0 ? 2 : 1);
  // An alpha of a whole would alarm at no evidence at all.
  const alpha = changePointsAYear > 0 ? Math.min(MOST_ALPHA, part / (watched * changePointsAYear)) : 0;
  const detectorThreshold = nightsAYear > 0 ? Math.max(1 / MOST_ALPHA, (watched * nightsAYear) / part) : null;
  const expected =
    watched * (alpha * changePointsAYear + (detectorThreshold === null ? 0 : nightsAYear / detectorThreshold));
  const words = [
    `${watched} watched numbers`,
    ...(alpha > 0
      ? [
          `${changePointsAYear} change points a year at alpha ${inDigits(alpha)}, half of it on golden seeds run again, half on fresh seeds`,
        ]
      : []),
    ...(detectorThreshold === null
      ? []
      : [`${nightsAYear} nights a year with the detector at ${inDigits(detectorThreshold)} to 1`]),
    `false alarms expected a year, before confirmation: at most ${inDigits(expected)}`,
  ].join('; ');
  return { alpha, detectorThreshold, expectedFalseAlarmsAYear: expected, words: `${words}.` };
}
