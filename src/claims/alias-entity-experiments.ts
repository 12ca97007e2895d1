// The experiments behind the claims on named entities, as registered before any run that is judged (experiments.md 2E; the
// variants that failed are in experiments.md 2B). All whose Stage 0 is the same share their models after it, through the ledger.
import type { TextExperiment } from '../experiments/experiment.ts';
import type { AliasEntityConfig } from '../tasks/text/alias-entity/alias-entity-config.ts';
import type { StageConfig } from '../training/protocol-config.ts';
import { firstStage, newDefinitions, steps, textOptimizer } from './text-training.ts';

type Groups = AliasEntityConfig['groups'];

const GROUPS: Groups = { D1QA1: 420, D2QA2: 420, QA3: 72, D5: 120, D6: 120, D8: 0, QA7: 48 };
/** As many aliases in all, so that Stage 0 is the same. */
const WITH_THIRD_TAG: Groups = { ...GROUPS, D5: 80, D6: 80, D8: 80 };

const WEIGHT_DECAY = 0.1;
const DROPOUT = 0.1;

const stage = (count: number): StageConfig => ({ ...firstStage(128, steps(count), 2e-3), dropout: DROPOUT });

const stageTwo = (learningRate: number): StageConfig => ({ ...newDefinitions(128, 150, learningRate), weightDecay: 0 });

interface Change {
  readonly task?: Partial<AliasEntityConfig>;
  readonly layers?: number;
  readonly stages?: Partial<TextExperiment['protocol']>;
  readonly swapped?: boolean;
  readonly stageTwoRate?: number;
}

function aliasEntity({ task, layers = 4, stages, swapped = false, stageTwoRate = 5e-4 }: Change): TextExperiment {
  const width = 64;
  const linear = 0.5 / Math.sqrt(width);
  return {
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
      groups: GROUPS,
      consistentShare: { reliable: 1, unreliable: 0 },
      trainedAttributes: 2,
      replay: true,
      inContext: false,
      ...task,
    },
    model: {
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
    },
    protocol: {
      stages: 'two',
      stage0: stage(1000),
      stage1: stage(1600),
      stage2: stageTwo(stageTwoRate),
      swappedStage2: swapped,
      optimizer: textOptimizer(WEIGHT_DECAY),
      curveEverySteps: null,
      ...stages,
    },
    measurements: { retrieval: true, probes: null, gradientAlignment: null },
  };
}

/** Loss on every token, as a causal language model has it. */
const ordered = (wordOrder: AliasEntityConfig['wordOrder']) =>
  aliasEntity({ task: { wordOrder }, stages: { loss: 'all-tokens' } });

export const aliasEntityExperiments = {
  base: aliasEntity({ swapped: true }),
  uninformative: aliasEntity({ task: { consistentShare: { reliable: 0.5, unreliable: 0.5 } }, swapped: true }),
  threeTokens: aliasEntity({ task: { aliasTokens: 3 }, stageTwoRate: 1e-3 }),
  withoutOldAliases: aliasEntity({ task: { oldAliases: 0 } }),
  thirdTag: aliasEntity({ task: { groups: WITH_THIRD_TAG } }),
  singleStage: aliasEntity({ stages: { stages: 'single', stage2: null } }),
  threeStages: aliasEntity({ stages: { stages: 'three', stage1: stage(800), stage1Questions: stage(800) } }),
  inContext: aliasEntity({ task: { inContext: true }, stages: { stages: 'single', stage2: null } }),
  TAE: ordered('TAE'),
  ATE: ordered('ATE'),
  AET: ordered('AET'),
  EAT: ordered('EAT'),
  ETA: ordered('ETA'),
  TEA: ordered('TEA'),
  /** 2B: many entities, the word `is`, two layers, and no aliases whose use was learned before. */
  manyEntities: aliasEntity({ task: { entities: 64, oldAliases: 0, linkWord: true }, layers: 2 }),
} as const;
