// Plain numbers with a shape, on their way to the engine: what a step is fed with, so that an engine may upload them as it
// likes best. An array belongs to the engine once it is handed over (the upload may share its memory): make a new one each time.
import { HarnessError } from '../errors/harness-error.ts';
import { type Tensor, tensor } from './tensorflow.ts';

export interface HostNumbers {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export type NamedNumbers = Readonly<Record<string, HostNumbers>>;

/** With arrays of its own. */
export function copyOf(numbers: NamedNumbers): NamedNumbers {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, { shape, values }]) => [name, { shape, values: values.slice() }]),
  );
}

export function uploadAll(numbers: NamedNumbers): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, { values, shape }]) => [name, tensor(values, [...shape], 'float32')]),
  );
}

/** The values of an input of a recorded step. @throws HarnessError `unrecordable-step` where it has another shape than recorded */
export function recordedValues(inputs: NamedNumbers, name: string, shape: readonly number[]): Float32Array {
  const given = inputs[name];
  if (given?.shape.join() === shape.join()) return given.values;
  throw new HarnessError('unrecordable-step', {
    what: 'A recorded step was given an input of another shape.',
    where: name,
    got: given === undefined ? 'nothing' : `[${given.shape}]`,
    expected: `[${shape}]`,
    next: 'this is a defect of the harness: each shape needs a recording of its own',
  });
}
