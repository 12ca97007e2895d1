// What a run does with a task, whichever it is: documents for each stage, and measurements of what was trained on them.
import type { Measured } from '../measurements/activations.ts';
import { measureAnswers } from '../measurements/measure-answers.ts';
import { measureGradients } from '../measurements/measure-gradients.ts';
import { measureProbes } from '../measurements/measure-probes.ts';
import type { Model } from '../models/model.ts';
import { modelOf } from '../models/model-of.ts';
import type { ModelModule } from '../models/user-model.ts';
import type { SeedTree } from '../randomness/seed-tree.ts';
import type { DigitImagePool } from '../tasks/grid/digit-images.ts';
import type { RunRoles } from '../tasks/groups.ts';
import { drawWorld, type WorldAssets } from '../tasks/index.ts';
import type { QuestionSet, StageName, World } from '../tasks/world.ts';
import type { Tensor } from '../tensors/tensorflow.ts';
import { presentStage } from '../training/present-stage.ts';
import type { StageConfig } from '../training/protocol-config.ts';
import type { StageDocuments } from '../training/train-stage.ts';
import { contentHash } from './content-hash.ts';
import type { Experiment } from './experiment.ts';

export interface StudySeed {
  readonly seed: number;
  readonly tree: SeedTree;
}

export interface Study {
  readonly model: Model;
  /** One a seed. */
  readonly roles: readonly RunRoles[];
  /** All that the pretrained model depends on beside model and protocol, as text. Asked where there is a Stage 0. */
  readonly pretrainingDigest: () => string;
  readonly stage: (
    name: StageName,
    request: { readonly trees: readonly SeedTree[]; readonly swapped: boolean; readonly config: StageConfig },
  ) => StageDocuments;
  /** Questions, and what of the others is named in `beside`. `groups`: questions of these alone. */
  readonly answers: (
    parameters: Tensor,
    moment: string,
    options: { readonly beside?: readonly QuestionSet['asked'][]; readonly groups?: readonly string[] },
  ) => Promise<Measured[]>;
  readonly gradients: (
    parameters: Tensor,
    moment: string,
    options: { readonly variables: number },
  ) => Promise<Measured[]>;
  readonly probes: (
    parameters: Tensor,
    moment: string,
    options: { readonly lambda: number; readonly permutations: number },
  ) => Promise<Measured[]>;
  /** Measurement of the learning curves. */
  readonly curve: string;
}

/** What of an experiment is no JSON. */
export interface StudyAssets extends Pick<WorldAssets, 'language'> {
  /** Pictures for handwriting; null for symbols and text. */
  readonly images: DigitImagePool | null;
  /** The user's model, where the experiment names one. */
  readonly module: ModelModule | null;
}

/** @param options `draw` makes the world of a seed; left out: as the task says */
export function studyOf(
  { task, model: config, protocol }: Experiment,
  seeds: readonly StudySeed[],
  { images, language, module, draw = drawWorld }: StudyAssets & { readonly draw?: typeof drawWorld },
): Study {
  const members = seeds.map(({ tree }) => ({ tree, world: draw(task, tree, { images, language: language ?? null }) }));
  const { form, modelTask, curve } = (members[0] as (typeof members)[number]).world;
  const model = modelOf(config, modelTask, module);
  const loss = protocol.loss ?? 'answers';
  const cohort = (parameters: Tensor) => ({ model, parameters, seeds: members });
  const dropoutOf = (share: number | undefined) =>
    share === undefined || config.kind !== 'decoder' ? null : { share, writes: 2 * config.layers, width: config.width };
  return {
    model,
    roles: members.map(({ world }) => world.roles),
    pretrainingDigest: () => contentHash(members.map(({ world }: { world: World }) => world.pretraining())),
    stage: (name, { trees, swapped, config: { dropout } }) =>
      presentStage(
        members.map(({ world }, seed) => ({
          documents: world.documents(name, swapped),
          tree: trees[seed] as SeedTree,
        })),
        { form, loss, swapped, dropout: dropoutOf(dropout) },
      ),
    answers: (parameters, moment, { beside = [], groups }) =>
      measureAnswers(cohort(parameters), moment, ({ name, group, asked }) => {
        if (groups !== undefined) return name === 'qa' && groups.includes(group);
        return asked === 'always' || beside.includes(asked);
      }),
    gradients: (parameters, moment, options) => measureGradients(cohort(parameters), moment, { ...options, loss }),
    probes: (parameters, moment, options) => measureProbes(cohort(parameters), moment, options),
    curve,
  };
}
