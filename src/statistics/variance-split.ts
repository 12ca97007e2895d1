// How the spread of numbers that were measured several times in each group splits into that between groups and that within: one-way analysis
// of variance with random groups, as many values in each (Searle, Casella & McCulloch 1992, 3.6). Groups are Stage-1 models, values their deals.
import { mean, sampleMoments } from './sample-moments.ts';

export interface VarianceSplit {
  readonly groups: number;
  readonly valuesAGroup: number;
  readonly mean: number;
  /** Of the groups' own means, without what their values add by chance; 0 where they lie no further apart than that alone makes them. */
  readonly betweenDeviation: number;
  /** Of the values of one group. */
  readonly withinDeviation: number;
  /** Of the mean, where each group is one number: what a test over groups rests on. */
  readonly standardError: number;
  /** Of the mean, were each value independent of all others (error bars over all values): too small where groups differ. */
  readonly pooledStandardError: number;
}

/** Null where there are fewer than two groups, fewer than two values a group, or not as many in each. */
export function varianceSplit(values: readonly (readonly number[])[]): VarianceSplit | null {
  const groups = values.length;
  const valuesAGroup = values[0]?.length ?? 0;
  if (groups < 2 || valuesAGroup < 2 || values.some((group) => group.length !== valuesAGroup)) return null;
  const ofMeans = sampleMoments(values.map((group) => mean(group)));
  const within = mean(values.map((group) => deviationOf(group) ** 2));
  const between = (ofMeans.standardDeviation ?? 0) ** 2 - within / valuesAGroup;
  return {
    groups,
    valuesAGroup,
    mean: ofMeans.mean,
    betweenDeviation: Math.sqrt(Math.max(0, between)),
    withinDeviation: Math.sqrt(within),
    standardError: (ofMeans.standardDeviation ?? 0) / Math.sqrt(groups),
    pooledStandardError: deviationOf(values.flat()) / Math.sqrt(groups * valuesAGroup),
  };
}

function deviationOf(values: readonly number[]): number {
  return sampleMoments(values).standardDeviation ?? 0;
}
