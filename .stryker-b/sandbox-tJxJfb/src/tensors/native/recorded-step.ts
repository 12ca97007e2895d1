// A step recorded as one TensorFlow graph, its state in variables inside the graph: a step is then one call that takes the
// inputs and hands back the outputs, and on a GPU parameters and moments never leave it (architecture.md decision 1; engine.md 3).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HarnessError } from '../../errors/harness-error.ts';
import { type NamedNumbers, recordedValues, uploadAll } from '../host-numbers.ts';
import type { NamedTensors } from '../parameter-layout.ts';
import type { RecordedStep } from '../replay-engine.ts';
import type { StepProgram } from '../step-engine.ts';
import { dispose, type Tensor, tensorOf, tidy } from '../tensorflow.ts';
import { GraphDefinition, type OutputName } from './graph-definition.ts';
import { type HostArray, type NativeBackend, type NativeBinding, nativeBackend } from './native-binding.ts';

let variableCount = 0;

/**
 * Runs the step once, op by op, and records it; what the ops gave is not kept.
 * @throws HarnessError `unrecordable-step`
 */
export function recordStep(program: StepProgram, state: NamedTensors, inputs: NamedNumbers): RecordedStep {
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
}

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
    readonly state: NamedTensors;
    readonly inputs: NamedNumbers;
  },
) {
  const { TF_FLOAT } = backend.binding;
  const known = new Map<number, OutputName>();
  const idOf = (tensor: Tensor) => backend.getInputTensorIds([tensor])[0] as number;
  const nodeOf = (tensor: Tensor) => known.get(idOf(tensor)) as OutputName;
  const variables = Object.entries(state).map(([name, tensor]) => {
    const variable = declareVariable(graph, backend, tensor.shape);
    known.set(idOf(tensor), `${variable.node}:0`);
    return { name, shape: tensor.shape, ...variable };
  });
  const placeholders = Object.entries(inputs).map(([name, { shape }]) => {
    return { name, shape, node: graph.placeholder(shape, TF_FLOAT) };
  });
  const refused: string[] = [];
  const refuse = (got: string) => refused.push(got);
  const eager = tidy(() => {
    const uploaded = uploadAll(inputs);
    for (const { name, node } of placeholders) known.set(idOf(tensorOf(uploaded, name)), `${node}:0`);
    return recordOps(backend, { graph, known, refuse }, () => program.step(state, uploaded));
  });
  try {
    if (refused[0] !== undefined) throw unrecordable(refused[0]);
    const assignments = variables.map(({ name, handle, node }) =>
      assign(graph, backend, handle, { value: nodeOf(tensorOf(eager.state, name)), after: [node] }),
    );
    // Fetched through a node that waits for the assignments, so that fetching the outputs takes the whole step.
    const outputs = Object.entries(eager.outputs).map(([name, tensor]) => {
      return { name, node: graph.add('Identity', [nodeOf(tensor)], [graph.type('T', TF_FLOAT)], assignments) };
    });
    return { variables, placeholders, outputs };
  } finally {
    dispose([...Object.values(eager.state), ...Object.values(eager.outputs)]);
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

/**
 * Runs a function once while its ops, as TensorFlow.js asks them of TensorFlow, are written into the graph. What a graph cannot hold is
 * told: a tensor from outside that was not declared, and reading a tensor's numbers.
 * @param known nodes that stand for the tensors that the function is given, by the tensors' numbers; its ops are added
 * @param refuse hears of what a graph cannot hold. The function runs to its end all the same: TensorFlow.js frees what a gradient
 * has kept only there
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
