// The arms of the claims on source statements, as registered before any run that is judged: every number is from experiments.md 2A
// and 2D, but for what these leave open: 88 aliases where they say a third of 250, so that alpha .5 is exact.
import type { TextExperiment } from '../../experiments/experiment.ts';
import { type Arm, alpha, type Beside, beside, type Change, type ProtocolChange, type TaskChange } from './arm.ts';
import { firstStage, newDefinitions, plainDecoder, steps, textOptimizer } from './text-training.ts';

export const aliasTextBase: TextExperiment = {
  schemaVersion: 1,
  task: {
    kind: 'alias-text',
    aliasTokens: 3,
    symbols: 26,
    attributes: 6,
    values: 4,
    trainedAttributes: 4,
    groups: { D1QA1: 88, D2QA2: 88, QA3: 15, D5: 25, D6: 25, D8: 0, QA7: 10 },
    consistentShare: { reliable: 1, unreliable: 0 },
    wordOrder: 'tag-first',
  },
  model: plainDecoder(32),
  protocol: {
    stages: 'two',
    stage1: firstStage(64, steps(800), 3e-3),
    stage2: newDefinitions(128, 150, 1e-3),
    swappedStage2: true,
    optimizer: textOptimizer(0),
    curveEverySteps: 10,
  },
  measurements: { retrieval: true, probes: null, gradientAlignment: { variables: 40 } },
};

const aliasText = (named: readonly Beside[], change?: Change): Arm => {
  return { extends: 'alias-text', change: beside(['retrieval', ...named], change) };
};

const timesAll = (times: number): TaskChange => ({
  groups: { D1QA1: { times }, D2QA2: { times }, QA3: { times }, D5: { times }, D6: { times }, QA7: { times } },
});

/** 1,820 documents: 800 steps of batch 64 are 28.4 epochs. */
const batchAt = (size: number, as: 'epochs' | 'steps'): Arm =>
  aliasText(['swapped'], {
    protocol: {
      stage1: { ...(size === 64 ? {} : { batchSize: { times: size / 64 } }), length: { as } },
      stage2: { batchSize: { times: 1 / 2 } },
    },
  });

/** Twice as many aliases, for the ladder of sizes. */
const ladder = (change: Change): Arm =>
  aliasText(['swapped'], {
    task: timesAll(2),
    protocol: { stage1: { length: { times: 1.5 } }, stage2: { length: { times: 2 } } },
    ...change,
  });

const toLoss = (target: number, maximumEpochs: number) => ({
  length: { kind: 'loss', target, maximumEpochs } as const,
});

/**
 * Sizes that fit alike: the base, each width trained until its loss is at most .6 nats, which width 8 comes to, and until the definitions
 * of Stage 2 are known (experiments.md 11).
 */
const widthToLoss = (times: number): Arm =>
  aliasText(['swapped'], {
    model: { width: { times } },
    protocol: { stage1: toLoss(0.6, 300), stage2: toLoss(0.1, 500) },
  });

/** Batches that fit alike: each trained until its loss is at most .45 nats, which batch 64 comes to in 28 epochs. */
const batchToLoss = (size: number): Arm =>
  aliasText(['swapped'], {
    protocol: {
      stage1: { ...(size === 64 ? {} : { batchSize: { times: size / 64 } }), ...toLoss(0.45, 250) },
      stage2: { batchSize: { times: 1 / 2 } },
    },
  });

/** A thousand aliases, for a GPU (experiments.md 2D). @param share of the widest model of the design */
const large = (width: number, share: number): Arm =>
  aliasText(['swapped'], {
    task: timesAll(4),
    model: { registered: plainDecoder(width), ...(share === 1 ? {} : { width: { times: share } }) },
    protocol: {
      stage1: {
        batchSize: { times: 2 },
        length: { times: 2.25 },
        // Above width 64 the rate must fall, or the trend reverses.
        ...(width > 64 ? { learningRate: { times: 1 / 2 } } : {}),
      },
      stage2: { length: { times: 2 } },
    },
  });

/** Large new groups, which probes need. */
const PROBED: TaskChange['groups'] = {
  D1QA1: { times: 162 / 88 },
  D2QA2: { times: 162 / 88 },
  QA3: { times: 36 / 15 },
  D5: { times: 108 / 25 },
  D6: { times: 108 / 25 },
  QA7: { times: 24 / 10 },
};

const probed = (
  task: TaskChange,
  protocol: ProtocolChange = {},
  { permutations = 5, named = [] }: { readonly permutations?: number; readonly named?: readonly Beside[] } = {},
): Arm =>
  aliasText(['probes', ...named], {
    task: { ...task, groups: PROBED } as TaskChange,
    model: { registered: plainDecoder(48) },
    protocol: { stage1: { length: { times: 2 } }, stage2: { length: { times: 400 / 150 } }, ...protocol },
    measurements: { probes: { lambda: { widthOr: 48 }, permutations } },
  });

const ALL_TOKENS = { loss: 'all-tokens' } as const;

export const aliasTextArms = {
  base: aliasText(['swapped', 'curves', 'gradients']),
  /** Gradients before Stage 1, too. */
  fromStart: aliasText(['gradients'], { measurements: { gradientAlignment: { beforeTraining: true } } }),
  /** The same beside arms with another alpha. */
  informative: aliasText(['swapped', 'curves', 'gradients'], alpha(1)),
  uninformative: aliasText(['swapped', 'gradients'], alpha(0.5)),
  threeQuarters: aliasText([], alpha(0.75)),
  bothReliable: aliasText(['swapped'], { task: { consistentShare: { reliable: 1, unreliable: 1 } } }),
  singleStage: aliasText([], { protocol: { stages: 'single', stage2: null } }),
  width8: ladder({ model: { width: { times: 1 / 4 } } }),
  width16: ladder({ model: { width: { times: 1 / 2 } } }),
  width32: ladder({}),
  width8ToLoss: widthToLoss(1 / 4),
  width16ToLoss: widthToLoss(1 / 2),
  width32ToLoss: widthToLoss(1),
  batch64: batchAt(64, 'epochs'),
  batch256: batchAt(256, 'epochs'),
  batch1024: batchAt(1024, 'epochs'),
  batch64ToLoss: batchToLoss(64),
  batch256ToLoss: batchToLoss(256),
  batch1024ToLoss: batchToLoss(1024),
  batch64EqualSteps: batchAt(64, 'steps'),
  batch256EqualSteps: batchAt(256, 'steps'),
  thousand: large(64, 1),
  large16: large(16, 1 / 8),
  large64: large(64, 1 / 2),
  large128: large(128, 1),
  aliasFirst: probed({ wordOrder: 'alias-first' }, ALL_TOKENS),
  tagFirst: probed({ wordOrder: 'tag-first' }, ALL_TOKENS),
  /** Twenty permutations, where every layer and token is judged (decisions.md B4). */
  tagFirstProbed: probed({ wordOrder: 'tag-first' }, ALL_TOKENS, { permutations: 20 }),
  aliasFirstAnswers: probed({ wordOrder: 'alias-first', ...alpha(1).task }),
  aliasFirstUninformative: probed({ wordOrder: 'alias-first', ...alpha(0.5).task }, ALL_TOKENS, { named: ['swapped'] }),
};
