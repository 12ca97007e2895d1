// C26 with less of its confound: at equal epochs a larger batch also fits Stage 1 much worse. Here each batch is trained to convergence,
// to a loss of .004 at batch 1024 and less at the others (experiments.md 12).
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, finding, onSymbols, part } from './claim.ts';
import { alignmentGap, minus } from './estimands.ts';
import { converged, fitOf, moreThan } from './rules.ts';

const CONVERGED = ['converged1024', 'converged256', 'converged64'] as const;

export const alignmentGapShrinksAtConvergence: Claim = {
  id: 'alignment-gap-shrinks-at-convergence',
  title: 'The alignment gap shrinks with the batch at convergence',
  statement: 'Trained to convergence, too, the gap in gradient alignment falls from batch 64 over 256 to 1024.',
  source: 'Section 6.2',
  behind: 'gradients-align-for-reliable-tag',
  tests: [
    {
      ...onSymbols,
      design:
        'batch 64, 256 and 1024 trained to convergence (64 epochs): less confounded with fit than at equal epochs, as losses still differ below .01',
      arms: {
        converged1024: symbolArms.converged1024,
        converged256: symbolArms.converged256,
        converged64: symbolArms.converged64,
      },
      gates: converged(...CONVERGED),
      context: fitOf(...CONVERGED),
      parts: [
        finding(
          'C26',
          part(
            'gap at {batch of converged256} - gap at {batch of converged1024}',
            moreThan(0.016, [0.048, 0.011]),
            minus(alignmentGap('converged256'), alignmentGap('converged1024')),
          ),
        ),
        finding(
          'C26',
          part(
            'gap at {batch of converged64} - gap at {batch of converged256}',
            moreThan(0.014, [0.043, 0.016]),
            minus(alignmentGap('converged64'), alignmentGap('converged256')),
          ),
        ),
      ],
    },
  ],
};
