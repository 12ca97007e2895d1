// The arms of the claims on the digit grid, as registered before any run: every number is one of experiments.md 2 for symbols,
// experiments.md 3 for batch designs, experiments.md 5 for probes, experiments.md 7 for handwriting.
import type { GridExperiment } from '../../experiments/experiment.ts';
import { type Arm, alpha, type Beside, beside, type Change, type StageChange, type TaskChange } from './arm.ts';

/** The quick profile's base (38,860 parameters). */
export const symbolsBase: GridExperiment = {
  schemaVersion: 1,
  task: {
    kind: 'digit-grid',
    rendering: { kind: 'symbols' },
    cells: 6,
    trainedCells: 4,
    groups: { D1QA1: 350, D2QA2: 350, QA3: 0, D5: 150, D6: 150, D8: 0, QA7: 0 },
    consistentShare: { reliable: 1, unreliable: 0 },
    wordOrder: 'tag-first',
  },
  model: { kind: 'residual-mlp', width: 64, layers: 2, patchEncoder: null },
  protocol: {
    stages: 'two',
    // 3,500 documents: 864 steps.
    stage1: {
      batchSize: 64,
      length: { kind: 'epochs', epochs: 16 },
      learningRate: 2e-3,
      warmUp: { steps: 50, shareAtMost: 0.1 },
    },
    stage2: {
      batchSize: 32,
      length: { kind: 'steps', steps: 160 },
      learningRate: 2e-3,
      warmUp: { steps: 5, shareAtMost: 1 },
    },
    swappedStage2: true,
    optimizer: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
    curveEverySteps: 20,
  },
  measurements: {
    retrieval: true,
    probes: { lambda: 10, permutations: 5 },
    gradientAlignment: { variables: 80 },
  },
};

const pictured = new Map<string, GridExperiment>();

/** Pictures: a shared patch encoder before the same model, and three times the epochs (experiments.md 7). */
export function handwritingBase(imagesDigest: string): GridExperiment {
  const known = pictured.get(imagesDigest);
  if (known !== undefined) return known;
  const { task, model, protocol } = symbolsBase;
  const base: GridExperiment = {
    schemaVersion: 1,
    task: { ...task, rendering: { kind: 'handwriting', imagesDigest, query: 'tokens', columns: 3 } },
    model: { ...model, patchEncoder: { hidden: 32, output: 12 } },
    protocol: { ...protocol, stage1: { ...protocol.stage1, length: { kind: 'epochs', epochs: 48 } } },
    measurements: { retrieval: false, probes: null, gradientAlignment: null },
  };
  pictured.set(imagesDigest, base);
  return base;
}

const symbols = (named: readonly Beside[], change?: Change): Arm => {
  return { extends: 'digit-grid/symbols', change: beside(named, change) };
};
const EVERYTHING = ['swapped', 'curves', 'retrieval', 'probes', 'gradients'] as const;
const stageOne = (stage1: StageChange): Change => ({ protocol: { stage1 } });
const EPOCHS = { as: 'epochs' } as const;
const width = (times: number): Change => ({ model: { width: { times } } });
const converged = (batch: number): Change =>
  stageOne({ ...(batch === 64 ? {} : { batchSize: { times: batch / 64 } }), length: { ...EPOCHS, times: 4 } });
/** Sizes that fit alike: each trained until its loss is at most so many nats, and until the definitions of Stage 2 are known (experiments.md 12). */
const TO_LOSS = ['swapped', 'retrieval'] as const;
const untilLoss = (target: number) => ({ length: { kind: 'loss', target, maximumEpochs: 300 } }) as const;
const widthToLoss = (times: number, target: number): Change => ({
  ...width(times),
  protocol: { stage1: untilLoss(target), stage2: untilLoss(0.05) },
});
// ALIAS documents add a fifth to Stage 1 and double Stage 2: the same epochs need twice the Stage-2 steps.
const aliasFirst = (task: TaskChange = {}, named: readonly Beside[] = []): Arm =>
  symbols(['probes', ...named], {
    task: { ...task, wordOrder: 'alias-first' },
    protocol: { stage2: { length: { times: 2 } } },
  });

