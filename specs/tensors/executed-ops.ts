// The oracle of symbolic recording (src/tensors/native/symbolic-ops.ts): ops that TensorFlow runs, each written into the graph as it
// runs, with the shapes that came out.

import { type NamedNumbers, uploadAll } from '../../src/tensors/host-numbers.ts';
import { GraphDefinition, type OutputName } from '../../src/tensors/native/graph-definition.ts';
import { type NativeBinding, nativeBackend, type OpAttribute } from '../../src/tensors/native/native-binding.ts';
import { outputsOf, type SymbolicTensor } from '../../src/tensors/native/op-shapes.ts';
import { SymbolicOps } from '../../src/tensors/native/symbolic-ops.ts';
import type { NamedTensors } from '../../src/tensors/parameter-layout.ts';
import type { StepProgram } from '../../src/tensors/step-engine.ts';
import { dispose, type Tensor, tensorOf, tidy } from '../../src/tensors/tensorflow.ts';

export interface ExecutedOp {
  readonly op: string;
  readonly attributes: readonly OpAttribute[];
  readonly inputs: readonly SymbolicTensor[];
  readonly outputs: readonly { readonly shape: readonly number[]; readonly dtype: number }[];
}

/** Ops that came out otherwise than their rules say. */
export function wrongRules(executed: readonly ExecutedOp[]): string[] {
  const { binding } = nativeBackend();
  const wrong = executed.filter(({ op, attributes, inputs, outputs }) => {
    return JSON.stringify(outputsOf(op, attributes, inputs, binding)) !== JSON.stringify(outputs);
  });
  return [...new Set(wrong.map(({ op }) => op))].sort();
}

type NodeOf = (tensor: Tensor) => OutputName;

/** @param nodes what the function is given, by the node that stands for it in the graph */
export function executing(
  graph: GraphDefinition,
  nodes: readonly { readonly node: string; readonly tensor: Tensor }[],
  run: (nodeOf: NodeOf) => void,
): ExecutedOp[] {
  const backend = nativeBackend();
  const { binding } = backend;
  const idOf = (tensor: Tensor) => backend.getInputTensorIds([tensor])[0] as number;
  const known = new Map<number, SymbolicTensor & { readonly node: OutputName }>();
  for (const { node, tensor } of nodes) {
    known.set(idOf(tensor), { node: `${node}:0`, shape: tensor.shape, dtype: binding.TF_FLOAT, values: null });
  }
  const executed: ExecutedOp[] = [];
  const listening: Partial<NativeBinding> = {
    createTensor(shape, dtype, values) {
      const id = binding.createTensor(shape, dtype, values);
      known.set(id, { node: `${graph.constant(shape, dtype, values)}:0`, shape, dtype, values: values.slice() });
      return id;
    },
    executeOp(op, attributes, inputs, count) {
      const given = inputs.map((id) => known.get(id) as SymbolicTensor & { readonly node: OutputName });
      const results = binding.executeOp(op, attributes, inputs, count);
      const outputs = results.map(({ shape, dtype }) => ({ shape, dtype }));
      const names = given.map(({ node }) => node);
      const node = graph.add(op, names, attributes);
      executed.push({ op, attributes, inputs: given, outputs });
      for (const [index, { id, shape, dtype }] of results.entries()) {
        known.set(id, { node: `${node}:${index}`, shape, dtype, values: null });
      }
      return results;
    },
  };
  backend.binding = Object.create(binding, Object.getOwnPropertyDescriptors(listening)) as NativeBinding;
  try {
    run((tensor) => known.get(idOf(tensor))?.node ?? 'unknown');
    return executed;
  } finally {
    backend.binding = binding;
  }
}

interface Recorded {
  readonly bytes: Uint8Array;
  readonly executed: readonly ExecutedOp[];
}

/** A step as a graph between placeholders for all it is given, and ends for all it gives; run for real. */
export function executedGraph(program: StepProgram, state: NamedTensors, inputs: NamedNumbers): Recorded {
  const graph = new GraphDefinition(nativeBackend().binding);
  let executed: readonly ExecutedOp[] = [];
  tidy(() => {
    const uploaded = uploadAll(inputs);
    const given = [...Object.values(state), ...Object.values(uploaded)];
    const nodes = given.map((tensor) => ({ tensor, node: placeholder(graph, tensor) }));
    executed = executing(graph, nodes, (nodeOf) => ended(graph, program.step(state, uploaded), nodeOf));
  });
  return { bytes: graph.serialise(), executed };
}

/** The same graph, recorded from shapes alone. */
export function symbolicGraph(program: StepProgram, state: NamedTensors, inputs: NamedNumbers): Uint8Array {
  const backend = nativeBackend();
  const graph = new GraphDefinition(backend.binding);
  const ops = new SymbolicOps(backend, graph);
  tidy(() => {
    const given = Object.fromEntries(
      [...Object.entries(state), ...Object.entries(inputs)].map(([name, shaped]) => {
        return [name, ops.given(placeholder(graph, shaped), shaped.shape)];
      }),
    );
    const among = (names: object) =>
      Object.fromEntries(Object.keys(names).map((name) => [name, tensorOf(given, name)]));
    ops.run(() => ended(graph, program.step(among(state), among(inputs)), (tensor) => ops.nodeOf(tensor)));
  });
  return graph.serialise();
}

function placeholder(graph: GraphDefinition, { shape }: { readonly shape: readonly number[] }): string {
  return graph.placeholder(shape, nativeBackend().binding.TF_FLOAT);
}

/** Disposes what the step gave. */
function ended(graph: GraphDefinition, given: ReturnType<StepProgram['step']>, nodeOf: NodeOf): void {
  const type = graph.type('T', nativeBackend().binding.TF_FLOAT);
  for (const group of [given.state, given.outputs]) {
    for (const tensor of Object.values(group)) graph.add('Identity', [nodeOf(tensor)], [type]);
  }
  dispose([...Object.values(given.state), ...Object.values(given.outputs)]);
}
