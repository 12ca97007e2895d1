// C5 and C28: definitions under the unreliable tag are learned less, not stored as false and not ignored.
import type { Claim, SeedRuns } from './claim.ts';
import { symbolExperiments } from './digit-grid-experiments.ts';
import { measuredValue } from './estimands.ts';
import { learnedStageOne, moreThan, plainTest } from './rules.ts';

const accuracyOf = (runs: SeedRuns, group: string) => measuredValue(runs, 'groups', 'after-stage-2/qa/accuracy', group);

export const unreliableStillLearned: Claim = {
  id: 'unreliable-still-learned',
  title: 'Unreliable definitions are still learned',
  statement: 'After Stage 2, D6 is answered better than aliases never defined.',
  source: 'Poster figures (a) and (b)',
  paperClaims: ['C5', 'C28'],
  rung: 'R2',
  tests: [
    {
      ...plainTest,
      task: 'digit-grid/symbols',
      seeds: { quick: 12, standard: 16 },
      design: '150 D6 against 150 aliases that are never trained (QA7)',
      arms: () => ({ groups: symbolExperiments.groups }),
      gates: [learnedStageOne('groups')],
      parts: [
        {
          name: 'D6 - QA7 after Stage 2',
          unit: 'accuracy',
          rule: moreThan(0.04, [0.13, 0.034]),
          valuesOf: (runs) => [accuracyOf(runs, 'D6') - accuracyOf(runs, 'QA7')],
        },
      ],
    },
  ],
};
