// C4, and C7 where it asks who an alias is: the paper's main claim, implicit meta-learning itself.
import { aliasEntityArms } from './arms/alias-entity.ts';
import { aliasTextArms } from './arms/alias-text.ts';
import { handwritingArms, symbolArms } from './arms/digit-grid.ts';
import { STAGE_2_DEALS } from './arms/named-entities.ts';
import { type Claim, type ClaimTest, finding, onEntities, onHandwriting, onSymbols, onText, part } from './claim.ts';
import { type Asked, ATTRIBUTED, IN_TEXT, iml, LOG_LIKELIHOOD, NAME, textIml, WHO } from './estimands.ts';
import { antitheticOf, overDeals } from './estimands-of-deals.ts';
import { drawn, retrievalMap, stageOneLoss, stageTwoCurves } from './evidence-plots.ts';
import { onCountries, partOverDeals } from './pretrained-tests.ts';
import {
  definitionsAreUsed,
  fitOf,
  KNOWN_IN_HANDWRITING,
  knownDefinitions,
  learnedDefinitions,
  learnedStageOne,
  moreThan,
  type Planned,
  pretrained,
  textFitOf,
} from './rules.ts';

const parts = (accuracy: Planned, logLikelihood: Planned): ClaimTest['parts'] => [
  finding('C4', part('D5 - D6 after Stage 2', moreThan(0.1, accuracy), iml('base'))),
  finding(
    'C4',
    part('D5 - D6 after Stage 2, log-likelihood', moreThan(0.35, logLikelihood), iml('base', LOG_LIKELIHOOD)),
  ),
];

const onGrid = (known: number) => ({
  gates: [learnedStageOne('base'), ...knownDefinitions('base', known)],
  context: fitOf('base'),
});

/** What differs too much between seeds to be judged stands beside what is. */
const dealt = (asked: Asked) => overDeals(STAGE_2_DEALS, antitheticOf('base', asked));

