// A task in text as a run sees it.
import { measureQuestions } from '../measurements/text/measure-questions.ts';
import { measureTextGradients } from '../measurements/text/measure-text-gradients.ts';
import { measureTextProbes } from '../measurements/text/measure-text-probes.ts';
import { type Decoder, decoder } from '../models/decoder.ts';
import type { SeedTree } from '../randomness/seed-tree.ts';
import { drawTextWorld } from '../tasks/text/draw-text-world.ts';
import type { TextWorld } from '../tasks/text/text-world.ts';
import type { Tensor } from '../tensors/tensorflow.ts';
import { textStage } from '../training/text-stage.ts';
import { contentHash } from './content-hash.ts';
import type { TextExperiment } from './experiment.ts';
import type { Study, StudySeed } from './study.ts';

/** @param draw makes the world of a seed */
export function textStudy(
  experiment: TextExperiment,
  seeds: readonly StudySeed[],
  draw: typeof drawTextWorld = drawTextWorld,
): Study & { readonly model: Decoder } {
  const members = seeds.map(({ tree }) => ({ tree, world: draw(experiment.task, tree) }));
  const { vocabulary, maximumLength } = (members[0] as (typeof members)[number]).world;
  // The last token of a document is never shown.
  const model = decoder(experiment.model, { kinds: vocabulary.kinds, positions: maximumLength - 1 });
  const { width, layers } = experiment.model;
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
        { loss, dropout: share === undefined ? null : { share, writes: 2 * layers, width } },
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

/** Worlds that agree in this share a pretrained model. */
function pretrainingOf({ vocabulary, maximumLength, documents }: TextWorld) {
  const { tokens, length, lengths } = documents('pretraining', false);
  const { words, kinds } = vocabulary;
  return { words: [...words], kinds: [...kinds], maximumLength, tokens: [...tokens], length, lengths: [...lengths] };
}
