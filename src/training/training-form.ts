// How the state of training is cut into tensors. Flat, a row of numbers a seed: the optimizer is then a dozen ops however many arrays a
// model has. Or, of a model that is large and alone, array by array: nothing of the model's size is copied or held but the state itself, and
// an array is in the processor's cache from its first op to its last.
import type { BatchTensors, Model } from '../models/model.ts';
import { seedTree } from '../randomness/seed-tree.ts';
import { type NamedTensors, type ParameterLayout, stack, unstack } from '../tensors/parameter-layout.ts';
import type { StepProgram, StepTwin } from '../tensors/step-engine.ts';
import { add, mul, reshape, sqrt, square, sum, type Tensor, tensor, tensorOf, tidy } from '../tensors/tensorflow.ts';
import { type AdamWState, type AdamWStepInputs, adamW, clipScale, initialAdamW } from './adamw.ts';
import { lossGradient, lossGradients } from './loss-gradient.ts';
import type { OptimizerConfig } from './protocol-config.ts';

export interface TrainingForm {
  /** The step as an engine runs it. Its key names all that the step closes over. */
  readonly program: StepProgram;
  /** @param parameters [S, P], copied */
  readonly initial: (parameters: Tensor) => Record<string, Tensor>;
  /** [S, P]; the state is left as it is. */
  readonly parametersOf: (state: NamedTensors) => Tensor;
}

/** A model of so many numbers is large: two gigabytes of state and gradients at 2^27. */
const LARGE = 2 ** 24;

export function trainingForm(
  model: Model,
  optimizer: OptimizerConfig,
  { seeds, large = LARGE }: { readonly seeds: number; readonly large?: number },
): TrainingForm {
  return seeds === 1 && model.layout.size > large ? inPieces(model, optimizer) : flat(model, optimizer);
}

function flat(model: Model, optimizer: OptimizerConfig): TrainingForm {
  return {
    program: trainingProgram(model, optimizer),
    initial: (parameters) => tidy(() => initialAdamW(parameters.clone())),
    parametersOf: (state) => tensorOf(state, 'parameters').clone(),
  };
}

type StepInputs = BatchTensors & AdamWStepInputs<Tensor>;

/** With a flat state. */
export function trainingProgram(model: Model, optimizer: OptimizerConfig): StepProgram {
  return {
    key: JSON.stringify({ model: model.key, optimizer }),
    step(state, inputs) {
      const given = asInputs(inputs);
      const now = stateOf(state);
      const { losses, gradient } = lossGradient(model, now.parameters, given);
      return { state: adamW(now, gradient, given, optimizer, model.decayed), outputs: { losses } };
    },
  };
}

function inPieces(model: Model, optimizer: OptimizerConfig): TrainingForm {
  const { layout, twin } = model;
  return {
    program: {
      key: JSON.stringify({ model: model.key, optimizer, form: 'pieces' }),
      step: (state, inputs) => stepInPieces(model, optimizer, { state, inputs: asInputs(inputs) }),
      ...(twin !== undefined && { twin: () => twinOf(twin(), optimizer) }),
    },
    initial: (parameters) => tidy(() => pieces(parameters, layout)),
    parametersOf: (state) =>
      tidy(() => {
        const arrays = layout.entries.map(({ name }) => [name, tensorOf(state, `parameters of ${name}`)]);
        return stack(Object.fromEntries(arrays), layout);
      }),
  };
}

/** From its initial parameters, whichever seed's. */
function twinOf(model: Model, optimizer: OptimizerConfig): StepTwin {
  const parameters = tensor(model.initialParameters(seedTree(0)), [1, model.layout.size]);
  const { program, initial } = inPieces(model, optimizer);
  const first = initial(parameters);
  parameters.dispose();
  return { program, initial: first };
}

/** "parameters of block 1.mlp.up.weight", each [1, numbers]. */
function pieces(parameters: Tensor, layout: ParameterLayout): Record<string, Tensor> {
  const arrays = unstack(parameters, layout);
  return Object.assign(
    {},
    ...layout.entries.map(({ name }) => renamed(name, initialAdamW(flatRow(tensorOf(arrays, name))))),
  );
}

const flatRow = (array: Tensor) => reshape(array, [1, array.size]);

function stepInPieces(
  model: Model,
  optimizer: OptimizerConfig,
  { state, inputs }: { readonly state: NamedTensors; readonly inputs: StepInputs },
): { readonly state: Record<string, Tensor>; readonly outputs: Record<string, Tensor> } {
  const { layout, decayed } = model;
  const parameters = Object.fromEntries(
    layout.entries.map(({ name, shape }) => [name, reshape(tensorOf(state, `parameters of ${name}`), [1, ...shape])]),
  );
  const { losses, gradients } = lossGradients(model, parameters, inputs);
  const { gradientClip, ...unclipped } = optimizer;
  const scale = gradientClip === undefined ? null : clipScale(normOf(Object.values(gradients)), gradientClip);
  const next: Record<string, Tensor> = {};
  let start = 0;
  for (const { name } of layout.entries) {
    const before = stateOf(state, ` of ${name}`);
    const { size } = before.parameters;
    start += size;
    // Weight decay shrinks the first arrays alone.
    const own = start <= decayed ? unclipped : { ...unclipped, weightDecay: 0 };
    const gradient = flatRow(tensorOf(gradients, name));
    Object.assign(next, renamed(name, adamW(before, scale === null ? gradient : mul(gradient, scale), inputs, own)));
  }
  return { state: next, outputs: { losses } };
}

/** Of all gradients as one row [1, 1]. */
function normOf(gradients: readonly Tensor[]): Tensor {
  const squares = gradients.map((gradient) => sum(square(gradient)));
  return reshape(sqrt(squares.reduce((total, one) => add(total, one))), [1, 1]);
}

const renamed = (name: string, { parameters, firstMoment, secondMoment }: AdamWState): Record<string, Tensor> => ({
  [`parameters of ${name}`]: parameters,
  [`firstMoment of ${name}`]: firstMoment,
  [`secondMoment of ${name}`]: secondMoment,
});

const stateOf = (state: NamedTensors, suffix = ''): AdamWState => ({
  parameters: tensorOf(state, `parameters${suffix}`),
  firstMoment: tensorOf(state, `firstMoment${suffix}`),
  secondMoment: tensorOf(state, `secondMoment${suffix}`),
});

const asInputs = (inputs: NamedTensors): StepInputs => ({
  ...inputs,
  stepSize: tensorOf(inputs, 'stepSize'),
  secondMomentScale: tensorOf(inputs, 'secondMomentScale'),
  decay: tensorOf(inputs, 'decay'),
});
