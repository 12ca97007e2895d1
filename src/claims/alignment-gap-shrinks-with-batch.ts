// C26: the larger the Stage-1 batch, the smaller the alignment gap.

import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, finding, onSymbols, part } from './claim.ts';
import { alignmentGap, minus } from './estimands.ts';
import { fitOf, learnedStageOne, moreThan } from './rules.ts';

export const alignmentGapShrinksWithBatch: Claim = {
  id: 'alignment-gap-shrinks-with-batch',
  title: 'The alignment gap shrinks with the batch',
  statement: 'The gap in gradient alignment falls from batch 64 over 256 to full batch.',
  source: 'Section 6.2',
  behind: 'gradients-align-for-reliable-tag',
  tests: [
    {
      ...onSymbols,
      required: false,
      design: 'batch 64, 256 and full at equal epochs, confounded with fit; batch 16 is not claimed to exceed 64',
      arms: {
        fullBatch: symbolArms.fullBatchInEpochs,
        batch256: symbolArms.batch256,
        base: symbolArms.batch64,
      },
      gates: [learnedStageOne('base')],
      context: fitOf('fullBatch', 'batch256', 'base'),
      parts: [
        finding(
          'C26',
          part(
            'gap at {batch of batch256} - gap at full batch',
            moreThan(0.03, [0.113, 0.016]),
            minus(alignmentGap('batch256'), alignmentGap('fullBatch')),
          ),
        ),
        finding(
          'C26',
          part(
            'gap at {batch of base} - gap at {batch of batch256}',
            moreThan(0.01, [0.068, 0.02]),
            minus(alignmentGap('base'), alignmentGap('batch256')),
          ),
        ),
      ],
    },
  ],
};
