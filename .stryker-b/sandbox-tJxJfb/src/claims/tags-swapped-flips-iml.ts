// A falsification target (paper.md 5): if the tags are exchanged in Stage 2, the gap must turn round.
import { aliasEntityArms } from './arms/alias-entity.ts';
import { aliasTextArms } from './arms/alias-text.ts';
import { handwritingArms, symbolArms } from './arms/digit-grid.ts';
import { type Claim, harnessCheck, onEntities, onHandwriting, onSymbols, onText, part } from './claim.ts';
import { iml, SWAPPED, textIml, WHO } from './estimands.ts';
import { learnedDefinitions, learnedStageOne, lessThan, pretrained } from './rules.ts';

const name = 'D5 - D6 after Stage 2 with the tags exchanged';
const design = 'the same Stage-1 model; Stage 2 gives D5 the unreliable and D6 the reliable tag';
const swappedIml = iml('base', SWAPPED);

export const tagsSwappedFlipsIml: Claim = {
  id: 'tags-swapped-flips-iml',
  title: 'Exchanging the tags turns the effect round',
  statement: 'The gap follows the tag, not the aliases: with the tags exchanged in Stage 2 it has the opposite sign.',
  source: 'Consequence of section 3; not in the paper as an experiment',
  behind: 'iml-appears',
  tests: [
    {
      ...onSymbols,
      design,
      arms: { base: symbolArms.base },
      gates: [learnedStageOne('base')],
      parts: [harnessCheck(null, part(name, lessThan(-0.1, [-0.288, 0.026]), swappedIml))],
    },
    {
      ...onHandwriting,
      design,
      arms: { base: handwritingArms.base },
      gates: [learnedStageOne('base')],
      parts: [harnessCheck(null, part(name, lessThan(-0.1, [-0.31, 0.03]), swappedIml))],
    },
    {
      ...onText,
      seeds: { quick: 12, standard: 16 },
      design,
      arms: { base: aliasTextArms.base },
      gates: learnedDefinitions('base', 0.95),
      parts: [harnessCheck(null, part(name, lessThan(-0.15, [-0.46, 0.1]), textIml('base', SWAPPED)))],
    },
    {
      ...onEntities,
      design,
      arms: { base: aliasEntityArms.base },
      gates: [pretrained('base')],
      parts: [
        harnessCheck(
          null,
          part(
            'questions about facts, tags exchanged: D5 - D6',
            lessThan(-0.1, [-0.284, 0.078]),
            textIml('base', SWAPPED),
          ),
        ),
        harnessCheck(
          null,
          part(
            'entity attribution, tags exchanged: D5 - D6',
            lessThan(-0.2, [-0.696, 0.075]),
            textIml('base', { ...SWAPPED, ...WHO }),
          ),
        ),
      ],
    },
  ],
};
