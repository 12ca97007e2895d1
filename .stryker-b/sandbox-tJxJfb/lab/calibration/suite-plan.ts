// What a part of the suite says: which procedure is run in which world, and what is stated about it.
import type { Procedure } from './procedure.ts';
import type { Statement } from './statement.ts';
import type { World } from './world.ts';

/** A procedure in a world. */
export interface PlannedCell {
  readonly procedure: Procedure;
  readonly world: World;
  /** Times the usual number of campaigns; 1 if left out. What asks for most is what is run. */
  readonly times?: number;
}

/** A statement, and the cell it is about. */
export interface PlannedStatement extends Omit<Statement, 'procedure' | 'world'>, PlannedCell {}

/** Of an error rate so far below its bound that fewer campaigns show it. */
export const FEWER_TIMES = 0.25;

export interface SuitePlan {
  readonly statements: readonly PlannedStatement[];
  /** Cells beyond those of the statements, or with more campaigns. */
  readonly cells: readonly PlannedCell[];
}

export function together(plans: readonly SuitePlan[]): SuitePlan {
  return {
    statements: plans.flatMap(({ statements }) => statements),
    cells: plans.flatMap(({ cells }) => cells),
  };
}
