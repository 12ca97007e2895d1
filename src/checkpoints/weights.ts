// From the tensors that files hold to those that the family has: each present in the right shape, none missing, none besides.
import { HarnessError } from '../errors/harness-error.ts';
import type { ByteSource } from './byte-source.ts';
import type { Architecture, Checkpoint } from './checkpoint.ts';
import { type FamilyTensor, familyTensors } from './family-tensors.ts';
import { invalidCheckpoint } from './invalid-checkpoint.ts';
import { type Placement, readTensor, type StoredTensor, sizeOf } from './stored-tensor.ts';

export interface StoredWeights {
  /** The file or folder. */
  readonly where: string;
  readonly sources: readonly ByteSource[];
  /** Under the names that `storedAs` gives. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly storedAs: (tensor: FamilyTensor) => { readonly name: string; readonly placement: Placement };
}

/** @throws HarnessError `invalid-checkpoint` */
export function weightsOf(
  architecture: Architecture,
  { where, sources, tensors, storedAs }: StoredWeights,
): Pick<Checkpoint, 'tensors' | 'readInto' | 'close'> {
  requireRoom(architecture, where, tensors.size);
  const found = new Map<string, { stored: StoredTensor; placement: Placement; size: number }>();
  const unused = new Set(tensors.keys());
  const list = familyTensors(architecture);
  for (const tensor of list) {
    const { name, placement } = storedAs(tensor);
    const stored = tensors.get(name);
    if (stored === undefined)
      throw invalidCheckpoint('A tensor is missing that a model of its family has.', {
        where,
        got: `no ${name}`,
        expected: `${name} of shape ${tensor.shape.join(' x ')}`,
      });
    requireShape(stored, tensor, placement);
    unused.delete(name);
    found.set(tensor.name, { stored, placement, size: sizeOf(tensor.shape) });
  }
  const [foreign] = unused;
  if (foreign !== undefined)
    throw invalidCheckpoint('A file holds a tensor that a model of its family does not have.', {
      where,
      got: foreign,
      next: `the model is no plain ${architecture.family}: it cannot be computed here`,
    });
  return {
    tensors: list.map(({ name, shape }) => ({ name, shape })),
    readInto(name, target, offset) {
      const entry = found.get(name);
      if (entry === undefined || offset < 0 || offset + entry.size > target.length)
        throw new HarnessError('invalid-argument', {
          what: 'A tensor of a model cannot be read into place.',
          got: `${name}: ${entry?.size ?? 'no such tensor'}, from ${offset} on of ${target.length} numbers`,
        });
      readTensor(entry.stored, entry.placement, target, offset);
    },
    close() {
      for (const source of sources) source.close();
    },
  };
}

/** The list of a family is made only where the file has as many. */
function requireRoom({ layers, family }: Architecture, where: string, count: number): void {
  if (layers * LEAST_A_LAYER <= count) return;
  throw invalidCheckpoint('A file has fewer tensors than its layers need.', {
    where,
    got: `${count} tensors for ${layers} layers of ${family}`,
  });
}

const LEAST_A_LAYER = 9;

function requireShape(stored: StoredTensor, { shape }: FamilyTensor, { kind }: Placement): void {
  const expected = kind === 'transposed' ? shape.toReversed() : shape;
  if (kind === 'rows' && shape.length === 1 && stored.format.blockSize > 1)
    throw invalidCheckpoint(
      `The tensor ${stored.name} is quantised, and its numbers are in another order than its model's.`,
      {
        where: stored.source.file,
        got: stored.format.name,
        expected: 'F32, F16 or BF16',
      },
    );
  if (stored.shape.join() === expected.join()) return;
  throw invalidCheckpoint(`The tensor ${stored.name} has another shape than its model needs.`, {
    where: stored.source.file,
    got: stored.shape.join(' x '),
    expected: expected.join(' x '),
  });
}
