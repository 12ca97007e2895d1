// What a simulated night is made of, as `iml nightly` would run it, and the budget that its alarms have to keep.
import { type AlarmBudget, alarmBudget } from '../../src/decisions/drift/alarm-budget.ts';
import { DRIFT } from '../../src/decisions/drift/drift.ts';

export interface NightPlan {
  readonly watched: number;
  readonly nights: number;
  readonly changePointsAYear: number;
  readonly goldenSeeds: number;
  /** Fresh seeds a night. */
  readonly freshSeeds: number;
  /** Golden seeds run again at a change point. */
  readonly pairs: number;
}

export const NIGHT_PLAN: NightPlan = {
  watched: 150,
  nights: 365,
  changePointsAYear: 200,
  goldenSeeds: 40,
  freshSeeds: 8,
  pairs: 16,
};

export function budgetOf({ watched, nights, changePointsAYear }: NightPlan): AlarmBudget {
  const { falseAlarmsAYear } = DRIFT;
  return alarmBudget({ watched, changePointsAYear, nightsAYear: nights, falseAlarmsAYear });
}
