// C25: Stage 1 aligns the gradients of reliable definitions with those of questions, for aliases never trained.
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, type ClaimTest, finding, harnessCheck, onSymbols, onText, part } from './claim.ts';
import { alignmentGap, at } from './estimands.ts';
import { learnedStageOne, moreThan, nothingBeyond } from './rules.ts';

const cosines: ClaimTest['context'] = (['reliable-tag', 'unreliable-tag', 'third-tag', 'other-variable'] as const).map(
  (group) => ({
    name: `cosine, ${group}`,
    estimand: at('base', 'before-stage-2/gradient-cosine', group),
  }),
);

export const gradientsAlignForReliableTag: Claim = {
  id: 'gradients-align-for-reliable-tag',
  title: 'Gradients align for the reliable tag',
  statement:
    'At the end of Stage 1, the gradient of a new definition points more along the gradient of its questions under the reliable tag.',
  source: 'Section 6.2',
  tests: [
    {
      ...onSymbols,
      design:
        '80 aliases never trained, each defined under either tag; cosine of per-example gradients of all parameters',
      arms: { base: symbolArms.informative, uninformative: symbolArms.uninformative },
      gates: [learnedStageOne('base')],
      context: cosines,
      parts: [
        finding(
          'C25',
          part('cosine gap, reliable - unreliable tag', moreThan(0.05, [0.183, 0.016]), alignmentGap('base')),
        ),
        harnessCheck(
          null,
          part(
            'the same gap with uninformative tags (alpha .5)',
            nothingBeyond(0.03, [0.001, 0.012]),
            alignmentGap('uninformative'),
          ),
        ),
      ],
    },
    {
      ...onText,
      design:
        '40 aliases never trained, each defined under either tag: the gradient of all its statements against those of its questions',
      arms: { base: aliasTextArms.informative, uninformative: aliasTextArms.uninformative },
      context: cosines,
      parts: [
        finding(
          'C25',
          part('cosine gap, reliable - unreliable tag', moreThan(0.05, [0.148, 0.045]), alignmentGap('base')),
        ),
        harnessCheck(
          null,
          part(
            'the same gap with uninformative tags (alpha .5)',
            nothingBeyond(0.05, [0, 0.03]),
            alignmentGap('uninformative'),
          ),
        ),
      ],
    },
  ],
};
