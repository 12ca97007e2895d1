// The kept outcome of the whole suite (reports/sample-calibration) is about the statements that are made today, and its table is
// drawn from its document alone.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CalibrationDocument } from '../../lab/calibration/document.ts';
import { renderTable } from '../../lab/calibration/render-table.ts';
import { fullSuite } from '../../lab/calibration/suite.ts';

const folder = join(import.meta.dirname, '../../reports/sample-calibration');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const document = JSON.parse(read('calibration.json')) as CalibrationDocument;

describe('the kept calibration', () => {
  test('is of today: the same procedures, worlds, campaigns and statements', () => {
    const suite = fullSuite();
    const bad = new Set(suite.badProcedures.map(({ id }) => id));
    const inWords = (one: { procedure: string; world: string; quantity: string; side: string; bound: number }) =>
      `${one.procedure} | ${one.world} | ${one.quantity} ${one.side} ${Number(one.bound.toPrecision(6))}`;
    expect(document.statements.map(inWords)).toEqual(
      suite.statements.filter(({ procedure }) => !bad.has(procedure)).map(inWords),
    );
    expect(document.cells.map(({ procedure, world, campaigns }) => ({ procedure, world, campaigns }))).toEqual(
      suite.cells,
    );
  });

  test('holds, and every procedure known to be bad is caught', () => {
    expect(document.holds).toBe(true);
    expect(document.caught.map(({ refuted }) => refuted.length > 0)).not.toContain(false);
  });

  test('has the table that its document gives', () => {
    expect(renderTable(document)).toBe(read('calibration.md'));
  });
});
