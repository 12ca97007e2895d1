// C16: the gap grows with alpha, the share of definitions that keep to their tag.
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, finding, onSymbols, onText, trend } from './claim.ts';
import { iml, textIml } from './estimands.ts';
import { fitOf, increasingOver, learnedDefinitions, learnedStageOne, textFitOf } from './rules.ts';

export const moreInformativeTagsMoreIml: Claim = {
  id: 'more-informative-tags-more-iml',
  title: 'More informative tags, more implicit meta-learning',
  statement: 'The gap after Stage 2 grows with the share of Stage-1 definitions whose tag tells their consistency.',
  source: 'Section on the predictiveness of tags',
  behind: 'iml-appears',
  tests: [
    {
      ...onSymbols,
      design: 'alpha .5, .75 and 1, all else equal',
      arms: {
        uninformative: symbolArms.uninformative,
        threeQuarters: symbolArms.threeQuarters,
        base: symbolArms.informative,
      },
      gates: [learnedStageOne('base')],
      context: fitOf('uninformative', 'threeQuarters', 'base'),
      parts: [
        finding(
          'C16a',
          trend('D5 - D6 after Stage 2', {
            axis: 'alpha',
            rule: increasingOver(['.5', '.75', '1'], { ends: 0.1, reversal: 0.03, planned: [0.293, 0.04] }),
            estimands: [iml('uninformative'), iml('threeQuarters'), iml('base')],
          }),
        ),
      ],
    },
    {
      ...onText,
      design: 'alpha .5, .75 and 1, all else equal',
      arms: {
        uninformative: aliasTextArms.uninformative,
        threeQuarters: aliasTextArms.threeQuarters,
        base: aliasTextArms.informative,
      },
      gates: learnedDefinitions('base', 0.95),
      context: textFitOf('uninformative', 'threeQuarters', 'base'),
      parts: [
        finding(
          'C16a',
          trend('D5 - D6 after Stage 2', {
            axis: 'alpha',
            rule: increasingOver(['.5', '.75', '1'], { ends: 0.15, reversal: 0.05, planned: [0.459, 0.13] }),
            estimands: [textIml('uninformative'), textIml('threeQuarters'), textIml('base')],
          }),
        ),
      ],
    },
  ],
};
