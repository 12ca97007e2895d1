// A user's model as training and measuring know models: its forward pass, written for one seed, called once a seed, with the
// harness's own losses behind it. Axes: S seeds, B documents, C outputs, T positions, V words, Q questions.
import { HarnessError } from '../errors/harness-error.ts';
import type { ModelTask } from '../tasks/world.ts';
import { crossEntropy, tokenCrossEntropy } from '../tensors/layers/cross-entropy.ts';
import { plainLayers } from '../tensors/layers/plain-layers.ts';
import type { NamedTensors } from '../tensors/parameter-layout.ts';
import { concat, reshape, split, type Tensor, tensorOf, wholeTensorFlow } from '../tensors/tensorflow.ts';
import { checkModule } from './check-module.ts';
import type { BatchTensors, Model } from './model.ts';
import type { ModuleModelConfig } from './model-config.ts';
import { askedRows, ofTable, type ParameterTable } from './parameter-table.ts';
import { parseUserModel } from './parse-user-model.ts';
import {
  inModule,
  type ModelModule,
  refuseModule,
  type UserForward,
  type UserModel,
  type UserParameter,
} from './user-model.ts';

/**
 * @param module the folder that the configuration means; null where the caller has none
 * @throws HarnessError `invalid-configuration`
 */
export function moduleModel(
  config: ModuleModelConfig,
  { module, task }: { readonly module: ModelModule | null; readonly task: ModelTask },
): Model {
  const own = theOneMeant(config, module);
  const request = { tf: wholeTensorFlow, layers: plainLayers, options: config.options, task };
  const user = parseUserModel(
    inModule(own, 'createModel', () => own.createModel(request)),
    own,
  );
  const { layout, decayed, initialParameters } = ofTable(guarded(user, own));
  const names = user.activations ?? [];
  const forward = (named: NamedTensors, batch: BatchTensors) =>
    forwardOfSeeds({ user, module: own, task }, { named, batch });
  const model: Model = {
    key: JSON.stringify({ digest: config.digest, options: config.options, task }),
    layout,
    decayed,
    activationNames: [...names, 'logits'],
    losses(named, batch) {
      const logits = stacked(forward(named, batch).map(({ logits }) => logits));
      if (task.kind === 'grid') return crossEntropy(logits, tensorOf(batch, 'targets'));
      return tokenCrossEntropy(asked(logits, batch), tensorOf(batch, 'answers'), tensorOf(batch, 'weights'));
    },
    activations(named, batch) {
      const results = forward(named, batch);
      const flat = (tensors: readonly Tensor[]) => {
        const [documents] = tensorOf(tensors, 0).shape as [number];
        return reshape(stacked(tensors), [tensors.length, documents, -1]);
      };
      const read = names.map((name) => [
        name,
        flat(results.map(({ activations }) => tensorOf(activations ?? {}, name))),
      ]);
      const logits = results.map(({ logits }) => logits);
      if (task.kind === 'grid') return { ...Object.fromEntries(read), logits: flat(logits) };
      const [seeds, documents] = tensorOf(batch, 'tokens').shape as [number, number];
      const answers = reshape(asked(stacked(logits), batch), [seeds, documents, -1]);
      return { ...Object.fromEntries(read), logits: answers };
    },
    initialParameters,
    check: () => checkModule(model, { module: own, task }),
  };
  return model;
}

function theOneMeant({ digest }: ModuleModelConfig, module: ModelModule | null): ModelModule {
  if (module?.digest === digest) return module;
  throw new HarnessError('invalid-configuration', {
    what: 'The model folder is not the one that the experiment names.',
    ...(module === null ? {} : { where: module.file }),
    got: module === null ? 'no folder' : `files of sha256 ${module.digest}`,
    expected: `files of sha256 ${digest}`,
    next: 'a changed file makes another model: load the folder again and plan anew',
  });
}

/** A user's model, the folder that it is from, and the task that it reads. */
interface Call {
  readonly user: UserModel;
  readonly module: ModelModule;
  readonly task: ModelTask;
}

