// A step recorded as one TensorFlow graph, its state in variables inside the graph: a step is then one call that takes the
// inputs and hands back the outputs, and on a GPU parameters and moments never leave it (architecture.md decision 1; engine.md 3).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import { GraphDefinition, type OutputName } from './graph-definition.ts';
import { type NamedNumbers, recordedValues, uploadAll } from './host-numbers.ts';
import { type HostArray, type NativeBackend, type NativeBinding, nativeBackend } from './native-binding.ts';
import type { NamedTensors } from './parameter-layout.ts';
import type { RecordedStep } from './replay-engine.ts';
import type { StepProgram } from './step-engine.ts';
import { dispose, type Tensor, tidy } from './tensorflow.ts';

/**
 * Runs the step once, op by op, and records it; what the ops gave is not kept.
 * @throws HarnessError `unrecordable-step`
 */
export function recordStep(program: StepProgram, state: NamedTensors, inputs: NamedNumbers): RecordedStep {
  const backend = nativeBackend();
  const graph = new GraphDefinition(backend.binding);
  const known = new Map<number, OutputName>();
  const idOf = (tensor: Tensor) => backend.getInputTensorIds([tensor])[0] as number;

  const variables = Object.entries(state).map(([name, tensor]) => {
    const variable = declareVariable(graph, backend, tensor.shape);
    known.set(idOf(tensor), `${variable.read}:0`);
    return { name, shape: tensor.shape, ...variable };
  });
  const placeholders: { readonly name: string; readonly shape: readonly number[]; readonly node: string }[] = [];
  const refused: string[] = [];
  const refuse = (got: string) => refused.push(got);
  const eager = tidy(() => {
    const uploaded = uploadAll(inputs);
    for (const [name, tensor] of Object.entries(uploaded)) {
      const node = graph.placeholder(tensor.shape, backend.binding.TF_FLOAT);
      known.set(idOf(tensor), `${node}:0`);
      placeholders.push({ name, shape: tensor.shape, node });
    }
    return recordOps(backend, { graph, known, refuse }, () => program.step(state, uploaded));
  });
  if (refused[0] !== undefined) {
    dispose([...Object.values(eager.state), ...Object.values(eager.outputs)]);
    throw unrecordable(refused[0]);
  }
  const nodeOf = (tensor: Tensor) => known.get(idOf(tensor)) as OutputName;
  const float = graph.type('T', backend.binding.TF_FLOAT);
  const assignments = variables.map(({ name, handle, read }) =>
    assign(graph, backend, handle, { value: nodeOf(eager.state[name] as Tensor), after: [read] }),
  );
  // Fetched through a node that waits for the assignments, so that fetching the outputs takes the whole step.
  const outputs = Object.entries(eager.outputs).map(([name, tensor]) => ({
    name,
    node: graph.add('Identity', [nodeOf(tensor)], [float], assignments),
  }));
  dispose([...Object.values(eager.state), ...Object.values(eager.outputs)]);
  const loading = variables.map(({ handle, shape }) => {
    const given = graph.placeholder(shape, backend.binding.TF_FLOAT);
    return { given, assigned: assign(graph, backend, handle, { value: `${given}:0`, after: [] }) };
  });
  const zero = graph.constant([], backend.binding.TF_FLOAT, Float32Array.of(0));
  const loaded = graph.add(
    'Identity',
    [`${zero}:0`],
    [float],
    loading.map(({ assigned }) => assigned),
  );

  const session = loadSession(backend, graph.serialise());
  const run = (ids: readonly number[], fed: readonly string[], fetched: readonly string[]) =>
    backend.binding
      .runSavedModel(session, ids, named(fed), named(fetched))
      .map((metadata) => backend.createOutputTensor(metadata));
  const toRecord = (entries: readonly { readonly name: string }[], tensors: readonly Tensor[]) =>
    Object.fromEntries(entries.map(({ name }, index) => [name, tensors[index] as Tensor]));

  return {
    load(next) {
      const ids = variables.map(({ name }) => idOf(next[name] as Tensor));
      dispose(
        run(
          ids,
          loading.map(({ given }) => given),
          [loaded],
        ),
      );
    },
    step(numbers) {
      const ids = placeholders.map(({ name, shape }) =>
        backend.binding.createTensor(shape, backend.binding.TF_FLOAT, recordedValues(numbers, name, shape)),
      );
      try {
        return toRecord(
          outputs,
          run(
            ids,
            placeholders.map(({ node }) => node),
            outputs.map(({ node }) => node),
          ),
        );
      } finally {
        for (const id of ids) backend.binding.deleteTensor(id);
      }
    },
    state: () =>
      toRecord(
        variables,
        run(
          [],
          [],
          variables.map(({ read }) => read),
        ),
      ),
    dispose: () => backend.binding.deleteSavedModel(session),
  };
}

function unrecordable(got: string): HarnessError {
  return new HarnessError('unrecordable-step', {
    what: 'A step cannot be recorded as a graph.',
    got,
    expected: 'a pure function of its state and inputs: the same ops on the same shapes, whatever the numbers',
    next: 'pass what changes as an input; read results outside the step',
  });
}

let variableCount = 0;

/** A variable, and the one node that reads it: all use of the old state goes through it, and the assignment waits for it. */
function declareVariable(graph: GraphDefinition, { binding }: NativeBackend, shape: readonly number[]) {
  variableCount += 1;
  const type = graph.type('dtype', binding.TF_FLOAT);
  const sharedName = { name: 'shared_name', type: binding.TF_ATTR_STRING, value: `state ${variableCount}` };
  const handle = graph.add('VarHandleOp', [], [type, graph.shape('shape', shape), sharedName]);
  return { handle, read: graph.add('ReadVariableOp', [`${handle}:0`], [type]) };
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

const named = (nodes: readonly string[]) => nodes.map((node) => `${node}:0`).join(',');

// Listens to what TensorFlow.js asks of TensorFlow while a function runs once, and writes each op into a graph. What a graph
// cannot hold is told: a tensor from outside that was not declared, and reading a tensor's numbers.

/**
 * Runs a function while its ops are written into the graph.
 * @param known nodes that stand for the tensors that the function is given, by the tensors' numbers; its ops are added
 * @param refuse hears of what a graph cannot hold. The function runs to its end all the same: TensorFlow.js frees what a gradient
 *   has kept only there
 */
function recordOps<Result>(
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
