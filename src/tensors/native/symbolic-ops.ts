// The ops that a function asks of TensorFlow, written into a graph and not run: its tensors have shapes and no numbers (op-shapes.ts), so
// that recording takes no memory, however large the step, and nothing that depends on numbers can freeze.
import { engine, type Tensor } from '@tensorflow/tfjs-core';
import { HarnessError } from '../../errors/harness-error.ts';
import type { GraphDefinition, OutputName } from './graph-definition.ts';
import type { HostArray, NativeBackend, NativeBinding, TensorMetadata } from './native-binding.ts';
import { outputsOf, type SymbolicTensor } from './op-shapes.ts';

interface KnownTensor extends SymbolicTensor {
  readonly node: OutputName;
}

export class SymbolicOps {
  readonly #backend: NativeBackend;
  readonly #graph: GraphDefinition;
  /** By the tensors' numbers. */
  readonly #known = new Map<number, KnownTensor>();
  /** Arrays made into tensors by the function itself: constants of the graph, and with TensorFlow, too. */
  readonly #written = new Set<HostArray>();
  /** Of the next tensor: TensorFlow numbers its own from 0, -1 is one that it does not have yet, and none below 0 is deleted there. */
  #next = -2;
  #refusal: HarnessError | null = null;

  constructor(backend: NativeBackend, graph: GraphDefinition) {
    this.#backend = backend;
    this.#graph = graph;
  }

  /** Stands for what a node gives: real numbers in this shape. */
  given(node: string, shape: readonly number[]): Tensor {
    const { TF_FLOAT } = this.#backend.binding;
    return this.#backend.createOutputTensor(this.#note({ node: `${node}:0`, shape, dtype: TF_FLOAT, values: null }));
  }

  /**
   * Runs a function on tensors that are given or of its own making.
   * @throws HarnessError `unrecordable-step` where a graph cannot hold it: a tensor from outside, an op whose shapes nobody knows, reading
   * a tensor's numbers
   */
  run<Result>(step: () => Result): Result {
    const backend = this.#backend;
    const own = engine();
    const { binding, write } = backend;
    const { keep } = own;
    const kept: Tensor[] = [];
    // All else is the addon's own; its properties cannot be assigned to, so these are defined anew on top.
    backend.binding = Object.create(
      binding,
      Object.getOwnPropertyDescriptors(this.#listening(binding)),
    ) as NativeBinding;
    backend.write = (values, shape, dtype) => {
      this.#written.add(values);
      return write.call(backend, values, shape, dtype);
    };
    own.keep = <Kept extends Tensor>(tensor: Kept): Kept => {
      kept.push(tensor);
      return keep.call(own, tensor) as Kept;
    };
    try {
      const result = step();
      if (this.#refusal === null) return result;
      throw this.#refusal;
    } catch (error) {
      // What gradients keep, they free at their end alone.
      for (const tensor of kept) tensor.dispose();
      // A model may have caught it, and made another error of it or none.
      throw this.#refusal ?? error;
    } finally {
      Object.assign(backend, { binding, write });
      own.keep = keep;
    }
  }

  /** The node that gives a tensor; asked within `run`, since a constant that no op has taken comes into the graph here. */
  nodeOf(tensor: Tensor): OutputName {
    const [id] = this.#backend.getInputTensorIds([tensor]) as [number];
    return (this.#known.get(id) ?? this.#refuse('a result that was made before the step and is not one of its inputs'))
      .node;
  }

  #listening(binding: NativeBinding): Partial<NativeBinding> {
    return {
      createTensor: (shape, dtype, values) => {
        if (!this.#written.has(values))
          this.#refuse('a tensor that was made before the step and is not one of its inputs');
        const id = binding.createTensor(shape, dtype, values);
        const node = this.#graph.constant(shape, dtype, values);
        this.#known.set(id, { node: `${node}:0`, shape, dtype, values });
        return id;
      },
      executeOp: (op, attributes, inputs) => {
        const outside = `the op ${op} on a tensor that was made before the step and is not one of its inputs`;
        const known = inputs.map((id) => this.#known.get(id) ?? this.#refuse(outside));
        const outputs = outputsOf(op, attributes, known, binding);
        if (outputs === null) return this.#refuse(`the op ${op}, of whose shapes nothing is known`);
        const names = known.map(({ node }) => node);
        const node = this.#graph.add(op, names, attributes);
        return outputs.map((output, index) => this.#note({ ...output, node: `${node}:${index}`, values: null }));
      },
      tensorDataSync: () =>
        this.#refuse('reading the numbers of a tensor: what depends on them would be frozen at their first values'),
    };
  }

  #refuse(got: string): never {
    this.#refusal ??= unrecordable(got);
    throw this.#refusal;
  }

  #note(tensor: KnownTensor): TensorMetadata {
    const id = this.#next;
    this.#next -= 1;
    this.#known.set(id, tensor);
    return { id, shape: tensor.shape, dtype: tensor.dtype };
  }
}

function unrecordable(got: string): HarnessError {
  return new HarnessError('unrecordable-step', {
    what: 'A step cannot be recorded as a graph.',
    got,
    expected: 'a pure function of its state and inputs: the same ops on the same shapes, whatever the numbers',
    next: 'pass what changes as an input; read results outside the step',
  });
}
