// How the state of training is cut into tensors, and which optimizer steps it. Flat, a row of numbers a seed: AdamW is then a dozen ops
// however many arrays a model has. Or array by array: of a model that is large and alone nothing of its size is copied or held but the state
// itself, and an array is in the processor's cache from its first op to its last; and Adafactor knows an array's rows and columns.
import type { Model } from '../models/model.ts';
import { seedTree } from '../randomness/seed-tree.ts';
import type { NamedNumbers } from '../tensors/host-numbers.ts';
import { type NamedTensors, stack, unstack } from '../tensors/parameter-layout.ts';
import type { StepProgram, StepTwin } from '../tensors/step-engine.ts';
import { add, mul, reshape, sqrt, square, sum, type Tensor, tensor, tensorOf, tidy } from '../tensors/tensorflow.ts';
import { type AdafactorStepInputs, adafactor, adafactorStepInputs, initialAdafactor } from './adafactor.ts';
import { type AdamWState, type AdamWStepInputs, adamW, adamWStepInputs, clipScale, initialAdamW } from './adamw.ts';
import { lossGradient, lossGradients } from './loss-gradient.ts';
import { type AdafactorConfig, type AdamWConfig, isAdafactor, type OptimizerConfig } from './protocol-config.ts';
import type { StepRequest } from './step-request.ts';

export interface TrainingForm {
  /** The step as an engine runs it. Its key names all that the step closes over. */
  readonly program: StepProgram;
  /** What the optimizer takes at a step. */
  readonly inputs: (at: StepRequest) => NamedNumbers;
  /** @param parameters [S, P], copied */
  readonly initial: (parameters: Tensor) => Record<string, Tensor>;
  /** [S, P], of those of the state that `isParameters` names; they are left as they are. */
  readonly parametersOf: (state: NamedTensors) => Tensor;
  readonly isParameters: (name: string) => boolean;
}

const PARAMETERS = 'parameters';

/** A model of so many numbers is large: two gigabytes of state and gradients at 2^27. */
const LARGE = 2 ** 24;

export function trainingForm(
  model: Model,
  optimizer: OptimizerConfig,
  { seeds, large = LARGE }: { readonly seeds: number; readonly large?: number },
): TrainingForm {
  if (isAdafactor(optimizer)) return inPieces(model, optimizer, piecesOfAdafactor(model, optimizer));
  const isLarge = seeds === 1 && model.layout.size > large;
  return isLarge ? inPieces(model, optimizer, piecesOfAdamW(model, optimizer)) : flat(model, optimizer);
}

function flat(model: Model, optimizer: AdamWConfig): TrainingForm {
  return {
    program: trainingProgram(model, optimizer),
    inputs: (at) => adamWStepInputs({ ...at, optimizer }),
    initial: (parameters) => tidy(() => initialAdamW(parameters.clone())),
    parametersOf: (state) => tensorOf(state, PARAMETERS).clone(),
    isParameters: (name) => name === PARAMETERS,
  };
}

/** With a flat state. */
export function trainingProgram(model: Model, optimizer: AdamWConfig): StepProgram {
  return {
    key: JSON.stringify({ model: model.key, optimizer }),
    step(state, inputs) {
      const now = adamWState(state);
      const { losses, gradient } = lossGradient(model, now.parameters, inputs);
      return { state: adamW(now, gradient, adamWInputs(inputs), optimizer, model.decayed), outputs: { losses } };
    },
  };
}

/** An optimizer array by array; of one array the parameters are [S, numbers]. */
interface PieceOptimizer {
  readonly inputs: TrainingForm['inputs'];
  readonly initial: (name: string, parameters: Tensor) => Record<string, Tensor>;
  readonly update: (
    name: string,
    state: NamedTensors,
    gradient: Tensor,
    inputs: NamedTensors,
  ) => Record<string, Tensor>;
}

function piecesOfAdamW(model: Model, optimizer: AdamWConfig): PieceOptimizer {
  const decayed = decayedArrays(model);
  const { gradientClip: _, ...unclipped } = optimizer;
  return {
    inputs: (at) => adamWStepInputs({ ...at, optimizer }),
    initial: (_name, parameters) => initialAdamW(parameters),
    update(name, state, gradient, inputs) {
      const own = decayed.has(name) ? unclipped : { ...unclipped, weightDecay: 0 };
      return adamW(adamWState(state), gradient, adamWInputs(inputs), own);
    },
  };
}

function piecesOfAdafactor(model: Model, optimizer: AdafactorConfig): PieceOptimizer {
  const decayed = decayedArrays(model);
  const arrays = new Map(
    model.layout.entries.map(({ name, shape }) => [
      name,
      { shape, rows: model.rowsOfArrays?.[name] ?? shape.slice(0, 1), updateClip: optimizer.updateClip },
    ]),
  );
  const arrayOf = (name: string) => arrays.get(name) as NonNullable<ReturnType<typeof arrays.get>>;
  return {
    inputs: (at) => adafactorStepInputs({ ...at, optimizer }),
    initial: (name, parameters) => initialAdafactor(parameters, arrayOf(name)),
    update(name, state, gradient, inputs) {
      const given = adafactorInputs(inputs);
      const own = decayed.has(name) ? given : { ...given, decay: null };
      return adafactor(state, gradient, own, arrayOf(name));
    },
  };
}

