// A double dissociation (experiments.md 2A): the tag can be decodable without implicit meta-learning, and not decodable with it.
// So what a probe finds is memory of alias and tag, not the mechanism of IML (paper.md 6.1, taken a step further).
import { aliasTextArms } from './arms/alias-text.ts';
import { type Claim, finding, harnessCheck, onText, part } from './claim.ts';
import { antitheticTextIml, newTagsProbed, oldTagsProbed, TEXT_PLACE, textIml } from './estimands.ts';
import { drawn, NEW_TAGS, textProbeMap } from './evidence-plots.ts';
import { fewBeyond, fewModels, moreThan, nothingBeyond, textFitOf } from './rules.ts';

export const decodabilityIsNotIml: Claim = {
  id: 'decodability-is-not-iml',
  title: 'Decodability of the tag is not implicit meta-learning',
  statement:
    'With the alias first, a loss on answers alone gives IML without a decodable tag, and uninformative tags under a loss on all tokens give a decodable tag without IML.',
  source: 'Extension of section 6.1',
  tests: [
    {
      ...onText,
      seeds: { standard: 16 },
      design: 'alias first (ATE): loss on answers only, and loss on all tokens at alpha .5',
      arms: { answersOnly: aliasTextArms.aliasFirstAnswers, uninformative: aliasTextArms.aliasFirstUninformative },
      context: textFitOf('answersOnly', 'uninformative'),
      parts: [
        finding(
          null,
          part('loss on answers: D5 - D6 after Stage 2', moreThan(0.15, [0.5, 0.1]), textIml('answersOnly')),
        ),
        // These groups differ in more than their tag: the questions of one contradict its definitions, which leaves a trace. So no
        // more is asked than that it stays below what counts as decodable elsewhere.
        finding(
          null,
          part(
            'loss on answers: probe of D1QA1 against D2QA2 after Stage 1',
            nothingBeyond(0.15, [0.08, 0.035]),
            oldTagsProbed('answersOnly', TEXT_PLACE),
          ),
        ),
        finding(
          null,
          part(
            'loss on answers: probe of D5 against D6 after Stage 2',
            nothingBeyond(0.1, [0, 0.06]),
            newTagsProbed('answersOnly', TEXT_PLACE),
          ),
        ),
        finding(
          null,
          part(
            'all tokens, alpha .5: probe of D1QA1 against D2QA2 after Stage 1',
            moreThan(0.15, [0.48, 0.05]),
            oldTagsProbed('uninformative', TEXT_PLACE),
          ),
        ),
        finding(
          null,
          part(
            'all tokens, alpha .5: probe of D5 against D6 after Stage 2',
            moreThan(0.15, [0.48, 0.06]),
            newTagsProbed('uninformative', TEXT_PLACE),
          ),
        ),
        harnessCheck(
          null,
          part('all tokens, alpha .5: D5 - D6 after Stage 2', nothingBeyond(0.15, [0, 0.07]), textIml('uninformative')),
        ),
        fewModels(
          fewBeyond(0.15, [0, 0.05]),
          antitheticTextIml('uninformative'),
          (name) => `all tokens, alpha .5: ${name}`,
        ),
      ],
      plots: drawn(
        textProbeMap('answersOnly', { ...NEW_TAGS, title: 'Loss on answers (IML): D5 against D6 after Stage 2' }),
        textProbeMap('uninformative', {
          ...NEW_TAGS,
          title: 'All tokens at alpha .5 (no IML): D5 against D6 after Stage 2',
        }),
      ),
    },
  ],
};