export const imlAppears: Claim = {
  id: 'iml-appears',
  title: 'Implicit meta-learning appears',
  statement:
    'After Stage 2, questions about new aliases are answered better when their (true) definition carried the tag that was reliable in Stage 1.',
  source: 'Abstract; section 3; poster figure (a)',
  tests: [
    {
      ...onSymbols,
      ...onGrid(0.95),
      design: 'two stages; D5 and D6 differ in nothing but the tag of their definition',
      arms: { base: symbolArms.base },
      parts: parts([0.293, 0.03], [1.069, 0.134]),
      plots: drawn(stageTwoCurves('base'), retrievalMap('base', ['D5', 'D6']), stageOneLoss('base')),
    },
    {
      ...onHandwriting,
      ...onGrid(KNOWN_IN_HANDWRITING),
      design: 'two stages, digits as pictures in unseen handwriting at test; tag and asked cell as tokens',
      arms: { base: handwritingArms.base },
      parts: parts([0.31, 0.021], [1.13, 0.09]),
      plots: drawn(stageTwoCurves('base'), stageOneLoss('base')),
    },
    {
      ...onHandwriting,
      ...onGrid(KNOWN_IN_HANDWRITING),
      seeds: { standard: 8 },
      design: "everything in pixels, the paper's own form: a bar-code strip is the tag, a white frame the asked cell",
      arms: { base: handwritingArms.pixels },
      parts: parts([0.33, 0.034], [1.48, 0.15]),
      plots: drawn(stageOneLoss('base')),
    },
    {
      ...onText,
      seeds: { quick: 12, standard: 16 },
      design:
        'a decoder on source statements: definitions are statements about attributes, each behind the tag of its source',
      arms: { base: aliasTextArms.base },
      gates: learnedDefinitions('base', 0.95),
      context: textFitOf('base'),
      parts: [
        finding('C4', part('D5 - D6 after Stage 2', moreThan(0.15, [0.459, 0.1]), textIml('base'))),
        finding(
          'C4',
          part('D5 - D6 after Stage 2, log-likelihood', moreThan(0.85, [2.56, 0.52]), iml('base', LOG_LIKELIHOOD)),
        ),
      ],
      plots: drawn(stageTwoCurves('base'), retrievalMap('base', ['D5', 'D6'], 0.25), stageOneLoss('base')),
    },
    {
      ...onText,
      seeds: { full: 16 },
      design: 'a thousand aliases, width 64',
      arms: { base: aliasTextArms.thousand },
      gates: learnedDefinitions('base', 0.95),
      context: textFitOf('base'),
      parts: [finding('C4', part('D5 - D6 after Stage 2', moreThan(0.2, [0.6, 0.08]), textIml('base')))],
      plots: drawn(retrievalMap('base', ['D5', 'D6'], 0.25), stageOneLoss('base')),
    },
    {
      ...onEntities,
      seeds: { standard: 8, full: 16 },
      design: "the paper's own form: a definition names an entity whose facts were learned before, in Stage 0",
      arms: { base: aliasEntityArms.base },
      gates: [pretrained('base'), ...learnedDefinitions('base', 0.98)],
      context: textFitOf('base'),
      parts: [
        finding(
          'C4',
          part('questions about facts: D5 - D6 after Stage 2', moreThan(0.1, [0.282, 0.095]), textIml('base')),
        ),
        finding(
          'C7a',
          part('entity attribution: D5 - D6 after Stage 2', moreThan(0.2, [0.676, 0.09]), textIml('base', WHO)),
        ),
      ],
      plots: drawn(retrievalMap('base', ['D1QA1', 'D2QA2', 'D5', 'D6'], 0), stageOneLoss('base')),
    },
    {
      ...onEntities,
      design: 'aliases of three letters in place of one token each',
      arms: { threeTokens: aliasEntityArms.threeTokens },
      gates: [pretrained('threeTokens')],
      context: textFitOf('threeTokens'),
      parts: [
        finding(
          'C4',
          part('questions about facts: D5 - D6 after Stage 2', moreThan(0.1, [0.276, 0.08]), textIml('threeTokens')),
        ),
        finding(
          'C7a',
          part('entity attribution: D5 - D6 after Stage 2', moreThan(0.16, [0.475, 0.1]), textIml('threeTokens', WHO)),
        ),
      ],
    },
    {
      ...onEntities,
      required: false,
      design: 'a variant known to fail: 64 entities, the word "is", two layers, and Stage 0 taught facts alone',
      arms: { manyEntities: aliasEntityArms.manyEntities },
      gates: [definitionsAreUsed('manyEntities')],
      context: textFitOf('manyEntities'),
      parts: [
        finding(
          'C4',
          part('questions about facts: D5 - D6 after Stage 2', moreThan(0.1, [0.282, 0.095]), textIml('manyEntities')),
        ),
      ],
    },
    {
      ...onCountries,
      design:
        "a pretrained language model on the paper's documents about real entities, asked who an alias is; half of the gap with the tags as they were less that with them exchanged, over the deals of Stage 2",
      parts: [
        finding(
          'C7a',
          partOverDeals(
            'entity attribution, log-likelihood: antithetic D5 - D6',
            moreThan(0.2, [0.75, 0.55]),
            antitheticOf('base', ATTRIBUTED),
          ),
        ),
      ],
      context: [
        ...onCountries.context,
        { name: 'entity attribution, exact match: antithetic D5 - D6', estimand: dealt({ ...NAME, ...IN_TEXT }) },
        { name: 'questions about facts, log-likelihood: antithetic D5 - D6', estimand: dealt(LOG_LIKELIHOOD) },
      ],
    },
    {
      ...onCountries,
      required: false,
      design: 'the same models and deals, asked about facts',
      parts: [
        finding(
          'C4',
          partOverDeals(
            'questions about facts: antithetic D5 - D6',
            moreThan(0.006, [0.026, 0.018]),
            antitheticOf('base', IN_TEXT),
          ),
        ),
      ],
    },
  ],
};
