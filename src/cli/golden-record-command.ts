// `iml golden record`: trains the golden seeds of a profile into the usual ledger, and writes the whole of it as a candidate, or nothing.
import { resolve } from 'node:path';
import type { Claim, ProfileName } from '../claims/claim.ts';
import { CLAIMS } from '../claims/registry.ts';
import { GOLDEN_POOL } from '../claims/seed-pools.ts';
import type { RunsOf } from '../claims/watched-numbers.ts';
import { goldenMachine } from '../execution/golden-machine.ts';
import { loadImages } from '../execution/load-images.ts';
import type { RunRecord } from '../experiments/run-record.ts';
import { LEAST_SEEDS } from '../goldens/acceptance.ts';
import { environmentName } from '../goldens/environment-name.ts';
import { gitTree, splitChanges } from '../goldens/git-tree.ts';
import { goldenTests } from '../goldens/golden-tests.ts';
import { loadGoldens } from '../goldens/load-goldens.ts';
import { candidatePools, writeCandidate } from '../goldens/make-candidate.ts';
import { refuseInCi } from '../goldens/refuse-golden.ts';
import { openLedger } from '../ledger/ledger.ts';
import { startBackend } from '../tensors/backend.ts';
import { type BackendName, parseBackendName } from '../tensors/backend-name.ts';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import { candidateFolder } from './golden-candidates.ts';
import { complaintLines } from './golden-lines.ts';
import { type Verify, verifyVisibly } from './run-command.ts';
import type { Terminal } from './terminal.ts';

export interface GoldenSurroundings {
  readonly terminal: Terminal;
  readonly verify: Verify;
}

export interface GoldenRecordOptions {
  readonly profile: ProfileName;
  readonly backend: BackendName | null;
  /** Null: as many as the profile needs. */
  readonly seeds: number | null;
  readonly processes: number | null;
  readonly ledger: string;
  readonly goldens: string;
  readonly candidates: string;
  readonly json: boolean;
}

/** @param claims all there are */
export async function goldenRecordCommand(
  options: GoldenRecordOptions,
  { terminal, verify, claims = CLAIMS }: GoldenSurroundings & { readonly claims?: readonly Claim[] },
): Promise<ExitCode> {
  const { profile } = options;
  const { currentFolder, stdout, stderr, environment: variables, now } = terminal;
  refuseInCi(variables, 'Recording goldens');
  const goldens = resolve(currentFolder, options.goldens);
  const tree = await gitTree(goldens);
  const clean = splitChanges(tree, goldens).outside.length === 0;
  if (!clean) {
    stderr.write('The tree has changes that no commit holds: this candidate can be compared, and not be accepted.\n');
  }
  const ledger = openLedger(resolve(currentFolder, options.ledger));
  ledger.prepare();
  const count = Math.max(options.seeds ?? 0, LEAST_SEEDS[profile]);
  const document = await verifyVisibly(
    {
      ...options,
      claims: [],
      tasks: [],
      design: 'fixed',
      seeds: count,
      firstSeed: GOLDEN_POOL,
      images: null,
      ledger: ledger.root,
      reports: '',
    },
    terminal,
    verify,
  );
  // The engine that trained is started already in this process.
  const backend = await startBackend(parseBackendName(document.environment.backend));
  const { fingerprint, harnessVersion } = document.environment;
  const machine = goldenMachine(backend);
  const seeds = Array.from({ length: count }, (_, index) => GOLDEN_POOL + index);
  const runsOf: RunsOf = (hash) => {
    const runs = new Map<number, RunRecord>();
    for (const cohort of new Set(seeds.map((seed) => Math.floor(seed / backend.cohortSize)))) {
      const reading = ledger.read(hash, fingerprint, cohort);
      if (reading.kind === 'found') for (const record of reading.cohort.records) runs.set(record.seed, record);
    }
    return runs;
  };
  const environment = environmentName(machine);
  const imagesDigest = loadImages(null).digest;
  const tests = goldenTests({ profile, claims, imagesDigest });
  const recorded = { date: new Date(now()).toISOString(), commit: tree.commit, clean, harnessVersion };
  const pools = candidatePools({ profile, environment, fingerprint, machine, recorded, tests, seeds, runsOf });
  const folder = candidateFolder(resolve(currentFolder, options.candidates), { environment, profile });
  writeCandidate(folder, { pools, tests });

  const checked = loadGoldens({ folder, environment, profile, claims, imagesDigest });
  const complaints = checked.kind === 'invalid' ? checked.complaints : [];
  if (options.json) {
    stdout.write(
      `${JSON.stringify({ folder, environment, profile, fingerprint, pools: pools.length, seeds: count, complaints }, null, 2)}\n`,
    );
  } else {
    stdout.write(`${pools.length} pools of ${count} seeds for ${environment}: ${folder}\n`);
    for (const line of complaintLines(complaints)) stdout.write(`${line}\n`);
    stdout.write(
      complaints.length === 0
        ? 'Next: iml golden diff, then iml golden promote.\n'
        : 'This candidate cannot be accepted.\n',
    );
  }
  return complaints.length === 0 ? EXIT_CODES.success : EXIT_CODES.invalid;
}
