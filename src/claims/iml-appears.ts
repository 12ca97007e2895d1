// C4 and C21: the paper's main claim, implicit meta-learning itself.
import type { Claim } from './claim.ts';
import { handwritingExperiments, symbolExperiments } from './digit-grid-experiments.ts';
import { iml } from './estimands.ts';
import { retrievalMap, stageOneLoss, stageTwoCurves } from './evidence-plots.ts';
import { fitOf, learnedStageOne, learnedStageTwo, moreThan, type Planned, plainTest } from './rules.ts';

const parts = (accuracy: Planned, logLikelihood: Planned) =>
  [
    {
      name: 'D5 - D6 after Stage 2',
      unit: 'accuracy',
      rule: moreThan(0.1, accuracy),
      valuesOf: (runs) => [iml(runs, 'base')],
    },
    {
      name: 'D5 - D6 after Stage 2, log-likelihood',
      unit: 'nats a question',
      rule: moreThan(0.35, logLikelihood),
      valuesOf: (runs) => [iml(runs, 'base', 'log-likelihood')],
    },
  ] satisfies Claim['tests'][number]['parts'];

const shared = {
  ...plainTest,
  gates: [learnedStageOne('base'), learnedStageTwo('base')],
  context: fitOf('base'),
} as const;

export const imlAppears: Claim = {
  id: 'iml-appears',
  title: 'Implicit meta-learning appears',
  statement:
    'After Stage 2, questions about new aliases are answered better when their (true) definition carried the tag that was reliable in Stage 1.',
  source: 'Abstract; section 3; poster figure (a)',
  paperClaims: ['C4', 'C21'],
  rung: 'R2',
  tests: [
    {
      ...shared,
      task: 'digit-grid/symbols',
      seeds: { quick: 12, standard: 16 },
      design: 'two stages; D5 and D6 differ in nothing but the tag of their definition',
      arms: () => ({ base: symbolExperiments.base }),
      parts: parts([0.293, 0.03], [1.069, 0.134]),
      plots: (judged) => [
        stageTwoCurves(judged, 'base'),
        retrievalMap(judged, 'base', ['D5', 'D6']),
        stageOneLoss(judged, ['base']),
      ],
    },
    {
      ...shared,
      task: 'digit-grid/handwriting',
      seeds: { quick: 10, standard: 16 },
      design: 'two stages, digits as pictures in unseen handwriting at test; tag and asked cell as tokens',
      arms: (images) => ({ base: handwritingExperiments(images).base }),
      parts: parts([0.31, 0.021], [1.13, 0.09]),
      plots: (judged) => [stageTwoCurves(judged, 'base'), stageOneLoss(judged, ['base'])],
    },
    {
      ...shared,
      task: 'digit-grid/handwriting',
      seeds: { standard: 8 },
      design: "everything in pixels, the paper's own form: a bar-code strip is the tag, a white frame the asked cell",
      arms: (images) => ({ base: handwritingExperiments(images).pixels }),
      parts: parts([0.33, 0.034], [1.48, 0.15]),
      plots: (judged) => [stageOneLoss(judged, ['base'])],
    },
  ],
};
