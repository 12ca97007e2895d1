// C8: a tag never seen in Stage 1 is trusted more than the unreliable one and less than the reliable one.
import type { Claim, SeedRuns } from './claim.ts';
import { symbolExperiments } from './digit-grid-experiments.ts';
import { measuredValue } from './estimands.ts';
import { retrievalMap } from './evidence-plots.ts';
import { learnedStageOne, learnedStageTwo, moreThan, plainTest } from './rules.ts';

const accuracyOf = (runs: SeedRuns, group: string) => measuredValue(runs, 'groups', 'after-stage-2/qa/accuracy', group);

export const thirdTagInBetween: Claim = {
  id: 'third-tag-in-between',
  title: 'A third, unseen tag lies in between',
  statement:
    'After Stage 2, aliases defined under a tag that Stage 1 never showed are answered worse than D5 and better than D6.',
  source: 'Poster figure (a), third tag',
  paperClaims: ['C8'],
  rung: 'R2',
  behind: 'iml-appears',
  tests: [
    {
      ...plainTest,
      task: 'digit-grid/symbols',
      seeds: { quick: 12, standard: 16 },
      design: '150 aliases each under the reliable, unreliable and third tag in Stage 2',
      arms: () => ({ groups: symbolExperiments.groups }),
      gates: [learnedStageOne('groups'), learnedStageTwo('groups')],
      parts: [
        {
          name: 'D5 - D8 (third tag)',
          unit: 'accuracy',
          rule: moreThan(0.03, [0.092, 0.032]),
          valuesOf: (runs) => [accuracyOf(runs, 'D5') - accuracyOf(runs, 'D8')],
        },
        {
          name: 'D8 (third tag) - D6',
          unit: 'accuracy',
          rule: moreThan(0.05, [0.227, 0.04]),
          valuesOf: (runs) => [accuracyOf(runs, 'D8') - accuracyOf(runs, 'D6')],
        },
      ],
      plots: (judged) => [retrievalMap(judged, 'groups', ['D5', 'D6', 'D8'])],
    },
  ],
};
