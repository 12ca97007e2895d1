// Listens to what TensorFlow.js asks of TensorFlow while a function runs once, and writes each op into a graph. What a graph
// cannot hold ends in an error here: a tensor from outside that was not declared, and reading a tensor's numbers.
import { HarnessError } from '../errors/harness-error.ts';
import type { GraphDefinition, OutputName } from './graph-definition.ts';
import type { HostArray, NativeBackend, NativeBinding } from './native-binding.ts';

/**
 * Runs a function while its ops are written into the graph.
 * @param known nodes that stand for the tensors that the function is given, by the tensors' numbers; its ops are added
 * @throws HarnessError `unrecordable-step`
 */
export function recordOps<Result>(
  backend: NativeBackend,
  { graph, known }: { readonly graph: GraphDefinition; readonly known: Map<number, OutputName> },
  run: () => Result,
): Result {
  const { binding } = backend;
  const { write } = backend;
  /** Arrays made into tensors by the function itself: constants of the graph. */
  const written = new Set<HostArray>();
  const listening: Partial<NativeBinding> = {
    createTensor(shape: readonly number[], dtype: number, values: HostArray) {
      if (!written.has(values))
        throw unrecordable('a tensor that was made before the step and is not one of its inputs');
      const id = binding.createTensor(shape, dtype, values);
      known.set(id, `${graph.constant(shape, dtype, values)}:0`);
      return id;
    },
    executeOp(...[op, attributes, inputs, outputs]: Parameters<NativeBinding['executeOp']>) {
      const names = inputs.map((id) => {
        const name = known.get(id);
        if (name === undefined)
          throw unrecordable(`the op ${op} on a tensor that was made before the step and is not one of its inputs`);
        return name;
      });
      const results = binding.executeOp(op, attributes, inputs, outputs);
      const node = graph.add(op, names, attributes);
      for (const [index, { id }] of results.entries()) known.set(id, `${node}:${index}`);
      return results;
    },
    tensorDataSync() {
      throw unrecordable('reading the numbers of a tensor: what depends on them would be frozen at their first values');
    },
  };
  // Everything else is the addon's own; its properties cannot be assigned to, so they are defined anew on top.
  backend.binding = Object.create(binding, Object.getOwnPropertyDescriptors(listening)) as NativeBinding;
  backend.write = (values, shape, dtype) => {
    written.add(values);
    return write.call(backend, values, shape, dtype);
  };
  try {
    return run();
  } finally {
    backend.binding = binding;
    backend.write = write;
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
