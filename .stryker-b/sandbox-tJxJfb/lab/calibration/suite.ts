// The suite as data: which procedures meet which worlds, how often, and what is stated about each pair.
import { HarnessError } from '../../src/errors/harness-error.ts';
import { BAD_PROCEDURES, badStatements } from './bad-procedures.ts';
import { BAD_REFUTATIONS, badRefutationStatements } from './bad-refutations.ts';
import { type Cell, cellKey } from './cell.ts';
import type { Procedure } from './procedure.ts';
import { RULES, ruleStatements } from './rules.ts';
import type { Statement } from './statement.ts';
import { type PlannedCell, type SuitePlan, together } from './suite-plan.ts';
import type { World } from './world.ts';

export interface Suite {
  readonly procedures: readonly Procedure[];
  readonly badProcedures: readonly Procedure[];
  readonly cells: readonly Cell[];
  readonly statements: readonly Statement[];
  procedure(id: string): Procedure;
  world(id: string): World;
}

export function fullSuite(campaigns = 20_000): Suite {
  return suiteOf({
    rules: RULES,
    bad: [...BAD_PROCEDURES, ...BAD_REFUTATIONS],
    plan: ruleStatements(),
    badPlan: together([badStatements(), badRefutationStatements()]),
    campaigns,
  });
}

export function suiteOf(parts: {
  readonly rules: readonly Procedure[];
  readonly bad: readonly Procedure[];
  readonly plan: SuitePlan;
  readonly badPlan: SuitePlan;
  readonly campaigns: number;
}): Suite {
  const planned = [...parts.plan.statements, ...parts.badPlan.statements];
  const wanted: readonly PlannedCell[] = [...parts.plan.cells, ...parts.badPlan.cells, ...planned];
  const cells = new Map<string, Cell>();
  const worlds = new Map<string, World>();
  const procedures = new Map([...parts.rules, ...parts.bad].map((procedure) => [procedure.id, procedure]));
  for (const { procedure, world, times = 1 } of wanted) {
    const cell = { procedure: procedure.id, world: world.id, campaigns: Math.ceil(times * parts.campaigns) };
    const before = cells.get(cellKey(cell));
    if (before === undefined || before.campaigns < cell.campaigns) cells.set(cellKey(cell), cell);
    worlds.set(world.id, world);
  }
  return {
    procedures: parts.rules,
    badProcedures: parts.bad,
    cells: [...cells.values()],
    statements: planned.map(({ times, ...one }) => ({ ...one, procedure: one.procedure.id, world: one.world.id })),
    procedure: (id) => known(procedures.get(id), id),
    world: (id) => known(worlds.get(id), id),
  };
}

/** The part of a suite in whose "procedure | world" these words stand. */
export function onlyAbout(suite: Suite, words: string): Suite {
  const isMeant = (one: { readonly procedure: string; readonly world: string }): boolean =>
    cellKey(one).includes(words);
  const statements = suite.statements.filter(isMeant);
  const isStated = ({ id }: Procedure): boolean => statements.some(({ procedure }) => procedure === id);
  if (statements.length > 0) {
    return {
      ...suite,
      procedures: suite.procedures.filter(isStated),
      badProcedures: suite.badProcedures.filter(isStated),
      cells: suite.cells.filter(isMeant),
      statements,
    };
  }
  throw new HarnessError('invalid-option', {
    what: 'Nothing is stated about such procedures or worlds.',
    got: `--only ${words}`,
    expected: `part of a name: ${[...suite.procedures, ...suite.badProcedures].map(({ id }) => id).join(', ')}`,
  });
}

function known<Value>(value: Value | undefined, id: string): Value {
  if (value !== undefined) return value;
  throw new HarnessError('internal', { what: 'The calibration suite has nothing of this name.', got: id });
}
