// Parts of the calibration suite (lab/calibration) that fit into specs.
import { judgeStatement, type Statement } from '../../lab/calibration/statement.ts';
import { fullSuite, type Suite } from '../../lab/calibration/suite.ts';
import { NOTHING_COUNTED } from '../../lab/calibration/tally.ts';

export const SUITE_SEED = 20_261_123;

/**
 * Existence, equivalence and dispersion under every noise, at other levels and off their thresholds and margins under normal noise alone; trends
 * and patterns, whose looks cost ten times as much, and a family of five with fewer campaigns, under normal noise and the one hardest on a
 * t test. Only what so few campaigns could refute is stated.
 */
export function smallSuite({ campaigns, costly }: { readonly campaigns: number; readonly costly: number }): Suite {
  const whole = statedOnly(fullSuite(campaigns));
  const isCheap = ({ procedure }: { readonly procedure: string }): boolean =>
    /^(?:existence|equivalence|dispersion)/.test(procedure);
  const isAsked = ({ procedure, world }: { readonly procedure: string; readonly world: string }): boolean =>
    /^dispersion/.test(procedure) ||
    /^normal, effect/.test(world) ||
    (/effect [01]$|SD 10$/.test(world) && !/alpha/.test(procedure));
  const cells = whole.cells
    .filter((cell) => whole.procedures.some(({ id }) => id === cell.procedure))
    .filter((cell) =>
      isCheap(cell) ? isAsked(cell) : /^(?:normal|contaminated), (?:levels|5 claims)/.test(cell.world),
    )
    .map((cell) => (isCheap(cell) ? cell : { ...cell, campaigns: costly }));
  const statements = whole.statements.filter((statement) => {
    const cell = cells.find(({ procedure, world }) => procedure === statement.procedure && world === statement.world);
    return cell !== undefined && couldBeRefuted(statement, cell.campaigns);
  });
  const isStated = (cell: { readonly procedure: string; readonly world: string }): boolean =>
    statements.some(({ procedure, world }) => procedure === cell.procedure && world === cell.world);
  return { ...whole, badProcedures: [], cells: cells.filter(isStated), statements };
}

/** Whether so many campaigns would refute it if every other one came out as it must not. */
export function couldBeRefuted(statement: Statement, campaigns: number): boolean {
  if (statement.quantity === 'mean seeds') return false;
  const withAny = { ...NOTHING_COUNTED, [statement.quantity]: Math.floor(campaigns / 2) };
  return judgeStatement(statement, { campaigns, withAny, seeds: [] }).standing === 'refuted';
}

/** Without the cells that are only reported, and what is only compared. */
export function statedOnly(whole: Suite): Suite {
  const statements = whole.statements.filter(({ demand }) => demand !== 'compared');
  const isStated = (cell: { readonly procedure: string; readonly world: string }): boolean =>
    statements.some(({ procedure, world }) => procedure === cell.procedure && world === cell.world);
  return { ...whole, cells: whole.cells.filter(isStated), statements };
}
