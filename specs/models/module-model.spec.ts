// Users' models: the same maths as the harness's own model gives the same losses and gradients, plain ops train as well as layers
// of the harness, and a model that breaks a promise is refused by its name, with what came and what should.
import { beforeAll, describe, expect, it } from 'vitest';
import { checkModule } from '../../src/models/check-module.ts';
import type { Model } from '../../src/models/model.ts';
import { moduleModel } from '../../src/models/module-model.ts';
import { residualMlp } from '../../src/models/residual-mlp.ts';
import type { CreateModel, UserModel } from '../../src/models/user-model.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import type { ModelTask } from '../../src/tasks/world.ts';
import { type Backend, startBackend } from '../../src/tensors/backend.ts';
import { eagerEngine, type StepEngine } from '../../src/tensors/step-engine.ts';
import { dispose, type Tensor, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import { adamWStepInputs, initialAdamW } from '../../src/training/adamw.ts';
import { lossGradient } from '../../src/training/loss-gradient.ts';
import { trainingProgram } from '../../src/training/training-form.ts';
import { worstError } from '../oracles/model-reference.ts';
import { refusal } from '../refusal.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';
import { SYMBOLS, seedExample, stackedTensors, WITHOUT_NORMS } from './small-models.ts';
import { GRID, moduleOf, plainMlp, TEXT, textModel } from './user-models.ts';

const made = (createModel: CreateModel, task: ModelTask, options: Record<string, unknown> = {}) =>
  moduleModel({ kind: 'module', digest: 'a'.repeat(64), options }, { module: moduleOf(createModel), task });

describe.each(['wasm', 'cpu'] as const)("a user's model on %s", (name) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await startBackend(name);
  });
  leavesNoTensors();

  it.each([
    ['with norms', SYMBOLS, 'layer'],
    ['without norms', WITHOUT_NORMS, 'none'],
  ] as const)(
    'has the losses, gradients and activations of the residual MLP whose maths it has: %s',
    (_, own, norm) => {
      const user = made(plainMlp, GRID, { norm });
      expect(user.layout).toEqual(own.layout);
      expect(user.activationNames).toEqual(own.activationNames);
      const numbers = (model: Model) => {
        let result = [] as number[][];
        tidy(() => {
          const examples = [1, 2, 3].map((seed) => seedExample(own, seed));
          const { parameters, batch } = stackedTensors(own, examples);
          const { losses, gradient } = lossGradient(model, parameters, batch);
          const named = Object.fromEntries(
            model.layout.entries.map(({ name: array, shape }, index) => {
              const before = model.layout.entries.slice(0, index);
              const start = before.reduce((sum, entry) => sum + entry.shape.reduce((a, b) => a * b, 1), 0);
              const size = shape.reduce((a, b) => a * b, 1);
              return [array, parameters.slice([0, start], [3, size]).reshape([3, ...shape])];
            }),
          );
          const activations = model.activations(named, batch);
          const all = [losses, gradient, ...model.activationNames.map((layer) => activations[layer] as Tensor)];
          result = all.map((value) => [...value.dataSync<'float32'>()]);
          losses.dispose();
        });
        return result;
      };
      const [found, wanted] = [numbers(user), numbers(own)];
      expect(found.length).toBe(wanted.length);
      for (const [index, values] of wanted.entries())
        expect(worstError(found[index] as number[], values)).toBeLessThan(5e-6);
    },
  );

  it('trains to the same bits on the engine of the backend as op by op, also of ops that no recording can contain', () => {
    const user = made(plainMlp, GRID);
    const optimizer = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.1 };
    const trained = (engine: StepEngine) => {
      const example = seedExample(SYMBOLS, 1);
      const initial = initialAdamW(tensor([...user.initialParameters(seedTree(1))], [1, user.layout.size]));
      const runner = engine.start(trainingProgram(user, optimizer), initial);
      const losses = Array.from({ length: 8 }, (_, step) => {
        const { batch } = example;
        const flat = (rows: readonly (readonly number[])[], shape: number[]) => ({
          values: Float32Array.from(rows.flat()),
          shape: [1, 4, ...shape],
        });
        return runner.step({
          features: flat(batch.features, [6]),
          tokens: flat(batch.tokens ?? [], [5]),
          targets: flat(batch.weights, [3, 2]),
          ...adamWStepInputs({ step: step + 1, learningRates: [0.05], optimizer }),
        }).losses as Tensor;
      });
      const state = Object.values(runner.state());
      runner.dispose();
      const numbers = [...losses, ...state].map((value) => [...value.dataSync<'float32'>()]);
      dispose([...losses, ...state, ...Object.values(initial)]);
      return numbers;
    };
    const found = trained(backend.engine);
    expect(found).toEqual(trained(eagerEngine));
    expect(found[7]?.[0]).toBeLessThan(0.7 * (found[0]?.[0] as number));
  });

  it.each([
    ['the grid, plain ops', plainMlp, GRID],
    ['text', textModel(), TEXT],
  ] as const)('passes what is tried out where it keeps its promises: %s', async (_, createModel, task) => {
    await expect(made(createModel, task).check?.()).resolves.toBeUndefined();
  });

  it('has weight decay on what it says, whatever the order in which it names it', () => {
    const parameter = { shape: [2, 3], initial: () => 0 };
    const { layout, decayed } = made(
      () => ({
        parameters: { bias: { ...parameter, decayed: false }, weight: parameter },
        forward: () => ({ logits: tensor([0]) }),
      }),
      GRID,
    );
    expect(layout.entries.map(({ name: array }) => array)).toEqual(['weight', 'bias']);
    expect(decayed).toBe(6);
  });
});

