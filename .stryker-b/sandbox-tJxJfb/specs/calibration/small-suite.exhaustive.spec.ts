// Statistical spec: the calibration suite in small (decisions.md promise 13). Every statement about the rules stands unrefuted by exact
// bounds; a true one fails here with a chance of at most 1e-6, and what is stated is only what would be refuted if every other campaign
// erred. `npm run calibrate` is the same in large. A minute: thousands of simulated campaigns.
import { beforeAll, describe, expect, test } from 'vitest';
import type { CalibrationDocument } from '../../lab/calibration/document.ts';
import { calibrationDocument } from '../../lab/calibration/document.ts';
import { runCellsHere } from '../../lab/calibration/run-cells.ts';
import { SUITE_SEED, smallSuite } from './small-suite.ts';

const suite = smallSuite({ campaigns: 80, costly: 40 });

describe('the stated error rates of the rules', () => {
  let document: CalibrationDocument;
  beforeAll(() => {
    document = calibrationDocument(suite, runCellsHere(suite, { cells: suite.cells, seed: SUITE_SEED }), SUITE_SEED);
  }, 600_000);

  test.each(suite.procedures.map(({ id }) => id))('are not refuted, and could have been: %s', (procedure) => {
    const judged = document.statements.filter((statement) => statement.procedure === procedure);
    expect(judged.length).toBeGreaterThan(0);
    expect(judged.filter(({ standing }) => standing === 'refuted')).toEqual([]);
  });
});
