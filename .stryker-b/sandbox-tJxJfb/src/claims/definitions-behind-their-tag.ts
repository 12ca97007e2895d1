// C24, the other side: D6 definitions are fully stored, but come out only when asked with their own tag (experiments.md 5).

import type { TagRole } from '../tasks/groups.ts';
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, finding, harnessCheck, onSymbols, onText, part, partOnGaps } from './claim.ts';
import { answers, exactMatch, type Group, minus } from './estimands.ts';
import { drawn, retrievalMap } from './evidence-plots.ts';
import { gate, learnedDefinitions, learnedStageOne, moreThan } from './rules.ts';

const behindTag = (tag: TagRole, group: Group) =>
  minus(answers('base', group, { question: tag }), answers('base', group));

export const definitionsBehindTheirTag: Claim = {
  id: 'definitions-behind-their-tag',
  title: 'Unreliable definitions are stored behind their tag',
  statement:
    'After Stage 2 the model knows what D6 definitions say when asked with their own tag, and does not use it for questions.',
  source: 'Selective-retrieval hypothesis, section 6; measured here directly',
  behind: 'iml-appears',
  tests: [
    {
      ...onSymbols,
      design: 'label accuracy of D5 and D6 by query token: the question, or the tag of their definition',
      arms: { base: symbolArms.base },
      gates: [
        learnedStageOne('base'),
        gate(
          'accuracy of D6 asked with its own tag (arm "{arm}")',
          0.95,
          answers('base', 'D6', { question: 'unreliable-tag' }),
        ),
      ],
      parts: [
        finding(null, part('D6: own tag - question', moreThan(0.1, [0.304, 0.03]), behindTag('unreliable-tag', 'D6'))),
        harnessCheck(
          null,
          partOnGaps(
            'the same, D6 - D5',
            moreThan(0.1, [0.28, 0.03]),
            minus(behindTag('unreliable-tag', 'D6'), behindTag('reliable-tag', 'D5')),
          ),
        ),
      ],
      plots: drawn(retrievalMap('base', ['D1QA1', 'D2QA2', 'D5', 'D6'])),
    },
    {
      ...onText,
      design: 'exact match of D5 and D6 by what is asked: the question, or the statement under its own tag',
      arms: { base: aliasTextArms.base },
      gates: learnedDefinitions('base', 0.95),
      parts: [
        finding(
          null,
          part(
            'D6: own tag - question',
            moreThan(0.18, [0.53, 0.1]),
            minus(exactMatch('base', 'D6', { question: 'unreliable-tag' }), exactMatch('base', 'D6')),
          ),
        ),
      ],
      plots: drawn(retrievalMap('base', ['D1QA1', 'D2QA2', 'D5', 'D6'], 0.25)),
    },
  ],
};
