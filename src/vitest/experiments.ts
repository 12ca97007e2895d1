// Configurations for fast-check: each value is an experiment that can be planned and drawn, and shrinks towards the smallest one,
// so that a property about verdicts ends at the smallest configuration where the verdict flips.
import fc from 'fast-check';
import type { GridExperiment } from '../experiments/experiment.ts';
import type { StageConfig } from '../training/protocol-config.ts';

export type Range = readonly [smallest: number, largest: number];

/** Limits of what varies, each from smallest to largest; what is left out has the default behind it. */
export interface ExperimentLimits {
  /** Numbers a document in the residual stream: 1 to 64. */
  readonly width?: Range;
  /** Blocks of the model: 0 to 3. */
  readonly layers?: Range;
  /** Cells of a grid: 3 to 8; more where the variables need them to differ. */
  readonly cells?: Range;
  /** Variables of Stage 1, for each of the two tags: 4 to 100. */
  readonly variables?: Range;
  /** New variables of Stage 2, for each of the two tags: 4 to 50. */
  readonly newVariables?: Range;
  /** Documents a step, as far as there are so many: 4 to 256. */
  readonly batchSize?: Range;
  /** Epochs of Stage 1: 1 to 64. */
  readonly epochs?: Range;
  /** Steps of Stage 2: 1 to 400. */
  readonly stageTwoSteps?: Range;
  /** Percent of the reliable tag's definitions that agree with the questions, and of the other tag's that do not: 0 to 100. */
  readonly informativePercent?: Range;
}

const within = ([min, max]: Range) => fc.integer({ min, max });

/** Valid experiments in symbols with two stages; everything is measured that costs nothing. */
export function experiments(limits: ExperimentLimits = {}): fc.Arbitrary<GridExperiment> {
  return draws(limits).map(experimentOf);
}

function draws(limits: ExperimentLimits) {
  return fc.record({
    width: within(limits.width ?? [1, 64]),
    layers: within(limits.layers ?? [0, 3]),
    cells: within(limits.cells ?? [3, 8]),
    trainedCells: fc.integer({ min: 1, max: 25 }),
    variables: within(limits.variables ?? [4, 100]),
    newVariables: within(limits.newVariables ?? [4, 50]),
    batchSize: within(limits.batchSize ?? [4, 256]),
    epochs: within(limits.epochs ?? [1, 64]),
    stageTwoSteps: within(limits.stageTwoSteps ?? [1, 400]),
    informativePercent: within(limits.informativePercent ?? [0, 100]),
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
    measurements: { retrieval: false, probes: null, gradientAlignment: null },
  };
}