/** Those that weight decay shrinks, which lie first. */
function decayedArrays({ layout, decayed }: Model): ReadonlySet<string> {
  const names = new Set<string>();
  let start = 0;
  for (const { name, shape } of layout.entries) {
    start += shape.reduce((product, length) => product * length, 1);
    if (start <= decayed) names.add(name);
  }
  return names;
}

function inPieces(model: Model, optimizer: OptimizerConfig, pieces: PieceOptimizer): TrainingForm {
  const { layout, twin } = model;
  return {
    program: {
      key: JSON.stringify({ model: model.key, optimizer, form: 'pieces' }),
      step: (state, inputs) => stepInPieces(model, { optimizer, pieces }, { state, inputs }),
      ...(twin !== undefined && { twin: () => twinOf(twin(), optimizer) }),
    },
    inputs: pieces.inputs,
    initial: (parameters) =>
      tidy(() => {
        const arrays = unstack(parameters, layout);
        const states = layout.entries.map(({ name }) => {
          return renamed(name, pieces.initial(name, rows(tensorOf(arrays, name))));
        });
        return Object.assign({}, ...states) as Record<string, Tensor>;
      }),
    parametersOf: (state) =>
      tidy(() => {
        const arrays = layout.entries.map(({ name }) => [name, tensorOf(state, `${PARAMETERS} of ${name}`)]);
        return stack(Object.fromEntries(arrays), layout);
      }),
    isParameters: (name) => name.startsWith(`${PARAMETERS} of `),
  };
}

/** From its initial parameters, whichever seed's. */
function twinOf(model: Model, optimizer: OptimizerConfig): StepTwin {
  const parameters = tensor(model.initialParameters(seedTree(0)), [1, model.layout.size]);
  const { program, initial } = trainingForm(model, optimizer, { seeds: 1, large: 0 });
  const first = initial(parameters);
  parameters.dispose();
  return { program, initial: first };
}

/** [S, ...shape] -> [S, numbers] */
const rows = (array: Tensor) => reshape(array, [array.shape[0] as number, -1]);

function stepInPieces(
  model: Model,
  { optimizer, pieces }: { readonly optimizer: OptimizerConfig; readonly pieces: PieceOptimizer },
  { state, inputs }: { readonly state: NamedTensors; readonly inputs: NamedTensors },
): { readonly state: Record<string, Tensor>; readonly outputs: Record<string, Tensor> } {
  const { entries } = model.layout;
  const parameters = entries.map(({ name, shape }) => {
    const own = tensorOf(state, `${PARAMETERS} of ${name}`);
    return [name, reshape(own, [own.shape[0] as number, ...shape])] as const;
  });
  const { losses, gradients } = lossGradients(model, Object.fromEntries(parameters), inputs);
  const flatGradients = entries.map(({ name }) => [name, rows(tensorOf(gradients, name))] as const);
  const { gradientClip } = optimizer;
  const norm = () => normOf(flatGradients.map(([, gradient]) => gradient));
  const scale = gradientClip === undefined ? null : clipScale(norm(), gradientClip);
  const next: Record<string, Tensor> = {};
  for (const [name, gradient] of flatGradients) {
    const clipped = scale === null ? gradient : mul(gradient, scale);
    Object.assign(next, renamed(name, pieces.update(name, ofArray(state, name), clipped, inputs)));
  }
  return { state: next, outputs: { losses } };
}

/** Of each seed's gradients as one row [S, 1]. */
function normOf(gradients: readonly Tensor[]): Tensor {
  const squares = gradients.map((gradient) => sum(square(gradient), 1, true));
  return sqrt(squares.reduce((total, one) => add(total, one)));
}

/** "parameters" -> "parameters of block 1.mlp.up.weight" */
const renamed = (array: string, state: NamedTensors): Record<string, Tensor> =>
  Object.fromEntries(Object.entries(state).map(([name, value]) => [`${name} of ${array}`, value]));

/** And back. */
function ofArray(state: NamedTensors, array: string): NamedTensors {
  const ending = ` of ${array}`;
  const own = Object.entries(state).filter(([name]) => name.endsWith(ending));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(0, -ending.length), value]));
}

const adamWState = (state: NamedTensors): AdamWState => ({
  parameters: tensorOf(state, PARAMETERS),
  firstMoment: tensorOf(state, 'firstMoment'),
  secondMoment: tensorOf(state, 'secondMoment'),
});

const adamWInputs = (inputs: NamedTensors): AdamWStepInputs<Tensor> => ({
  stepSize: tensorOf(inputs, 'stepSize'),
  secondMomentScale: tensorOf(inputs, 'secondMomentScale'),
  decay: tensorOf(inputs, 'decay'),
});

const adafactorInputs = (inputs: NamedTensors): AdafactorStepInputs<Tensor> => ({
  rate: tensorOf(inputs, 'rate'),
  kept: tensorOf(inputs, 'kept'),
  decay: tensorOf(inputs, 'decay'),
});
