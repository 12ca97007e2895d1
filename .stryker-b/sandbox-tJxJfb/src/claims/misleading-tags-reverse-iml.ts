// A falsification target beside C16: below alpha .5 the tag called reliable is the one that misleads, and the effect must turn round.
// On development seeds 0 to 7 (native TensorFlow) the gap was -.134, SD .020: the threshold is a third of it.
import { beside } from './arms/arm.ts';
import { type Claim, harnessCheck, onSymbols, part } from './claim.ts';
import { iml } from './estimands.ts';
import { fitOf, lessThan } from './rules.ts';

export const misleadingTagsReverseIml: Claim = {
  id: 'misleading-tags-reverse-iml',
  title: 'A tag that mostly misleads is trusted less',
  statement:
    'If in Stage 1 a quarter of the definitions under the one tag agree with the questions and three quarters under the other, aliases defined under the first are answered worse after Stage 2.',
  source: 'Consequence of the section on the predictiveness of tags; not in the paper as an experiment',
  behind: 'iml-appears',
  tests: [
    {
      ...onSymbols,
      seeds: { standard: 16 },
      design: 'alpha .25: D5 is defined under the tag that agrees less often; all else as in iml-appears',
      arms: {
        // 87 of 350, the share nearest to .25 that is exact for both tags.
        misleading: {
          extends: 'digit-grid/symbols',
          change: beside([], { task: { consistentShare: { reliable: 87 / 350, unreliable: 263 / 350 } } }),
        },
      },
      context: fitOf('misleading'),
      parts: [
        harnessCheck(
          null,
          part('D5 - D6 after Stage 2 at alpha .25', lessThan(-0.045, [-0.134, 0.03]), iml('misleading')),
        ),
      ],
    },
  ],
};
