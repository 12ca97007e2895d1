// C27a, of which the paper shows no result: Stage 1 has many tags, none of them reliable, and Stage 2 two that are new.
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, harnessCheck, onSymbols, part } from './claim.ts';
import { antitheticIml, iml } from './estimands.ts';
import { fewBeyond, fewModels, fitOf, learnedStageOne, nothingBeyond } from './rules.ts';

export const randomTagsNoIml: Claim = {
  id: 'random-tags-no-iml',
  title: 'Random tags give no implicit meta-learning',
  statement:
    'If each Stage-1 definition has a tag at random from many, there is no gap after Stage 2, neither on average nor in more than three models of ten between aliases defined under two other tags.',
  source: 'Random-tag configurations; no result in the paper that we could read',
  tests: [
    {
      ...onSymbols,
      seeds: { standard: 16 },
      design: '100 tags for 700 definitions in Stage 1; the two tags of Stage 2 are seen there for the first time',
      arms: { randomTags: symbolArms.randomTags },
      gates: [learnedStageOne('randomTags', 0.65)],
      assay: ['iml-appears'],
      context: fitOf('randomTags'),
      parts: [
        harnessCheck(
          'C27a',
          part('D5 - D6 after Stage 2, random tags in Stage 1', nothingBeyond(0.07, [0, 0.042]), iml('randomTags')),
        ),
        harnessCheck(
          null,
          part('antithetic IML, random tags in Stage 1', nothingBeyond(0.05, [0, 0.032]), antitheticIml('randomTags')),
        ),
        // Beyond what counts as IML (.1) in single models, which no symmetry of the design rules out.
        fewModels(fewBeyond(0.1, [0, 0.032]), antitheticIml('randomTags')),
      ],
    },
  ],
};
