// Linear probe (Alain & Bengio 2016; paper.md 6.1): can logistic regression read a binary label off activations?
// Five folds, each variable in one; standardised on the training folds; minus the mean over permuted labels (Hewitt & Liang
// 2019), so that chance is estimated and not assumed.
import type { RandomStream } from '../randomness/random-stream.ts';
import { fitLogisticRegressions, logisticMargins } from '../statistics/logistic-regression.ts';
import { columnScaling, standardiseColumns } from '../statistics/standardise-columns.ts';

export interface ProbeData {
  /** Row-major [rows, columns]; each row another variable, so that folds never share one. */
  readonly features: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly labels: Uint8Array;
}

export interface ProbeSettings {
  /** L2 penalty. */
  readonly lambda: number;
  readonly permutations: number;
  readonly chance: RandomStream;
}

const FOLDS = 5;

/** Cross-validated accuracy minus its mean over permuted labels, in shares. */
export function probeExcess(data: ProbeData, { lambda, permutations, chance }: ProbeSettings): number {
  const order = chance.permutation(data.rows);
  const labelings = withPermutations(data.labels, permutations, chance);
  const correct = new Float64Array(labelings.length);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const training = order.filter((_, index) => index % FOLDS !== fold);
    const testing = order.filter((_, index) => index % FOLDS === fold);
    const hits = hitsOf({ fitted: data, fittedRows: training, scored: data, scoredRows: testing, lambda, labelings });
    for (const [index, count] of hits.entries()) correct[index] = (correct[index] as number) + count;
  }
  return excess(correct, data.rows);
}

/** Probe fitted on one set of variables and scored on another: is the same direction used again? */
export function transferredProbeExcess(
  from: ProbeData,
  to: ProbeData,
  { lambda, permutations, chance }: ProbeSettings,
): number {
  const labelings = withPermutations(from.labels, permutations, chance);
  const [fittedRows, scoredRows] = [indices(from.rows), indices(to.rows)];
  const truths = labelings.map(() => to.labels);
  const hits = hitsOf({ fitted: from, fittedRows, scored: to, scoredRows, lambda, labelings, truths });
  return excess(hits, to.rows);
}

interface Fit {
  readonly fitted: ProbeData;
  readonly fittedRows: readonly number[];
  readonly scored: ProbeData;
  readonly scoredRows: readonly number[];
  readonly lambda: number;
  readonly labelings: readonly Uint8Array[];
  /** Right answers of the scored rows by labeling; the labelings themselves where both are the same variables. */
  readonly truths?: readonly Uint8Array[];
}

/** Right predictions of each labeling on the scored rows. */
function hitsOf({ fitted, fittedRows, scored, scoredRows, lambda, labelings, truths = labelings }: Fit): Float64Array {
  const { columns } = fitted;
  const table = { features: pickRows(fitted, fittedRows), rows: fittedRows.length, columns };
  const scaling = columnScaling(table);
  const labels = labelings.map((labeling) => Uint8Array.from(fittedRows, (row) => labeling[row] as number));
  const fits = fitLogisticRegressions({ ...table, features: standardiseColumns(table, scaling), labels, lambda });
  const target = { features: pickRows(scored, scoredRows), rows: scoredRows.length, columns };
  const features = standardiseColumns(target, scaling);
  return Float64Array.from(truths, (truth, index) => {
    const fit = { weights: fits.weights[index] as Float64Array, intercept: fits.intercepts[index] as number };
    const margins = logisticMargins({ ...target, features }, fit);
    let hits = 0;
    for (const [place, row] of scoredRows.entries()) {
      if ((margins[place] as number) > 0 === (truth[row] === 1)) hits += 1;
    }
    return hits;
  });
}

function excess(correct: Float64Array, rows: number): number {
  const [real, ...permuted] = [...correct].map((count) => count / rows);
  return (real as number) - permuted.reduce((sum, accuracy) => sum + accuracy, 0) / permuted.length;
}

/** The labels themselves first, then permuted ones. */
function withPermutations(labels: Uint8Array, permutations: number, chance: RandomStream): Uint8Array[] {
  const permuted = Array.from({ length: permutations }, () => {
    const order = chance.permutation(labels.length);
    return Uint8Array.from(order, (index) => labels[index] as number);
  });
  return [labels, ...permuted];
}

function pickRows({ features, columns }: ProbeData, rows: readonly number[]): Float64Array {
  const picked = new Float64Array(rows.length * columns);
  for (const [place, row] of rows.entries()) {
    picked.set(features.subarray(row * columns, (row + 1) * columns), place * columns);
  }
  return picked;
}

function indices(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
