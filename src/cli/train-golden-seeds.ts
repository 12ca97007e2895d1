// The golden seeds of a whole profile on one backend: trained into the usual ledger, or found there, and read from it.
import { resolve } from 'node:path';
import type { ProfileName } from '../claims/claim.ts';
import { GOLDEN_POOL } from '../claims/seed-pools.ts';
import type { RunsOf } from '../claims/watched-numbers.ts';
import { goldenMachine } from '../execution/golden-machine.ts';
import type { RunRecord } from '../experiments/run-record.ts';
import type { GoldenMachine } from '../goldens/pool-schema.ts';
import { openLedger } from '../ledger/ledger.ts';
import { startBackend } from '../tensors/backend.ts';
import { type BackendName, parseBackendName } from '../tensors/backend-name.ts';
import { type Verify, verifyVisibly } from './run-command.ts';
import type { Terminal } from './terminal.ts';

export interface GoldenSurroundings {
  readonly terminal: Terminal;
  readonly verify: Verify;
}

export interface GoldenSeedsRequest {
  readonly profile: ProfileName;
  readonly backend: BackendName | null;
  readonly count: number;
  readonly processes: number | null;
  readonly ledger: string;
  readonly json: boolean;
}

export interface TrainedGoldenSeeds {
  readonly machine: GoldenMachine;
  readonly fingerprint: string;
  readonly harnessVersion: string;
  readonly seeds: readonly number[];
  /** Runs that failed are left out. */
  readonly runsOf: RunsOf;
}

export async function trainGoldenSeeds(
  { count, ...options }: GoldenSeedsRequest,
  { terminal, verify }: GoldenSurroundings,
): Promise<TrainedGoldenSeeds> {
  const ledger = openLedger(resolve(terminal.currentFolder, options.ledger));
  ledger.prepare();
  const asked = { claims: [], tasks: [], design: 'fixed', seeds: count, firstSeed: GOLDEN_POOL, images: null } as const;
  const request = { ...options, ...asked, ledger: ledger.root, reports: '' };
  const document = await verifyVisibly(request, terminal, verify);
  // The engine that trained is started already in this process.
  const backend = await startBackend(parseBackendName(document.environment.backend));
  const { fingerprint, harnessVersion } = document.environment;
  const seeds = Array.from({ length: count }, (_, index) => GOLDEN_POOL + index);
  const runsOf: RunsOf = (hash) => {
    const runs = new Map<number, RunRecord>();
    for (const cohort of new Set(seeds.map((seed) => Math.floor(seed / backend.cohortSize)))) {
      const reading = ledger.read(hash, fingerprint, cohort);
      if (reading.kind === 'found') for (const record of reading.cohort.records) runs.set(record.seed, record);
    }
    return runs;
  };
  return { machine: goldenMachine(backend), fingerprint, harnessVersion, seeds, runsOf };
}
