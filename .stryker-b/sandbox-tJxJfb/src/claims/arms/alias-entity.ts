// The arms of the claims on named entities, as registered before any run that is judged (experiments.md 2E; the variants that failed
// are in experiments.md 2B). All whose Stage 0 is the same share their models after it, through the ledger.
import type { TextExperiment } from '../../experiments/experiment.ts';
import type { AliasEntityConfig } from '../../tasks/text/alias-entity/entity-knowledge.ts';
import type { StageConfig } from '../../training/protocol-config.ts';
import { type Arm, alpha, type Beside, beside, type Change } from './arm.ts';
import { firstStage, newDefinitions, steps, textOptimizer } from './text-training.ts';

const stage = (count: number): StageConfig => ({ ...firstStage(128, steps(count), 2e-3), dropout: 0.1 });

function entityDecoder(layers: number): TextExperiment['model'] {
  const width = 64;
  const linear = 0.5 / Math.sqrt(width);
  return {
    kind: 'decoder',
    width,
    layers,
    heads: 4,
    positions: { kind: 'learned', deviation: 0.1 },
    residual: 'sequential',
    norm: 'root-mean-square',
    biases: false,
    tiedOutput: true,
    initialisation: {
      linear,
      residual: linear / Math.sqrt(2 * layers),
      embeddings: { special: 0.1, attribute: 0.1, value: 0.1, symbol: 1, alias: 1, entity: 1 },
    },
  };
}

export const aliasEntityBase: TextExperiment = {
  schemaVersion: 1,
  task: {
    kind: 'alias-entity',
    aliasTokens: 1,
    symbols: 26,
    entities: 16,
    attributes: 6,
    values: 8,
    oldAliases: 300,
    heldAliases: 60,
    wordOrder: 'TAE',
    linkWord: false,
    groups: { D1QA1: 420, D2QA2: 420, QA3: 72, D5: 120, D6: 120, D8: 0, QA7: 48 },
    consistentShare: { reliable: 1, unreliable: 0 },
    trainedAttributes: 2,
    replay: true,
    inContext: false,
  },
  model: entityDecoder(4),
  protocol: {
    stages: 'two',
    stage0: stage(1000),
    stage1: stage(1600),
    stage2: { ...newDefinitions(128, 150, 5e-4), weightDecay: 0 },
    swappedStage2: true,
    optimizer: textOptimizer(0.1),
    curveEverySteps: null,
  },
  measurements: { retrieval: true, probes: null, gradientAlignment: null },
};

const aliasEntity = (change: Change, named: readonly Beside[] = []): Arm => {
  return { extends: 'alias-entity', change: beside(['retrieval', ...named], change) };
};

/** Loss on every token, as a causal language model has it. */
const ordered = (wordOrder: AliasEntityConfig['wordOrder']) =>
  aliasEntity({ task: { wordOrder }, protocol: { loss: 'all-tokens' } });

const THIRD = { times: 80 / 120 } as const;
const HALF = { length: { times: 1 / 2 } } as const;

export const aliasEntityArms = {
  base: aliasEntity({}, ['swapped']),
  uninformative: aliasEntity(alpha(0.5), ['swapped']),
  threeTokens: aliasEntity({ task: { aliasTokens: 3 }, protocol: { stage2: { learningRate: { times: 2 } } } }),
  withoutOldAliases: aliasEntity({ task: { oldAliases: 0 } }),
  /** The base beside it. */
  withOldAliases: aliasEntity({ task: { oldAliases: 300 } }, ['swapped']),
  /** As many aliases in all, so that Stage 0 is the same. */
  thirdTag: aliasEntity({ task: { groups: { D5: THIRD, D6: THIRD, D8: { of: 'D5', ...THIRD } } } }),
  singleStage: aliasEntity({ protocol: { stages: 'single', stage2: null } }),
  threeStages: aliasEntity({ protocol: { stages: 'three', stage1: HALF, stage1Questions: HALF } }),
  inContext: aliasEntity({ task: { inContext: true }, protocol: { stages: 'single', stage2: null } }),
  TAE: ordered('TAE'),
  ATE: ordered('ATE'),
  AET: ordered('AET'),
  EAT: ordered('EAT'),
  ETA: ordered('ETA'),
  TEA: ordered('TEA'),
  /** 2B: many entities, the word `is`, two layers, and no aliases whose use was learned before. */
  manyEntities: aliasEntity({
    task: { entities: 64, oldAliases: 0, linkWord: true },
    model: { only: entityDecoder(2) },
  }),
};
