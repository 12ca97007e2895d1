// A report of each kind that ends with a code of its own.
import { sampleDocument, sampleWith } from '../report/sample-document.ts';

export const reports = {
  reproduced: sampleWith('reproduced'),
  'not-reproduced': sampleWith('not-reproduced'),
  inconclusive: sampleWith('inconclusive'),
  invalid: sampleWith('invalid'),
  'not-run': sampleWith('not-run'),
  'out-of-time': sampleWith('inconclusive', { outOfTime: true }),
  exploratory: sampleWith('invalid', {
    registration: { version: 2, hash: 'ab', standing: 'exploratory', reason: 'Exploratory: because.', differences: [] },
  }),
  nothing: { ...sampleDocument, verdicts: [] },
};
