// Section 6.1 taken further: the direction that marks a tag is used again for new aliases.
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, finding, onSymbols, onText, part } from './claim.ts';
import { LAYER, minus, probeExcess, TEXT_PLACE } from './estimands.ts';
import { drawn, probeMap } from './evidence-plots.ts';
import { learnedStageOne, moreThan } from './rules.ts';

export const probeTransfers: Claim = {
  id: 'probe-transfers',
  title: 'The probe transfers to new aliases',
  statement: 'A probe fitted on Stage-1 aliases decodes the tag of new aliases after Stage 2, and not before.',
  source: 'Extension of section 6.1',
  behind: 'probe-decodes-tag-when-alias-first',
  tests: [
    {
      ...onSymbols,
      design: 'probe fitted on D1QA1 against D2QA2, scored on D5 against D6, block 2, ATE arm',
      arms: { aliasFirst: symbolArms.aliasFirst },
      gates: [learnedStageOne('aliasFirst')],
      parts: [
        finding(
          null,
          part(
            'transferred probe, after - before Stage 2',
            moreThan(0.1, [0.338, 0.041]),
            minus(
              probeExcess('aliasFirst', 'after-stage-2', LAYER, 'transfer'),
              probeExcess('aliasFirst', 'before-stage-2', LAYER, 'transfer'),
            ),
          ),
        ),
      ],
      plots: drawn(probeMap('aliasFirst', 'Alias first (ATE): what a probe decodes')),
    },
    {
      ...onText,
      seeds: { standard: 8 },
      design: 'the same in text, ATE arm, last layer at the last token of the alias',
      arms: { aliasFirst: aliasTextArms.aliasFirst },
      parts: [
        finding(
          null,
          part(
            'transfer after Stage 2',
            moreThan(0.1, [0.44, 0.1]),
            probeExcess('aliasFirst', 'after-stage-2', TEXT_PLACE, 'transfer'),
          ),
        ),
        finding(
          null,
          part(
            'after - before Stage 2',
            moreThan(0.1, [0.44, 0.12]),
            minus(
              probeExcess('aliasFirst', 'after-stage-2', TEXT_PLACE, 'transfer'),
              probeExcess('aliasFirst', 'before-stage-2', TEXT_PLACE, 'transfer'),
            ),
          ),
        ),
      ],
    },
  ],
};
