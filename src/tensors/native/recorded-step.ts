// A step recorded as one TensorFlow graph, its state in variables inside the graph: a step is then one call that takes the
// inputs and hands back the outputs, and on a GPU parameters and moments never leave it (architecture.md decision 1; engine.md 3).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordedValues } from '../host-numbers.ts';
import type { RecordStep } from '../replay-engine.ts';
import type { StepProgram } from '../step-engine.ts';
import { dispose, type Tensor, tensorOf, tidy } from '../tensorflow.ts';
import { GraphDefinition, type OutputName } from './graph-definition.ts';
import { type NativeBackend, nativeBackend } from './native-binding.ts';
import { SymbolicOps } from './symbolic-ops.ts';

let variableCount = 0;

/** Of the state and the inputs only the shapes are looked at. @throws HarnessError `unrecordable-step` */
export const recordStep: RecordStep = (program, state, inputs) => {
  const backend = nativeBackend();
  const { binding } = backend;
  const graph = new GraphDefinition(binding);
  const { variables, placeholders, outputs } = trace(graph, { backend, program, state, inputs });
  const loading = variables.map(({ handle, shape }) => {
    const node = graph.placeholder(shape, binding.TF_FLOAT);
    return { node, assigned: assign(graph, backend, handle, { value: `${node}:0`, after: [] }) };
  });
  const zero = graph.constant([], binding.TF_FLOAT, Float32Array.of(0));
  const assigned = loading.map((one) => one.assigned);
  const loaded = { node: graph.add('Identity', [`${zero}:0`], [graph.type('T', binding.TF_FLOAT)], assigned) };

  const session = loadSession(backend, graph.serialise());
  const run = (ids: readonly number[], fed: readonly Node[], fetched: readonly Node[]) =>
    binding
      .runSavedModel(session, ids, named(fed), named(fetched))
      .map((metadata) => backend.createOutputTensor(metadata));
  return {
    load(next) {
      const ids = backend.getInputTensorIds(variables.map(({ name }) => tensorOf(next, name)));
      dispose(run(ids, loading, [loaded]));
    },
    step(numbers) {
      const ids = placeholders.map(({ name, shape }) =>
        binding.createTensor(shape, binding.TF_FLOAT, recordedValues(numbers, name, shape)),
      );
      try {
        return byName(outputs, run(ids, placeholders, outputs));
      } finally {
        for (const id of ids) binding.deleteTensor(id);
      }
    },
    state: () => byName(variables, run([], [], variables)),
    dispose: () => binding.deleteSavedModel(session),
  };
};

type Shapes = Readonly<Record<string, { readonly shape: readonly number[] }>>;

interface Node {
  readonly node: string;
}

const byName = (entries: readonly { readonly name: string }[], tensors: readonly Tensor[]) =>
  Object.fromEntries(entries.map(({ name }, index) => [name, tensorOf(tensors, index)]));
const named = (nodes: readonly Node[]) => nodes.map(({ node }) => `${node}:0`).join(',');

/** The step in the graph: the state as variables, the inputs as placeholders, and outputs that wait for the next state. */
function trace(
  graph: GraphDefinition,
  {
    backend,
    program,
    state,
    inputs,
  }: {
    readonly backend: NativeBackend;
    readonly program: StepProgram;
    readonly state: Shapes;
    readonly inputs: Shapes;
  },
) {
  const { TF_FLOAT } = backend.binding;
  const variables = Object.entries(state).map(([name, { shape }]) => {
    return { name, shape, ...declareVariable(graph, backend, shape) };
  });
  const placeholders = Object.entries(inputs).map(([name, { shape }]) => {
    return { name, shape, node: graph.placeholder(shape, TF_FLOAT) };
  });
  const ops = new SymbolicOps(backend, graph);
  const given = (nodes: typeof placeholders) =>
    Object.fromEntries(nodes.map(({ name, node, shape }) => [name, ops.given(node, shape)]));
  const { values, results } = tidy(() =>
    ops.run(() => {
      const next = program.step(given(variables), given(placeholders));
      const nodes = {
        values: variables.map(({ name }) => ops.nodeOf(tensorOf(next.state, name))),
        results: Object.entries(next.outputs).map(([name, tensor]) => ({ name, value: ops.nodeOf(tensor) })),
      };
      // `tidy` leaves what a model keeps, as it must a loss within a gradient.
      dispose([...Object.values(next.state), ...Object.values(next.outputs)]);
      return nodes;
    }),
  );
  const assignments = variables.map(({ handle, node }, index) =>
    assign(graph, backend, handle, { value: values[index] as OutputName, after: [node] }),
  );
  // Fetched through a node that waits for the assignments, so that fetching the outputs takes the whole step.
  const outputs = results.map(({ name, value }) => {
    return { name, node: graph.add('Identity', [value], [graph.type('T', TF_FLOAT)], assignments) };
  });
  return { variables, placeholders, outputs };
}

/** A variable, and the one node that reads it: all use of the old state goes through it, and the assignment waits for it. */
function declareVariable(graph: GraphDefinition, { binding }: NativeBackend, shape: readonly number[]) {
  variableCount += 1;
  const type = graph.type('dtype', binding.TF_FLOAT);
  const sharedName = { name: 'shared_name', type: binding.TF_ATTR_STRING, value: `state ${variableCount}` };
  const handle = graph.add('VarHandleOp', [], [type, graph.shape('shape', shape), sharedName]);
  return { handle, node: graph.add('ReadVariableOp', [`${handle}:0`], [type]) };
}

function assign(
  graph: GraphDefinition,
  { binding }: NativeBackend,
  handle: string,
  { value, after }: { readonly value: OutputName; readonly after: readonly string[] },
): string {
  return graph.add('AssignVariableOp', [`${handle}:0`, value], [graph.type('dtype', binding.TF_FLOAT)], after);
}

/** The C library reads graphs from disk alone. */
function loadSession({ binding }: NativeBackend, model: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), 'iml-graph-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), model);
    return binding.loadSavedModel(folder, 'serve');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
