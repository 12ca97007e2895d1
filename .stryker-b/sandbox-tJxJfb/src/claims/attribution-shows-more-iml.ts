// C7: asked directly who an alias is, the model shows more implicit meta-learning than on questions about facts.
import { aliasEntityArms } from './arms/alias-entity.ts';
import { type Claim, finding, onEntities, partOnGaps } from './claim.ts';
import { minus, textIml, WHO } from './estimands.ts';
import { learnedDefinitions, moreThan, pretrained } from './rules.ts';

export const attributionShowsMoreIml: Claim = {
  id: 'attribution-shows-more-iml',
  title: 'Entity attribution shows more implicit meta-learning',
  statement:
    'The gap after Stage 2 is larger when the model is asked who an alias is than when it is asked about facts.',
  source: 'Poster figure (b)',
  behind: 'iml-appears',
  tests: [
    {
      ...onEntities,
      design: 'both kinds of question about the same aliases; neither was trained about them',
      arms: { base: aliasEntityArms.base },
      gates: [pretrained('base'), ...learnedDefinitions('base', 0.98)],
      parts: [
        finding(
          'C7b',
          partOnGaps(
            'IML of attribution minus IML of facts',
            moreThan(0.1, [0.394, 0.1]),
            minus(textIml('base', WHO), textIml('base')),
          ),
        ),
      ],
    },
  ],
};
