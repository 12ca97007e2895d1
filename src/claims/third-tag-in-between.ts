// C8: a tag never seen in Stage 1 is trusted more than the unreliable one and less than the reliable one.
import { aliasEntityArms } from './arms/alias-entity.ts';
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, finding, findingAgainst, onEntities, onSymbols, part } from './claim.ts';
import { gap, textGap, WHO } from './estimands.ts';
import { drawn, retrievalMap } from './evidence-plots.ts';
import { fitOf, knownDefinitions, learnedStageOne, moreThan, pretrained, textFitOf } from './rules.ts';

export const thirdTagInBetween: Claim = {
  id: 'third-tag-in-between',
  title: 'A third, unseen tag lies in between',
  statement:
    'After Stage 2, aliases defined under a tag that Stage 1 never showed are answered worse than D5 and better than D6.',
  source: 'Poster figure (a), third tag',
  behind: 'iml-appears',
  tests: [
    {
      ...onSymbols,
      design: '150 aliases each under the reliable, unreliable and third tag in Stage 2',
      arms: { groups: symbolArms.groups },
      gates: [learnedStageOne('groups'), ...knownDefinitions('groups', 0.8)],
      context: fitOf('groups'),
      parts: [
        finding('C8a', part('D5 - D8 (third tag)', moreThan(0.03, [0.092, 0.032]), gap('groups', ['D5', 'D8']))),
        finding('C8a', part('D8 (third tag) - D6', moreThan(0.05, [0.227, 0.04]), gap('groups', ['D8', 'D6']))),
      ],
      plots: drawn(retrievalMap('groups', ['D5', 'D6', 'D8'])),
    },
    {
      ...onEntities,
      seeds: { standard: 16 },
      design:
        '80 aliases each under the reliable, unreliable and third tag in Stage 2, which no stage before has shown; questions about facts, and who an alias is (where the paper has the third tag above the reliable one)',
      arms: { thirdTag: aliasEntityArms.thirdTag },
      gates: [pretrained('thirdTag')],
      context: textFitOf('thirdTag'),
      parts: [
        finding(
          'C8a',
          part(
            'questions about facts: D5 - D8 (third tag)',
            moreThan(0.08, [0.26, 0.1]),
            textGap('thirdTag', ['D5', 'D8']),
          ),
        ),
        // Nothing but "above": on two development seeds .07 and .02.
        finding(
          'C8a',
          part(
            'questions about facts: D8 (third tag) - D6',
            moreThan(0, [0.08, 0.07]),
            textGap('thirdTag', ['D8', 'D6']),
          ),
        ),
        findingAgainst(
          'C8b',
          part(
            'entity attribution: D5 - D8 (third tag)',
            moreThan(0.1, [0.36, 0.12]),
            textGap('thirdTag', ['D5', 'D8'], WHO),
          ),
        ),
        finding(
          'C8c',
          part(
            'entity attribution: D8 (third tag) - D6',
            moreThan(0, [0.15, 0.12]),
            textGap('thirdTag', ['D8', 'D6'], WHO),
          ),
        ),
      ],
      plots: drawn(retrievalMap('thirdTag', ['D5', 'D6', 'D8'], 0)),
    },
  ],
};
