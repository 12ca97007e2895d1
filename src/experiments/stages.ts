// The stages of a run in order (paper.md 1 and 2): the one list that training, plans and the checks of records map. Labels, moments
// and streams stand in records and decide what chance draws: they never change.

import { seedTree } from '../randomness/seed-tree.ts';
import { drawWorld } from '../tasks/index.ts';
import { countDocuments } from '../tasks/text/named-entities/count-documents.ts';
import type { StageName } from '../tasks/world.ts';
import { type ProtocolConfig, type StageConfig, stagePlan } from '../training/protocol-config.ts';
import type { Experiment } from './experiment.ts';

export interface Stage {
  /** As records name it. */
  readonly label: string;
  /** Child of the seed tree that its chance comes from. */
  readonly stream: string;
  /** What it trains on. */
  readonly documents: StageName;
  /** Where its configuration stands in the protocol. */
  readonly field: 'stage0' | 'stage1' | 'stage1Questions' | 'stage2';
  readonly config: StageConfig;
  /** Whether definitions carry the other tag (antithetic IML). */
  readonly swapped: boolean;
  /** Which deal of the aliases of Stage 2: 0 is the world as it was drawn. */
  readonly deal: number;
  /** Label of the stage whose parameters it starts from; null: the initial ones. */
  readonly from: string | null;
  /** What measurements are called that are taken after it. */
  readonly moment: string;
  /** Beside the questions, and where the experiment asks for them at all. */
  readonly measured: readonly ('retrieval' | 'consistency' | 'gradients' | 'probes')[];
  /** Whether its number of steps is fixed: it does not stop at a loss. */
  readonly exact: boolean;
}

export function stagesOf(protocol: ProtocolConfig): Stage[] {
  const { stages, stage0, stage1, stage1Questions, stage2, swappedStage2, stage2Deals = 1 } = protocol;
  const list: Stage[] = [];
  const add = (
    field: Stage['field'],
    config: StageConfig | null | undefined,
    stage: Pick<Stage, 'label' | 'documents' | 'moment'> & Partial<Stage>,
  ) => {
    if (!config) return;
    const from = list.at(-1)?.label ?? null;
    const exact = config.length.kind !== 'loss';
    list.push({ field, config, stream: stage.label, swapped: false, deal: 0, from, measured: [], exact, ...stage });
  };
  const beforeStage2 = { moment: 'before-stage-2', measured: ['consistency', 'gradients', 'probes'] } as const;

  add('stage0', stage0, { label: 'stage 0', documents: 'pretraining', moment: 'after-stage-0' });
  if (stages === 'single') {
    const measured = ['retrieval', 'consistency', 'gradients', 'probes'] as const;
    add('stage1', stage1, { label: 'stage 1', documents: 'single', moment: 'after-single-stage', measured });
  } else if (stages === 'two') {
    add('stage1', stage1, { label: 'stage 1', documents: 'stage 1', ...beforeStage2 });
  } else {
    const documents = 'stage 1 definitions';
    add('stage1', stage1, { label: documents, documents, moment: 'after-stage-1-definitions' });
    add('stage1Questions', stage1Questions, { label: 'stage 1', documents: 'stage 1 questions', ...beforeStage2 });
  }
  for (let deal = 0; deal < stage2Deals; deal += 1) {
    const [words, name] = deal === 0 ? ['', ''] : [` deal ${deal + 1}`, `-deal-${deal + 1}`];
    // Both arms read the same order stream: the pair differs in the tags alone.
    const second = { documents: 'stage 2', from: 'stage 1', deal, stream: `stage 2${words}` } as const;
    const measured = deal === 0 ? (['retrieval', 'probes'] as const) : [];
    add('stage2', stage2, { ...second, label: second.stream, moment: `after-stage-2${name}`, measured });
    if (!swappedStage2) continue;
    const other = { label: `${second.stream} swapped`, moment: `after-stage-2-swapped${name}` };
    add('stage2', stage2, { ...second, ...other, swapped: true });
  }
  return list;
}

/** Seeds of a cohort: as many as the backend stacks, but of a pretrained model one, which is large and has words of its own. */
export function cohortSizeOf({ model }: Pick<Experiment, 'model'>, backend: { readonly cohortSize: number }): number {
  return model.kind === 'checkpoint' ? 1 : backend.cohortSize;
}

export interface PlannedStage extends Stage {
  readonly steps: number;
  readonly batchSize: number;
  /** How many documents it has. */
  readonly count: number;
  /** Whether its documents, and with them its steps, can only be said to be at least so many. */
  readonly isLeast: boolean;
  /** What the model reads of a document: tokens of the longest one in text, else 1. */
  readonly positions: number;
}

/** Steps of one seed over all stages; for train-to-loss the maximum. Stage 0 counts whether or not it will be found. */
export function plannedSteps(experiment: Experiment): number {
  return plannedStages(experiment).reduce((sum, { steps }) => sum + steps, 0);
}

/** How many training steps a run will take, from its configuration alone: the denominator of progress and of plans. */
export function plannedStages({ task, protocol }: Experiment): PlannedStage[] {
  const stages = stagesOf(protocol);
  const sizes = sizesOf(task, stages);
  return stages.map((stage, place) => {
    const size = sizes[place] as DocumentSizes;
    const { maximumSteps: steps, batchSize } = stagePlan(stage.config, size.count);
    return { ...stage, ...size, steps, batchSize };
  });
}

type DocumentSizes = Pick<PlannedStage, 'count' | 'isLeast' | 'positions'>;

/** By task and stages: a world takes its time to draw, and every arm and plan asks about the same few. */
const knownSizes = new Map<string, readonly DocumentSizes[]>();

function sizesOf(task: Experiment['task'], stages: readonly Stage[]): readonly DocumentSizes[] {
  if (task.kind === 'named-entities') {
    // The last token of a document is never shown.
    return stages.map(({ documents }) => ({
      ...countDocuments(task, documents),
      positions: task.maximumTokens - 1,
    }));
  }
  const key = JSON.stringify([task, stages.map(({ documents, swapped }) => [documents, swapped])]);
  const known = knownSizes.get(key);
  if (known !== undefined) return known;
  // Every seed has as many documents as this one.
  const { form, documents } = drawWorld(task, seedTree(0));
  const sizes = stages.map((stage) => {
    const shown = documents(stage.documents, stage.swapped);
    return { count: form.count(shown), isLeast: false, positions: form.positions(shown) };
  });
  knownSizes.set(key, sizes);
  return sizes;
}
