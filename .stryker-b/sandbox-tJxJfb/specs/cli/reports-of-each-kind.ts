// A report of each kind that ends with a code of its own.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OTHER_SETTINGS, sampleDocument, sampleWith } from '../report/sample-document.ts';

const reports = {
  reproduced: sampleWith('reproduced'),
  'not-reproduced': sampleWith('not-reproduced'),
  inconclusive: sampleWith('inconclusive'),
  invalid: sampleWith('invalid'),
  'not-run': sampleWith('not-run'),
  'out-of-time': sampleWith('inconclusive', { outOfTime: true }),
  exploratory: sampleWith('invalid', {
    registration: { version: 2, hash: 'ab', standing: 'exploratory', reason: 'Exploratory: because.', differences: [] },
  }),
  'on-other-settings': sampleWith('reproduced', { registration: OTHER_SETTINGS }),
  nothing: { ...sampleDocument, verdicts: [] },
};

/** One file a kind, and one that is no report. */
export function writeReports(folder: string): void {
  for (const [name, document] of Object.entries(reports)) {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(document));
  }
  writeFileSync(join(folder, 'broken.json'), '{"schemaVersion": 1');
}
