// Listens to what TensorFlow.js asks of TensorFlow while a function runs once, and writes each op into a graph. What a graph
// cannot hold is told: a tensor from outside that was not declared, and reading a tensor's numbers.
import type { GraphDefinition, OutputName } from './graph-definition.ts';
import type { HostArray, NativeBackend, NativeBinding } from './native-binding.ts';

/**
 * Runs a function while its ops are written into the graph.
 * @param known nodes that stand for the tensors that the function is given, by the tensors' numbers; its ops are added
 * @param refuse hears of what a graph cannot hold. The function runs to its end all the same: TensorFlow.js frees what a gradient
 *   has kept only there
 */
export function recordOps<Result>(
  backend: NativeBackend,
  {
    graph,
    known,
    refuse,
  }: {
    readonly graph: GraphDefinition;
    readonly known: Map<number, OutputName>;
    readonly refuse: (got: string) => void;
  },
  run: () => Result,
): Result {
  const { binding } = backend;
  const { write } = backend;
  /** Arrays made into tensors by the function itself: constants of the graph. */
  const written = new Set<HostArray>();
  const listening: Partial<NativeBinding> = {
    createTensor(shape: readonly number[], dtype: number, values: HostArray) {
      const id = binding.createTensor(shape, dtype, values);
      if (!written.has(values)) refuse('a tensor that was made before the step and is not one of its inputs');
      else known.set(id, `${graph.constant(shape, dtype, values)}:0`);
      return id;
    },
    executeOp(...[op, attributes, inputs, outputs]: Parameters<NativeBinding['executeOp']>) {
      const results = binding.executeOp(op, attributes, inputs, outputs);
      const names = inputs.flatMap((id) => known.get(id) ?? []);
      if (names.length < inputs.length) {
        refuse(`the op ${op} on a tensor that was made before the step and is not one of its inputs`);
        return results;
      }
      const node = graph.add(op, names, attributes);
      for (const [index, { id }] of results.entries()) known.set(id, `${node}:${index}`);
      return results;
    },
    tensorDataSync(id: number) {
      refuse('reading the numbers of a tensor: what depends on them would be frozen at their first values');
      return binding.tensorDataSync(id);
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
