// `iml list`: the claims that can be verified, and those of the paper that cannot, with the reason.
import { type Claim, PROFILE_NAMES } from '../../claims/claim.ts';
import type { PaperClaim } from '../../claims/registry/registry.ts';
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
    const { CLAIMS, PAPER_CLAIMS } = await import('../../claims/registry/registry.ts');
    const isWanted = ({ tests }: Claim) => tasks.length === 0 || tests.some(({ task }) => tasks.includes(task));
    const claims = CLAIMS.filter(isWanted).map(entryOf);
    stdout.write(answerIn(json, { claims, paper: PAPER_CLAIMS }, linesOf(claims, PAPER_CLAIMS)));
    return EXIT_CODES.success;
  },
});

type Entry = ReturnType<typeof entryOf>;

function entryOf({ id, title, tests, paperClaims }: Claim) {
  const tasks = [...new Set(tests.map(({ task }) => task))];
  const profiles = PROFILE_NAMES.filter((profile) => tests.some(({ seeds }) => seeds[profile] !== undefined));
  return { id, title, tasks, profiles, paperClaims, rung: tests[0]?.rung ?? null };
}

function linesOf(claims: readonly Entry[], paper: readonly PaperClaim[]): string[] {
  const untested = paper.filter(({ untestedBecause }) => untestedBecause !== null);
  const rows = claims.map(({ id, title, tasks, profiles, paperClaims }) => [
    id,
    title,
    tasks.join(' '),
    profiles.join(' '),
    paperClaims.join(' '),
  ]);
  const tested = new Set(claims.flatMap(({ paperClaims }) => paperClaims)).size;
  return [
    ...textColumns([['claim', 'title', 'tasks', 'profiles', 'paper'], ...rows]),
    '',
    `These ${claims.length} claims speak to ${tested} of the paper's ${paper.length}. Not tested:`,
    ...textColumns(
      untested.map(({ id, claim, untestedBecause }) => [id, claim, untestedBecause ?? '']),
      '  ',
    ),
    '',
    '`iml explain CLAIM` tells what is tested and how; `iml run --claim CLAIM` tests it.',
  ];
}
