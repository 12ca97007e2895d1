// C24, second half: with the tag first (TAE) no probe finds it, though implicit meta-learning is there.
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, type ClaimPart, finding, harnessCheck, onSymbols, onText, part } from './claim.ts';
import { type Estimand, LAYER, newTagsProbed, oldTagsProbed, type Place, TEXT_PLACE, textIml } from './estimands.ts';
import { drawn, NEW_TAGS, OLD_TAGS, probeMap, textProbeMap } from './evidence-plots.ts';
import { fitOf, learnedStageOne, moreThan, nothingBeyond, type Planned, patternOver, textFitOf } from './rules.ts';

const GRID_PLACES = ['input', 'block 1', 'block 2', 'final norm', 'logits'] as const;
const TOKENS = ['ask', 'alias 1', 'alias 2', 'alias 3', 'attribute'] as const;
const TEXT_PLACES = (['embedding', 'block 1', 'block 2'] as const).flatMap((layer) =>
  TOKENS.map((token): Place => `${layer} at ${token}`),
);

interface Everywhere {
  /** Of the arm whose definitions put the tag first. */
  readonly places: readonly Place[];
  /** Where the tag can be decoded if the alias comes first: what a probe can find at all. */
  readonly found: Place;
  readonly margin: number;
  /** Of the difference between the two. */
  readonly planned: Planned;
}

/**
 * A cell a place of the TAE arm, all at chance, beside one of the ATE arm that is above it. It speaks of TAE: where nothing is decodable with the alias
 * first either, the positive claim fails and the test is invalid.
 */
function everywhere(
  name: string,
  probed: (arm: string, place: Place) => Estimand,
  { places, found, margin, planned }: Everywhere,
): ClaimPart {
  const cells = { above: [`${found}, ATE`], chance: places.map((place) => `${place}, TAE`) };
  return part(
    name,
    patternOver(cells, { threshold: 0.15, margin, planned }),
    probed('aliasFirst', found),
    ...places.map((place) => probed('tagFirst', place)),
  );
}

/** A third of the prototype's .30 under the same loss (experiments.md 2A); .24 and .41 with the model that is probed. */
const imlWithTagFirst = part('IML, TAE: D5 - D6 after Stage 2', moreThan(0.1, [0.3, 0.1]), textIml('tagFirst'));

export const notWhenTagFirst: Claim = {
  id: 'not-when-tag-first',
  title: 'A probe is at chance when the tag comes first',
  statement:
    'With definitions that put the tag first, a linear probe is at chance in Stage-1 and new aliases alike, although there is implicit meta-learning. At chance: within .05 and .08 on the grid, .1 in text, of what permuted labels give.',
  source: 'Section 6.1, TAE panel',
  tests: [
    {
      ...onSymbols,
      design: 'TAE arm (the base task) at block 2, and the input layer of the ATE arm, where nothing can be known yet',
      arms: { aliasFirst: symbolArms.aliasFirst, base: symbolArms.tagFirst },
      gates: [learnedStageOne('base')],
      assay: ['probe-decodes-tag-when-alias-first', 'iml-appears'],
      context: fitOf('aliasFirst', 'base'),
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
      ...onSymbols,
      seeds: { standard: 16 },
      design:
        'every layer of the TAE arm, less the mean over 20 permutations; beside it block 2 of the ATE arm, where the tag is decodable',
      arms: { aliasFirst: symbolArms.aliasFirst, tagFirst: symbolArms.tagFirstProbed },
      gates: [learnedStageOne('tagFirst')],
      assay: ['probe-decodes-tag-when-alias-first', 'iml-appears'],
      context: fitOf('aliasFirst', 'tagFirst'),
      parts: [
        finding(
          'C24b',
          everywhere('D1QA1 against D2QA2 after Stage 1', oldTagsProbed, {
            places: GRID_PLACES,
            found: LAYER,
            margin: 0.05,
            planned: [0.42, 0.03],
          }),
        ),
        finding(
          null,
          everywhere('D5 against D6 after Stage 2', newTagsProbed, {
            places: GRID_PLACES,
            found: LAYER,
            margin: 0.08,
            planned: [0.44, 0.04],
          }),
        ),
      ],
      plots: drawn(probeMap('tagFirst', 'Tag first (TAE), 20 permutations: what a probe decodes')),
    },
    {
      ...onText,
      seeds: { standard: 8 },
      design:
        'causal loss on every token, tag first (TAE), last layer at the last token of the alias; and the embedding of the ATE arm, where only letters can be read',
      arms: { aliasFirst: aliasTextArms.aliasFirst, tagFirst: aliasTextArms.tagFirst },
      assay: ['probe-decodes-tag-when-alias-first'],
      context: [
        ...textFitOf('aliasFirst', 'tagFirst'),
        { name: '{arm}: D5 - D6 after Stage 2', estimand: textIml('tagFirst') },
      ],
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
        finding(null, imlWithTagFirst),
      ],
      plots: drawn(textProbeMap('tagFirst', { ...NEW_TAGS, title: 'Tag first (TAE), after Stage 2: D5 against D6' })),
    },
    {
      ...onText,
      seeds: { standard: 8 },
      design:
        'every layer at every token of the TAE arm, less the mean over 20 permutations; beside it the last layer of the ATE arm at the last token of the alias, where the tag is decodable',
      arms: { aliasFirst: aliasTextArms.aliasFirst, tagFirst: aliasTextArms.tagFirstProbed },
      assay: ['probe-decodes-tag-when-alias-first'],
      context: textFitOf('aliasFirst', 'tagFirst'),
      parts: [
        finding(
          'C24b',
          everywhere('D1QA1 against D2QA2 after Stage 1', oldTagsProbed, {
            places: TEXT_PLACES,
            found: TEXT_PLACE,
            margin: 0.1,
            planned: [0.49, 0.05],
          }),
        ),
        finding(
          null,
          everywhere('D5 against D6 after Stage 2', newTagsProbed, {
            places: TEXT_PLACES,
            found: TEXT_PLACE,
            margin: 0.1,
            planned: [0.5, 0.07],
          }),
        ),
        finding(null, imlWithTagFirst),
      ],
      plots: drawn(
        textProbeMap('tagFirst', { ...OLD_TAGS, title: 'Tag first (TAE), after Stage 1: D1QA1 against D2QA2' }),
        textProbeMap('tagFirst', { ...NEW_TAGS, title: 'Tag first (TAE), after Stage 2: D5 against D6' }),
      ),
    },
  ],
};
