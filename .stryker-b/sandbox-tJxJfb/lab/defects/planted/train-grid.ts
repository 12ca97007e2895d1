// The digit grid with one thing spoilt, trained for real: what a mistake in the generator, the documents, the trainer or the
// evaluation would make of the runs. Where nothing is spoilt the runs are those of the task itself, number for number.
import type { GridExperiment } from '../../../src/experiments/experiment.ts';
import { runCohort } from '../../../src/experiments/run-cohort.ts';
import type { RunRecord } from '../../../src/experiments/run-record.ts';
import { type Study, type StudySeed, studyOf } from '../../../src/experiments/study.ts';
import type { Measured, TrainedCohort } from '../../../src/measurements/activations.ts';
import { measureAnswers } from '../../../src/measurements/measure-answers.ts';
import { measureProbes } from '../../../src/measurements/measure-probes.ts';
import type { Model } from '../../../src/models/model.ts';
import { type SeedTree, seedTree } from '../../../src/randomness/seed-tree.ts';
import { type DigitGridWorld, drawDigitGrid } from '../../../src/tasks/grid/digit-grid.ts';
import type { GridDocuments } from '../../../src/tasks/grid/documents.ts';
import { type GridTask, gridWorld } from '../../../src/tasks/grid/grid-world.ts';
import { symbolRendering } from '../../../src/tasks/grid/rendering.ts';
import type { StageName, World } from '../../../src/tasks/world.ts';
import type { StepEngine } from '../../../src/tensors/step-engine.ts';
import type { Tensor } from '../../../src/tensors/tensorflow.ts';
import type { StageDocuments } from '../../../src/training/train-stage.ts';

/** Each seed with the grid that its evaluation asks about. */
export interface GridCohort extends TrainedCohort {
  readonly seeds: readonly (TrainedCohort['seeds'][number] & { readonly task: GridTask })[];
}

export interface GridSpoil {
  /** The world that a seed gets. */
  readonly world?: (world: DigitGridWorld, tree: SeedTree) => DigitGridWorld;
  /** Whose chance draws the world; left out: the seed's own. */
  readonly worldSeed?: (seed: number) => number;
  /** What a stage trains on. */
  readonly documents?: (
    documents: GridDocuments,
    stage: { readonly name: StageName; readonly world: DigitGridWorld; readonly tree: SeedTree },
  ) => GridDocuments;
  /** How a stage presents it. */
  readonly stage?: (stage: StageDocuments) => StageDocuments;
  readonly model?: (model: Model) => Model;
  /** The world that the evaluation takes for the seed's own. */
  readonly asked?: (world: DigitGridWorld, index: number, worlds: readonly DigitGridWorld[]) => DigitGridWorld;
  readonly answers?: (parameters: Tensor, request: Evaluation) => Promise<Measured[]>;
  readonly probes?: (cohort: GridCohort, moment: string) => Promise<Measured[]>;
  readonly engine?: (engine: StepEngine) => StepEngine;
}

/** What an evaluation is given, and how it is done where nothing is spoilt. */
export interface Evaluation {
  readonly moment: string;
  readonly cohort: (parameters: Tensor) => GridCohort;
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
  const drawn = seeds.map(({ seed, tree }) => {
    const world = drawDigitGrid(experiment.task, seedTree(spoil.worldSeed?.(seed) ?? seed));
    return spoil.world?.(world, tree) ?? world;
  });
  const members = seeds.map(({ tree }, index) => {
    const grid = drawn[index] as DigitGridWorld;
    const taught = gridWorld(shown(grid));
    const task = shown(spoil.asked?.(grid, index, drawn) ?? grid);
    const documents: typeof taught.documents = (name, swapped) => {
      const sound = taught.documents(name, swapped);
      const stage = { name, world: grid, tree: tree.child(name === 'single' ? 'stage 1' : name) };
      return { ...sound, ...spoil.documents?.(sound, stage) };
    };
    return { tree, task, world: { ...gridWorld(task), roles: taught.roles, documents } };
  });
  const draw = (_: unknown, tree: SeedTree) => members.find((member) => member.tree === tree)?.world as World;
  const sound = studyOf(experiment, seeds, { images: null, module: null, draw });
  const model = spoil.model?.(sound.model) ?? sound.model;
  const cohort = (parameters: Tensor): GridCohort => ({ model, parameters, seeds: members });
  return {
    ...sound,
    model,
    stage: (name, request) => {
      const stage = sound.stage(name, request);
      return spoil.stage?.(stage) ?? stage;
    },
    answers: (parameters, moment, { retrieval }) => {
      const measure = (trained: Tensor) =>
        measureAnswers(cohort(trained), moment, ({ asked }) => asked === 'always' || retrieval);
      return spoil.answers?.(parameters, { moment, cohort, measure }) ?? measure(parameters);
    },
    probes: (parameters, moment, options) =>
      spoil.probes?.(cohort(parameters), moment) ?? measureProbes(cohort(parameters), moment, options),
  };
}

const shown = (world: DigitGridWorld): GridTask => ({ world, rendering: symbolRendering(world) });
