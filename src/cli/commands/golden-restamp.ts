// `iml golden restamp`: trains every golden seed again with today's code, and where all of them give their very bytes, writes that code's
// fingerprint on the goldens. What a change of form needs; a change of numbers is recorded and promoted.

import { resolve } from 'node:path';
import type { Claim } from '../../claims/claim.ts';
import { CLAIMS } from '../../claims/registry/registry.ts';
import { numericsFingerprint } from '../../execution/fingerprint/numerics-fingerprint.ts';
import { goldenEnvironment } from '../../execution/inputs/golden-machine.ts';
import { loadImages } from '../../execution/inputs/load-images.ts';
import { required, text } from '../../execution/inputs/option.ts';
import type { RunRequest } from '../../execution/inputs/run-request.ts';
import { readGoldenFiles } from '../../goldens/golden-files.ts';
import { poolsOf } from '../../goldens/golden-tests.ts';
import type { RestampEntry } from '../../goldens/history.ts';
import { type Goldens, requireGoldens, wholeFolder } from '../../goldens/load-goldens.ts';
import { sharedSeeds } from '../../goldens/pool-schema.ts';
import { refuseGolden } from '../../goldens/refuse-golden.ts';
import { beginRestamp, type MovedPool, type ReplayedSet, restampGoldens } from '../../goldens/restamp-goldens.ts';
import { startBackend } from '../../tensors/backend.ts';
import { parseBackendName } from '../../tensors/backend-name.ts';
import { defineCommand } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { AUTHOR, GOLDEN_OPTIONS } from '../golden-commands.ts';
import { answerIn, oneLine } from '../terminal/text-columns.ts';
import { TRAINING_OPTIONS, trainGoldenSeeds } from './golden-record.ts';

export const command = defineCommand({
  options: {
    reason: required('--reason <words>', 'what changed in the code', text),
    author: AUTHOR,
    ...GOLDEN_OPTIONS,
    ...TRAINING_OPTIONS,
    backend: { ...TRAINING_OPTIONS.backend, help: 'only goldens of this one (default: of all that the profile has)' },
  },
  async run(options, surroundings) {
    const { terminal, claims = CLAIMS } = surroundings;
    const { currentFolder, stdout, environment: variables, now } = terminal;
    const { json, goldens, author, reason } = options;
    const folder = resolve(currentFolder, goldens);
    const authority = { folder, author, reason, variables, now };
    const say = (document: object, lines: readonly string[]) =>
      stdout.write(answerIn(json, document, lines.map(oneLine)));
    const tellEntry = (entry: RestampEntry, finished: boolean) => {
      say({ kind: 'restamped', entry, finished }, entryLines(entry, goldens));
      return EXIT_CODES.success;
    };

    const finished = await beginRestamp(authority);
    if (finished !== null) return tellEntry(finished, true);
    const sets = goldenSets(folder, options, claims);
    // Asked before the training, which takes many minutes.
    if (await areStamped(sets)) {
      say({ kind: 'as-it-was' }, ['The goldens have the fingerprint of this code already: nothing was written.']);
      return EXIT_CODES.success;
    }
    const replayed: ReplayedSet[] = [];
    for (const set of sets) {
      const counts = new Map(set.tests.map((one) => [one.test.task, sharedSeeds(poolsOf(one, set.pools)).length]));
      const request = { ...options, backend: parseBackendName(backendOf(set)), counts };
      replayed.push({ goldens: set, ...(await trainGoldenSeeds(request, surroundings)) });
    }
    const outcome = await restampGoldens(replayed, authority);
    if (outcome.kind === 'restamped') return tellEntry(outcome.entry, outcome.finished);
    say(outcome, movedLines(outcome.pools));
    return EXIT_CODES.drift;
  },
});

function goldenSets(
  folder: string,
  { profile, backend }: Pick<RunRequest, 'profile' | 'backend'>,
  claims: readonly Claim[],
): readonly Goldens[] {
  const imagesDigest = loadImages(null).digest;
  const sets = (wholeFolder(readGoldenFiles(folder), folder)?.manifest.sets ?? [])
    .filter((set) => set.profile === profile)
    .map(({ environment }) => requireGoldens({ folder, environment, profile, claims, imagesDigest }))
    .filter((set) => backend === null || backendOf(set) === backend);
  if (sets.length > 0) return sets;
  throw refuseGolden({
    what: 'There are no goldens to restamp.',
    where: folder,
    got: `none of the profile ${profile}${backend === null ? '' : ` on ${backend}`}`,
    next: '`iml golden verify` says which there are; `iml golden record` makes new ones',
  });
}

/** Whether all have the fingerprint of this code. @throws HarnessError for a set that this machine cannot replay */
async function areStamped(sets: readonly Goldens[]): Promise<boolean> {
  let all = true;
  for (const set of sets) {
    const backend = await startBackend(parseBackendName(backendOf(set)));
    const here = goldenEnvironment(backend);
    if (here !== set.environment) {
      throw refuseGolden({
        what: 'These goldens cannot be replayed on this machine.',
        got: `the environment ${here}`,
        expected: set.environment,
        next: 'restamp on a machine of that kind, or name a backend with --backend to restamp only its goldens',
      });
    }
    all &&= numericsFingerprint(backend) === set.fingerprint;
  }
  return all;
}

function backendOf({ pools }: Goldens): string {
  return pools[0]?.header.machine.backend ?? '';
}

function entryLines({ sets, pools }: RestampEntry, goldens: string): string[] {
  return [
    ...sets.map(
      ({ environment, profile, runs, fingerprint: { before, after } }) =>
        `${profile} for ${environment}: ${runs} of ${runs} runs give the same bytes; fingerprint ${before.slice(0, 12)} before, ${after.slice(0, 12)} after`,
    ),
    `${pools.length} pools restamped, one line of history.`,
    `Next: iml golden verify, then commit ${goldens} alone.`,
  ];
}

function movedLines(pools: readonly MovedPool[]): string[] {
  const some = (seeds: readonly number[]) =>
    `${seeds.slice(0, 5).join(', ')}${seeds.length > 5 ? ` and ${seeds.length - 5} more` : ''}`;
  return [
    'This code does not give the bytes of the goldens, so nothing was written.',
    ...pools.flatMap(({ path, seeds, missing }) => [
      ...(seeds.length === 0 ? [] : [`  ${path}: other bytes for ${seeds.length} seeds: ${some(seeds)}`]),
      ...(missing.length === 0 ? [] : [`  ${path}: no run of ${missing.length} seeds: ${some(missing)}`]),
    ]),
    'If the numbers were meant to change: iml golden record, diff and promote. Numbers that only changed their rounding are no exception.',
  ];
}
