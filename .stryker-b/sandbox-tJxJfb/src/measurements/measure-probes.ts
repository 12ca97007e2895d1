// Probes of the tag in every layer, read at one question about each alias (experiments.md 5; paper.md 6.1): Stage-1 aliases (D1QA1
// against D2QA2), new ones (D5 against D6), and a probe fitted on the first and scored on the second. Classes of equal size, each
// alias in one fold, less what permuted labels give. In text at every token: at the embedding only the alias's own letters can be
// read, which say nothing of its tag, so what a probe finds there is the yardstick of noise.

import type { RandomStream } from '../randomness/random-stream.ts';
import { fitLogisticRegressions, logisticMargins } from '../statistics/logistic-regression.ts';
import { columnScaling, standardiseColumns } from '../statistics/standardise-columns.ts';
import type { World } from '../tasks/world.ts';
import { activationsOf, type Measured, type TrainedCohort } from './activations.ts';

const FOLDS = 5;

export const PROBE_GROUPS = ['D1QA1-D2QA2', 'D5-D6', 'transfer'] as const;

/** Adds `<moment>/probe-excess/<layer>`, in text `<layer> at <token>`, with a value for each of PROBE_GROUPS. */
export async function measureProbes(
  cohort: TrainedCohort,
  moment: string,
  { lambda, permutations }: { readonly lambda: number; readonly permutations: number },
): Promise<Measured[]> {
  const positions = cohort.seeds[0]?.world.probePositions ?? null;
  const { activationNames } = cohort.model;
  // Where a row has many positions, logits are those of the answer's alone.
  const layers = positions === null ? activationNames : activationNames.filter((name) => name !== 'logits');
  const stageOne = await probeData(cohort, ['D1QA1', 'D2QA2'], layers);
  const stageTwo = await probeData(cohort, ['D5', 'D6'], layers);
  return cohort.seeds.map(({ tree }, seed) => {
    const measured: Measured = {};
    for (const layer of layers) {
      for (const [place, position] of (positions ?? [null]).entries()) {
        const settings = (group: string) => {
          const node = tree.child('probe').child(group).child(layer);
          return { lambda, permutations, chance: (position === null ? node : node.child(position)).stream() };
        };
        const at = (data: readonly Readonly<Record<string, ProbeData>>[]) => {
          const whole = data[seed]?.[layer] as ProbeData;
          return positions === null ? whole : columnsOf(whole, place, positions.length);
        };
        const [first, second] = [at(stageOne), at(stageTwo)];
        measured[`${moment}/probe-excess/${position === null ? layer : `${layer} at ${position}`}`] = {
          'D1QA1-D2QA2': probeExcess(first, settings('D1QA1-D2QA2')),
          'D5-D6': probeExcess(second, settings('D5-D6')),
          transfer: transferredProbeExcess(first, second, settings('transfer')),
        };
      }
    }
    return measured;
  });
}

/** Label 1: the first group, whose aliases carry the reliable tag in Stage 1, and in Stage 2's main arm. */
async function probeData(
  cohort: TrainedCohort,
  groups: readonly [string, string],
  layers: readonly string[],
): Promise<Record<string, ProbeData>[]> {
  const aliases = cohort.seeds.map(({ world }) => equalClasses(world, groups));
  const documents = cohort.seeds.map(({ world }, seed) => world.probeDocuments(aliases[seed] as number[]));
  const label = `probe/${groups.join('-')}`;
  const activations = await activationsOf(cohort, documents, { label, activations: layers });
  return activations.map((byLayer, seed) => {
    const rows = (aliases[seed] as number[]).length;
    const labels = Uint8Array.from({ length: rows }, (_, row) => (row < rows / 2 ? 1 : 0));
    return Object.fromEntries(
      layers.map((layer) => {
        const features = byLayer[layer] as Float32Array;
        return [layer, { features, rows, columns: features.length / rows, labels }];
      }),
    );
  });
}

/** As many of the first group as of the second, in that order. */
function equalClasses({ members }: World, [first, second]: readonly [string, string]): number[] {
  const [one, other] = [members[first] ?? [], members[second] ?? []];
  const size = Math.min(one.length, other.length);
  return [...one.slice(0, size), ...other.slice(0, size)];
}

/** The part of each row that belongs to one position. */
function columnsOf({ features, rows, columns, labels }: ProbeData, place: number, positions: number): ProbeData {
  const width = columns / positions;
  const picked = new Float32Array(rows * width);
  for (let row = 0; row < rows; row += 1) {
    const start = row * columns + place * width;
    picked.set(features.subarray(start, start + width), row * width);
  }
  return { features: picked, rows, columns: width, labels };
}

export interface ProbeData {
  /** Row-major [rows, columns]; each row another variable, so that folds never share one. */
  readonly features: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly labels: Uint8Array;
}

interface ProbeSettings {
  /** L2 penalty. */
  readonly lambda: number;
  readonly permutations: number;
  readonly chance: RandomStream;
}

// Linear probe (Alain & Bengio 2016; paper.md 6.1): can logistic regression read a binary label off activations?
// Five folds, each variable in one; standardised on the training folds; minus the mean over permuted labels (Hewitt & Liang
// 2019), so that chance is estimated and not assumed.

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