const sound = textModel();
const changed =
  (change: (model: UserModel) => object): CreateModel =>
  (request) => {
    const model = sound(request);
    return { ...model, ...change(model) } as UserModel;
  };
let calls = 0;

describe('a model that breaks a promise is refused', () => {
  beforeAll(() => startBackend('wasm'));

  const refused: readonly (readonly [string, CreateModel, readonly string[]])[] = [
    ['a forward that sees later tokens', textModel({ mixed: 'later' }), ['not causal', 'forward: logits']],
    ['one that mixes documents', textModel({ mixed: 'documents' }), ['alone than beside']],
    ['one that depends on the length', textModel({ mixed: 'length' }), ['Leaving out later tokens', 'not causal']],
    [
      'chance in the forward pass',
      changed(({ forward }) => ({
        forward: (...given: Parameters<typeof forward>) => {
          calls += 1;
          return { logits: forward(...given).logits.mul(1 + 1e-3 * calls) };
        },
      })),
      ['give other numbers when they are given again'],
    ],
    [
      'chance of its own in initial values',
      changed(({ parameters }) => ({
        parameters: {
          ...parameters,
          head: {
            ...parameters.head,
            initial: () => {
              calls += 1;
              return calls;
            },
          },
        },
      })),
      ['not the same when they are drawn again'],
    ],
    [
      'an initial value that is no number',
      changed(({ parameters }) => ({
        parameters: { ...parameters, head: { shape: [4, 9], initial: () => Number.NaN } },
      })),
      ['parameters: head: initial', 'NaN at 0'],
    ],
    [
      'logits of another shape',
      changed(({ forward }) => ({
        forward: (...given: Parameters<typeof forward>) => ({ logits: forward(...given).logits.sum(1) }),
      })),
      ['got:      float32 [3,9]', 'expected: float32 [3,6,9]'],
    ],
    ['no logits', changed(() => ({ forward: () => ({}) })), ['no tensor', '[documents, positions, words]']],
    [
      'an activation that it does not return',
      changed(() => ({ activations: ['block 1'] })),
      ['forward: block 1', 'no tensor'],
    ],
    [
      'a parameter without a part in the logits',
      changed(({ parameters }) => ({ parameters: { ...parameters, idle: { shape: [3], initial: () => 1 } } })),
      ['no gradient by a parameter', 'parameters: idle'],
    ],
    [
      'tensors left behind',
      (request) => {
        const model = sound(request);
        return {
          ...model,
          forward: (...given) => {
            const { logits } = model.forward(...given);
            request.tf.keep(request.tf.scalar(1));
            return { logits };
          },
        };
      },
      ['leaves tensors behind', '1 more'],
    ],
    [
      'numbers that are not finite',
      (request) => {
        const model = sound(request);
        return { ...model, forward: (...given) => ({ logits: request.tf.log(model.forward(...given).logits) }) };
      },
      ['not finite at its initial parameters'],
    ],
    [
      'a name that there is not',
      changed(() => ({ forward: (parameter: (name: string) => Tensor) => ({ logits: parameter('hed') }) })),
      ['no such parameter', 'got:      hed', 'expected: table, head'],
    ],
    [
      'an error of its own',
      changed(() => ({
        forward: () => {
          throw new RangeError('oh no');
        },
      })),
      ['threw an error', 'model.ts: forward', 'oh no'],
    ],
    [
      'a createModel that throws',
      () => {
        throw new Error('not for me');
      },
      ['model.ts: createModel', 'not for me'],
    ],
  ];

  it.each(refused)('%s', async (_, createModel, words) => {
    const attempt = async () => {
      await made(createModel, TEXT).check?.();
    };
    await expect(attempt()).rejects.toThrow(expect.objectContaining({ code: 'invalid-configuration' }));
    for (const word of words) await expect(attempt()).rejects.toThrow(word);
  });

  it.each<readonly [string, object, string]>([
    ['no parameters', { parameters: {} }, '/parameters'],
    ['a shape of zero', { parameters: { a: { shape: [0], initial: () => 0 } } }, '/parameters/a/shape/0'],
    [
      'a field of another name',
      { parameters: { a: { shape: [1], initial: () => 0, decay: true } } },
      'no field "decay" here',
    ],
    [
      'an initial value that is no function',
      { parameters: { a: { shape: [1], initial: 0 } } },
      '/parameters/a/initial',
    ],
    ['no forward', { forward: undefined }, '/forward: got nothing'],
    ['logits among the activations', { activations: ['logits'] }, '/activations'],
    ['too many numbers', { parameters: { a: { shape: [1e5, 1e4], initial: () => 0 } } }, '1000000000'],
  ])('and no model at all: %s', (_, change, word) => {
    const createModel = changed(() => change);
    expect(() => made(createModel, TEXT)).toThrow(refusal('invalid-configuration', word));
  });

  it('is what the check is for: what none of these breaks, it lets pass', async () => {
    const model = made(sound, TEXT);
    await expect(checkModule(model, { module: moduleOf(sound), task: TEXT })).resolves.toBeUndefined();
    expect(
      residualMlp({ kind: 'residual-mlp', width: 2, layers: 0, patchEncoder: null }, GRID as never).check,
    ).toBeUndefined();
  });
});
