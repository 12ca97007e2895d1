// `iml golden record`: trains the golden seeds of a profile into the usual ledger, and writes the whole of it as a candidate, or nothing.
import { resolve } from 'node:path';
import type { Claim, ProfileName } from '../claims/claim.ts';
import { CLAIMS } from '../claims/registry.ts';
import { loadImages } from '../execution/load-images.ts';
import { LEAST_SEEDS } from '../goldens/acceptance.ts';
import { gitTree, splitChanges } from '../goldens/git-tree.ts';
import { goldenTests } from '../goldens/golden-tests.ts';
import { loadGoldens } from '../goldens/load-goldens.ts';
import { candidatePools, writeCandidate } from '../goldens/make-candidate.ts';
import { environmentName } from '../goldens/manifest.ts';
import { refuseInCi } from '../goldens/refuse-golden.ts';
import type { BackendName } from '../tensors/backend-name.ts';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import { candidateFolder } from './golden-candidates.ts';
import { complaintLines } from './golden-lines.ts';
import { type GoldenSurroundings, trainGoldenSeeds } from './train-golden-seeds.ts';

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
  const count = Math.max(options.seeds ?? 0, LEAST_SEEDS[profile]);
  const { machine, fingerprint, harnessVersion, seeds, runsOf } = await trainGoldenSeeds(
    { ...options, count },
    { terminal, verify },
  );
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
