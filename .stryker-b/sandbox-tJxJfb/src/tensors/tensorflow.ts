// The one door to TensorFlow.js. What is imported for its side effect: tfjs-core alone registers no gradients and no backend.
import * as wholeTensorFlow from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { HarnessError } from '../errors/harness-error.ts';
import './core-gradients.ts';

export * from '@tensorflow/tfjs-core';
// The types of the chained ops (`x.add(y)`), which core-gradients.ts gives every tensor.
export type {} from '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';

/** All of it as one value, for the models of users: their files import nothing, so it is handed to them. */
export { wholeTensorFlow };
export type TensorFlow = typeof wholeTensorFlow;

type MaybeTensor = wholeTensorFlow.Tensor | null | undefined;

/** A tensor by its name or place, which is there: where it is not, the harness is at fault and says so. */
export function tensorOf(
  tensors: Readonly<Record<string, MaybeTensor>> | readonly MaybeTensor[],
  key: string | number,
): wholeTensorFlow.Tensor {
  const found = Object.hasOwn(tensors, key) ? (tensors as Readonly<Record<string | number, MaybeTensor>>)[key] : null;
  if (found) return found;
  throw new HarnessError('internal', { what: 'A tensor is missing.', where: String(key) });
}
