// Several claims judged together (decisions.md B6). The primary claims of a profile share one alpha, by Holm on their e-values
// or p-values. A claim behind a gate (a negative control, a secondary magnitude) is judged only once its gate is reproduced.
// Over configurations of one claim, e-BH says in which of them it transfers.

import { HarnessError } from '../errors/harness-error.ts';
import { eBenjaminiHochberg, holm } from '../statistics/multiple-testing.ts';
import type { Decision, Outcome, Sequence, TestResult } from './decision.ts';

/** What a family looks at in the decision on a claim. */
export interface DecidedClaim extends Pick<Decision, 'outcome' | 'alpha'> {
  readonly tests?: readonly Pick<TestResult, 'pValue'>[];
  readonly sequence?: Pick<Sequence, 'eValue'>;
}

export interface FamilyMember {
  readonly id: string;
  readonly decision: DecidedClaim;
  /** Id of the primary claim that must be reproduced first; null for a primary claim. */
  readonly behind: string | null;
}

export interface FamilyVerdict {
  readonly id: string;
  /** `not-judged`: its gate is not reproduced. A claim that only its own alpha would pass is inconclusive in the family. */
  readonly outcome: Outcome | 'not-judged';
  /** The p-value or 1 / e-value that Holm ranked; null for a claim behind a gate, which is judged at its own alpha. */
  readonly pValue: number | null;
}

export function judgeFamily(members: readonly FamilyMember[], alpha: number): FamilyVerdict[] {
  const primary = members.filter(({ behind }) => behind === null);
  checkGates(members, primary);
  const pValues = primary.map(({ decision }) => pValueOf(decision));
  const passes = holm(pValues, alpha);
  const primaryVerdicts = new Map(
    primary.map(({ id, decision }, index): [string, FamilyVerdict] => {
      const stands = decision.outcome !== 'reproduced' || passes[index] === true;
      return [id, { id, outcome: stands ? decision.outcome : 'inconclusive', pValue: pValues[index] ?? 1 }];
    }),
  );
  return members.map(({ id, decision, behind }): FamilyVerdict => {
    const own = primaryVerdicts.get(id);
    if (own !== undefined) return own;
    const isOpen = primaryVerdicts.get(behind ?? '')?.outcome === 'reproduced';
    return { id, outcome: isOpen ? decision.outcome : 'not-judged', pValue: null };
  });
}

/** In which configurations of one claim the effect is there, at most a share `rate` of them wrongly in expectation. */
export function transfersTo(
  decisions: readonly (Pick<Decision, 'outcome' | 'reason'> & Pick<DecidedClaim, 'sequence'>)[],
  rate: number,
): boolean[] {
  const eValues = decisions.map((decision) => {
    if (decision.sequence !== undefined && decision.sequence.eValue !== null) return decision.sequence.eValue;
    throw new HarnessError('invalid-argument', {
      what: 'e-BH needs an e-value of every configuration.',
      got: decision.reason,
      expected: 'decisions of a sequential design, after the first look',
    });
  });
  const found = eBenjaminiHochberg(eValues, rate);
  return decisions.map(({ outcome }, index) => outcome === 'reproduced' && found[index] === true);
}

/**
 * A number that is at most any alpha with at most that chance if the claim is false: 1 / e-value of a sequence, the largest p-value
 * of a conjunction at fixed n, and of other designs what they are declared for: alpha if they passed.
 */
export function pValueOf({ outcome, sequence, tests = [], alpha }: DecidedClaim): number {
  if (outcome === 'invalid') return 1;
  if (sequence !== undefined) {
    if (sequence.eValue !== null) return Math.min(1, 1 / sequence.eValue);
    return outcome === 'reproduced' ? alpha : 1;
  }
  return tests.reduce((largest, { pValue }) => Math.max(largest, pValue ?? 1), tests.length === 0 ? 1 : 0);
}

function checkGates(members: readonly FamilyMember[], primary: readonly FamilyMember[]): void {
  const ids = members.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  const astray = members.find(({ behind }) => behind !== null && !primary.some(({ id }) => id === behind));
  if (twice === undefined && astray === undefined) return;
  throw new HarnessError('invalid-argument', {
    what: 'This family of claims cannot be judged.',
    got: twice === undefined ? `"${astray?.id}" behind "${astray?.behind}"` : `"${twice}" twice`,
    expected: 'every claim once, and behind a gate only primary claims of the family',
  });
}
