// C17: where tags are almost always right, the tag decides whether a definition is used, and not whether this one is right.
// With use of definitions in four cells, tag by consistency, the effect of the tag is the mean over consistency of reliable minus unreliable,
// that of consistency the mean over tags of consistent minus inconsistent. One minus the other is D1QA1-inconsistent minus
// D2QA2-consistent, whatever the other two cells are: the comparison that the paper makes (D8incons+QA8 against D9cons+QA9).
// Use is agreement with what the definition says. Accuracy could not show it: a false definition says nothing of the truth here, so
// whoever follows it is right by chance alone, and accuracy would put consistency above the tag by design. It is printed beside.
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, finding, onSymbols, part } from './claim.ts';
import { answers, BEFORE, gap } from './estimands.ts';
import { fitOf, learnedStageOne, moreThan } from './rules.ts';

const AGREEMENT = { ...BEFORE, metric: 'agreement-with-definition' } as const;
const followed = (group: 'D1QA1-consistent' | 'D2QA2-inconsistent') => ({
  name: `agreement of ${group} with its definitions`,
  estimand: answers('nearlyReliable', group, AGREEMENT),
});
const right = (group: 'D1QA1-inconsistent' | 'D2QA2-consistent') => ({
  name: `accuracy of ${group}`,
  estimand: answers('nearlyReliable', group, BEFORE),
});

export const tagMattersMoreThanConsistency: Claim = {
  id: 'tag-matters-more-than-consistency',
  title: 'The tag matters more than consistency',
  statement:
    'If in Stage 1 one definition in twenty is not what its tag promises, inconsistent definitions under the reliable tag are followed more than consistent ones under the unreliable tag.',
  source: 'Section on the predictiveness of tags (alpha = .95), read in secondary sources',
  behind: 'consistent-definitions-are-used',
  tests: [
    {
      ...onSymbols,
      seeds: { standard: 16 },
      design:
        'alpha .95: 333 consistent and 17 inconsistent definitions under the reliable tag, as many the other way round under the unreliable one; held-out cells of each after Stage 1',
      arms: { nearlyReliable: symbolArms.nearlyReliable },
      gates: [learnedStageOne('nearlyReliable')],
      context: [
        ...fitOf('nearlyReliable'),
        followed('D1QA1-consistent'),
        followed('D2QA2-inconsistent'),
        right('D1QA1-inconsistent'),
        right('D2QA2-consistent'),
      ],
      parts: [
        finding(
          'C17',
          part(
            'agreement with the definition, D1QA1-inconsistent - D2QA2-consistent',
            moreThan(0.09, [0.272, 0.08]),
            gap('nearlyReliable', ['D1QA1-inconsistent', 'D2QA2-consistent'], AGREEMENT),
          ),
        ),
      ],
    },
  ],
};
