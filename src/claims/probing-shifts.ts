// C24 and 6.1: in Stage 2 the tag of new aliases becomes decodable, and only where the alias comes first.
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import type { Claim, SeedRuns } from './claim.ts';
import { probeExcessOf } from './estimands.ts';
import { probeMap, textProbeMap } from './evidence-plots.ts';
import { learnedStageOne, moreThan, plainTest } from './rules.ts';

/** The layer that all probe claims read; declared from development seeds (experiments.md 5). */
const LAYER = 'block 2';
/** In text: the last layer, at the token that ends the alias (experiments.md 2A). */
const TEXT_PLACE = 'block 2 at alias 3';

const shift = (runs: SeedRuns, arm: string, place = LAYER) =>
  probeExcessOf(runs, arm, 'after-stage-2', place, 'D5-D6') -
  probeExcessOf(runs, arm, 'before-stage-2', place, 'D5-D6');

export const probingShifts: Claim = {
  id: 'probing-shifts',
  title: 'Probing shifts in Stage 2',
  statement:
    'The tag of new aliases is not decodable before Stage 2 and is after it, in the ATE arm and not in the TAE arm.',
  source: 'Section 6.1, extended to new aliases',
  paperClaims: ['C24'],
  rung: 'R2',
  behind: 'probe-decodes-tag-when-alias-first',
  tests: [
    {
      ...plainTest,
      task: 'digit-grid/symbols',
      seeds: { quick: 12, standard: 16 },
      design: 'probe of D5 against D6 at block 2 before and after Stage 2, ATE and TAE arms',
      arms: { aliasFirst: symbolArms.aliasFirst, base: symbolArms.tagFirst },
      gates: [learnedStageOne('aliasFirst')],
      parts: [
        {
          name: 'after - before Stage 2, ATE',
          unit: 'accuracy above permuted labels',
          rule: moreThan(0.15, [0.447, 0.05]),
          valuesOf: (runs) => [shift(runs, 'aliasFirst')],
        },
        {
          name: 'the shift, ATE - TAE',
          unit: 'accuracy above permuted labels',
          rule: moreThan(0.15, [0.429, 0.047]),
          valuesOf: (runs) => [shift(runs, 'aliasFirst') - shift(runs, 'base')],
        },
      ],
      plots: (judged) => [
        probeMap(judged, 'aliasFirst', 'Alias first (ATE): what a probe decodes'),
        probeMap(judged, 'base', 'Tag first (TAE): what a probe decodes'),
      ],
    },
    {
      ...plainTest,
      task: 'alias-text',
      seeds: { standard: 8 },
      design:
        'causal loss on every token; probe of D5 against D6 at the last layer and the last token of the alias, before and after Stage 2',
      arms: { aliasFirst: aliasTextArms.aliasFirst, tagFirst: aliasTextArms.tagFirst },
      parts: [
        {
          name: 'after - before Stage 2, ATE',
          unit: 'accuracy above permuted labels',
          rule: moreThan(0.15, [0.5, 0.07]),
          valuesOf: (runs) => [shift(runs, 'aliasFirst', TEXT_PLACE)],
        },
        {
          name: 'the shift, ATE - TAE',
          unit: 'accuracy above permuted labels',
          rule: moreThan(0.15, [0.5, 0.09]),
          valuesOf: (runs) => [shift(runs, 'aliasFirst', TEXT_PLACE) - shift(runs, 'tagFirst', TEXT_PLACE)],
        },
      ],
      plots: (judged) => [
        textProbeMap(judged, {
          arm: 'aliasFirst',
          moment: 'after-stage-2',
          group: 'D5-D6',
          title: 'Alias first (ATE), after Stage 2: D5 against D6',
        }),
      ],
    },
  ],
};
