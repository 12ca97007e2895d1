// A control (experiments.md 1, `both`): tags that are equally good leave nothing to prefer.
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, harnessCheck, onSymbols, onText, part } from './claim.ts';
import { antitheticIml, antitheticTextIml, iml, textIml } from './estimands.ts';
import {
  fewBeyond,
  fewModels,
  fitOf,
  learnedAll,
  learnedAllInText,
  learnedStageOne,
  nothingBeyond,
  textFitOf,
} from './rules.ts';

export const bothTagsReliableNoIml: Claim = {
  id: 'both-tags-reliable-no-iml',
  title: 'Two reliable tags give no implicit meta-learning',
  statement:
    'If both tags mark only consistent definitions in Stage 1, there is no gap after Stage 2, neither on average nor in more than three models of ten.',
  source: 'Control; consequence of section 3',
  tests: [
    {
      ...onSymbols,
      seeds: { quick: 16, standard: 16 },
      design: 'all Stage-1 definitions agree with the questions, under either tag',
      arms: { bothReliable: symbolArms.bothReliable },
      gates: [learnedStageOne('bothReliable'), ...learnedAll('bothReliable')],
      assay: ['iml-appears'],
      context: fitOf('bothReliable'),
      parts: [
        harnessCheck(
          null,
          part('D5 - D6 after Stage 2, both tags reliable', nothingBeyond(0.03, [-0.001, 0.009]), iml('bothReliable')),
        ),
        // Beyond what counts as IML, in single models: which of two equally good tags a model prefers is left to chance.
        fewModels(fewBeyond(0.1, [0, 0.01]), antitheticIml('bothReliable')),
      ],
    },
    {
      ...onText,
      design: 'all Stage-1 definitions agree with the questions, under either tag',
      arms: { bothReliable: aliasTextArms.bothReliable },
      gates: learnedAllInText('bothReliable'),
      assay: ['iml-appears'],
      context: textFitOf('bothReliable'),
      parts: [
        harnessCheck(
          null,
          part('D5 - D6 after Stage 2, both tags reliable', nothingBeyond(0.1, [0, 0.06]), textIml('bothReliable')),
        ),
        fewModels(fewBeyond(0.15, [0, 0.05]), antitheticTextIml('bothReliable')),
      ],
    },
  ],
};
