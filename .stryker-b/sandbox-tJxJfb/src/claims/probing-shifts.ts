// C24 and 6.1: in Stage 2 the tag of new aliases becomes decodable, and only where the alias comes first.
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, finding, onSymbols, onText, part } from './claim.ts';
import { LAYER, minus, newTagsProbed, type Place, TEXT_PLACE } from './estimands.ts';
import { drawn, NEW_TAGS, probeMap, textProbeMap } from './evidence-plots.ts';
import { learnedStageOne, moreThan } from './rules.ts';

const shift = (arm: string, place: Place = LAYER) =>
  minus(newTagsProbed(arm, place), newTagsProbed(arm, place, 'before-stage-2'));

export const probingShifts: Claim = {
  id: 'probing-shifts',
  title: 'Probing shifts in Stage 2',
  statement:
    'The tag of new aliases is not decodable before Stage 2 and is after it, in the ATE arm and not in the TAE arm.',
  source: 'Section 6.1, extended to new aliases',
  behind: 'probe-decodes-tag-when-alias-first',
  tests: [
    {
      ...onSymbols,
      design: 'probe of D5 against D6 at block 2 before and after Stage 2, ATE and TAE arms',
      arms: { aliasFirst: symbolArms.aliasFirst, base: symbolArms.tagFirst },
      gates: [learnedStageOne('aliasFirst')],
      parts: [
        finding(null, part('after - before Stage 2, ATE', moreThan(0.15, [0.447, 0.05]), shift('aliasFirst'))),
        finding(
          null,
          part('the shift, ATE - TAE', moreThan(0.15, [0.429, 0.047]), minus(shift('aliasFirst'), shift('base'))),
        ),
      ],
      plots: drawn(
        probeMap('aliasFirst', 'Alias first (ATE): what a probe decodes'),
        probeMap('base', 'Tag first (TAE): what a probe decodes'),
      ),
    },
    {
      ...onText,
      seeds: { standard: 8 },
      design:
        'causal loss on every token; probe of D5 against D6 at the last layer and the last token of the alias, before and after Stage 2',
      arms: { aliasFirst: aliasTextArms.aliasFirst, tagFirst: aliasTextArms.tagFirst },
      parts: [
        finding(
          null,
          part('after - before Stage 2, ATE', moreThan(0.15, [0.5, 0.07]), shift('aliasFirst', TEXT_PLACE)),
        ),
        finding(
          null,
          part(
            'the shift, ATE - TAE',
            moreThan(0.15, [0.5, 0.09]),
            minus(shift('aliasFirst', TEXT_PLACE), shift('tagFirst', TEXT_PLACE)),
          ),
        ),
      ],
      plots: drawn(
        textProbeMap('aliasFirst', { ...NEW_TAGS, title: 'Alias first (ATE), after Stage 2: D5 against D6' }),
      ),
    },
  ],
};
