// What verdicts say of the paper, one row a statement (decisions.md promise 19). A statement is credited by single parts, and only by
// those that are about it: on a task that stands for its models, and with the direction of the paper kept in mind.
import { Type } from 'typebox';
import { Count, closed, orNull, Text, type Valid } from '../../schemas/parts.ts';
import type { Claim } from '../claim.ts';
import { PREDICTIONS, STATEMENTS, type Statement } from '../registry/statements.ts';
import { isExploratory, type PartVerdict, RungSchema, type Verdict, VerdictKindSchema } from './verdict.ts';

/**
 * `contradicted`: evidence that it is the other way round, or that the effect is none or smaller than the smallest of interest. `design-dependent`: designs decide it differently.
 * `exploratory`: what is found is shown and decides nothing. Only the first three count as tested.
 */
export const STATUSES = [
  'reproduced',
  'contradicted',
  'design-dependent',
  'undecided',
  'invalid',
  'exploratory',
  'untested',
] as const;
export type Status = (typeof STATUSES)[number];

/** A test whose parts speak to a statement, and what those alone say of it. */
const StatementTestSchema = closed({
  claim: Text,
  task: Text,
  /** Which of several on one task. */
  design: Text,
  rung: RungSchema,
  required: Type.Boolean(),
  kind: VerdictKindSchema,
  status: Type.Enum([...STATUSES]),
});
type StatementTest = Valid<typeof StatementTestSchema>;

const StatementRowSchema = closed({
  id: Text,
  says: Text,
  /** The kind of model and task that it is about in the paper. */
  about: Text,
  predicted: Type.Enum([...PREDICTIONS]),
  status: Type.Enum([...STATUSES]),
  /** Why it is untested, or decides nothing; null where there is nothing to say. */
  reason: orNull(Text),
  tests: Type.Array(StatementTestSchema),
});
export type StatementRow = Valid<typeof StatementRowSchema>;

/** All statements stay in the denominator. */
export const CoverageSchema = closed({
  /** How many statements are decided, one way or another. */
  tested: Count,
  statements: Type.Array(StatementRowSchema),
});
export type Coverage = Valid<typeof CoverageSchema>;

/** @param catalogue what there was to ask */
export function coverageOf(verdicts: readonly Verdict[], catalogue: readonly Claim[]): Coverage {
  const rows = STATEMENTS.map((statement) => rowOf(statement, { verdicts, catalogue }));
  return { tested: rows.filter(({ status }) => isDecided(status)).length, statements: rows };
}

export function isDecided(status: Status): boolean {
  return status === 'reproduced' || status === 'contradicted' || status === 'design-dependent';
}

interface Asked {
  readonly verdicts: readonly Verdict[];
  readonly catalogue: readonly Claim[];
}

function rowOf(statement: Statement, { verdicts, catalogue }: Asked): StatementRow {
  const { id, says, about, predicted, exploratoryBecause, untestedBecause = null } = statement;
  const tests = verdicts.flatMap((verdict) => testOf(statement, verdict));
  const row = { id, says, about, predicted, tests };
  if (tests.length === 0) {
    const isShut = verdicts.some(
      (verdict) => verdict.verdict === 'not-run' && bearingParts(statement, verdict).length > 0,
    );
    const notJudged = isShut ? 'not judged: it stands behind a claim that is not reproduced' : 'not asked in this run';
    return { ...row, status: 'untested', reason: untestedBecause ?? notJudged };
  }
  if (exploratoryBecause !== undefined) return { ...row, status: 'exploratory', reason: exploratoryBecause };
  const status = statusOf(tests);
  // Where no design has more say than another, one alone is picked by the profile that was asked (C15b: 16 updates of a full batch).
  const designs = designsOn(statement, catalogue);
  const decided = tests.filter((test) => isDecided(test.status)).length;
  if (isDecided(status) && tests.every(({ required }) => !required) && decided < designs) {
    const reason = `only ${decided} of the ${designs} designs for it is decided, and none has more say than another`;
    return { ...row, status: 'undecided', reason };
  }
  return { ...row, status, reason: null };
}

function designsOn(statement: Statement, catalogue: readonly Claim[]): number {
  return catalogue.flatMap(({ tests }) => tests).filter((test) => bearingParts(statement, test).length > 0).length;
}

/** Those that speak to it, on a task that stands for what it is about. */
function bearingParts<Part extends Pick<PartVerdict, 'bearing'>>(
  { id, tasks }: Statement,
  { task, parts }: { readonly task: string; readonly parts: readonly Part[] },
): Part[] {
  return tasks.some((one) => one === task) ? parts.filter(({ bearing }) => bearing?.statement === id) : [];
}

/** Empty where the verdict says nothing of it, or was not asked. */
function testOf(statement: Statement, verdict: Verdict): StatementTest[] {
  const { claim, task, rung, required, design } = verdict;
  const parts = bearingParts(statement, verdict);
  if (parts.length === 0 || verdict.verdict === 'not-run') return [];
  const kind = parts.some(({ bearing }) => bearing?.kind === 'finding') ? 'finding' : 'harness-check';
  return [{ claim, task, rung, required, kind, design, status: statusInTest(verdict, parts) }];
}

/** All parts that speak to it must say so; one that says the opposite is enough against it. */
function statusInTest(verdict: Verdict, parts: readonly PartVerdict[]): Status {
  if (verdict.verdict === 'invalid') return 'invalid';
  if (isExploratory(verdict)) return 'exploratory';
  // The whole is less than its parts where time ran out, or where the family asks for more than they have (Holm).
  const isHeldBack =
    verdict.verdict === 'inconclusive' && verdict.parts.every(({ decision }) => decision.outcome === 'reproduced');
  if (isHeldBack || (verdict.verdict === 'inconclusive' && verdict.outOfTime)) return 'undecided';
  const said = parts.map(statusOfPart);
  return (['invalid', 'contradicted', 'undecided'] as const).find((status) => said.includes(status)) ?? 'reproduced';
}

function statusOfPart({ decision: { outcome }, bearing }: PartVerdict): Status {
  if (outcome === 'invalid') return 'invalid';
  if (outcome === 'inconclusive') return 'undecided';
  if (bearing?.prediction !== 'opposed') return outcome === 'reproduced' ? 'reproduced' : 'contradicted';
  // That the opposite is not there does not show what the paper says.
  return outcome === 'reproduced' ? 'contradicted' : 'undecided';
}

/** Required tests decide; others have no say, but where they come out the other way it depends on the design. */
function statusOf(tests: readonly StatementTest[]): Status {
  const asked = tests.filter(({ status }) => status !== 'exploratory');
  const required = asked.filter((test) => test.required);
  const deciding = required.length === 0 ? asked : required;
  const decided = new Set(deciding.map(({ status }) => status).filter(isDecided));
  const [found] = decided;
  if (found === undefined) {
    const open = (['undecided', 'invalid'] as const).find((word) => deciding.some(({ status }) => status === word));
    return open ?? 'exploratory';
  }
  return asked.some(({ status }) => isDecided(status) && status !== found) ? 'design-dependent' : found;
}
