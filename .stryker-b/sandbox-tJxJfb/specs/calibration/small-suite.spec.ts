// Statistical spec: the calibration suite refutes what it must (decisions.md promise 13): every procedure known to be bad, and promises
// that the rules do not keep. Each fails by chance with probability below 1e-6. That what the rules do promise stands is asked in the
// exhaustive tier and, in large, by `npm run calibrate`.
import { describe, expect, test } from 'vitest';
import { calibrationDocument } from '../../lab/calibration/document.ts';
import { runCellsHere } from '../../lab/calibration/run-cells.ts';
import type { Statement } from '../../lab/calibration/statement.ts';
import { fullSuite } from '../../lab/calibration/suite.ts';
import { SUITE_SEED, smallSuite, statedOnly } from './small-suite.ts';

test('the rules would be refuted if they promised what they do not keep', () => {
  const suite = statedOnly(fullSuite(120));
  const statements = suite.statements.flatMap((statement): Statement[] => {
    const { procedure, world, quantity } = statement;
    const about = procedure === 'existence, sequential' ? `${world}: ${quantity}` : '';
    if (about === 'normal, effect 3: mean seeds') return [{ ...statement, side: 'at least', bound: 31 }];
    const usual = ['normal, effect 1: reproduced', 'normal, effect 0: given up', 'normal, effect -1: not-reproduced'];
    const isUsual = usual.includes(about);
    return isUsual ? [{ ...statement, side: 'at most', bound: 0.5 }] : [];
  });
  expect(new Set(statements.map(({ world }) => world)).size).toBe(4);
  const cells = suite.cells.filter((cell) =>
    statements.some(({ world, procedure }) => cell.world === world && cell.procedure === procedure),
  );
  const planted = { ...suite, cells: cells.map((cell) => ({ ...cell, campaigns: 120 })), statements };
  const judged = calibrationDocument(
    planted,
    runCellsHere(planted, { cells: planted.cells, seed: SUITE_SEED }),
    SUITE_SEED,
  );
  expect(judged.holds).toBe(false);
  expect(judged.statements.filter(({ standing }) => standing !== 'refuted')).toEqual([]);
});

test('the small suite of the exhaustive tier could refute something of every rule', () => {
  const unstatedBy = (costly: number) => {
    const { procedures, statements } = smallSuite({ campaigns: 80, costly });
    return procedures.filter(({ id }) => !statements.some(({ procedure }) => procedure === id)).map(({ id }) => id);
  };
  expect(unstatedBy(40)).toEqual([]);
  // Fewer campaigns refute nothing of the rules that cost most.
  expect(unstatedBy(8).length).toBeGreaterThan(0);
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
    const { caught } = calibrationDocument(one, runCellsHere(one, { cells: ofOne, seed: SUITE_SEED }), SUITE_SEED);
    expect(caught.map(({ refuted }) => refuted.length)).toEqual([1]);
  });
});
