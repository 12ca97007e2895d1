// What training and measuring know of a model, whatever it reads. All tensors carry the seed axis S first; parameters are named.
import type { SeedTree } from '../randomness/seed-tree.ts';
import type { NamedTensors, ParameterLayout } from '../tensors/parameter-layout.ts';
import type { Tensor } from '../tensors/tensorflow.ts';

/** Inputs of a batch by name, and what its loss is measured against; what a model has no use for it leaves alone. */
export type BatchTensors = Readonly<Record<string, Tensor | null | undefined>>;

export interface Model {
  /** Names all that the functions below close over. */
  readonly key: string;
  /**
   * Tries out whether the model keeps its promises, before anything is trained; left out: the specs have.
   * @throws HarnessError `invalid-configuration`
   */
  readonly check?: () => Promise<void>;
  readonly layout: ParameterLayout;
  /** The first so many numbers of a row of parameters are those that weight decay shrinks. */
  readonly decayed: number;
  /** Names of the activations that can be asked for, in order of depth. */
  readonly activationNames: readonly string[];
  /** Loss of each seed [S], in nats a question. */
  readonly losses: (parameters: NamedTensors, batch: BatchTensors) => Tensor;
  /** Activations by name, one row a document: [S, B, ...]. */
  readonly activations: (parameters: NamedTensors, batch: BatchTensors) => NamedTensors;
  /** Whether it reads documents that are packed (world.ts); left out: no. */
  readonly readsPacked?: true;
  /** Rows of arrays that its makers have as several, one below the other, by name: so many each. Left out: each array is one. */
  readonly rowsOfArrays?: Readonly<Record<string, readonly number[]>>;
  /** The same with fewer layers, in whose place a model too large to be held twice is tried out; left out: it is not that large. */
  readonly twin?: () => Model;
  /** P numbers of one seed, in the layout's order; each array has its own stream of the tree. */
  readonly initialParameters: (tree: SeedTree) => Float32Array;
}
