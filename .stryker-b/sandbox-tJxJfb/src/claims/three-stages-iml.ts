// C13: definitions first, questions in a stage of their own, then new definitions. The paper ran it; its result is not known to us.
import { aliasEntityArms } from './arms/alias-entity.ts';
import { type Claim, finding, onEntities, part } from './claim.ts';
import { textIml, WHO } from './estimands.ts';
import { learnedDefinitions, moreThan, pretrained, textFitOf } from './rules.ts';

export const threeStagesIml: Claim = {
  id: 'three-stages-iml',
  title: 'Implicit meta-learning in three stages',
  statement:
    'If the definitions of Stage 1 are trained before its questions, D5 is answered better than D6 after the definitions of new aliases.',
  source: 'Three-stage configurations; no result in the paper that we could read',
  behind: 'iml-appears',
  tests: [
    {
      ...onEntities,
      required: false,
      design: '800 steps of definitions, 800 of questions, then Stage 2; thresholds as with two stages',
      arms: { threeStages: aliasEntityArms.threeStages },
      gates: [pretrained('threeStages'), ...learnedDefinitions('threeStages', 0.98)],
      context: textFitOf('threeStages'),
      parts: [
        finding(
          'C13',
          part('questions about facts: D5 - D6 after Stage 2', moreThan(0.1, [0.282, 0.095]), textIml('threeStages')),
        ),
        finding(
          null,
          part('entity attribution: D5 - D6 after Stage 2', moreThan(0.2, [0.676, 0.09]), textIml('threeStages', WHO)),
        ),
      ],
    },
  ],
};