export const symbolArms = {
  base: symbols(EVERYTHING),
  // The same beside arms with another alpha, word order, batch: what these are about is as registered here, too.
  informative: symbols(EVERYTHING, alpha(1)),
  tagFirst: symbols(EVERYTHING, { task: { wordOrder: 'tag-first' } }),
  /** Twenty permutations, where every layer is judged (decisions.md B4). */
  tagFirstProbed: symbols(['probes'], {
    task: { wordOrder: 'tag-first' },
    measurements: { probes: { permutations: 20 } },
  }),
  batch64: symbols(EVERYTHING, stageOne({ length: EPOCHS })),
  uninformative: symbols(['swapped', 'retrieval', 'gradients'], alpha(0.5)),
  // 263 of 350, the share nearest to .75 that is exact for both tags.
  threeQuarters: symbols([], { task: { consistentShare: { reliable: 263 / 350, unreliable: 87 / 350 } } }),
  bothReliable: symbols(['swapped', 'retrieval'], { task: { consistentShare: { reliable: 1, unreliable: 1 } } }),
  width4: symbols(['swapped'], width(1 / 16)),
  width16: symbols(['swapped'], width(1 / 4)),
  width16ToLoss: symbols(TO_LOSS, widthToLoss(1 / 4, 0.25)),
  width32ToLoss: symbols(TO_LOSS, widthToLoss(1 / 2, 0.25)),
  width64ToLoss: symbols(TO_LOSS, widthToLoss(1, 0.25)),
  batch16: symbols([], stageOne({ batchSize: { times: 1 / 4 }, length: EPOCHS })),
  batch256: symbols(['gradients'], stageOne({ batchSize: { times: 4 }, length: EPOCHS })),
  fullBatchInEpochs: symbols(['gradients'], stageOne({ batchSize: 'full', length: EPOCHS })),
  fullBatch: symbols(['gradients'], stageOne({ batchSize: 'full' })),
  fullBatchEqualSteps: symbols([], stageOne({ batchSize: 'full', length: { as: 'steps' } })),
  fullBatchToLoss: symbols(
    [],
    stageOne({ batchSize: 'full', length: { kind: 'loss', target: 0.005, maximumEpochs: 1500 } }),
  ),
  converged64: symbols(['swapped', 'gradients'], converged(64)),
  converged256: symbols(['swapped', 'gradients'], converged(256)),
  converged1024: symbols(['swapped', 'gradients'], converged(1024)),
  /** With questions without definitions, the third tag, and aliases never defined. */
  groups: symbols(['retrieval'], {
    task: {
      groups: {
        QA3: { of: 'D1QA1', times: 200 / 350 },
        D8: { of: 'D5', times: 1 },
        QA7: { of: 'D5', times: 1 },
      },
    },
  }),
  singleStage: symbols([], { protocol: { stages: 'single', stage2: null } }),
  aliasFirst: aliasFirst(),
  aliasFirstUninformative: aliasFirst(alpha(0.5).task, ['swapped']),
  /** Gradients before Stage 1, too. */
  fromStart: symbols(['gradients'], { measurements: { gradientAlignment: { beforeTraining: true } } }),
  // 333 of 350, the share nearest to .95 that is exact for both tags.
  nearlyReliable: symbols([], {
    task: { consistentShare: { reliable: 333 / 350, unreliable: 17 / 350 } },
    measurements: { byConsistency: true },
  }),
  shuffledTags: symbols(['swapped'], { task: { stageOneTags: 'shuffled' } }),
  randomTags: symbols(['swapped'], { task: { stageOneTags: { randomOf: 100 } } }),
};

const picture = (change: Change, named: readonly Beside[] = ['swapped']): Arm => {
  return { extends: 'digit-grid/handwriting', change: beside(named, change) };
};

export const handwritingArms = {
  base: picture({}, ['swapped', 'curves', 'retrieval']),
  batch64: picture(stageOne({ length: EPOCHS }), ['swapped', 'curves', 'retrieval']),
  uninformative: picture(alpha(0.5), ['swapped', 'retrieval']),
  pixels: picture({ task: { rendering: { query: 'pixels' } } }, ['swapped', 'retrieval']),
  width16: picture(width(1 / 4)),
  width32: picture(width(1 / 2)),
  batch256: picture(stageOne({ batchSize: { times: 4 }, length: EPOCHS })),
  batch1024: picture(stageOne({ batchSize: { times: 16 }, length: EPOCHS })),
  width16ToLoss: picture(widthToLoss(1 / 4, 0.3), TO_LOSS),
  width32ToLoss: picture(widthToLoss(1 / 2, 0.3), TO_LOSS),
  width64ToLoss: picture(widthToLoss(1, 0.3), TO_LOSS),
  batch64ToLoss: picture(stageOne(untilLoss(0.3)), TO_LOSS),
  batch256ToLoss: picture(stageOne({ batchSize: { times: 4 }, ...untilLoss(0.3) }), TO_LOSS),
  batch1024ToLoss: picture(stageOne({ batchSize: { times: 16 }, ...untilLoss(0.3) }), TO_LOSS),
};
