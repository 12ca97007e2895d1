// What could be said of the paper's statements before any run: which tests there are for each, or why there is none.
import type { Bearing, Claim } from '../claim.ts';
import { STATEMENTS, type Statement } from './statements.ts';

export interface DeclaredRow extends Pick<Statement, 'id' | 'says' | 'about' | 'predicted'> {
  readonly state: 'test exists, not run' | 'exploratory test exists, not run' | 'untested';
  /** Why it is untested, or decides nothing; null where there is nothing to say. */
  readonly reason: string | null;
  readonly tests: readonly (Omit<Bearing, 'statement'> & { readonly claim: string; readonly task: string })[];
}

export function declaredCoverage(claims: readonly Claim[]): DeclaredRow[] {
  return STATEMENTS.map((statement) => {
    const { id, says, about, predicted, exploratoryBecause, untestedBecause } = statement;
    const tests = testsOf(statement, claims);
    const row = { id, says, about, predicted, tests };
    if (tests.length === 0) return { ...row, state: 'untested', reason: untestedBecause ?? 'no part speaks to it' };
    return exploratoryBecause === undefined
      ? { ...row, state: 'test exists, not run', reason: null }
      : { ...row, state: 'exploratory test exists, not run', reason: exploratoryBecause };
  });
}

/** One a claim, task and prediction. */
function testsOf({ id, tasks }: Statement, claims: readonly Claim[]): DeclaredRow['tests'] {
  const found = claims.flatMap(({ id: claim, tests }) =>
    tests.flatMap(({ task, parts }) =>
      parts.flatMap(({ bearing }) => {
        if (bearing?.statement !== id || !tasks.includes(task)) return [];
        const { prediction, kind } = bearing;
        return [[`${claim} ${task} ${prediction}`, { claim, task, prediction, kind }] as const];
      }),
    ),
  );
  return [...new Map(found).values()];
}
