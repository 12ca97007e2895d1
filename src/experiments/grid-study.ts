// The digit grid as a run sees it.
import { HarnessError } from '../errors/harness-error.ts';
import { measureAnswers } from '../measurements/measure-answers.ts';
import { measureGradients } from '../measurements/measure-gradients.ts';
import { measureProbes } from '../measurements/measure-probes.ts';
import type { Model } from '../models/model.ts';
import { moduleModel } from '../models/module-model.ts';
import { type ResidualMlp, residualMlp } from '../models/residual-mlp.ts';
import type { ModelModule } from '../models/user-model.ts';
import type { SeedTree } from '../randomness/seed-tree.ts';
import { drawDigitGrid } from '../tasks/digit-grid.ts';
import type { GroupName } from '../tasks/digit-grid-config.ts';
import { type DigitImagePool, splitDigitImages } from '../tasks/digit-images.ts';
import { outputCount, singleStageDocuments, stageOneDocuments, stageTwoDocuments } from '../tasks/documents.ts';
import { handwritingRendering } from '../tasks/handwriting-rendering.ts';
import { runRoles } from '../tasks/run-roles.ts';
import { symbolRendering } from '../tasks/symbol-rendering.ts';
import type { Tensor } from '../tensors/tensorflow.ts';
import { gridStage, type SeedTask } from '../training/batch-inputs.ts';
import type { AnyGridExperiment, GridExperiment } from './experiment.ts';
import type { Study, StudySeed } from './study.ts';

interface GridOptions {
  /** Pictures for handwriting; null for symbols. */
  readonly images: DigitImagePool | null;
  /** A user's model, where the experiment names one. */
  readonly module?: ModelModule | null;
}

export function gridStudy(
  experiment: GridExperiment,
  seeds: readonly StudySeed[],
  options: GridOptions,
): Study & { readonly model: ResidualMlp };
export function gridStudy(experiment: AnyGridExperiment, seeds: readonly StudySeed[], options: GridOptions): Study;
export function gridStudy(
  experiment: AnyGridExperiment,
  seeds: readonly StudySeed[],
  { images, module = null }: GridOptions,
): Study {
  const members = seeds.map(({ tree }) => ({ tree, task: seedTask(experiment, tree, images) }));
  const { task } = members[0] as (typeof members)[number];
  const model = modelFor(experiment, task, module);
  const cohort = (parameters: Tensor) => ({ model, parameters, seeds: members });
  const documentsOf = (name: string, world: SeedTask['world'], swapped: boolean) => {
    if (name === 'stage 1') return stageOneDocuments(world);
    if (name === 'stage 2') return stageTwoDocuments(world, swapped);
    if (name === 'single') return singleStageDocuments(world);
    throw new HarnessError('internal', { what: `The digit grid has no stage "${name}".` });
  };
  return {
    model,
    roles: members.map(({ task: { world } }) => runRoles(world.members, world.reliableTag)),
    pretrainingDigest: () => 'none',
    stage: (name, { trees, swapped }) =>
      gridStage(
        members.map(({ task }, seed) => ({
          task,
          documents: documentsOf(name, task.world, swapped),
          tree: trees[seed] as SeedTree,
        })),
        swapped,
      ),
    answers: (parameters, moment, { retrieval, groups }) =>
      measureAnswers(cohort(parameters), moment, {
        retrieval,
        ...(groups === undefined ? {} : { groups: groups as readonly GroupName[] }),
      }),
    gradients: (parameters, moment, options) => measureGradients(cohort(parameters), moment, options),
    probes: (parameters, moment, options) => measureProbes(cohort(parameters), moment, options),
    curve: 'qa/accuracy',
  };
}

function modelFor({ model }: AnyGridExperiment, { rendering, world }: SeedTask, module: ModelModule | null): Model {
  const { features, patches, tokens } = rendering;
  const io = { features, patches, tokens, outputs: outputCount(world) };
  return model.kind === 'module'
    ? moduleModel(model, { module, task: { kind: 'grid', ...io } })
    : residualMlp(model, io);
}

function seedTask({ task: config }: AnyGridExperiment, tree: SeedTree, pool: DigitImagePool | null): SeedTask {
  const world = drawDigitGrid(config, tree);
  if (config.rendering.kind === 'symbols') return { world, rendering: symbolRendering(world) };
  if (pool === null || pool.digest !== config.rendering.imagesDigest) {
    throw new HarnessError('invalid-images', {
      what: 'The pictures are not those that the experiment names.',
      got: pool === null ? 'no pictures' : `${pool.name}, sha256 ${pool.digest}`,
      expected: `sha256 ${config.rendering.imagesDigest}`,
    });
  }
  const images = splitDigitImages(pool, (length, digit) =>
    tree.child('images').child(digit).stream().permutation(length),
  );
  return { world, rendering: handwritingRendering(world, images, tree) };
}
