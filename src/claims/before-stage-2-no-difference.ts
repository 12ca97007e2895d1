// C6: the two groups of new aliases are alike until their definitions are trained.
import type { Claim } from './claim.ts';
import { symbolExperiments } from './digit-grid-experiments.ts';
import { heldOutAccuracy, iml } from './estimands.ts';
import { learnedStageOne, nothingBeyond, plainTest } from './rules.ts';

export const beforeStage2NoDifference: Claim = {
  id: 'before-stage-2-no-difference',
  title: 'Before Stage 2 there is no difference',
  statement: 'At the end of Stage 1 the model answers questions about D5 and D6 equally (badly).',
  source: 'Poster figure (a), end of Stage 1',
  paperClaims: ['C6'],
  rung: 'R2',
  tests: [
    {
      ...plainTest,
      task: 'digit-grid/symbols',
      seeds: { quick: 12, standard: 16 },
      design: 'the model of iml-appears at the end of Stage 1',
      arms: () => ({ base: symbolExperiments.base }),
      gates: [learnedStageOne('base')],
      assay: ['iml-appears'],
      parts: [
        {
          name: 'D5 - D6 before Stage 2',
          unit: 'accuracy',
          rule: nothingBeyond(0.05, [0.001, 0.024]),
          valuesOf: (runs) => [iml(runs, 'base', 'accuracy', 'before-stage-2')],
        },
        {
          // Labels are drawn independently, so anything above chance would be a leak of answers into Stage 1.
          name: 'mean of D5 and D6 before Stage 2 - .5 (chance)',
          unit: 'accuracy',
          rule: nothingBeyond(0.05, [0, 0.017]),
          valuesOf: (runs) => [(heldOutAccuracy(runs, 'base', 'D5') + heldOutAccuracy(runs, 'base', 'D6')) / 2 - 0.5],
        },
      ],
    },
  ],
};
