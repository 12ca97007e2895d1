// A verification over a ledger full of other runs opens the files that it needs and no others, so what else is there costs nothing.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { surveyLedger } from '../../src/ledger/survey-ledger.ts';
import { writeManyRuns } from '../ledger/many-runs.ts';
import { replaceCall } from '../ledger/replace-call.ts';
import { sharedFolder } from '../temporary-folder.ts';
import { CLEAR, plant, plantedClaim, verifyPlanted } from './planted-claims.ts';

const root = sharedFolder('large');

/** Files of the ledger that one verification opens, in order. */
async function filesOpenedIn(ledgerFolder: string, firstSeed: number): Promise<string[]> {
  const opened: string[] = [];
  const restore = replaceCall('readFileSync', 'each', (original, ...given) => {
    if (String(given[0]).startsWith(ledgerFolder)) opened.push(String(given[0]).slice(ledgerFolder.length));
    return original(...given);
  });
  try {
    const document = await verifyPlanted({
      catalogue: [plantedClaim('clear', 16)],
      firstSeed,
      ledgerFolder,
      train: plant((_, seed) => CLEAR[seed % 8] as number),
    });
    expect(document.verdicts.map(({ verdict }) => verdict)).toEqual(['reproduced']);
  } finally {
    restore();
  }
  return opened;
}

describe('a verification', () => {
  it('opens no file of a run that it does not need', async () => {
    const alone = join(root, 'alone');
    const crowded = join(root, 'crowded');
    writeManyRuns({ root: crowded, runs: 2100, cohortSize: 4 });
    // Other seeds of the same experiment are no business of it, either.
    await filesOpenedIn(crowded, 64);
    expect(surveyLedger(crowded).total.runs).toBe(2100 + 8);
    const opened = await filesOpenedIn(alone, 0);
    expect(opened.length).toBeGreaterThan(8);
    expect(await filesOpenedIn(crowded, 0)).toEqual(opened);
  });
});
