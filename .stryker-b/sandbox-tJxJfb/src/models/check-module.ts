// Does a user's model keep its promises? Tried out on a few documents of chance before anything is trained: the same out for the
// same in, each document by itself, in text nothing of what comes later, a gradient by every parameter, and no tensor left behind.
// Axes: B documents, F features, Q query tokens, C outputs, T positions.
import type { RandomStream } from '../randomness/random-stream.ts';
import { seedTree } from '../randomness/seed-tree.ts';
import type { ModelTask } from '../tasks/world.ts';
import { copyOf, type NamedNumbers, uploadAll } from '../tensors/host-numbers.ts';
import { unstack } from '../tensors/parameter-layout.ts';
import { dispose, grads, memory, sum, type Tensor, tensor, tensorOf, tidy } from '../tensors/tensorflow.ts';
import type { Model } from './model.ts';
import { inModule, type ModelModule, refuseModule } from './user-model.ts';

const DOCUMENTS = 3;
/** Added to the initial parameters, so that arrays that start at zero hide nothing. */
const MOVED = 0.1;
/** Of the largest number: products of other sizes are added up in another order. */
const ROUNDING = 1e-4;

/** @throws HarnessError `invalid-configuration` */
export async function checkModule(
  model: Model,
  { module, task }: { readonly module: ModelModule; readonly task: ModelTask },
): Promise<void> {
  const tree = seedTree(0).child('model check');
  const initial = model.initialParameters(tree);
  if (differ(initial, model.initialParameters(tree), 0)) {
    refuseModule(module, {
      what: 'The initial parameters are not the same when they are drawn again.',
      in: 'parameters: initial',
      expected: 'numbers that depend on `random` and `index` alone',
      next: 'take all chance from `random`, none from Math.random or the clock',
    });
  }
  const random = tree.child('documents').stream();
  const batch = documentsOf(task, random);
  const run = (parameters: Float32Array, given = batch) => outputsOf(model, { parameters, batch: given, module });
  const first = await run(initial);
  if (Object.values(first).some((values) => !values.every(Number.isFinite))) {
    refuseModule(module, {
      what: 'The model gives numbers that are not finite at its initial parameters.',
      in: 'forward',
      next: 'smaller initial numbers, or no logarithm, root or quotient of what may be zero',
    });
  }
  await refuseBadGradients(model, { module, initial, batch: { ...batch, ...targetsOf(task) } });

  const moved = initial.map((value) => value + MOVED * random.normal());
  const plain = await run(moved);
  // A deep model without norms may overflow there; then it is looked at where it starts.
  const at = Object.values(plain).every((values) => values.every(Number.isFinite)) ? moved : initial;
  const reference = at === moved ? plain : first;
  const again = await run(at);
  for (const [name, values] of Object.entries(reference)) {
    if (!differ(values, again[name] as Float32Array, 0)) continue;
    refuseModule(module, {
      what: 'The same parameters and inputs give other numbers when they are given again.',
      in: `forward: ${name}`,
      expected: 'a pure function of its two arguments',
      next: 'take chance, clocks and counters out of `forward`',
    });
  }
  await refuseMixedDocuments({ module, batch, reference, run: (given) => run(at, given) });
  if (task.kind === 'text') {
    await refuseForesight({ module, task, batch, reference, run: (given) => run(at, given) });
  }
}

interface Given {
  readonly module: ModelModule;
  readonly batch: NamedNumbers;
}

interface Trial extends Given {
  readonly reference: Readonly<Record<string, Float32Array>>;
  readonly run: (batch: NamedNumbers) => Promise<Readonly<Record<string, Float32Array>>>;
}

/** The first document alone must give what it gives among others. */
async function refuseMixedDocuments({ module, batch, reference, run }: Trial): Promise<void> {
  const firstOnly = Object.fromEntries(
    Object.entries(batch).map(([name, { shape, values }]) => [
      name,
      { shape: [1, 1, ...shape.slice(2)], values: values.slice(0, values.length / DOCUMENTS) },
    ]),
  );
  const alone = await run(firstOnly);
  for (const [name, values] of Object.entries(reference)) {
    if (!differ(values.subarray(0, values.length / DOCUMENTS), alone[name] as Float32Array)) continue;
    refuseModule(module, {
      what: 'A document gives other numbers alone than beside other documents.',
      in: `forward: ${name}`,
      expected: 'each document by itself: [documents, ...] row by row',
      next: 'no means over the first axis (as batch normalisation has), and no reshape that mixes it with others',
    });
  }
}

/** Changing or cutting off later tokens must not move what is said before them. */
async function refuseForesight({ module, task, batch, reference, run }: Trial & { task: ModelTask }): Promise<void> {
  const { values: tokens, shape } = batch.tokens as NamedNumbers[string];
  const positions = shape[2] as number;
  const words = task.kind === 'text' ? task.words : 0;
  for (let from = 1; from < positions; from += 1) {
    const changed = tokens.map((token, index) => (index % positions < from ? token : (token + 1) % words));
    const cut = tokens.filter((_, index) => index % positions < from);
    const trials = [
      { words: 'Changing later tokens', found: await run({ tokens: { values: changed, shape } }), length: positions },
      {
        words: 'Leaving out later tokens',
        found: await run({ tokens: { values: cut, shape: [1, DOCUMENTS, from] } }),
        length: from,
      },
    ];
    for (const { words: deed, found, length } of trials) {
      for (const [name, values] of Object.entries(reference)) {
        const before = firstPositions(values, positions, from);
        if (!differ(before, firstPositions(found[name] as Float32Array, length, from))) continue;
        refuseModule(module, {
          what: `${deed} changes what the model says before them: it is not causal.`,
          in: `forward: ${name}`,
          got: `other numbers at positions 1 to ${from} of ${positions}, where only later tokens were touched`,
          expected: 'logits at a position from the tokens up to it',
          next: 'mask attention, shift convolutions, and take no mean over positions',
        });
      }
    }
  }
}

