// The digit grid with one thing spoilt, trained for real: what a mistake in the generator, the documents, the trainer or the
// evaluation would make of the runs. Where nothing is spoilt the runs are those of gridStudy, number for number.
import type { GridExperiment } from '../../../src/experiments/experiment.ts';
import { gridStudy } from '../../../src/experiments/grid-study.ts';
import { runCohort } from '../../../src/experiments/run-cohort.ts';
import type { RunRecord } from '../../../src/experiments/run-record.ts';
import type { StageName, Study, StudySeed } from '../../../src/experiments/study.ts';
import { type Measured, measureAnswers } from '../../../src/measurements/measure-answers.ts';
import { measureProbes } from '../../../src/measurements/measure-probes.ts';
import type { TrainedCohort } from '../../../src/measurements/model-answers.ts';
import type { Model } from '../../../src/models/model.ts';
import { type SeedTree, seedTree } from '../../../src/randomness/seed-tree.ts';
import { type DigitGridWorld, drawDigitGrid } from '../../../src/tasks/digit-grid.ts';
import {
  type Documents,
  singleStageDocuments,
  stageOneDocuments,
  stageTwoDocuments,
} from '../../../src/tasks/documents.ts';
import { runRoles } from '../../../src/tasks/run-roles.ts';
import { symbolRendering } from '../../../src/tasks/symbol-rendering.ts';
import type { StepEngine } from '../../../src/tensors/step-engine.ts';
import type { Tensor } from '../../../src/tensors/tensorflow.ts';
import { gridStage } from '../../../src/training/batch-inputs.ts';
import type { StageDocuments } from '../../../src/training/train-stage.ts';

export interface GridSpoil {
  /** The world that a seed gets. */
  readonly world?: (world: DigitGridWorld, tree: SeedTree) => DigitGridWorld;
  /** Whose chance draws the world; left out: the seed's own. */
  readonly worldSeed?: (seed: number) => number;
  /** What a stage trains on. */
  readonly documents?: (
    documents: Documents,
    stage: { readonly name: StageName; readonly world: DigitGridWorld; readonly tree: SeedTree },
  ) => Documents;
  /** How a stage presents it. */
  readonly stage?: (stage: StageDocuments) => StageDocuments;
  readonly model?: (model: Model) => Model;
  /** The world that the evaluation takes for the seed's own. */
  readonly asked?: (world: DigitGridWorld, index: number, worlds: readonly DigitGridWorld[]) => DigitGridWorld;
  readonly answers?: (parameters: Tensor, request: Evaluation) => Promise<Measured[]>;
  readonly probes?: (cohort: TrainedCohort, moment: string) => Promise<Measured[]>;
  readonly engine?: (engine: StepEngine) => StepEngine;
}

/** What an evaluation is given, and how it is done where nothing is spoilt. */
export interface Evaluation {
  readonly moment: string;
  readonly cohort: (parameters: Tensor) => TrainedCohort;
  readonly measure: (parameters: Tensor) => Promise<Measured[]>;
}

export interface GridTraining {
  readonly experiment: GridExperiment;
  readonly seeds: readonly number[];
  readonly engine: StepEngine;
}

export async function trainGrid(spoil: GridSpoil, { experiment, seeds, engine }: GridTraining): Promise<RunRecord[]> {
  const records: RunRecord[] = [];
  const request = { experiment, images: null, engine: spoil.engine?.(engine) ?? engine };
  const study = (members: readonly StudySeed[]) => spoiltStudy(experiment, members, spoil);
  for (const seed of seeds) records.push(...(await runCohort({ ...request, seeds: [seed], study })));
  return records;
}

export function spoiltStudy(experiment: GridExperiment, seeds: readonly StudySeed[], spoil: GridSpoil): Study {
  const members = seeds.map(({ seed, tree }) => {
    const drawn = drawDigitGrid(experiment.task, seedTree(spoil.worldSeed?.(seed) ?? seed));
    const world = spoil.world?.(drawn, tree) ?? drawn;
    return { tree, task: { world, rendering: symbolRendering(world) } };
  });
  const worlds = members.map(({ task }) => task.world);
  const asked = members.map(({ tree, task }, index) => {
    const world = spoil.asked?.(task.world, index, worlds) ?? task.world;
    return { tree, task: { world, rendering: task.rendering } };
  });
  const sound = gridStudy(experiment, seeds, { images: null });
  const model = spoil.model?.(sound.model) ?? sound.model;
  const cohort = (parameters: Tensor): TrainedCohort => ({ model, parameters, seeds: asked });
  return {
    ...sound,
    model,
    roles: worlds.map((world) => runRoles(world.members, world.reliableTag)),
    stage: (name, { trees, swapped }) => {
      const stage = gridStage(
        members.map(({ task }, seed) => {
          const tree = trees[seed] as SeedTree;
          const documents = documentsOf(name, task.world, swapped);
          return {
            task,
            tree,
            documents: spoil.documents?.(documents, { name, world: task.world, tree }) ?? documents,
          };
        }),
        swapped,
      );
      return spoil.stage?.(stage) ?? stage;
    },
    answers: (parameters, moment, { retrieval }) => {
      const measure = (trained: Tensor) => measureAnswers(cohort(trained), moment, { retrieval });
      return spoil.answers?.(parameters, { moment, cohort, measure }) ?? measure(parameters);
    },
    probes: (parameters, moment, options) =>
      spoil.probes?.(cohort(parameters), moment) ?? measureProbes(cohort(parameters), moment, options),
  };
}

function documentsOf(name: StageName, world: DigitGridWorld, swapped: boolean): Documents {
  if (name === 'single') return singleStageDocuments(world);
  return name === 'stage 1' ? stageOneDocuments(world) : stageTwoDocuments(world, swapped);
}
