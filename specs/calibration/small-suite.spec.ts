// Statistical spec: the calibration suite in small (decisions.md promise 13). Every statement about the rules stands unrefuted,
// and every procedure known to be bad is refuted, by exact bounds. A true statement fails here with a chance of at most 1e-6;
// what 80 campaigns see nearly always: an error rate of .25 or
// more where .01 to .05 is stated. `npm run calibrate` is the same in large.
import { beforeAll, describe, expect, test } from 'vitest';
import type { CalibrationDocument } from '../../scripts/calibrate/document.ts';
import { calibrationDocument } from '../../scripts/calibrate/document.ts';
import { runCellsHere } from '../../scripts/calibrate/run-cells.ts';
import type { Statement } from '../../scripts/calibrate/statement.ts';
import { fullSuite, type Suite } from '../../scripts/calibrate/suite.ts';

const SEED = 20_261_123;
const suite = smallSuite();

describe('the stated error rates of the rules', () => {
  let document: CalibrationDocument;
  beforeAll(() => {
    document = calibrationDocument(suite, runCellsHere(suite, { cells: suite.cells, seed: SEED }), SEED);
  });

  test.each(suite.procedures.map(({ id }) => id))('are not refuted: %s', (procedure) => {
    const judged = document.statements.filter((statement) => statement.procedure === procedure);
    expect(judged.length).toBeGreaterThan(0);
    expect(judged.filter(({ standing }) => standing === 'refuted')).toEqual([]);
  });

  test('would be refuted if they promised what the rules do not keep', () => {
    const statements = suite.statements.flatMap((statement): Statement[] => {
      const { procedure, world, quantity } = statement;
      const about = procedure === 'existence, sequential' ? `${world}: ${quantity}` : '';
      if (about === 'normal, effect 3: mean seeds') return [{ ...statement, side: 'at least', bound: 31 }];
      const isUsual = ['normal, effect 1: reproduced', 'normal, effect 0: not-reproduced'].includes(about);
      return isUsual ? [{ ...statement, side: 'at most', bound: 0.5 }] : [];
    });
    expect(new Set(statements.map(({ world }) => world)).size).toBe(3);
    const cells = suite.cells.filter((cell) =>
      statements.some(({ world, procedure }) => cell.world === world && cell.procedure === procedure),
    );
    const planted = { ...suite, cells: cells.map((cell) => ({ ...cell, campaigns: 120 })), statements };
    const judged = calibrationDocument(planted, runCellsHere(planted, { cells: planted.cells, seed: SEED }), SEED);
    expect(judged.holds).toBe(false);
    expect(judged.statements.filter(({ standing }) => standing !== 'refuted')).toEqual([]);
  });
});

describe('the suite refutes', () => {
  const bad = statedOnly(fullSuite(800));
  const cells = bad.cells.filter(({ procedure }) => bad.badProcedures.some(({ id }) => id === procedure));
  const onlyBad = {
    ...bad,
    cells,
    statements: bad.statements.filter(({ procedure }) => cells.some((cell) => cell.procedure === procedure)),
  };

  test.each(bad.badProcedures.map(({ id }) => id))('%s', (procedure) => {
    const ofOne = cells.filter((cell) => cell.procedure === procedure);
    const one = {
      ...onlyBad,
      badProcedures: bad.badProcedures.filter(({ id }) => id === procedure),
      statements: onlyBad.statements.filter((statement) => statement.procedure === procedure),
    };
    const { caught } = calibrationDocument(one, runCellsHere(one, { cells: ofOne, seed: SEED }), SEED);
    expect(caught.map(({ refuted }) => refuted.length)).toEqual([1]);
  });
});

/**
 * What fits into some seconds: existence and equivalence under every noise; trends and patterns, whose looks cost ten times as
 * much, and a family of five with fewer campaigns, under normal noise and the one hardest on a t test.
 */
function smallSuite(): Suite {
  const whole = statedOnly(fullSuite(80));
  const isCheap = ({ procedure }: { readonly procedure: string }): boolean =>
    /^(?:existence|equivalence)/.test(procedure);
  const cells = whole.cells
    .filter((cell) => whole.procedures.some(({ id }) => id === cell.procedure))
    .filter((cell) => isCheap(cell) || /^(?:normal|contaminated), (?:levels|5 claims)/.test(cell.world))
    .map((cell) => (isCheap(cell) ? cell : { ...cell, campaigns: 15 }));
  const isKept = ({ procedure, world }: { readonly procedure: string; readonly world: string }): boolean =>
    cells.some((cell) => cell.procedure === procedure && cell.world === world);
  return { ...whole, badProcedures: [], cells, statements: whole.statements.filter(isKept) };
}

/** Without the cells that are only reported, and what is only compared. */
function statedOnly(whole: Suite): Suite {
  const statements = whole.statements.filter(({ demand }) => demand !== 'compared');
  const isStated = (cell: { readonly procedure: string; readonly world: string }): boolean =>
    statements.some(({ procedure, world }) => procedure === cell.procedure && world === cell.world);
  return { ...whole, cells: whole.cells.filter(isStated), statements };
}
