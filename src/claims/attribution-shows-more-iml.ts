// C7: asked directly who an alias is, the model shows more implicit meta-learning than on questions about facts.
import { aliasEntityArms } from './arms/alias-entity.ts';
import type { Claim } from './claim.ts';
import { EXACT_MATCH, minus, textIml } from './estimands.ts';
import { learnedDefinitions, moreThan, plainTest, pretrained } from './rules.ts';

export const attributionShowsMoreIml: Claim = {
  id: 'attribution-shows-more-iml',
  title: 'Entity attribution shows more implicit meta-learning',
  statement:
    'The gap after Stage 2 is larger when the model is asked who an alias is than when it is asked about facts.',
  source: 'Poster figure (b)',
  paperClaims: ['C7'],
  behind: 'iml-appears',
  tests: [
    {
      ...plainTest,
      task: 'alias-entity',
      seeds: { standard: 8 },
      design: 'both kinds of question about the same aliases; neither was trained about them',
      arms: { base: aliasEntityArms.base },
      gates: [pretrained('base'), ...learnedDefinitions('base', 0.98)],
      parts: [
        {
          name: 'IML of attribution minus IML of facts',
          unit: EXACT_MATCH,
          range: { low: -2, high: 2 },
          rule: moreThan(0.1, [0.394, 0.1]),
          estimands: [minus(textIml('base', { question: 'who' }), textIml('base'))],
        },
      ],
    },
  ],
};
