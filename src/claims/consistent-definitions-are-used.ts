// C1, OCL: definitions that agree with the questions help to answer questions never trained.
import type { Claim } from './claim.ts';
import { symbolExperiments } from './digit-grid-experiments.ts';
import { heldOutAccuracy } from './estimands.ts';
import { learnedStageOne, moreThan, plainTest } from './rules.ts';

export const consistentDefinitionsAreUsed: Claim = {
  id: 'consistent-definitions-are-used',
  title: 'Consistent definitions are used in Stage 1',
  statement:
    'After Stage 1, held-out questions are answered better where a consistent definition was trained than where an inconsistent one or none was.',
  source: 'Poster figure (a), end of Stage 1',
  paperClaims: ['C1'],
  rung: 'R2',
  tests: [
    {
      ...plainTest,
      task: 'digit-grid/symbols',
      seeds: { quick: 12, standard: 16 },
      design: 'held-out cells of Stage-1 variables; 350 D1QA1, 350 D2QA2 and 200 QA3',
      arms: () => ({ groups: symbolExperiments.groups }),
      gates: [learnedStageOne('groups')],
      parts: [
        {
          name: 'D1QA1 - D2QA2',
          unit: 'accuracy',
          rule: moreThan(0.15, [0.41, 0.025]),
          valuesOf: (runs) => [heldOutAccuracy(runs, 'groups', 'D1QA1') - heldOutAccuracy(runs, 'groups', 'D2QA2')],
        },
        {
          name: 'D1QA1 - QA3',
          unit: 'accuracy',
          rule: moreThan(0.25, [0.42, 0.032]),
          valuesOf: (runs) => [heldOutAccuracy(runs, 'groups', 'D1QA1') - heldOutAccuracy(runs, 'groups', 'QA3')],
        },
      ],
    },
  ],
};
