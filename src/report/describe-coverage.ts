// What a report says of the paper's statements, in words: how they stand, which are contradicted, what a part speaks to, and how much
// of it all rests on the same runs.
import { type Coverage, isDecided, STATUSES, type StatementRow, type Status } from '../claims/verdicts/coverage.ts';
import type { PartVerdict, Verdict, VerdictKind, VerdictWord } from '../claims/verdicts/verdict.ts';

interface StatusAppearance {
  readonly label: string;
  /** The verdict whose shape and colour it has. */
  readonly like: VerdictWord;
}

const appearances: Readonly<Record<Status, StatusAppearance>> = {
  reproduced: { label: 'reproduced', like: 'reproduced' },
  contradicted: { label: 'contradicted', like: 'not-reproduced' },
  'design-dependent': { label: 'depends on the design', like: 'inconclusive' },
  undecided: { label: 'undecided', like: 'inconclusive' },
  invalid: { label: 'invalid', like: 'invalid' },
  exploratory: { label: 'exploratory', like: 'not-run' },
  untested: { label: 'untested', like: 'not-run' },
};

export function statusAppearance(status: Status): StatusAppearance {
  return appearances[status];
}

/** All statuses, in the order of the table above. */
export function tallyStatements({ statements }: Coverage) {
  return STATUSES.map((status) => ({ status, rows: statements.filter((row) => row.status === status) }));
}

/** "Of the paper's 47 statements 20 are tested: 18 reproduced, 1 contradicted (C8b), 1 depends on the design (C15b)." */
export function describeCoverage(coverage: Coverage): string {
  const { tested, statements } = coverage;
  const decided = tallyStatements(coverage).filter(
    ({ status, rows }) => isDecided(status) && (status !== 'design-dependent' || rows.length > 0),
  );
  const words = decided.map(({ status, rows }) => {
    const named = status === 'reproduced' || rows.length === 0 ? '' : ` (${rows.map(({ id }) => id).join(', ')})`;
    const { label } = appearances[status];
    return `${rows.length} ${rows.length === 1 ? label : label.replace('depends', 'depend')}${named}`;
  });
  return `Of the paper’s ${statements.length} statements ${tested} are tested: ${words.join(', ')}.`;
}

/** A line for each statement that does not stand as the paper has it. */
export function contradictionLines({ statements }: Coverage): string[] {
  return statements
    .filter(({ status }) => status === 'contradicted' || status === 'design-dependent')
    .map(({ id, says, status, tests }) => {
      const against = `against it: ${namedTests(tests, 'contradicted')}`;
      return status === 'contradicted'
        ? `${id} is contradicted, or smaller than the smallest effect of interest: ${says} (${against}).`
        : `${id} depends on the design: ${says} (${against}; for it: ${namedTests(tests, 'reproduced')}).`;
    });
}

/** Designs of one claim may come out either way, so it is said which have a say. */
function namedTests(tests: StatementRow['tests'], status: Status): string {
  const named = tests
    .filter((test) => test.status === status)
    .map(({ claim, task, required }) => `${claim}, ${task}${required ? '' : ', not required'}`);
  return [...new Set(named)].join('; ') || 'none';
}

/** "R2; digit-grid/symbols, alias-text": the rungs and tasks on which a statement was tested. Null where it was not. */
export function describeWhereTested({ tests }: StatementRow): string | null {
  if (tests.length === 0) return null;
  const rungs = [...new Set(tests.map(({ rung }) => rung))].join(', ');
  return `${rungs}; ${[...new Set(tests.map(({ task }) => task))].join(', ')}`;
}

/** Null for reports of earlier versions. */
export function describeKind(kind: VerdictKind | undefined): string | null {
  return kind === undefined ? null : kind.replace('-', ' ');
}

/** What a part says of the paper; null where it says nothing, or nobody knows. */
export function describeBearing({ bearing }: Pick<PartVerdict, 'bearing'>): string | null {
  if (bearing === undefined) return null;
  const { statement, prediction, kind } = bearing;
  const check = kind === 'harness-check' ? 'A harness check: implied by the design once there is IML.' : null;
  const speaks = statement === null ? null : `It speaks to ${statement} of the paper`;
  const against =
    prediction === 'opposed' ? ', which predicts the opposite: where it holds, that is contradicted.' : '.';
  return [check, speaks === null ? null : speaks + against].filter((words) => words !== null).join(' ') || null;
}

/** Statements of the paper that a verdict speaks to. */
export function statementsIn({ parts }: Pick<Verdict, 'parts'>): readonly string[] {
  return [...new Set(parts.flatMap(({ bearing }) => bearing?.statement ?? []))];
}

/** How much rests on the same runs; null where every verdict has runs of its own. */
export function describeDependence(verdicts: readonly Verdict[]): string | null {
  const judged = verdicts.filter(({ verdict }) => verdict !== 'not-run');
  const groups = [...new Set(judged.map(({ task }) => task))].flatMap((task) => {
    const onTask = judged.filter((verdict) => verdict.task === task);
    const readers = mostShared(onTask);
    if (readers.length < 2) return [];
    const names = [...new Set(readers.map(({ claim }) => claim))].join(', ');
    const others = onTask.filter((one) => !readers.includes(one) && sharesRuns(one, onTask)).length;
    const beside = others === 0 ? '' : `, and ${others} more share${others === 1 ? 's' : ''} runs with another`;
    return [`${readers.length} of ${onTask.length} verdicts on ${task} read the same runs (${names})${beside}`];
  });
  return groups.length === 0 ? null : `These verdicts are not independent of each other: ${groups.join('; ')}.`;
}

/** The verdicts that read the experiment which most of them read. */
function mostShared(verdicts: readonly Verdict[]): readonly Verdict[] {
  const hashes = new Set(verdicts.flatMap(({ experimentHashes }) => experimentHashes));
  const readers = [...hashes].map((hash) => verdicts.filter((one) => one.experimentHashes.includes(hash)));
  return readers.reduce((most, one) => (one.length > most.length ? one : most), []);
}

function sharesRuns(verdict: Verdict, verdicts: readonly Verdict[]): boolean {
  return verdicts.some(
    (other) => other !== verdict && other.experimentHashes.some((hash) => verdict.experimentHashes.includes(hash)),
  );
}
