// Configurations for fast-check: each value is an experiment that can be planned and drawn, and shrinks towards the smallest one,
// so that a property about verdicts ends at the smallest configuration where the verdict flips.
import fc from 'fast-check';
import type { GridExperiment } from '../experiments/experiment.ts';
import type { StageConfig } from '../training/protocol-config.ts';

export type Range = readonly [smallest: number, largest: number];

/** Limits of what varies where none are given, each from smallest to largest. */
const LIMITS = {
  /** Numbers a document in the residual stream: 1 to 64. */
  width: [1, 64],
  /** Blocks of the model: 0 to 3. */
  layers: [0, 3],
  /** Cells of a grid: 3 to 8; more where the variables need them to differ. */
  cells: [3, 8],
  /** Variables of Stage 1, for each of the two tags: 4 to 100. */
  variables: [4, 100],
  /** New variables of Stage 2, for each of the two tags: 4 to 50. */
  newVariables: [4, 50],
  /** Documents a step, as far as there are so many: 4 to 256. */
  batchSize: [4, 256],
  /** Epochs of Stage 1: 1 to 64. */
  epochs: [1, 64],
  /** Steps of Stage 2: 1 to 400. */
  stageTwoSteps: [1, 400],
  /** Percent of the reliable tag's definitions that agree with the questions, and of the other tag's that do not: 0 to 100. */
  informativePercent: [0, 100],
} as const;

/** What is left out has its default. */
export type ExperimentLimits = { readonly [Name in keyof typeof LIMITS]?: Range };

const within = ([min, max]: Range) => fc.integer({ min, max });

/** Valid experiments in symbols with two stages; everything is measured that costs nothing. */
export function experiments(limits: ExperimentLimits = {}): fc.Arbitrary<GridExperiment> {
  return draws({ ...LIMITS, ...limits }).map(experimentOf);
}

function draws(limits: Required<ExperimentLimits>) {
  return fc.record({
    width: within(limits.width),
    layers: within(limits.layers),
    cells: within(limits.cells),
    trainedCells: within([1, 25]),
    variables: within(limits.variables),
    newVariables: within(limits.newVariables),
    batchSize: within(limits.batchSize),
    epochs: within(limits.epochs),
    stageTwoSteps: within(limits.stageTwoSteps),
    informativePercent: within(limits.informativePercent),
    wordOrder: fc.constantFrom('tag-first' as const, 'alias-first' as const),
  });
}

type Draw = ReturnType<typeof draws> extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** Numbers that exclude each other are brought together here, so that each of them shrinks on its own. */
function experimentOf(draw: Draw): GridExperiment {
  const { variables, newVariables, wordOrder } = draw;
  // Grids must differ, and are drawn until they do: half of all there are is the limit.
  const cells = Math.min(25, Math.max(draw.cells, Math.ceil(Math.log10(4 * (variables + newVariables)))));
  const trainedCells = Math.min(draw.trainedCells, cells);
  const perDefinition = wordOrder === 'alias-first' ? 2 : 1;
  const informative = Math.round((draw.informativePercent / 100) * variables);
  const stage = (documents: number, length: StageConfig['length']): StageConfig => ({
    batchSize: Math.min(draw.batchSize, documents),
    length,
    learningRate: 2e-3,
    warmUp: { steps: 50, shareAtMost: 0.1 },
  });
  return {
    schemaVersion: 1,
    task: {
      kind: 'digit-grid',
      rendering: { kind: 'symbols' },
      cells,
      trainedCells,
      groups: { D1QA1: variables, D2QA2: variables, QA3: 0, D5: newVariables, D6: newVariables, D8: 0, QA7: 0 },
      consistentShare: { reliable: informative / variables, unreliable: (variables - informative) / variables },
      wordOrder,
    },
    model: { kind: 'residual-mlp', width: draw.width, layers: draw.layers, patchEncoder: null },
    protocol: {
      stages: 'two',
      stage1: stage(2 * variables * (perDefinition + trainedCells), { kind: 'epochs', epochs: draw.epochs }),
      stage2: stage(2 * newVariables * perDefinition, { kind: 'steps', steps: draw.stageTwoSteps }),
      swappedStage2: false,
      optimizer: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
      curveEverySteps: null,
    },
    // Gates of the main claim ask whether definitions are known behind their tags.
    measurements: { retrieval: true, probes: null, gradientAlignment: null },
  };
}
