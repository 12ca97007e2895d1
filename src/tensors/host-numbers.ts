// Plain numbers with a shape, on their way to the engine: what a step is fed with, so that an engine may upload them as it
// likes best. An array belongs to the engine once it is handed over (the upload may share its memory): make a new one each time.
import { type Tensor, tensor } from './tensorflow.ts';

export interface HostNumbers {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export type NamedNumbers = Readonly<Record<string, HostNumbers>>;

export function upload({ values, shape }: HostNumbers): Tensor {
  return tensor(values, [...shape], 'float32');
}

export function uploadAll(numbers: NamedNumbers): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, upload(value)]));
}
