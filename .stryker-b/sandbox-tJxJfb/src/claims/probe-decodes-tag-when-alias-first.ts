// C24, first half: a linear probe reads the tag off activations when definitions put the alias before the tag (ATE).
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, finding, onSymbols, onText, part } from './claim.ts';
import { LAYER, minus, oldTagsProbed, TEXT_PLACE } from './estimands.ts';
import { drawn, OLD_TAGS, probeMap, textProbeMap } from './evidence-plots.ts';
import { learnedStageOne, moreThan } from './rules.ts';

export const probeDecodesTagWhenAliasFirst: Claim = {
  id: 'probe-decodes-tag-when-alias-first',
  title: 'A probe decodes the tag when the alias comes first',
  statement:
    'After Stage 1 a linear probe on a question about an alias tells which tag its definition carried, if definitions put the alias first.',
  source: 'Section 6.1, ATE panel',
  tests: [
    {
      ...onSymbols,
      design:
        'ATE arm: definitions also train alias -> tag; probe at block 2, question about cell 0, minus permuted labels',
      arms: { aliasFirst: symbolArms.aliasFirst, base: symbolArms.tagFirst },
      gates: [learnedStageOne('aliasFirst')],
      parts: [
        finding(
          'C24a',
          part('probe of D1QA1 against D2QA2, ATE', moreThan(0.15, [0.42, 0.025]), oldTagsProbed('aliasFirst', LAYER)),
        ),
        finding(
          null,
          part(
            'ATE - TAE',
            moreThan(0.15, [0.423, 0.029]),
            minus(oldTagsProbed('aliasFirst', LAYER), oldTagsProbed('base', LAYER)),
          ),
        ),
      ],
      plots: drawn(probeMap('aliasFirst', 'Alias first (ATE): what a probe decodes')),
    },
    {
      ...onText,
      seeds: { standard: 8 },
      design:
        'causal loss on every token; probe of the residual stream at the last layer and the last token of the alias, minus permuted labels',
      arms: { aliasFirst: aliasTextArms.aliasFirst, tagFirst: aliasTextArms.tagFirst },
      parts: [
        finding(
          'C24a',
          part(
            'probe of D1QA1 against D2QA2, ATE',
            moreThan(0.15, [0.49, 0.04]),
            oldTagsProbed('aliasFirst', TEXT_PLACE),
          ),
        ),
        finding(
          null,
          part(
            'ATE - TAE',
            moreThan(0.15, [0.49, 0.05]),
            minus(oldTagsProbed('aliasFirst', TEXT_PLACE), oldTagsProbed('tagFirst', TEXT_PLACE)),
          ),
        ),
      ],
      plots: drawn(
        textProbeMap('aliasFirst', { ...OLD_TAGS, title: 'Alias first (ATE), after Stage 1: D1QA1 against D2QA2' }),
        textProbeMap('tagFirst', { ...OLD_TAGS, title: 'Tag first (TAE), after Stage 1: D1QA1 against D2QA2' }),
      ),
    },
  ],
};
