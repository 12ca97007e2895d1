// C24, first half: a linear probe reads the tag off activations when definitions put the alias before the tag (ATE).
import type { Claim } from './claim.ts';
import { symbolExperiments } from './digit-grid-experiments.ts';
import { probeExcessOf } from './estimands.ts';
import { probeMap } from './evidence-plots.ts';
import { learnedStageOne, moreThan, plainTest } from './rules.ts';

/** The layer that all probe claims read; declared from development seeds (experiments.md section 5). */
const LAYER = 'block 2';

export const probeDecodesTagWhenAliasFirst: Claim = {
  id: 'probe-decodes-tag-when-alias-first',
  title: 'A probe decodes the tag when the alias comes first',
  statement:
    'After Stage 1 a linear probe on a question about an alias tells which tag its definition carried, if definitions put the alias first.',
  source: 'Section 6.1, ATE panel',
  paperClaims: ['C24'],
  rung: 'R2',
  tests: [
    {
      ...plainTest,
      task: 'digit-grid/symbols',
      seeds: { quick: 12, standard: 16 },
      design:
        'ATE arm: definitions also train alias -> tag; probe at block 2, question about cell 0, minus permuted labels',
      arms: () => ({ aliasFirst: symbolExperiments.aliasFirst, base: symbolExperiments.base }),
      gates: [learnedStageOne('aliasFirst')],
      parts: [
        {
          name: 'probe of D1QA1 against D2QA2, ATE',
          unit: 'accuracy above permuted labels',
          rule: moreThan(0.15, [0.42, 0.025]),
          valuesOf: (runs) => [probeExcessOf(runs, 'aliasFirst', 'before-stage-2', LAYER, 'D1QA1-D2QA2')],
        },
        {
          name: 'ATE - TAE',
          unit: 'accuracy above permuted labels',
          rule: moreThan(0.15, [0.423, 0.029]),
          valuesOf: (runs) => [
            probeExcessOf(runs, 'aliasFirst', 'before-stage-2', LAYER, 'D1QA1-D2QA2') -
              probeExcessOf(runs, 'base', 'before-stage-2', LAYER, 'D1QA1-D2QA2'),
          ],
        },
      ],
      plots: (judged) => [probeMap(judged, 'aliasFirst', 'Alias first (ATE): what a probe decodes')],
    },
  ],
};
