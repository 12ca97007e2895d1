// A control: the tags of Stage 1 are shuffled over its definitions, so that they go with consistency no more often than chance has it.
// Where both-tags-reliable-no-iml and alpha .5 choose shares, this breaks the link between tag and consistency and leaves the shares.
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, harnessCheck, onSymbols, part } from './claim.ts';
import { antitheticIml, iml } from './estimands.ts';
import { fewBeyond, fewModels, fitOf, learnedStageOne, nothingBeyond } from './rules.ts';

export const shuffledTagsNoIml: Claim = {
  id: 'shuffled-tags-no-iml',
  title: 'Shuffled tags give no implicit meta-learning',
  statement:
    'If the tags of Stage 1 are shuffled over its definitions, there is no gap after Stage 2, neither on average nor in more than three models of ten.',
  source: 'Control; consequence of section 3',
  tests: [
    {
      ...onSymbols,
      seeds: { standard: 16 },
      design: 'each tag as often as in iml-appears, and in Stage 1 whatever group the alias is in',
      arms: { shuffledTags: symbolArms.shuffledTags },
      gates: [learnedStageOne('shuffledTags', 0.7)],
      assay: ['iml-appears'],
      context: fitOf('shuffledTags'),
      parts: [
        harnessCheck(
          null,
          part('D5 - D6 after Stage 2, tags of Stage 1 shuffled', nothingBeyond(0.05, [0, 0.03]), iml('shuffledTags')),
        ),
        harnessCheck(
          null,
          part(
            'antithetic IML, tags of Stage 1 shuffled',
            nothingBeyond(0.05, [0, 0.02]),
            antitheticIml('shuffledTags'),
          ),
        ),
        // Beyond what counts as IML (.1) in single models, which no symmetry of the design rules out.
        fewModels(fewBeyond(0.1, [0, 0.02]), antitheticIml('shuffledTags')),
      ],
    },
  ],
};
