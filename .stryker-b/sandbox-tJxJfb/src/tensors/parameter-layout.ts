// Parameters of stacked models live in one flat tensor [S, P] (S seeds, P parameters a seed): the optimizer is then a
// dozen ops however many layers there are. A layout says where each named array lies in a row.
import { concat, reshape, split, type Tensor, tensorOf } from './tensorflow.ts';

export interface ParameterLayout {
  readonly entries: readonly { readonly name: string; readonly shape: readonly number[] }[];
  /** P: numbers a seed. */
  readonly size: number;
}

export type NamedTensors = Readonly<Record<string, Tensor>>;

export function parameterLayout(shapes: Readonly<Record<string, readonly number[]>>): ParameterLayout {
  const entries = Object.entries(shapes).map(([name, shape]) => ({ name, shape }));
  return { entries, size: entries.reduce((sum, { shape }) => sum + elements(shape), 0) };
}

/** [S, P] -> named tensors [S, ...shape]. */
export function unstack(flat: Tensor, layout: ParameterLayout): Record<string, Tensor> {
  const seeds = flat.shape[0] as number;
  const sizes = layout.entries.map(({ shape }) => elements(shape));
  const parts = split(flat, sizes, 1);
  return Object.fromEntries(
    layout.entries.map(({ name, shape }, index) => [name, reshape(tensorOf(parts, index), [seeds, ...shape])]),
  );
}

/** Named tensors [S, ...shape] -> [S, P]; the inverse of `unstack`. */
export function stack(named: NamedTensors, layout: ParameterLayout): Tensor {
  const rows = layout.entries.map(({ name, shape }) => {
    const part = tensorOf(named, name);
    return reshape(part, [part.shape[0] as number, elements(shape)]);
  });
  return concat(rows, 1);
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
