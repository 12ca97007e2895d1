// A second implementation of the model's mathematics, in float64 on plain arrays and without a backward pass: gradients are
// central finite differences. Written from the formulas (LayerNorm: Ba 2016; GELU: Hendrycks & Gimpel 2016; pre-norm residual
// blocks), not from src. Axes: B rows, D columns; one seed.
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import type { ResidualMlpConfig } from '../../src/models/model-config.ts';
import type { ModelInterface } from '../../src/models/residual-mlp.ts';

/** Rows of numbers. */
export type Table = readonly (readonly number[])[];
/** Arrays by name, flat in row-major order. */
export type Arrays = Readonly<Record<string, readonly number[]>>;

export const table = (values: ArrayLike<number>, columns: number): Table =>
  Array.from({ length: values.length / columns }, (_, row) =>
    Array.from({ length: columns }, (_, column) => values[row * columns + column] as number),
  );

const cell = (values: Table, row: number, column: number) => values[row]?.[column] as number;
const transposed = (values: Table): Table =>
  Array.from({ length: values[0]?.length ?? 0 }, (_, column) => values.map((row) => row[column] as number));

export function matMul(
  a: Table,
  b: Table,
  options: { readonly transposeA?: boolean; readonly transposeB?: boolean } = {},
): Table {
  const left = options.transposeA === true ? transposed(a) : a;
  const rightColumns = options.transposeB === true ? b : transposed(b);
  return left.map((row) =>
    rightColumns.map((column) => row.reduce((sum, value, index) => sum + value * (column[index] as number), 0)),
  );
}

export const linear = (x: Table, weight: Table, bias: readonly number[]): Table =>
  matMul(x, weight).map((row) => row.map((value, column) => value + (bias[column] as number)));

export const layerNorm = (x: Table, gain: readonly number[], bias: readonly number[]): Table =>
  x.map((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length;
    return row.map(
      (value, column) =>
        ((value - mean) / Math.sqrt(variance + 1e-5)) * (gain[column] as number) + (bias[column] as number),
    );
  });

export const gelu = (x: Table): Table => x.map((row) => row.map((value) => value * normalCdf(value, 0, 1)));

/** Pairs of logits side by side, and the weight of each: minus the weighted sum of log-probabilities. */
export function crossEntropy(logits: Table, weights: Table): number {
  let loss = 0;
  for (const [row, values] of logits.entries()) {
    for (let first = 0; first < values.length; first += 2) {
      const pair = [cell(logits, row, first), cell(logits, row, first + 1)] as const;
      const top = Math.max(...pair);
      const logSum = top + Math.log(Math.exp(pair[0] - top) + Math.exp(pair[1] - top));
      loss -= cell(weights, row, first) * (pair[0] - logSum) + cell(weights, row, first + 1) * (pair[1] - logSum);
    }
  }
  return loss;
}

export interface ReferenceModel {
  readonly config: ResidualMlpConfig;
  readonly interface: ModelInterface;
}

/** Residual stream by name, each [B, D], and `logits` [B, 2 C]; query tokens one-hot [B, Q] or null. */
export function activations(
  { config, interface: io }: ReferenceModel,
  parameters: Arrays,
  inputs: { readonly features: Table; readonly tokens: Table | null },
): Record<string, Table> {
  const array = (name: string) => parameters[name] as readonly number[];
  const affine = (name: string, x: Table) => {
    const bias = array(`${name}.bias`);
    return linear(x, table(array(`${name}.weight`), bias.length), bias);
  };
  const norm = (name: string, x: Table) =>
    config.norm === 'none' ? x : layerNorm(x, array(`${name}.gain`), array(`${name}.bias`));
  const sum = (a: Table, b: Table): Table =>
    a.map((row, index) => row.map((value, column) => value + cell(b, index, column)));

  let features = inputs.features;
  if (io.patches !== null) {
    const { pixels } = io.patches;
    features = features.map((row) => affine('patch.out', gelu(affine('patch.in', table(row, pixels)))).flat());
  }
  let stream = affine('input', features);
  if (inputs.tokens !== null) stream = sum(stream, matMul(inputs.tokens, table(array('embedding'), config.width)));
  const result: Record<string, Table> = { input: stream };
  for (let block = 1; block <= config.layers; block += 1) {
    const hidden = gelu(affine(`block ${block}.up`, norm(`block ${block}.norm`, stream)));
    stream = sum(stream, affine(`block ${block}.down`, hidden));
    result[`block ${block}`] = stream;
  }
  result['final norm'] = norm('final norm', stream);
  result.logits = affine('head', result['final norm']);
  return result;
}

export interface ReferenceBatch {
  readonly features: Table;
  readonly tokens: Table | null;
  /** [B, 2 C]. */
  readonly weights: Table;
}

export const loss = (model: ReferenceModel, parameters: Arrays, batch: ReferenceBatch): number =>
  crossEntropy(activations(model, parameters, batch).logits as Table, batch.weights);

/** Gradient of the loss by every number of every named array. */
export function lossGradients(
  model: ReferenceModel,
  parameters: Arrays,
  batch: ReferenceBatch,
): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, values]) => [
      name,
      finiteDifferences((moved) => loss(model, { ...parameters, [name]: moved }, batch), values),
    ]),
  );
}

/** Central differences: the error is of order step^2 = 1e-8 of the third derivative, and 1e-12 from rounding. */
export function finiteDifferences(f: (at: readonly number[]) => number, at: readonly number[], step = 1e-4): number[] {
  const moved = (index: number, by: number) => f(at.map((value, place) => (place === index ? value + by : value)));
  return at.map((_, index) => (moved(index, step) - moved(index, -step)) / (2 * step));
}

/** Largest absolute difference, on the scale of the largest expected number, which counts as `floor` at least. */
export function worstError(got: ArrayLike<number>, expected: ArrayLike<number>, floor = 1): number {
  if (got.length !== expected.length) return Number.POSITIVE_INFINITY;
  const wanted = Array.from(expected);
  const scale = wanted.reduce((largest, value) => Math.max(largest, Math.abs(value)), floor);
  let worst = 0;
  for (const [index, value] of wanted.entries()) {
    const difference = Math.abs((got[index] as number) - value) / scale;
    if (!(difference <= worst)) worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return worst;
}
