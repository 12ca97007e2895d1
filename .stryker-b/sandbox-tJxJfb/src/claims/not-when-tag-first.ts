// C24, second half: with the tag first (TAE) no probe finds it, though implicit meta-learning is there.
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, finding, harnessCheck, onSymbols, onText, part } from './claim.ts';
import { LAYER, newTagsProbed, oldTagsProbed, TEXT_PLACE, textIml } from './estimands.ts';
import { drawn, NEW_TAGS, probeMap, textProbeMap } from './evidence-plots.ts';
import { learnedStageOne, nothingBeyond, textFitOf } from './rules.ts';

export const notWhenTagFirst: Claim = {
  id: 'not-when-tag-first',
  title: 'A probe decodes nothing when the tag comes first',
  statement:
    'With definitions that put the tag first, a linear probe is at chance in Stage-1 and new aliases alike, although there is implicit meta-learning.',
  source: 'Section 6.1, TAE panel',
  tests: [
    {
      ...onSymbols,
      design: 'TAE arm (the base task) at block 2, and the input layer of the ATE arm, where nothing can be known yet',
      arms: { aliasFirst: symbolArms.aliasFirst, base: symbolArms.tagFirst },
      gates: [learnedStageOne('base')],
      assay: ['probe-decodes-tag-when-alias-first', 'iml-appears'],
      parts: [
        finding(
          'C24b',
          part(
            'probe of D1QA1 against D2QA2 after Stage 1, TAE',
            nothingBeyond(0.05, [0.01, 0.028]),
            oldTagsProbed('base', LAYER),
          ),
        ),
        finding(
          null,
          part(
            'probe of D5 against D6 after Stage 2, TAE',
            nothingBeyond(0.08, [0, 0.04]),
            newTagsProbed('base', LAYER),
          ),
        ),
        harnessCheck(
          null,
          part(
            'input layer, D1QA1 against D2QA2, ATE',
            nothingBeyond(0.05, [0, 0.028]),
            oldTagsProbed('aliasFirst', 'input'),
          ),
        ),
      ],
      plots: drawn(probeMap('base', 'Tag first (TAE): what a probe decodes')),
    },
    {
      ...onText,
      seeds: { standard: 8 },
      design:
        'causal loss on every token, tag first (TAE), last layer at the last token of the alias; and the embedding of the ATE arm, where only letters can be read',
      arms: { aliasFirst: aliasTextArms.aliasFirst, tagFirst: aliasTextArms.tagFirst },
      assay: ['probe-decodes-tag-when-alias-first'],
      context: [...textFitOf('tagFirst'), { name: '{arm}: D5 - D6 after Stage 2', estimand: textIml('tagFirst') }],
      parts: [
        finding(
          'C24b',
          part(
            'probe of D1QA1 against D2QA2 after Stage 1, TAE',
            nothingBeyond(0.1, [0, 0.05]),
            oldTagsProbed('tagFirst', TEXT_PLACE),
          ),
        ),
        finding(
          null,
          part(
            'probe of D5 against D6 after Stage 2, TAE',
            nothingBeyond(0.1, [0, 0.06]),
            newTagsProbed('tagFirst', TEXT_PLACE),
          ),
        ),
        harnessCheck(
          null,
          part(
            'embedding, D1QA1 against D2QA2, ATE',
            nothingBeyond(0.1, [0, 0.05]),
            oldTagsProbed('aliasFirst', 'embedding at alias 3'),
          ),
        ),
      ],
      plots: drawn(textProbeMap('tagFirst', { ...NEW_TAGS, title: 'Tag first (TAE), after Stage 2: D5 against D6' })),
    },
  ],
};
