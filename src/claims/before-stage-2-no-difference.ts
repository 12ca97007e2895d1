// C6: the two groups of new aliases are alike until their definitions are trained.
import { aliasEntityArms } from './arms/alias-entity.ts';
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, harnessCheck, onEntities, onSymbols, onText, part } from './claim.ts';
import { answers, BEFORE, exactMatch, iml, mean, minus, NAME, textIml, WHO } from './estimands.ts';
import { onCountries } from './pretrained-tests.ts';
import { fitOf, learnedStageOne, nothingBeyond, pretrained, textFitOf } from './rules.ts';

export const beforeStage2NoDifference: Claim = {
  id: 'before-stage-2-no-difference',
  title: 'Before Stage 2 there is no difference',
  statement: 'At the end of Stage 1 the model answers questions about D5 and D6 equally (badly).',
  source: 'Poster figure (a), end of Stage 1',
  tests: [
    {
      ...onSymbols,
      design: 'the model of iml-appears at the end of Stage 1',
      arms: { base: symbolArms.base },
      gates: [learnedStageOne('base')],
      assay: ['iml-appears'],
      context: fitOf('base'),
      parts: [
        harnessCheck('C6a', part('D5 - D6 before Stage 2', nothingBeyond(0.05, [0.001, 0.024]), iml('base', BEFORE))),
        // Labels are drawn independently, so anything above chance would be a leak of answers into Stage 1.
        harnessCheck(
          null,
          part(
            'mean of D5 and D6 before Stage 2 - .5 (chance)',
            nothingBeyond(0.05, [0, 0.017]),
            minus(mean(answers('base', 'D5', BEFORE), answers('base', 'D6', BEFORE)), 0.5),
          ),
        ),
      ],
    },
    {
      ...onText,
      design: 'the model of iml-appears at the end of Stage 1',
      arms: { base: aliasTextArms.base },
      assay: ['iml-appears'],
      context: textFitOf('base'),
      parts: [
        harnessCheck(
          'C6a',
          part('D5 - D6 before Stage 2', nothingBeyond(0.08, [0.026, 0.039]), textIml('base', BEFORE)),
        ),
        // Values are drawn independently, so anything above chance would be a leak of answers into Stage 1.
        harnessCheck(
          null,
          part(
            'mean of D5 and D6 before Stage 2 - .25 (chance)',
            nothingBeyond(0.08, [0, 0.03]),
            minus(mean(exactMatch('base', 'D5', BEFORE), exactMatch('base', 'D6', BEFORE)), 0.25),
          ),
        ),
      ],
    },
    {
      ...onEntities,
      seeds: { standard: 12 },
      design: 'the model of iml-appears at the end of Stage 1, which has seen none of these aliases',
      arms: { base: aliasEntityArms.base },
      gates: [pretrained('base')],
      assay: ['iml-appears'],
      context: textFitOf('base'),
      parts: [
        harnessCheck(
          'C6a',
          part(
            'questions about facts: D5 - D6 before Stage 2',
            nothingBeyond(0.05, [-0.019, 0.02]),
            textIml('base', BEFORE),
          ),
        ),
        harnessCheck(
          'C6b',
          part(
            'entity attribution: D5 - D6 before Stage 2',
            nothingBeyond(0.05, [0, 0.03]),
            textIml('base', { ...BEFORE, ...WHO }),
          ),
        ),
      ],
    },
    {
      ...onCountries,
      design: 'the model of iml-appears at the end of Stage 1, as it is asked for the first deal',
      assay: ['iml-appears'],
      parts: [
        harnessCheck(
          'C6b',
          part(
            'entity attribution: D5 - D6 before Stage 2',
            nothingBeyond(0.03, [0, 0.01]),
            textIml('base', { ...BEFORE, ...NAME }),
          ),
        ),
      ],
    },
  ],
};
