// C9: what an inconsistent definition says shows in answers all the same.
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, finding, onSymbols, onText, part } from './claim.ts';
import { at, EXACT_MATCH, minus } from './estimands.ts';
import { learnedStageOne, moreThan } from './rules.ts';

export const unreliableDefinitionsStillLeak: Claim = {
  id: 'unreliable-definitions-still-leak',
  title: 'Unreliable definitions still leak',
  statement: 'Held-out questions about D2QA2 are answered as their (wrong) definition says more often than chance.',
  source: 'Poster figure (b), "assoc with defs"',
  tests: [
    {
      ...onSymbols,
      design:
        'held-out cells of D2QA2 after Stage 1, scored against the definition; its labels are independent of the truth',
      arms: { base: symbolArms.base },
      gates: [learnedStageOne('base')],
      parts: [
        finding(
          'C9',
          part(
            'agreement with the definition - .5',
            moreThan(0.05, [0.158, 0.024]),
            minus(at('base', 'before-stage-2/qa/agreement-with-definition', 'D2QA2'), 0.5),
          ),
        ),
      ],
    },
    {
      ...onText,
      design:
        'held-out attributes of D2QA2 after Stage 1, scored against the definition, which is drawn independently of the truth',
      arms: { base: aliasTextArms.base },
      parts: [
        finding('C9', {
          ...part(
            'agreement with the definition - .25',
            moreThan(0.06, [0.2, 0.09]),
            minus(at('base', 'before-stage-2/qa/agreement-with-definition', 'D2QA2'), 0.25),
          ),
          unit: EXACT_MATCH,
        }),
      ],
    },
  ],
};
