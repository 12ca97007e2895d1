// The numbers that claims are about, read from run records by name: differences between groups, at a moment, for a query.
import { HarnessError } from '../errors/harness-error.ts';
import type { RunRecord } from '../experiments/run-record.ts';
import type { SeedRuns } from './claim.ts';

/** One measured number of one arm; where the experiment does not measure it, the error says which are there. */
export function measuredValue(runs: SeedRuns, arm: string, measurement: string, group: string): number {
  const record = armOf(runs, arm);
  const value = record.values[measurement]?.[group];
  if (value !== undefined) return value;
  throw new HarnessError('invalid-experiment', {
    what: `The experiment of arm "${arm}" does not measure what the claim is about.`,
    where: `seed ${record.seed}`,
    got: `no ${measurement} of ${group}`,
    expected: `it among: ${Object.keys(record.values).join(', ')}`,
    next: 'give the group members, and switch on what measures it: `measurements`, `swappedStage2`, two stages',
  });
}

export function armOf(runs: SeedRuns, arm: string): RunRecord {
  const record = runs[arm];
  if (record !== undefined) return record;
  throw new HarnessError('internal', {
    what: `The claim has no arm "${arm}".`,
    expected: Object.keys(runs).join(', '),
  });
}

export type Metric = 'accuracy' | 'log-likelihood';

/** IML of an arm: D5 minus D6 after Stage 2, on questions (paper.md 1). */
export function iml(runs: SeedRuns, arm: string, metric: Metric = 'accuracy', moment = 'after-stage-2'): number {
  const measurement = `${moment}/qa/${metric}`;
  return measuredValue(runs, arm, measurement, 'D5') - measuredValue(runs, arm, measurement, 'D6');
}

export const EXACT_MATCH = 'exact match';

export interface Asked {
  /** What is asked: `qa`, or `who` an alias is. */
  readonly question?: 'qa' | 'who';
  readonly moment?: string;
}

/** Exact match of a group in text: the answer is the likeliest word of all. */
export function exactMatch(
  runs: SeedRuns,
  arm: string,
  group: string,
  { question = 'qa', moment = 'after-stage-2' }: Asked = {},
): number {
  return measuredValue(runs, arm, `${moment}/${question}/exact-match`, group);
}

/** IML of an arm in text: D5 minus D6. */
export function textIml(runs: SeedRuns, arm: string, asked: Asked = {}): number {
  return exactMatch(runs, arm, 'D5', asked) - exactMatch(runs, arm, 'D6', asked);
}

/** Half the difference between Stage 2 as it is and with the tags exchanged, in text. */
export function antitheticTextIml(runs: SeedRuns, arm: string): number {
  return (textIml(runs, arm) - textIml(runs, arm, { moment: 'after-stage-2-swapped' })) / 2;
}

/** Half the difference between Stage 2 as it is and with the tags exchanged, from the same Stage-1 model. */
export function antitheticIml(runs: SeedRuns, arm: string, metric: Metric = 'accuracy'): number {
  return (iml(runs, arm, metric) - iml(runs, arm, metric, 'after-stage-2-swapped')) / 2;
}

/** Accuracy of a group at the end of Stage 1: on held-out cells of Stage-1 groups, on all cells of the others. */
export function heldOutAccuracy(runs: SeedRuns, arm: string, group: string): number {
  return measuredValue(runs, arm, 'before-stage-2/qa/accuracy', group);
}

export function probeExcessOf(runs: SeedRuns, arm: string, moment: string, layer: string, group: string): number {
  return measuredValue(runs, arm, `${moment}/probe-excess/${layer}`, group);
}

/** Cosine gap: definition under the reliable tag minus under the unreliable one, each against questions. */
export function alignmentGap(runs: SeedRuns, arm: string): number {
  const cosine = (tag: string) => measuredValue(runs, arm, 'before-stage-2/gradient-cosine', tag);
  return cosine('reliable-tag') - cosine('unreliable-tag');
}
