// `iml golden record`: trains the golden seeds of a profile into the usual ledger, and writes the whole of it as a candidate, or nothing.

import type { TaskName } from '../../claims/arms/arm.ts';
import type { ProfileName } from '../../claims/claim.ts';
import { GOLDEN_POOL } from '../../claims/registry/seed-pools.ts';
import type { RunsOf } from '../../claims/verdicts/watched-numbers.ts';
import { codeVersion } from '../../execution/fingerprint/code-version.ts';
import { goldenMachine } from '../../execution/inputs/golden-machine.ts';
import { one, type ValuesOf, wholeNumber } from '../../execution/inputs/option.ts';
import { RUN_OPTIONS } from '../../execution/inputs/run-request.ts';
import type { RunRecord } from '../../experiments/run-record.ts';
import { leastSeeds } from '../../goldens/acceptance.ts';
import { gitTree, splitChanges } from '../../goldens/git-tree.ts';
import { goldenTests } from '../../goldens/golden-tests.ts';
import { loadGoldens } from '../../goldens/load-goldens.ts';
import { candidatePools, writeCandidate } from '../../goldens/make-candidate.ts';
import { environmentName } from '../../goldens/manifest.ts';
import { allSeeds, type Recorded } from '../../goldens/pool-schema.ts';
import { refuseInCi } from '../../goldens/refuse-golden.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { parseBackendName } from '../../tensors/backend-name.ts';
import { defineCommand, type Surroundings } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { CANDIDATE_OPTIONS, candidateFolder, complaintLines, poolCounts, verdictCounts } from '../golden-commands.ts';
import { type GoldenSubject, goldenSubject } from '../golden-subject.ts';
import { verifyVisibly } from '../run-here.ts';
import { answerIn } from '../terminal/text-columns.ts';

/** What training golden seeds takes. */
export const TRAINING_OPTIONS = {
  backend: RUN_OPTIONS.backend,
  processes: RUN_OPTIONS.processes,
  ledgerFolder: RUN_OPTIONS.ledgerFolder,
} as const;

export const command = defineCommand({
  options: {
    ...CANDIDATE_OPTIONS,
    ...TRAINING_OPTIONS,
    // Golden pools hold at least 20 seeds, and claims are judged on 40 at most.
    seeds: one(
      '--seeds <number>',
      'golden seeds (default: 40 for quick; for others 20, on alias-entity and set-inclusion 8)',
      wholeNumber(20, 1024),
    ),
  },
  async run(options, surroundings) {
    const { profile } = options;
    const { stdout, stderr, environment: variables, now } = surroundings.terminal;
    refuseInCi(variables, 'Recording goldens');
    const subject = await goldenSubject(options, surroundings);
    const { claims, imagesDigest, own, words } = subject;
    const code = await codeOf(subject);
    if (own === null && !code.clean) {
      stderr.write('The tree has changes that no commit holds: this candidate can be compared, and not be accepted.\n');
    }
    const scope = { profile, claims, imagesDigest, own };
    const tests = goldenTests(scope);
    const countOn = (task: TaskName) => Math.max(options.seeds ?? 0, leastSeeds(profile, task));
    const counts = new Map(tests.map(({ test: { task } }) => [task, countOn(task)]));
    const { harnessVersion, ...trained } = await trainGoldenSeeds({ ...options, counts, subject }, surroundings);
    const { fingerprint } = trained;
    const environment = environmentName(trained.machine);
    const recorded = { date: new Date(now()).toISOString(), ...code, harnessVersion };
    const configuration = own?.configuration ?? null;
    const pools = candidatePools({ ...trained, profile, environment, recorded, configuration, tests });
    const folder = candidateFolder(subject.candidatesIn(options.candidates), { environment, profile });
    writeCandidate(folder, { pools, tests });

    const checked = loadGoldens({ ...scope, folder, environment });
    const isSound = checked.kind === 'valid';
    const complaints = isSound ? [] : checked.complaints;
    const said = isSound ? verdictCounts(checked.goldens.verdicts) : null;
    const saidLines = said === null ? [] : [`${said.words}.`, ...said.lines];
    const next = isSound
      ? `Next: iml golden diff${words}, then iml golden promote${words}.`
      : 'This candidate cannot be accepted.';
    const head = `${poolCounts(pools)} for ${environment}: ${folder}`;
    const document = {
      folder,
      environment,
      profile,
      fingerprint,
      pools: pools.length,
      seeds: allSeeds(pools).length,
      ...said?.counts,
      complaints,
    };
    stdout.write(answerIn(options.json, document, [head, ...saidLines, ...complaintLines(complaints), next]));
    return isSound ? EXIT_CODES.success : EXIT_CODES.invalid;
  },
});

/** Of the registered claims the commit of their tree. Goldens of someone's own lie in another one, if in any, so it is that of this copy. */
async function codeOf({ own, folder }: GoldenSubject): Promise<Pick<Recorded, 'commit' | 'clean'>> {
  if (own !== null) {
    const { commit, uncommitted } = codeVersion();
    return { commit, clean: uncommitted === null };
  }
  const tree = await gitTree(folder);
  return { commit: tree.commit, clean: splitChanges(tree, folder).outside.length === 0 };
}

type GoldenSeedsRequest = ValuesOf<typeof TRAINING_OPTIONS> & {
  readonly profile: ProfileName;
  /** Golden seeds on each task. */
  readonly counts: ReadonlyMap<TaskName, number>;
  readonly json: boolean;
  /** Left out: the registered claims. */
  readonly subject?: Pick<GoldenSubject, 'asked' | 'backend'>;
};

/** The golden seeds of a whole profile on one backend: trained into the usual ledger, or found there, and read from it. */
export async function trainGoldenSeeds(
  { counts, profile, processes, ledgerFolder, json, subject, backend }: GoldenSeedsRequest,
  { terminal, verify }: Surroundings,
) {
  const ledger = openLedger(ledgerFolder);
  ledger.prepare();
  const { asked: own = {}, backend: name = backend } = subject ?? {};
  const asked = { profile, design: 'fixed', firstSeed: GOLDEN_POOL, backend: name, ...own } as const;
  const request = { ...asked, processes, ledgerFolder: ledger.root, hasRates: false, json };
  const trainedOn = (count: number) => {
    const tasks = [...counts].flatMap(([task, seeds]) => (seeds === count ? [task] : []));
    return verifyVisibly({ ...request, seeds: count, tasks }, terminal, verify);
  };
  const [most = 0, ...fewer] = new Set([...counts.values()].sort((one, other) => other - one));
  const document = await trainedOn(most);
  for (const count of fewer) await trainedOn(count);
  const { startBackend } = await import('../../tensors/backend.ts');
  // The engine that trained is started already in this process.
  const started = await startBackend(parseBackendName(document.environment.backend));
  const { cohortSize } = started;
  const { fingerprint, harnessVersion } = document.environment;
  const seedsOn = (task: TaskName) => Array.from({ length: counts.get(task) ?? 0 }, (_, index) => GOLDEN_POOL + index);
  /** Runs that failed are left out. */
  const runsOf: RunsOf = (hash) => {
    const runs = new Map<number, RunRecord>();
    for (let cohort = Math.floor(GOLDEN_POOL / cohortSize); cohort * cohortSize < GOLDEN_POOL + most; cohort += 1) {
      const reading = ledger.read(hash, fingerprint, cohort);
      if (reading.kind === 'found') for (const record of reading.cohort.records) runs.set(record.seed, record);
    }
    return runs;
  };
  return { machine: goldenMachine(started), fingerprint, harnessVersion, seedsOn, runsOf };
}
