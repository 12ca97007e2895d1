// A task in text as a run sees it.
import { measureQuestions } from '../measurements/text/measure-questions.ts';
import { measureTextGradients } from '../measurements/text/measure-text-gradients.ts';
import { measureTextProbes } from '../measurements/text/measure-text-probes.ts';
import { type Decoder, decoder } from '../models/decoder.ts';
import type { Model } from '../models/model.ts';
import { moduleModel } from '../models/module-model.ts';
import type { ModelModule } from '../models/user-model.ts';
import type { SeedTree } from '../randomness/seed-tree.ts';
import { drawTextWorld } from '../tasks/text/draw-text-world.ts';
import type { TextWorld } from '../tasks/text/text-world.ts';
import type { Tensor } from '../tensors/tensorflow.ts';
import { textStage } from '../training/text-stage.ts';
import { contentHash } from './content-hash.ts';
import type { AnyTextExperiment, TextExperiment } from './experiment.ts';
import type { Study, StudySeed } from './study.ts';

interface TextOptions {
  /** Makes the world of a seed; left out: as the task says. */
  readonly draw?: typeof drawTextWorld;
  /** A user's model, where the experiment names one. */
  readonly module?: ModelModule | null;
}

export function textStudy(
  experiment: TextExperiment,
  seeds: readonly StudySeed[],
  options?: TextOptions,
): Study & { readonly model: Decoder };
export function textStudy(experiment: AnyTextExperiment, seeds: readonly StudySeed[], options?: TextOptions): Study;
export function textStudy(
  experiment: AnyTextExperiment,
  seeds: readonly StudySeed[],
  { draw = drawTextWorld, module = null }: TextOptions = {},
): Study {
  const members = seeds.map(({ tree }) => ({ tree, world: draw(experiment.task, tree) }));
  const model = modelFor(experiment, (members[0] as (typeof members)[number]).world, module);
  const loss = experiment.protocol.loss ?? 'answers';
  const cohort = (parameters: Tensor) => ({ model, parameters, seeds: members });
  return {
    model,
    roles: members.map(({ world }) => world.roles),
    pretrainingDigest: () => contentHash(members.map(({ world }) => pretrainingOf(world))),
    stage: (name, { trees, swapped, config: { dropout: share } }) =>
      textStage(
        members.map(({ world }, seed) => ({
          documents: world.documents(name, swapped),
          tree: trees[seed] as SeedTree,
        })),
        { loss, dropout: share === undefined ? null : dropoutOf(experiment, share) },
      ),
    answers: (parameters, moment, { retrieval, groups }) =>
      measureQuestions(cohort(parameters), moment, ({ name, group, asked }) => {
        if (groups !== undefined) return name === 'qa' && groups.includes(group);
        return asked === 'always' || retrieval;
      }),
    gradients: (parameters, moment, options) => measureTextGradients(cohort(parameters), moment, { ...options, loss }),
    probes: (parameters, moment, options) => measureTextProbes(cohort(parameters), moment, options),
    curve: 'qa/exact-match',
  };
}

function modelFor(
  { model }: AnyTextExperiment,
  { vocabulary: { kinds }, maximumLength }: TextWorld,
  module: ModelModule | null,
): Model {
  // The last token of a document is never shown.
  const positions = maximumLength - 1;
  if (model.kind === 'decoder') return decoder(model, { kinds, positions });
  return moduleModel(model, { module, task: { kind: 'text', words: kinds.length, kinds, positions } });
}

function dropoutOf({ model }: AnyTextExperiment, share: number) {
  return model.kind === 'module' ? null : { share, writes: 2 * model.layers, width: model.width };
}

/** Worlds that agree in this share a pretrained model. */
function pretrainingOf({ vocabulary, maximumLength, documents }: TextWorld) {
  const { tokens, length, lengths } = documents('pretraining', false);
  const { words, kinds } = vocabulary;
  return { words: [...words], kinds: [...kinds], maximumLength, tokens: [...tokens], length, lengths: [...lengths] };
}
