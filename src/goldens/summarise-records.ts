// Mean and standard deviation of every number of a pool over its seeds: for readers, and recomputed whenever the pool is loaded.
import { sampleMoments } from '../statistics/sample-moments.ts';
import type { GoldenRecord, Summary } from './pool-schema.ts';

/** Numbers of the first record; that all have the same ones is a criterion of its own. */
export function summariseRecords(records: readonly Pick<GoldenRecord, 'values'>[]): Summary {
  const summary: Summary = {};
  for (const [measurement, groups] of Object.entries(records[0]?.values ?? {})) {
    const moments: Summary[string] = {};
    for (const group of Object.keys(groups)) {
      const values = records.map((record) => record.values[measurement]?.[group] ?? Number.NaN);
      const { mean, standardDeviation } = sampleMoments(values);
      // A sum of nothing but small negative numbers may round to -0, which no golden holds.
      moments[group] = { mean: mean + 0, standardDeviation };
    }
    summary[measurement] = moments;
  }
  return summary;
}

/** A square root and a power may differ in the last place between two versions of an engine; a mean is summed exactly. */
const ROUNDING = 1e-12;

/** The first number that the records do not give, in words; null where there is none. */
export function summaryComplaint(summary: Summary, records: readonly GoldenRecord[]): string | null {
  const computed = summariseRecords(records);
  const names = (one: Summary) =>
    Object.entries(one).flatMap(([name, groups]) => Object.keys(groups).map((group) => `${name} of ${group}`));
  const [has, needs] = [names(summary), names(computed)];
  const odd = has.find((name) => !needs.includes(name)) ?? needs.find((name) => !has.includes(name));
  if (odd !== undefined) return `its summary and its records differ in whether they have ${odd}`;
  for (const [measurement, groups] of Object.entries(computed)) {
    for (const [group, moments] of Object.entries(groups)) {
      const told = summary[measurement]?.[group];
      if (told?.mean !== moments.mean) {
        return `its summary says that the mean of ${measurement} of ${group} is ${told?.mean}; its records give ${moments.mean}`;
      }
      if (!isSame(told.standardDeviation, moments.standardDeviation)) {
        return `its summary says that the SD of ${measurement} of ${group} is ${told.standardDeviation}; its records give ${moments.standardDeviation}`;
      }
    }
  }
  return null;
}

function isSame(told: number | null, computed: number | null): boolean {
  if (told === null || computed === null) return told === computed;
  return Math.abs(told - computed) <= ROUNDING * computed;
}
