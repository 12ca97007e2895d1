// A checkpoint's parameters as tensors of one seed, one after the other: no more of them at a time is held twice.
import { setImmediate } from 'node:timers/promises';
import type { Checkpoint } from '../../checkpoints/checkpoint.ts';
import type { NamedTensors } from '../../tensors/parameter-layout.ts';
import { dispose, reshape, type Tensor, tensor } from '../../tensors/tensorflow.ts';
import { storedParameters } from './checkpoint-parameters.ts';

/**
 * @param onRead is told the share that has been read, and may throw to end it
 * @returns [1, ...shape] each
 */
export async function uploadParameters(
  checkpoint: Checkpoint,
  onRead: (share: number) => void = () => {},
): Promise<NamedTensors> {
  const parameters = storedParameters(checkpoint);
  const total = parameters.reduce((sum, { size }) => sum + size, 0);
  const uploaded: Record<string, Tensor> = {};
  let done = 0;
  try {
    for (const { name, shape, size, readInto } of parameters) {
      const numbers = new Float32Array(size);
      readInto(numbers, 0);
      const made = tensor(numbers, [1, ...shape]);
      uploaded[name] = made;
      // Native TensorFlow takes its copy, and lets go of the array, when the tensor is first used.
      dispose(reshape(made, [-1]));
      done += size;
      // So that an interruption is noticed.
      await setImmediate();
      onRead(done / total);
    }
  } catch (error) {
    dispose(Object.values(uploaded));
    throw error;
  }
  return uploaded;
}
