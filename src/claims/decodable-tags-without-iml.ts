// A control of C24a (paper.md 6.1 names the confound): at alpha .5 D1QA1 and D2QA2 differ in their tags alone. A probe that tells them apart
// there reads the tag and not consistency, and as there is no IML, reading it is no sign of that.
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, finding, harnessCheck, onSymbols, part } from './claim.ts';
import { antitheticIml, iml, LAYER, newTagsProbed, oldTagsProbed } from './estimands.ts';
import { drawn, probeMap } from './evidence-plots.ts';
import { fewBeyond, fewModels, fitOf, moreThan, nothingBeyond } from './rules.ts';

export const decodableTagsWithoutIml: Claim = {
  id: 'decodable-tags-without-iml',
  title: 'A probe decodes tags that say nothing',
  statement:
    'With definitions that put the alias first and tags that say nothing of consistency, a linear probe tells the tags of Stage-1 and of new aliases apart, although there is no implicit meta-learning, neither on average nor in more than three models of ten.',
  source: 'Extension of section 6.1',
  tests: [
    {
      ...onSymbols,
      seeds: { standard: 16 },
      design: 'ATE arm at alpha .5; probe at block 2, question about cell 0, minus permuted labels',
      arms: { uninformative: symbolArms.aliasFirstUninformative },
      assay: ['iml-appears', 'probe-decodes-tag-when-alias-first'],
      context: fitOf('uninformative'),
      parts: [
        finding(
          null,
          part(
            'alpha .5: probe of D1QA1 against D2QA2 after Stage 1',
            moreThan(0.13, [0.387, 0.03]),
            oldTagsProbed('uninformative', LAYER),
          ),
        ),
        finding(
          null,
          part(
            'alpha .5: probe of D5 against D6 after Stage 2',
            moreThan(0.13, [0.403, 0.03]),
            newTagsProbed('uninformative', LAYER),
          ),
        ),
        harnessCheck(
          null,
          part('alpha .5, alias first: D5 - D6 after Stage 2', nothingBeyond(0.06, [0, 0.035]), iml('uninformative')),
        ),
        fewModels(fewBeyond(0.1, [0, 0.03]), antitheticIml('uninformative')),
      ],
      plots: drawn(probeMap('uninformative', 'Alias first at alpha .5 (no IML): what a probe decodes')),
    },
  ],
};
