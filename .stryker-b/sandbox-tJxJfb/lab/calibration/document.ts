// The outcome of the suite as one JSON document; table and plots are drawn from it alone.
import type { CellTally } from './cell.ts';
import { type JudgedStatement, judgeStatement, rateInterval, SHOWN_ERROR } from './statement.ts';
import type { Suite } from './suite.ts';
import { COUNTED, meanSeeds, seedsQuantile } from './tally.ts';

export interface CalibrationDocument {
  readonly schemaVersion: 1;
  readonly seed: number;
  readonly confidence: number;
  /** Every stated rate holds and every bad procedure is caught. */
  readonly holds: boolean;
  readonly procedures: readonly { readonly id: string; readonly words: string; readonly isKnownToBeBad: boolean }[];
  readonly cells: readonly CellSummary[];
  readonly statements: readonly JudgedStatement[];
  /** Each bad procedure with the statements of its own that were refuted; none: it was not caught. */
  readonly caught: readonly { readonly procedure: string; readonly refuted: readonly JudgedStatement[] }[];
}

export interface CellSummary {
  readonly procedure: string;
  readonly world: string;
  readonly campaigns: number;
  readonly rates: Readonly<Record<string, { readonly estimate: number; readonly low: number; readonly high: number }>>;
  readonly meanSeeds: number;
  readonly seedsOf90Percent: number;
}

export function calibrationDocument(suite: Suite, tallies: readonly CellTally[], seed: number): CalibrationDocument {
  const judged = suite.statements.map((statement) => judgeStatement(statement, tallyOf(tallies, statement)));
  const isBad = (id: string): boolean => suite.badProcedures.some((bad) => bad.id === id);
  const caught = suite.badProcedures.map(({ id }) => ({
    procedure: id,
    refuted: judged.filter(({ procedure, standing }) => procedure === id && standing === 'refuted'),
  }));
  const statements = judged.filter(({ procedure }) => !isBad(procedure));
  return {
    schemaVersion: 1,
    seed,
    confidence: 1 - SHOWN_ERROR,
    holds: statements.every(({ holds }) => holds) && caught.every(({ refuted }) => refuted.length > 0),
    procedures: [...suite.procedures, ...suite.badProcedures].map(({ id, words }) => ({
      id,
      words,
      isKnownToBeBad: isBad(id),
    })),
    cells: tallies.map(summary),
    statements,
    caught,
  };
}

function summary({ procedure, world, campaigns, tally }: CellTally): CellSummary {
  return {
    procedure,
    world,
    campaigns,
    rates: Object.fromEntries(COUNTED.map((counted) => [counted, rateInterval(tally, counted, SHOWN_ERROR)])),
    meanSeeds: meanSeeds(tally),
    seedsOf90Percent: seedsQuantile(tally, 0.9),
  };
}

function tallyOf(tallies: readonly CellTally[], of: { readonly procedure: string; readonly world: string }) {
  const found = tallies.find(({ procedure, world }) => procedure === of.procedure && world === of.world);
  if (found === undefined) throw new Error(`No campaigns of ${of.procedure} in ${of.world}.`);
  return found.tally;
}
