// A tensor by its name or place, which is there: where it is not, the harness is at fault and says so.
import { HarnessError } from '../errors/harness-error.ts';
import type { Tensor } from './tensorflow.ts';

type MaybeTensor = Tensor | null | undefined;

export function tensorOf(
  tensors: Readonly<Record<string, MaybeTensor>> | readonly MaybeTensor[],
  key: string | number,
): Tensor {
  const found = Object.hasOwn(tensors, key) ? (tensors as Readonly<Record<string | number, MaybeTensor>>)[key] : null;
  if (found) return found;
  throw new HarnessError('internal', { what: 'A tensor is missing.', where: String(key) });
}
