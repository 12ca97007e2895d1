// A control (experiments.md 1, `both`): tags that are equally good leave nothing to prefer.
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import type { Claim } from './claim.ts';
import { EXACT_MATCH, iml, textIml } from './estimands.ts';
import { learnedStageOne, nothingBeyond, plainTest, textFitOf } from './rules.ts';

export const bothTagsReliableNoIml: Claim = {
  id: 'both-tags-reliable-no-iml',
  title: 'Two reliable tags give no implicit meta-learning',
  statement: 'If both tags mark only consistent definitions in Stage 1, there is no gap after Stage 2.',
  source: 'Control; consequence of section 3',
  paperClaims: ['C16'],
  tests: [
    {
      ...plainTest,
      task: 'digit-grid/symbols',
      seeds: { quick: 12, standard: 16 },
      design: 'all Stage-1 definitions agree with the questions, under either tag',
      arms: { bothReliable: symbolArms.bothReliable },
      gates: [learnedStageOne('bothReliable')],
      assay: ['iml-appears'],
      parts: [
        {
          name: 'D5 - D6 after Stage 2, both tags reliable',
          unit: 'accuracy',
          rule: nothingBeyond(0.03, [-0.001, 0.009]),
          estimands: [iml('bothReliable')],
        },
      ],
    },
    {
      ...plainTest,
      task: 'alias-text',
      seeds: { standard: 16 },
      design: 'all Stage-1 definitions agree with the questions, under either tag',
      arms: { bothReliable: aliasTextArms.bothReliable },
      assay: ['iml-appears'],
      context: textFitOf('bothReliable'),
      parts: [
        {
          name: 'D5 - D6 after Stage 2, both tags reliable',
          unit: EXACT_MATCH,
          rule: nothingBeyond(0.1, [0, 0.06]),
          estimands: [textIml('bothReliable')],
        },
      ],
    },
  ],
};
