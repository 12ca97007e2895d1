// C6: the two groups of new aliases are alike until their definitions are trained.
import { aliasEntityArms } from './arms/alias-entity.ts';
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import type { Claim } from './claim.ts';
import { BEFORE, EXACT_MATCH, exactMatch, heldOutAccuracy, iml, mean, minus, textIml } from './estimands.ts';
import { learnedStageOne, nothingBeyond, plainTest, pretrained } from './rules.ts';

export const beforeStage2NoDifference: Claim = {
  id: 'before-stage-2-no-difference',
  title: 'Before Stage 2 there is no difference',
  statement: 'At the end of Stage 1 the model answers questions about D5 and D6 equally (badly).',
  source: 'Poster figure (a), end of Stage 1',
  paperClaims: ['C6'],
  tests: [
    {
      ...plainTest,
      task: 'digit-grid/symbols',
      seeds: { quick: 12, standard: 16 },
      design: 'the model of iml-appears at the end of Stage 1',
      arms: { base: symbolArms.base },
      gates: [learnedStageOne('base')],
      assay: ['iml-appears'],
      parts: [
        {
          name: 'D5 - D6 before Stage 2',
          unit: 'accuracy',
          rule: nothingBeyond(0.05, [0.001, 0.024]),
          estimands: [iml('base', 'accuracy', 'before-stage-2')],
        },
        {
          // Labels are drawn independently, so anything above chance would be a leak of answers into Stage 1.
          name: 'mean of D5 and D6 before Stage 2 - .5 (chance)',
          unit: 'accuracy',
          rule: nothingBeyond(0.05, [0, 0.017]),
          estimands: [minus(mean(heldOutAccuracy('base', 'D5'), heldOutAccuracy('base', 'D6')), 0.5)],
        },
      ],
    },
    {
      ...plainTest,
      task: 'alias-text',
      seeds: { standard: 16 },
      design: 'the model of iml-appears at the end of Stage 1',
      arms: { base: aliasTextArms.base },
      assay: ['iml-appears'],
      parts: [
        {
          name: 'D5 - D6 before Stage 2',
          unit: EXACT_MATCH,
          rule: nothingBeyond(0.08, [0.026, 0.039]),
          estimands: [textIml('base', BEFORE)],
        },
        {
          // Values are drawn independently, so anything above chance would be a leak of answers into Stage 1.
          name: 'mean of D5 and D6 before Stage 2 - .25 (chance)',
          unit: EXACT_MATCH,
          rule: nothingBeyond(0.08, [0, 0.03]),
          estimands: [minus(mean(exactMatch('base', 'D5', BEFORE), exactMatch('base', 'D6', BEFORE)), 0.25)],
        },
      ],
    },
    {
      ...plainTest,
      task: 'alias-entity',
      seeds: { standard: 12 },
      design: 'the model of iml-appears at the end of Stage 1, which has seen none of these aliases',
      arms: { base: aliasEntityArms.base },
      gates: [pretrained('base')],
      assay: ['iml-appears'],
      parts: [
        {
          name: 'questions about facts: D5 - D6 before Stage 2',
          unit: EXACT_MATCH,
          rule: nothingBeyond(0.05, [-0.019, 0.02]),
          estimands: [textIml('base', BEFORE)],
        },
        {
          name: 'entity attribution: D5 - D6 before Stage 2',
          unit: EXACT_MATCH,
          rule: nothingBeyond(0.05, [0, 0.03]),
          estimands: [textIml('base', { ...BEFORE, question: 'who' })],
        },
      ],
    },
  ],
};
