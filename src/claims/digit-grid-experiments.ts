// The experiments behind the claims on the digit grid, as registered before any run: every number is one of
// experiments.md 2 for symbols, experiments.md 3 for batch designs, experiments.md 5 for probes, experiments.md 7 for handwriting.
import type { GridExperiment } from '../experiments/experiment.ts';
import type { DigitGridConfig } from '../tasks/grid/digit-grid.ts';
import type { StageConfig } from '../training/protocol-config.ts';

type Groups = DigitGridConfig['groups'];

const GROUPS: Groups = { D1QA1: 350, D2QA2: 350, QA3: 0, D5: 150, D6: 150, D8: 0, QA7: 0 };
/** With questions without definitions, the third tag, and variables never defined. */
const ALL_GROUPS: Groups = { ...GROUPS, QA3: 200, D8: 150, QA7: 150 };
const STAGE_ONE_EPOCHS = 16;
/** 3,500 documents at batch 64 for 16 epochs. */
const STAGE_ONE_STEPS = 864;
const HANDWRITING_EPOCHS = 48;
const LEARNING_RATE = 2e-3;

const stageOne = (batchSize: StageConfig['batchSize'], length: StageConfig['length']): StageConfig => ({
  batchSize,
  length,
  learningRate: LEARNING_RATE,
  warmUp: { steps: 50, shareAtMost: 0.1 },
});

const stageTwo = (steps: number): StageConfig => ({
  batchSize: 32,
  length: { kind: 'steps', steps },
  learningRate: LEARNING_RATE,
  warmUp: { steps: 5, shareAtMost: 1 },
});

const epochs = (count: number): StageConfig['length'] => ({ kind: 'epochs', epochs: count });

interface Change {
  readonly consistentShare?: DigitGridConfig['consistentShare'];
  readonly groups?: Groups;
  readonly wordOrder?: DigitGridConfig['wordOrder'];
  readonly width?: number;
  readonly stage1?: StageConfig;
  readonly stage2Steps?: number;
  readonly single?: boolean;
  readonly swapped?: boolean;
  readonly curves?: boolean;
  readonly retrieval?: boolean;
  readonly probes?: boolean;
  readonly gradients?: boolean;
}

/** The quick profile's base (38,860 parameters) with what an arm changes. */
function symbols(change: Change): GridExperiment {
  return {
    schemaVersion: 1,
    task: {
      kind: 'digit-grid',
      rendering: { kind: 'symbols' },
      cells: 6,
      trainedCells: 4,
      groups: change.groups ?? GROUPS,
      consistentShare: change.consistentShare ?? { reliable: 1, unreliable: 0 },
      wordOrder: change.wordOrder ?? 'tag-first',
    },
    model: { kind: 'residual-mlp', width: change.width ?? 64, layers: 2, patchEncoder: null },
    protocol: {
      stages: change.single === true ? 'single' : 'two',
      stage1: change.stage1 ?? stageOne(64, epochs(STAGE_ONE_EPOCHS)),
      stage2: change.single === true ? null : stageTwo(change.stage2Steps ?? 160),
      swappedStage2: change.swapped ?? false,
      optimizer: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
      curveEverySteps: change.curves === true ? 20 : null,
    },
    measurements: {
      retrieval: change.retrieval ?? false,
      probes: change.probes === true ? { lambda: 10, permutations: 5 } : null,
      gradientAlignment: change.gradients === true ? { variables: 80 } : null,
    },
  };
}

/** Pictures: a shared patch encoder before the same model, and three times the epochs (experiments.md 7). */
function handwriting(imagesDigest: string, change: Change, query: 'tokens' | 'pixels' = 'tokens'): GridExperiment {
  const plain = symbols({ stage1: stageOne(64, epochs(HANDWRITING_EPOCHS)), swapped: true, ...change });
  return {
    ...plain,
    task: { ...plain.task, rendering: { kind: 'handwriting', imagesDigest, query, columns: 3 } },
    model: { ...plain.model, patchEncoder: { hidden: 32, output: 12 } },
  };
}

/** alpha of the paper: this share of reliable-tag definitions agrees, and of unreliable-tag ones does not. */
const alpha = (reliable: number): DigitGridConfig['consistentShare'] => ({ reliable, unreliable: 1 - reliable });

export const symbolExperiments = {
  base: symbols({ swapped: true, curves: true, retrieval: true, probes: true, gradients: true }),
  uninformative: symbols({ consistentShare: alpha(0.5), swapped: true, gradients: true }),
  // 263 of 350, the share nearest to .75 that is exact for both tags.
  threeQuarters: symbols({ consistentShare: { reliable: 263 / 350, unreliable: 87 / 350 } }),
  bothReliable: symbols({ consistentShare: { reliable: 1, unreliable: 1 } }),
  width4: symbols({ width: 4, swapped: true }),
  width16: symbols({ width: 16, swapped: true }),
  batch16: symbols({ stage1: stageOne(16, epochs(STAGE_ONE_EPOCHS)) }),
  batch256: symbols({ stage1: stageOne(256, epochs(STAGE_ONE_EPOCHS)), gradients: true }),
  fullBatch: symbols({ stage1: stageOne('full', epochs(STAGE_ONE_EPOCHS)), gradients: true }),
  fullBatchEqualSteps: symbols({ stage1: stageOne('full', { kind: 'steps', steps: STAGE_ONE_STEPS }) }),
  fullBatchToLoss: symbols({ stage1: stageOne('full', { kind: 'loss', target: 0.005, maximumEpochs: 1500 }) }),
  converged64: symbols({ stage1: stageOne(64, epochs(64)), swapped: true }),
  converged256: symbols({ stage1: stageOne(256, epochs(64)), swapped: true }),
  converged1024: symbols({ stage1: stageOne(1024, epochs(64)), swapped: true }),
  groups: symbols({ groups: ALL_GROUPS, retrieval: true }),
  singleStage: symbols({ single: true }),
  // ALIAS documents add a fifth to Stage 1 and double Stage 2: the same epochs need twice the Stage-2 steps.
  aliasFirst: symbols({ wordOrder: 'alias-first', stage2Steps: 320, probes: true }),
} as const;

export function handwritingExperiments(imagesDigest: string) {
  const picture = (change: Change, query?: 'tokens' | 'pixels') => handwriting(imagesDigest, change, query);
  const batch = (size: number) => picture({ stage1: stageOne(size, epochs(HANDWRITING_EPOCHS)) });
  return {
    base: picture({ curves: true }),
    uninformative: picture({ consistentShare: alpha(0.5) }),
    pixels: picture({}, 'pixels'),
    width16: picture({ width: 16 }),
    width32: picture({ width: 32 }),
    batch256: batch(256),
    batch1024: batch(1024),
  } as const;
}
