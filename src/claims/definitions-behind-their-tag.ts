// C24, the other side: D6 definitions are fully stored, but come out whole only when asked with their own tag (experiments.md 5).
// No part is the gap between D5 and D6 under one query, which is IML itself.

import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, finding, onSymbols, onText, part } from './claim.ts';
import { type Asked, answers, exactMatch, mean, minus } from './estimands.ts';
import { drawn, retrievalMap } from './evidence-plots.ts';
import { fitOf, gate, learnedDefinitions, learnedStageOne, moreThan, textFitOf } from './rules.ts';

const BY_RELIABLE = { question: 'reliable-tag' } as const;
const BY_UNRELIABLE = { question: 'unreliable-tag' } as const;

/** Half of the interaction of group and tag: what either group loses when asked with the other's tag. */
const ownOverOther = (asked: (group: 'D5' | 'D6', how: Asked) => ReturnType<typeof answers>) =>
  mean(
    minus(asked('D5', BY_RELIABLE), asked('D5', BY_UNRELIABLE)),
    minus(asked('D6', BY_UNRELIABLE), asked('D6', BY_RELIABLE)),
  );

export const definitionsBehindTheirTag: Claim = {
  id: 'definitions-behind-their-tag',
  title: 'Unreliable definitions are known best behind their tag',
  statement:
    'After Stage 2 the model knows what D6 definitions say when asked with their own tag, and shows less of it when asked the question; on average over D5 and D6 the tag that a definition carried brings out more of it than the other tag does.',
  source: 'Selective-retrieval hypothesis, section 6; measured here directly',
  behind: 'iml-appears',
  tests: [
    {
      ...onSymbols,
      design: 'label accuracy of D5 and D6 by query token: the question, or the tag of their definition',
      arms: { base: symbolArms.base },
      gates: [
        learnedStageOne('base'),
        gate('accuracy of D6 asked with its own tag (arm "{arm}")', 0.95, answers('base', 'D6', BY_UNRELIABLE)),
      ],
      context: fitOf('base'),
      parts: [
        finding(
          null,
          part(
            'D6: own tag - question',
            moreThan(0.1, [0.304, 0.03]),
            minus(answers('base', 'D6', BY_UNRELIABLE), answers('base', 'D6')),
          ),
        ),
        finding(
          null,
          part(
            'own tag - other tag, mean of D5 and D6',
            moreThan(0.08, [0.25, 0.03]),
            ownOverOther((group, how) => answers('base', group, how)),
          ),
        ),
      ],
      plots: drawn(retrievalMap('base', ['D1QA1', 'D2QA2', 'D5', 'D6'])),
    },
    {
      ...onText,
      design: 'exact match of D5 and D6 by what is asked: the question, or the statement under either tag',
      arms: { base: aliasTextArms.base },
      gates: learnedDefinitions('base', 0.95),
      context: textFitOf('base'),
      parts: [
        finding(
          null,
          part(
            'D6: own tag - question',
            moreThan(0.18, [0.53, 0.1]),
            minus(exactMatch('base', 'D6', BY_UNRELIABLE), exactMatch('base', 'D6')),
          ),
        ),
        // .49 on development seeds 0 to 3, with an SD of .12 (experiments.md 11).
        finding(
          null,
          part(
            'own tag - other tag, mean of D5 and D6',
            moreThan(0.16, [0.49, 0.12]),
            ownOverOther((group, how) => exactMatch('base', group, how)),
          ),
        ),
      ],
      plots: drawn(retrievalMap('base', ['D1QA1', 'D2QA2', 'D5', 'D6'], 0.25)),
    },
  ],
};
