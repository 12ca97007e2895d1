// C16, its null end: at alpha = .5 a tag says nothing about consistency, and nothing can be learned from it.
import { aliasEntityArms } from './arms/alias-entity.ts';
import { aliasTextArms } from './arms/alias-text.ts';
import { handwritingArms, symbolArms } from './arms/digit-grid.ts';
import { type Claim, harnessCheck, onEntities, onHandwriting, onSymbols, onText, part } from './claim.ts';
import { iml, LOG_LIKELIHOOD, textIml, WHO } from './estimands.ts';
import { fitOf, nothingBeyond, pretrained, textFitOf } from './rules.ts';

const name = 'D5 - D6 after Stage 2 at alpha .5';

const shared = {
  design: 'half of the definitions under either tag agree with the questions; all else as in iml-appears',
  assay: ['iml-appears'],
  context: fitOf('uninformative'),
} as const;

export const uninformativeTagsNoIml: Claim = {
  id: 'uninformative-tags-no-iml',
  title: 'Uninformative tags give no implicit meta-learning',
  statement:
    'If in Stage 1 either tag marks consistent and inconsistent definitions equally often, there is no gap after Stage 2.',
  source: 'Section on the predictiveness of tags (alpha = .5)',
  tests: [
    {
      ...onSymbols,
      ...shared,
      arms: { uninformative: symbolArms.uninformative },
      parts: [
        harnessCheck('C16b', part(name, nothingBeyond(0.05, [0, 0.025]), iml('uninformative'))),
        harnessCheck(
          'C16b',
          part(`${name}, log-likelihood`, nothingBeyond(0.2, [0.016, 0.1]), iml('uninformative', LOG_LIKELIHOOD)),
        ),
      ],
    },
    {
      ...onHandwriting,
      ...shared,
      arms: { uninformative: handwritingArms.uninformative },
      parts: [harnessCheck('C16b', part(name, nothingBeyond(0.05, [0, 0.024]), iml('uninformative')))],
    },
    {
      ...onText,
      ...shared,
      seeds: { quick: 16, standard: 16 },
      arms: { uninformative: aliasTextArms.uninformative },
      context: textFitOf('uninformative'),
      parts: [harnessCheck('C16b', part(name, nothingBeyond(0.15, [0, 0.1]), textIml('uninformative')))],
    },
    {
      ...onEntities,
      ...shared,
      seeds: { standard: 16 },
      arms: { uninformative: aliasEntityArms.uninformative },
      gates: [pretrained('uninformative')],
      context: textFitOf('uninformative'),
      parts: [
        harnessCheck(
          'C16b',
          part(
            'questions about facts at alpha .5: D5 - D6',
            nothingBeyond(0.15, [0.013, 0.066]),
            textIml('uninformative'),
          ),
        ),
        harnessCheck(
          null,
          part(
            'entity attribution at alpha .5: D5 - D6',
            nothingBeyond(0.15, [0.019, 0.088]),
            textIml('uninformative', WHO),
          ),
        ),
      ],
    },
  ],
};
