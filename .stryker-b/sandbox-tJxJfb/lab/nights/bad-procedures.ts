// Procedures known to be bad, which the simulated year must catch: each is what a night is easily made to do.
import { DRIFT } from '../../src/decisions/drift/drift.ts';
import { lastTwoSampleEvidence } from '../../src/decisions/drift/evidence-against-golden.ts';
import { studentTQuantile } from '../../src/statistics/paired-t.ts';
import { sampleMoments } from '../../src/statistics/sample-moments.ts';
import type { WatchedYear } from './watched-year.ts';

export interface BadProcedure {
  readonly name: string;
  /** False alarms over a year of one number. */
  readonly alarms: (year: Pick<WatchedYear, 'golden' | 'nights'>) => number;
}

/** Tonight's seeds against the golden sample, as if it were the only night and the only number. */
export const EVERY_NIGHT: BadProcedure = {
  name: 'every night p < .05 against the golden sample',
  alarms: ({ golden, nights }) => nights.filter((night) => isSignificant(golden, night)).length,
};

/** Tonight's seeds against last night's, likewise. */
export const LAST_NIGHT: BadProcedure = {
  name: 'every night p < .05 against last night',
  alarms: ({ nights }) =>
    nights.filter((night, index) => index > 0 && isSignificant(nights[index - 1] ?? [], night)).length,
};

/**
 * The recursion M ← (M + 1) · e with nightly e-values that all reuse one golden sample, at the threshold that would hold for independent
 * ones, begun again after an alarm. Not bad with 40 golden seeds and shifts of 1 SD; with few golden seeds their luck looks like a shift.
 */
export function reusedGolden(threshold: number): BadProcedure {
  return {
    name: 'M ← (M + 1) · e over a golden sample that is reused',
    alarms: ({ golden, nights }) => {
      let [log, alarms] = [Number.NEGATIVE_INFINITY, 0];
      for (const fresh of nights) {
        log =
          Math.max(log, 0) +
          Math.log1p(Math.exp(-Math.abs(log))) +
          lastTwoSampleEvidence({ golden, fresh, shifts: DRIFT.shifts }).log;
        if (log < Math.log(threshold)) continue;
        alarms += 1;
        log = Number.NEGATIVE_INFINITY;
      }
      return alarms;
    },
  };
}

function isSignificant(one: readonly number[], other: readonly number[]): boolean {
  const [a, b] = [sampleMoments(one), sampleMoments(other)];
  const degreesOfFreedom = a.count + b.count - 2;
  const squares = (a.count - 1) * (a.standardDeviation ?? 0) ** 2 + (b.count - 1) * (b.standardDeviation ?? 0) ** 2;
  const error = Math.sqrt((squares / degreesOfFreedom) * (1 / a.count + 1 / b.count));
  return Math.abs(b.mean - a.mean) > criticalOf(degreesOfFreedom) * error;
}

const known = new Map<number, number>();

function criticalOf(degreesOfFreedom: number): number {
  const before = known.get(degreesOfFreedom) ?? studentTQuantile(0.975, degreesOfFreedom);
  known.set(degreesOfFreedom, before);
  return before;
}
