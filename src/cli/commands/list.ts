// `iml list`: the claims that can be verified, and the statements of the paper with what tests each, or why nothing does.
import { type Claim, PROFILE_NAMES, statementsOf } from '../../claims/claim.ts';
import type { DeclaredRow } from '../../claims/registry/declared-coverage.ts';
import { ASKED_OPTIONS } from '../../execution/inputs/run-request.ts';
import { defineCommand, printJson } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { answerIn, textColumns } from '../terminal/text-columns.ts';

export const command = defineCommand({
  options: {
    tasks: { ...ASKED_OPTIONS.tasks, help: 'only claims that are tested on one of these tasks' },
    json: printJson,
  },
  async run({ tasks, json }, { terminal: { stdout } }) {
    // Loaded only now: help does not wait for the claims.
    const { CLAIMS } = await import('../../claims/registry/registry.ts');
    const { declaredCoverage } = await import('../../claims/registry/declared-coverage.ts');
    const isWanted = ({ tests }: Claim) => tasks.length === 0 || tests.some(({ task }) => tasks.includes(task));
    const claims = CLAIMS.filter(isWanted).map(entryOf);
    const statements = declaredCoverage(CLAIMS);
    stdout.write(answerIn(json, { claims, statements }, linesOf(claims, statements)));
    return EXIT_CODES.success;
  },
});

type Entry = ReturnType<typeof entryOf>;

function entryOf(claim: Claim) {
  const { id, title, tests } = claim;
  const tasks = [...new Set(tests.map(({ task }) => task))];
  const profiles = PROFILE_NAMES.filter((profile) => tests.some(({ seeds }) => seeds[profile] !== undefined));
  return { id, title, tasks, profiles, statements: statementsOf(claim), rung: tests[0]?.rung ?? null };
}

function linesOf(claims: readonly Entry[], statements: readonly DeclaredRow[]): string[] {
  const rows = claims.map((claim) => [
    claim.id,
    claim.title,
    claim.tasks.join(' '),
    claim.profiles.join(' '),
    claim.statements.join(' '),
  ]);
  const tested = statements.filter(({ state }) => state !== 'untested').length;
  const exploratory = statements.filter(({ state }) => state === 'exploratory test exists, not run').length;
  return [
    ...textColumns([['claim', 'title', 'tasks', 'profiles', 'paper'], ...rows]),
    '',
    `There are tests for ${tested} of the paper's ${statements.length} statements, for ${exploratory} of them exploratory ones; a run says how each stands.`,
    ...textColumns(
      statements.map(({ id, says, state, reason, tests }) => [id, says, state, reason ?? whereOf(tests)]),
      '  ',
    ),
    '',
    '`iml explain CLAIM` tells what is tested and how; `iml run --claim CLAIM` tests it.',
  ];
}

function whereOf(tests: DeclaredRow['tests']): string {
  const tasks = [...new Set(tests.map(({ task }) => task))].join(' ');
  return tests.every(({ prediction }) => prediction === 'opposed') ? `${tasks} (asked the other way round)` : tasks;
}