/** What the user's forward pass says of each seed. */
function forwardOfSeeds(
  call: Call,
  { named, batch }: { readonly named: NamedTensors; readonly batch: BatchTensors },
): UserForward[] {
  const { user, module, task } = call;
  const { features = null, tokens = null } = batch;
  const [seeds, documents = 0, length = 0] = tensorOf(batch, task.kind === 'grid' ? 'features' : 'tokens').shape;
  const parameters = Object.entries(named).map(([name, tensor]) => [name, apart(tensor)] as const);
  const inputs = Object.entries({ features, tokens }).flatMap(([name, input]) =>
    input === null ? [] : [[name, apart(input)] as const],
  );
  const expected = task.kind === 'grid' ? [documents, task.outputs, 2] : [documents, length, task.words];
  return Array.from({ length: seeds as number }, (_, seed) => {
    const parameter = byName(parameters, { seed, module, what: 'parameter' });
    const input = byName(inputs, { seed, module, what: 'input' });
    const result = inModule(module, 'forward', () => user.forward(parameter, input));
    refuseOtherShapes(result, { ...call, expected });
    return result;
  });
}

function byName(
  entries: readonly (readonly [name: string, tensors: readonly Tensor[]])[],
  { seed, module, what }: { readonly seed: number; readonly module: ModelModule; readonly what: string },
): (name: string) => Tensor {
  const own = new Map(entries.map(([name, tensors]) => [name, tensorOf(tensors, seed)]));
  return (name) =>
    own.get(name) ??
    refuseModule(module, {
      what: `There is no such ${what}.`,
      in: 'forward',
      got: String(name),
      expected: [...own.keys()].join(', '),
    });
}

function refuseOtherShapes(
  result: UserForward,
  { user, module, task, expected }: Call & { readonly expected: readonly number[] },
): void {
  const isText = task.kind === 'text';
  const found = (tensor: unknown) => {
    const { shape, dtype } = (tensor ?? {}) as Partial<Tensor>;
    return shape === undefined ? 'no tensor' : `${dtype} [${shape}]`;
  };
  if (found(result?.logits) !== `float32 [${expected}]`) {
    refuseModule(module, {
      what: 'The logits have another shape than the task needs.',
      in: 'forward',
      got: found(result?.logits),
      expected: `float32 [${expected}]: ${isText ? '[documents, positions, words]' : '[documents, outputs, 2]'}`,
      next: 'return { logits } of that shape',
    });
  }
  const lead = isText ? expected.slice(0, 2) : expected.slice(0, 1);
  for (const name of user.activations ?? []) {
    const tensor = result.activations?.[name];
    if (found(tensor).startsWith(`float32 [${lead},`) && tensor?.shape.length === lead.length + 1) continue;
    refuseModule(module, {
      what: 'An activation has another shape than probes read.',
      in: `forward: ${name}`,
      got: found(tensor),
      expected: `float32 [${lead}, any number]`,
      next: 'return { logits, activations } with each name that `activations` lists',
    });
  }
}

/** [S, ...] -> S tensors [...]. */
function apart(tensor: Tensor): Tensor[] {
  const [seeds, ...rest] = tensor.shape as [number, ...number[]];
  if (seeds === 1) return [reshape(tensor, rest)];
  return split(tensor, new Array<number>(seeds).fill(1), 0).map((part) => reshape(part, rest));
}

/** S tensors [...] -> [S, ...]. */
function stacked(tensors: readonly Tensor[]): Tensor {
  const parts = tensors.map((tensor) => reshape(tensor, [1, ...tensor.shape]));
  return parts.length === 1 ? tensorOf(parts, 0) : concat(parts, 0);
}

/** Logits [S, B, T, V] -> those that are asked [S, Q, V], or of all positions. */
function asked(logits: Tensor, batch: BatchTensors): Tensor {
  const [seeds, documents, positions, words] = logits.shape as [number, number, number, number];
  return askedRows(reshape(logits, [seeds, documents * positions, words]), batch);
}

/** The user's table; an initial number that is none is refused. */
function guarded({ parameters }: UserModel, module: ModelModule): ParameterTable {
  const entries = Object.entries(parameters).map(([name, parameter]): [string, UserParameter] => {
    const where = `parameters: ${name}: initial`;
    const initial: UserParameter['initial'] = (random, index) => {
      const value = inModule(module, where, () => parameter.initial(random, index));
      if (Number.isFinite(Math.fround(value))) return value;
      return refuseModule(module, {
        what: 'An initial value is no finite number.',
        in: where,
        got: `${value} at ${index}`,
        expected: 'a number, for example `(random) => 0.1 * random.normal()`',
      });
    };
    return [name, { ...parameter, initial }];
  });
  return Object.fromEntries(entries);
}
