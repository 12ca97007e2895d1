// C19: definitions in the context of each question, in place of documents of their own. The model then learns to read those under
// the reliable tag and to pass over the others.
import { aliasEntityArms } from './arms/alias-entity.ts';
import { type Claim, finding, onEntities, part } from './claim.ts';
import { exactMatch, SINGLE, textGap, textIml } from './estimands.ts';
import { moreThan, nothingBeyond, pretrained } from './rules.ts';

export const inContextDefinitionsByTag: Claim = {
  id: 'in-context-definitions-by-tag',
  title: 'In context, definitions are used by their tag',
  statement:
    'Trained with definitions before the questions, the model answers questions about new aliases by a definition under the reliable tag and ignores one under the other.',
  source: 'In-context comparison (read in a review of an earlier version)',
  tests: [
    {
      ...onEntities,
      design:
        'one stage after Stage 0; a definition before each question about D1QA1, D2QA2, D5 and D6, of which the last two are never trained',
      arms: { inContext: aliasEntityArms.inContext },
      gates: [pretrained('inContext')],
      context: [
        { name: 'D5 with a reliable definition before it', estimand: exactMatch('inContext', 'D5', SINGLE) },
        { name: 'D1QA1, held out', estimand: exactMatch('inContext', 'D1QA1', SINGLE) },
        { name: 'entity facts asked by name', estimand: exactMatch('inContext', 'facts', SINGLE) },
      ],
      parts: [
        finding(
          'C19a',
          part(
            'D5 - D6, each with its (true) definition before the question',
            moreThan(0.25, [0.79, 0.06]),
            textIml('inContext', SINGLE),
          ),
        ),
        finding(
          'C19b',
          part(
            'D6 - QA7 (never defined): a definition under the unreliable tag adds nothing',
            nothingBeyond(0.1, [-0.01, 0.05]),
            textGap('inContext', ['D6', 'QA7'], SINGLE),
          ),
        ),
      ],
    },
  ],
};
