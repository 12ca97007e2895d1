// What an estimand could be where an arm has no run: whatever can be measured at all, beside what the other arms did measure. As tight as
// that is, it bounds what a missing seed could have shown (decisions.md B0), and a record that goes beyond it is none.
import type { RunRecord } from '../experiments/run-record.ts';
import { type Bounds, known } from '../statistics/t-bounds.ts';
import { combined, type Estimand, evaluate, type SeedRuns } from './estimands.ts';

/** Null: that arm has no run, for good. */
export type SeedRunsOrMissing = Readonly<Record<string, RunRecord | null>>;

export function boundsOf(estimand: Estimand, runs: SeedRunsOrMissing): Bounds {
  if (typeof estimand === 'number') return known(estimand);
  if ('of' in estimand) {
    const operands = estimand.of.map((operand) => boundsOf(operand, runs));
    const [low, high] = [operands.map((operand) => operand.low), operands.map((operand) => operand.high)];
    const [first, second] = operands;
    if (estimand.kind === 'minus' && first !== undefined && second !== undefined) {
      return { low: first.low - second.high, high: first.high - second.low };
    }
    return { low: combined(estimand.kind, low), high: combined(estimand.kind, high) };
  }
  const run = runs[estimand.arm];
  if (run !== null) return known(evaluate(estimand, runs as SeedRuns));
  return estimand.kind === 'final-loss'
    ? { low: 0, high: Number.POSITIVE_INFINITY }
    : possibleValues(estimand.measurement);
}

const ANY: Bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** By what a value's name ends with, or holds. */
const POSSIBLE: readonly (Bounds & { readonly name: RegExp })[] = [
  { name: /\/(accuracy|agreement-with-definition|exact-match)$/, low: 0, high: 1 },
  { name: /\/log-likelihood$/, low: Number.NEGATIVE_INFINITY, high: 0 },
  { name: /\/gradient-cosine$/, low: -1, high: 1 },
  { name: /\/probe-excess\//, low: -1, high: 1 },
];

/** What a measurement of that name can give at all; names that are not known are not bounded. */
export function possibleValues(name: string): Bounds {
  return POSSIBLE.find((one) => one.name.test(name)) ?? ANY;
}