/** Rows [B, T any] cut to the first positions. */
function firstPositions(values: Float32Array, positions: number, kept: number): Float32Array {
  const size = values.length / DOCUMENTS / positions;
  return values.filter((_, index) => Math.floor(index / size) % positions < kept);
}

async function refuseBadGradients(
  model: Model,
  { module, initial, batch }: Given & { readonly initial: Float32Array },
): Promise<void> {
  const names = model.layout.entries.map(({ name }) => name);
  const gradientsBy = (moving: readonly string[]) =>
    tidy(() => {
      const named = unstack(tensor(initial, [1, model.layout.size]), model.layout);
      const inputs = uploadAll(copyOf(batch));
      const loss = (...values: Tensor[]) => {
        const own = Object.fromEntries(moving.map((name, index) => [name, tensorOf(values, index)]));
        return sum(model.losses({ ...named, ...own }, inputs));
      };
      return grads(loss)(moving.map((name) => tensorOf(named, name)));
    });
  const isConnected = (name: string) => {
    try {
      dispose(gradientsBy([name]));
      return true;
    } catch {
      return false;
    }
  };
  let gradients: Tensor[] = [];
  try {
    gradients = gradientsBy(names);
  } catch (cause) {
    const idle = names.filter((name) => !isConnected(name));
    if (idle.length === 0 || idle.length === names.length) {
      inModule(module, 'the gradient of the loss', () => {
        throw cause;
      });
    }
    refuseModule(module, {
      what: 'The loss has no gradient by a parameter.',
      in: `parameters: ${idle.join(', ')}`,
      expected: 'every parameter has a part in the logits',
      next: 'leave out what `forward` does not use; rounding, comparisons and casts to whole numbers have no gradient',
    });
  }
  try {
    for (const [index, gradient] of gradients.entries()) {
      const values = await gradient.data<'float32'>();
      if (values.every(Number.isFinite)) continue;
      refuseModule(module, {
        what: 'The gradient of the loss is not finite at the initial parameters.',
        in: `parameters: ${names[index]}`,
        next: 'no root, logarithm or quotient at zero',
      });
    }
  } finally {
    dispose(gradients);
  }
}

/** What can be read of the model, as plain numbers by name. */
async function outputsOf(
  model: Model,
  { parameters, batch, module }: Given & { readonly parameters: Float32Array },
): Promise<Record<string, Float32Array>> {
  const before = memory().numTensors;
  const names = model.activationNames;
  const tensors = tidy(() => {
    const flat = tensor(parameters, [1, model.layout.size]);
    const activations = model.activations(unstack(flat, model.layout), uploadAll(copyOf(batch)));
    return names.map((name) => tensorOf(activations, name));
  });
  try {
    const left = memory().numTensors - before - tensors.length;
    if (left !== 0) {
      refuseModule(module, {
        what: 'The forward pass leaves tensors behind, or disposes what is not its own.',
        in: 'forward',
        got: `${Math.abs(left)} ${left > 0 ? 'more' : 'fewer'} tensors after a call than before`,
        next: 'no tf.keep, tf.variable or dispose: the harness frees what a call makes',
      });
    }
    const values = await Promise.all(tensors.map((one) => one.data<'float32'>()));
    return Object.fromEntries(names.map((name, index) => [name, Float32Array.from(values[index] as Float32Array)]));
  } finally {
    dispose(tensors);
  }
}

function documentsOf(task: ModelTask, random: RandomStream): NamedNumbers {
  if (task.kind === 'text') {
    const values = Float32Array.from({ length: DOCUMENTS * task.positions }, () => random.integerBelow(task.words));
    return { tokens: { values, shape: [1, DOCUMENTS, task.positions] } };
  }
  const features = Float32Array.from({ length: DOCUMENTS * task.features }, () => random.uniform());
  const shown = { features: { values: features, shape: [1, DOCUMENTS, task.features] } };
  if (task.tokens === 0) return shown;
  const tokens = new Float32Array(DOCUMENTS * task.tokens);
  for (let row = 0; row < DOCUMENTS; row += 1) tokens[row * task.tokens + random.integerBelow(task.tokens)] = 1;
  return { ...shown, tokens: { values: tokens, shape: [1, DOCUMENTS, task.tokens] } };
}

/** All is asked, so that all has a part in the loss. */
function targetsOf(task: ModelTask): NamedNumbers {
  if (task.kind === 'grid') {
    const asked = DOCUMENTS * task.outputs;
    const values = Float32Array.from({ length: 2 * asked }, (_, place) => (place % 2) / asked);
    return { targets: { values, shape: [1, DOCUMENTS, task.outputs, 2] } };
  }
  const asked = DOCUMENTS * task.positions;
  const answers = Float32Array.from({ length: asked }, (_, place) => place % task.words);
  return {
    answers: { values: answers, shape: [1, asked] },
    weights: { values: new Float32Array(asked).fill(1 / asked), shape: [1, asked] },
  };
}

/** By more than so much of the largest number, or by a bit. */
function differ(expected: Float32Array, found: Float32Array, share = ROUNDING): boolean {
  if (expected.length !== found.length) return true;
  const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return expected.some((value, index) => {
    const distance = Math.abs(value - (found[index] as number));
    return share === 0 ? !Object.is(value, found[index]) : !(distance <= share * scale);
  });
}
