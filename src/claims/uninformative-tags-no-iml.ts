// C16, its null end: at alpha = .5 a tag says nothing about consistency, and nothing can be learned from it.
import { SEQUENTIAL } from '../decisions/design.ts';
import { aliasEntityArms } from './arms/alias-entity.ts';
import { aliasTextArms } from './arms/alias-text.ts';
import { handwritingArms, symbolArms } from './arms/digit-grid.ts';
import { namedEntitiesArms, STAGE_2_DEALS } from './arms/named-entities.ts';
import { type Claim, finding, harnessCheck, onEntities, onHandwriting, onSymbols, onText, part } from './claim.ts';
import { ATTRIBUTED, antitheticIml, antitheticTextIml, iml, LOG_LIKELIHOOD, textIml, WHO } from './estimands.ts';
import { antitheticOf, overDeals } from './estimands-of-deals.ts';
import { attributedAfterStageTwo, onNamedEntities, partOverDeals } from './pretrained-tests.ts';
import {
  fewBeyond,
  fewModels,
  fitOf,
  KNOWN_IN_HANDWRITING,
  learnedAll,
  learnedAllInText,
  learnedDefinitions,
  nothingBeyond,
  type Planned,
  pretrained,
  textFitOf,
  textStageOneFitOf,
} from './rules.ts';

const name = 'D5 - D6 after Stage 2 at alpha .5';

/** Of single models, beyond what counts as IML in iml-appears: no symmetry of the design rules that out, as it does for their mean. */
const fewOnGrid = (planned: Planned) =>
  finding('C16b', fewModels(fewBeyond(0.1, planned), antitheticIml('uninformative')));

/** Of a pretrained model, who an alias is, deal by deal. */
const attributed = antitheticOf('uninformative', ATTRIBUTED);

const shared = {
  design: 'half of the definitions under either tag agree with the questions; all else as in iml-appears',
  assay: ['iml-appears'],
  context: fitOf('uninformative'),
} as const;

export const uninformativeTagsNoIml: Claim = {
  id: 'uninformative-tags-no-iml',
  title: 'Uninformative tags give no implicit meta-learning',
  statement:
    'If in Stage 1 either tag marks consistent and inconsistent definitions equally often, there is no gap after Stage 2, neither on average nor in more than three models of ten.',
  source: 'Section on the predictiveness of tags (alpha = .5)',
  tests: [
    {
      ...onSymbols,
      ...shared,
      seeds: { quick: 16, standard: 16 },
      arms: { uninformative: symbolArms.uninformative },
      gates: learnedAll('uninformative'),
      parts: [
        harnessCheck('C16b', part(name, nothingBeyond(0.05, [0, 0.025]), iml('uninformative'))),
        harnessCheck(
          'C16b',
          part(`${name}, log-likelihood`, nothingBeyond(0.2, [0.016, 0.1]), iml('uninformative', LOG_LIKELIHOOD)),
        ),
        fewOnGrid([0, 0.022]),
      ],
    },
    {
      ...onHandwriting,
      ...shared,
      seeds: { quick: 16, standard: 16 },
      arms: { uninformative: handwritingArms.uninformative },
      gates: learnedAll('uninformative', KNOWN_IN_HANDWRITING),
      parts: [
        harnessCheck('C16b', part(name, nothingBeyond(0.05, [0, 0.024]), iml('uninformative'))),
        fewOnGrid([0, 0.024]),
      ],
    },
    {
      ...onText,
      ...shared,
      seeds: { quick: 28, standard: 28 },
      arms: { uninformative: aliasTextArms.uninformative },
      gates: learnedAllInText('uninformative'),
      context: textFitOf('uninformative'),
      parts: [
        harnessCheck('C16b', part(name, nothingBeyond(0.15, [0, 0.1]), textIml('uninformative'))),
        finding(
          'C16b',
          fewModels(
            // On golden seeds at alpha .5 two models of 40 lie beyond, for which 32 seeds are too few.
            { ...fewBeyond(0.15, [0, 0.072]), design: { ...SEQUENTIAL, mostSeeds: 48 } },
            antitheticTextIml('uninformative'),
          ),
        ),
      ],
    },
    {
      ...onEntities,
      ...shared,
      seeds: { standard: 16 },
      arms: { uninformative: aliasEntityArms.uninformative },
      gates: [pretrained('uninformative'), ...learnedDefinitions('uninformative', 0.95)],
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
        finding(
          'C16b',
          fewModels(
            fewBeyond(0.15, [0, 0.055]),
            antitheticTextIml('uninformative'),
            (name) => `${name}, questions about facts`,
          ),
        ),
        fewModels(
          fewBeyond(0.2, [0, 0.075]),
          antitheticTextIml('uninformative', WHO),
          (name) => `${name}, entity attribution`,
        ),
      ],
    },
    {
      ...onNamedEntities,
      ...shared,
      arms: { uninformative: namedEntitiesArms.uninformative },
      gates: [attributedAfterStageTwo('uninformative')],
      context: textStageOneFitOf('uninformative'),
      parts: [
        harnessCheck(
          null,
          partOverDeals(
            'entity attribution at alpha .5, log-likelihood: antithetic D5 - D6',
            nothingBeyond(0.45, [0, 0.3]),
            attributed,
          ),
        ),
        fewModels(
          fewBeyond(0.75, [0, 0.3]),
          overDeals(STAGE_2_DEALS, attributed),
          (name) => `${name}, entity attribution`,
        ),
      ],
    },
  ],
};
