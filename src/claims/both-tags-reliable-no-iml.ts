// A control (experiments.md section 1, `both`): tags that are equally good leave nothing to prefer.
import type { Claim } from './claim.ts';
import { symbolExperiments } from './digit-grid-experiments.ts';
import { iml } from './estimands.ts';
import { learnedStageOne, nothingBeyond, plainTest } from './rules.ts';

export const bothTagsReliableNoIml: Claim = {
  id: 'both-tags-reliable-no-iml',
  title: 'Two reliable tags give no implicit meta-learning',
  statement: 'If both tags mark only consistent definitions in Stage 1, there is no gap after Stage 2.',
  source: 'Control; consequence of section 3',
  paperClaims: ['C16'],
  rung: 'R2',
  tests: [
    {
      ...plainTest,
      task: 'digit-grid/symbols',
      seeds: { quick: 12, standard: 16 },
      design: 'all Stage-1 definitions agree with the questions, under either tag',
      arms: () => ({ bothReliable: symbolExperiments.bothReliable }),
      gates: [learnedStageOne('bothReliable')],
      assay: ['iml-appears'],
      parts: [
        {
          name: 'D5 - D6 after Stage 2, both tags reliable',
          unit: 'accuracy',
          rule: nothingBeyond(0.03, [-0.001, 0.009]),
          valuesOf: (runs) => [iml(runs, 'bothReliable')],
        },
      ],
    },
  ],
};
