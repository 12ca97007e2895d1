// What a user's model folder exports: `createModel`, a pure function from what the harness hands in to names and shapes of
// parameters, their initial numbers, and a forward pass. Its author writes a model of one seed: the harness stacks seeds, takes
// the loss and its gradient, records steps, and reads probes.
// Axes: B documents, T positions.

import { HarnessError, type HarnessErrorParts } from '../errors/harness-error.ts';
import type { RandomStream } from '../randomness/random-stream.ts';
import type { ModelTask } from '../tasks/world.ts';
import type { PlainLayers } from '../tensors/layers/plain-layers.ts';
import type { Tensor, TensorFlow } from '../tensors/tensorflow.ts';

export interface ModelRequest {
  /** TensorFlow.js. */
  readonly tf: TensorFlow;
  /** The harness's layers: faster than the same out of `tf`, and on WebAssembly a step of these, `tf.add` and `tf.reshape` replays. */
  readonly layers: PlainLayers;
  /** `options` of the experiment's model. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly task: ModelTask;
}

export interface UserParameter {
  readonly shape: readonly number[];
  /** One number of it. Each array has a stream of its own; all chance comes from there. */
  readonly initial: (random: RandomStream, index: number) => number;
  /** Whether weight decay shrinks it. Left out: yes. */
  readonly decayed?: boolean;
}

export interface UserForward {
  readonly logits: Tensor;
  /** By name, each [B, any] on the grid and [B, T, any] in text: what probes read. */
  readonly activations?: Readonly<Record<string, Tensor>>;
}

export interface UserModel {
  readonly parameters: Readonly<Record<string, UserParameter>>;
  /** Names of the activations of `forward`, in order of depth. Left out: none, and nothing can be probed. */
  readonly activations?: readonly string[];
  /**
   * Pure: what comes out depends on what goes in alone, each document's on that document, and in text on nothing that comes later.
   * @param parameter a parameter by its name
   * @param input `features` or `tokens` of the documents, as the task has them
   */
  readonly forward: (
    parameter: (name: string) => Tensor,
    input: (name: 'features' | 'tokens') => Tensor,
  ) => UserForward;
}

export type CreateModel = (request: ModelRequest) => UserModel;

/** A folder as it was loaded. */
export interface ModelModule {
  /** sha256 of its files. */
  readonly digest: string;
  /** For people: the file that exports `createModel`. */
  readonly file: string;
  readonly createModel: CreateModel;
}

// What is said of a user's model that does not keep to user-model.ts: always the file, what came, and what should.
export function refuseModule(
  { file }: Pick<ModelModule, 'file'>,
  parts: Omit<HarnessErrorParts, 'where'> & { readonly in?: string },
): never {
  const { in: place, ...rest } = parts;
  throw new HarnessError('invalid-configuration', { ...rest, where: place === undefined ? file : `${file}: ${place}` });
}

/** Runs a function of the user's: what it throws is theirs, and says where. */
export function inModule<Result>(module: Pick<ModelModule, 'file'>, place: string, run: () => Result): Result {
  try {
    return run();
  } catch (cause) {
    if (cause instanceof HarnessError) throw cause;
    throw new HarnessError(
      'invalid-configuration',
      {
        what: 'A function of the model threw an error.',
        where: `${module.file}: ${place}`,
        got: cause instanceof Error ? cause.message : String(cause),
        next: 'shapes of tensors are the usual reason: docs/guides/verify.md says what comes in and what must go out',
      },
      { cause },
    );
  }
}
