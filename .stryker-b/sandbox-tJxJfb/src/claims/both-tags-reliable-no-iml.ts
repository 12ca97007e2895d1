// A control (experiments.md 1, `both`): tags that are equally good leave nothing to prefer.
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, harnessCheck, onSymbols, onText, part } from './claim.ts';
import { iml, textIml } from './estimands.ts';
import { learnedStageOne, nothingBeyond, textFitOf } from './rules.ts';

export const bothTagsReliableNoIml: Claim = {
  id: 'both-tags-reliable-no-iml',
  title: 'Two reliable tags give no implicit meta-learning',
  statement: 'If both tags mark only consistent definitions in Stage 1, there is no gap after Stage 2.',
  source: 'Control; consequence of section 3',
  tests: [
    {
      ...onSymbols,
      design: 'all Stage-1 definitions agree with the questions, under either tag',
      arms: { bothReliable: symbolArms.bothReliable },
      gates: [learnedStageOne('bothReliable')],
      assay: ['iml-appears'],
      parts: [
        harnessCheck(
          null,
          part('D5 - D6 after Stage 2, both tags reliable', nothingBeyond(0.03, [-0.001, 0.009]), iml('bothReliable')),
        ),
      ],
    },
    {
      ...onText,
      design: 'all Stage-1 definitions agree with the questions, under either tag',
      arms: { bothReliable: aliasTextArms.bothReliable },
      assay: ['iml-appears'],
      context: textFitOf('bothReliable'),
      parts: [
        harnessCheck(
          null,
          part('D5 - D6 after Stage 2, both tags reliable', nothingBeyond(0.1, [0, 0.06]), textIml('bothReliable')),
        ),
      ],
    },
  ],
};
