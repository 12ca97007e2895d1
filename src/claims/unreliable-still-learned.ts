// C5 and C28: definitions under the unreliable tag are learned less, not stored as false and not ignored.
import { aliasEntityArms } from './arms/alias-entity.ts';
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, finding, onEntities, onSymbols, onText, part } from './claim.ts';
import { type Asked, ATTRIBUTED, gap, IN_TEXT, textGap, WHO } from './estimands.ts';
import type { Deal } from './estimands-of-deals.ts';
import { definitionsAreAttributed, onCountries, partOverDeals } from './pretrained-tests.ts';
import { fitOf, learnedDefinitions, learnedStageOne, moreThan, pretrained, textFitOf } from './rules.ts';

/** Than aliases never defined, of a deal. */
const more =
  (group: 'D5' | 'D6', asked: Asked) =>
  ({ asTheyWere }: Deal) =>
    gap('base', [group, 'QA7'], { ...asked, ...asTheyWere });

export const unreliableStillLearned: Claim = {
  id: 'unreliable-still-learned',
  title: 'Unreliable definitions are still learned',
  statement:
    'After Stage 2, D6 is answered better than aliases never defined: a part of what unreliable definitions say is used for questions.',
  source: 'Poster figures (a) and (b)',
  tests: [
    {
      ...onSymbols,
      design: '150 D6 against 150 aliases that are never trained (QA7)',
      arms: { groups: symbolArms.groups },
      gates: [learnedStageOne('groups')],
      context: fitOf('groups'),
      parts: [
        finding('C5b', part('D6 - QA7 after Stage 2', moreThan(0.04, [0.13, 0.034]), gap('groups', ['D6', 'QA7']))),
      ],
    },
    {
      ...onText,
      design: '25 D6 against 10 aliases that are never trained (QA7)',
      arms: { base: aliasTextArms.base },
      gates: learnedDefinitions('base', 0.95),
      context: textFitOf('base'),
      parts: [
        finding('C5b', part('D6 - QA7 after Stage 2', moreThan(0.07, [0.21, 0.1]), textGap('base', ['D6', 'QA7']))),
      ],
    },
    {
      ...onEntities,
      design: '120 D6 against 48 aliases that are never trained (QA7)',
      arms: { base: aliasEntityArms.base },
      gates: [pretrained('base')],
      context: textFitOf('base'),
      parts: [
        finding(
          'C5b',
          part('questions about facts: D6 - QA7', moreThan(0.03, [0.095, 0.045]), textGap('base', ['D6', 'QA7'])),
        ),
        finding(
          'C28',
          part('entity attribution: D6 - QA7', moreThan(0.08, [0.26, 0.09]), textGap('base', ['D6', 'QA7'], WHO)),
        ),
      ],
    },
    {
      ...onCountries,
      gates: [definitionsAreAttributed('base')],
      design: 'D5 and D6 against aliases that are never trained (QA7), over the deals of Stage 2',
      parts: [
        finding(
          'C5b',
          partOverDeals('questions about facts: D6 - QA7', moreThan(0.03, [0.105, 0.035]), more('D6', IN_TEXT)),
        ),
        finding(
          'C5a',
          partOverDeals('questions about facts: D5 - QA7', moreThan(0.04, [0.12, 0.035]), more('D5', IN_TEXT)),
        ),
        finding(
          'C28',
          partOverDeals(
            'entity attribution, log-likelihood: D6 - QA7',
            moreThan(3, [9.5, 3.3]),
            more('D6', ATTRIBUTED),
          ),
        ),
      ],
    },
  ],
};
