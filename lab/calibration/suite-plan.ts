// What a part of the suite says: which procedure is run in which world, and what is stated about it.
import type { Procedure } from './procedure.ts';
import type { Statement } from './statement.ts';
import type { World } from './world.ts';

/** A statement, and the world it is about; `campaigns`: times as many as usual. */
export interface PlannedStatement extends Omit<Statement, 'procedure' | 'world'> {
  readonly procedure: Procedure;
  readonly world: World;
}

/** What is run: pairs that statements are about, and more that are only reported. */
export interface PlannedCell {
  readonly procedure: Procedure;
  readonly world: World;
  /** Times the usual number of campaigns; 1 if left out. */
  readonly times?: number;
}

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
