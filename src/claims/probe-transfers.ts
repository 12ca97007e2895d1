// Section 6.1 taken further: the direction that marks a tag is used again for new aliases.
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, finding, onSymbols, onText, part } from './claim.ts';
import { LAYER, type Moment, minus, type Place, probeExcess, TEXT_PLACE } from './estimands.ts';
import { drawn, probeMap } from './evidence-plots.ts';
import { fitOf, learnedStageOne, moreThan, nothingBeyond, textFitOf } from './rules.ts';

const transferred = (arm: string, moment: Moment, place: Place = LAYER) => probeExcess(arm, moment, place, 'transfer');
const shift = (place: Place = LAYER) =>
  minus(transferred('aliasFirst', 'after-stage-2', place), transferred('aliasFirst', 'before-stage-2', place));

export const probeTransfers: Claim = {
  id: 'probe-transfers',
  title: 'The probe transfers to new aliases',
  statement:
    'Where definitions put the alias first (ATE), a probe fitted on Stage-1 aliases decodes the tag of new aliases after Stage 2 and not before; where they put the tag first (TAE), it does not after it either. Not: within .05 of chance on the grid, .1 in text.',
  source: 'Extension of section 6.1',
  behind: 'probe-decodes-tag-when-alias-first',
  tests: [
    {
      ...onSymbols,
      design: 'probe fitted on D1QA1 against D2QA2, scored on D5 against D6, block 2, ATE arm',
      arms: { aliasFirst: symbolArms.aliasFirst, base: symbolArms.tagFirst },
      gates: [learnedStageOne('aliasFirst')],
      context: fitOf('aliasFirst', 'base'),
      parts: [
        finding(null, part('transferred probe, after - before Stage 2', moreThan(0.1, [0.338, 0.041]), shift())),
        finding(
          null,
          part('before Stage 2, ATE', nothingBeyond(0.05, [0.01, 0.03]), transferred('aliasFirst', 'before-stage-2')),
        ),
        finding(null, part('after Stage 2, TAE', nothingBeyond(0.05, [0, 0.03]), transferred('base', 'after-stage-2'))),
      ],
      plots: drawn(probeMap('aliasFirst', 'Alias first (ATE): what a probe decodes')),
    },
    {
      ...onText,
      seeds: { standard: 8 },
      design: 'the same in text, last layer at the last token of the alias',
      arms: { aliasFirst: aliasTextArms.aliasFirst, tagFirst: aliasTextArms.tagFirst },
      context: textFitOf('aliasFirst', 'tagFirst'),
      parts: [
        finding(
          null,
          part(
            'transfer after Stage 2',
            moreThan(0.1, [0.44, 0.1]),
            transferred('aliasFirst', 'after-stage-2', TEXT_PLACE),
          ),
        ),
        finding(null, part('after - before Stage 2', moreThan(0.1, [0.44, 0.12]), shift(TEXT_PLACE))),
        finding(
          null,
          part(
            'transfer before Stage 2, ATE',
            nothingBeyond(0.1, [0, 0.06]),
            transferred('aliasFirst', 'before-stage-2', TEXT_PLACE),
          ),
        ),
        finding(
          null,
          part(
            'transfer after Stage 2, TAE',
            nothingBeyond(0.1, [0, 0.06]),
            transferred('tagFirst', 'after-stage-2', TEXT_PLACE),
          ),
        ),
      ],
    },
  ],
};
