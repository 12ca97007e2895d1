// A falsification target (paper.md 5): if the tags are exchanged in Stage 2, the gap must turn round.
import { aliasEntityArms } from './arms/alias-entity.ts';
import { aliasTextArms } from './arms/alias-text.ts';
import { handwritingArms, symbolArms } from './arms/digit-grid.ts';
import type { Claim } from './claim.ts';
import { EXACT_MATCH, iml, textIml } from './estimands.ts';
import { learnedDefinitions, learnedStageOne, lessThan, type Planned, plainTest, pretrained } from './rules.ts';

const parts = (planned: Planned) =>
  [
    {
      name: 'D5 - D6 after Stage 2 with the tags exchanged',
      unit: 'accuracy',
      rule: lessThan(-0.1, planned),
      estimands: [iml('base', 'accuracy', 'after-stage-2-swapped')],
    },
  ] satisfies Claim['tests'][number]['parts'];

const SWAPPED = { moment: 'after-stage-2-swapped' } as const;

const shared = {
  ...plainTest,
  gates: [learnedStageOne('base')],
  design: 'the same Stage-1 model; Stage 2 gives D5 the unreliable and D6 the reliable tag',
} as const;

export const tagsSwappedFlipsIml: Claim = {
  id: 'tags-swapped-flips-iml',
  title: 'Exchanging the tags turns the effect round',
  statement: 'The gap follows the tag, not the aliases: with the tags exchanged in Stage 2 it has the opposite sign.',
  source: 'Consequence of section 3; not in the paper as an experiment',
  paperClaims: ['C4'],
  behind: 'iml-appears',
  tests: [
    {
      ...shared,
      task: 'digit-grid/symbols',
      seeds: { quick: 12, standard: 16 },
      arms: { base: symbolArms.base },
      parts: parts([-0.288, 0.026]),
    },
    {
      ...shared,
      task: 'digit-grid/handwriting',
      seeds: { quick: 10, standard: 16 },
      arms: { base: handwritingArms.base },
      parts: parts([-0.31, 0.03]),
    },
    {
      ...shared,
      task: 'alias-text',
      seeds: { quick: 12, standard: 16 },
      arms: { base: aliasTextArms.base },
      gates: learnedDefinitions('base', 0.95),
      parts: [
        {
          name: 'D5 - D6 after Stage 2 with the tags exchanged',
          unit: EXACT_MATCH,
          rule: lessThan(-0.15, [-0.46, 0.1]),
          estimands: [textIml('base', SWAPPED)],
        },
      ],
    },
    {
      ...shared,
      task: 'alias-entity',
      seeds: { standard: 8 },
      arms: { base: aliasEntityArms.base },
      gates: [pretrained('base')],
      parts: [
        {
          name: 'questions about facts, tags exchanged: D5 - D6',
          unit: EXACT_MATCH,
          rule: lessThan(-0.1, [-0.284, 0.078]),
          estimands: [textIml('base', SWAPPED)],
        },
        {
          name: 'entity attribution, tags exchanged: D5 - D6',
          unit: EXACT_MATCH,
          rule: lessThan(-0.2, [-0.696, 0.075]),
          estimands: [textIml('base', { ...SWAPPED, question: 'who' })],
        },
      ],
    },
  ],
};
