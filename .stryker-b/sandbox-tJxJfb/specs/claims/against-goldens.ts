// This copy against the goldens: golden seeds trained again, and runs of the quick profile as the fresh ones. What a night does
// (src/nightly), without seeds of its own, so that the verdict is the same on every day.
import { fileURLToPath } from 'node:url';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import { CONFIRM_POOL, GOLDEN_POOL } from '../../src/claims/registry/seed-pools.ts';
import { alarmBudget } from '../../src/decisions/drift/alarm-budget.ts';
import { DRIFT } from '../../src/decisions/drift/drift.ts';
import { numericsFingerprint } from '../../src/execution/fingerprint/numerics-fingerprint.ts';
import { goldenEnvironment, goldenMachine } from '../../src/execution/inputs/golden-machine.ts';
import { loadImages } from '../../src/execution/inputs/load-images.ts';
import { poolOf, requireGoldens } from '../../src/goldens/load-goldens.ts';
import { runsOfPools } from '../../src/goldens/pool-schema.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import { suspectNight, watchedTonight, watchedVerdict } from '../../src/nightly/judge-night.ts';
import type { NightRecord } from '../../src/nightly/night-record.ts';
import { nightRuns, replayGoldens } from '../../src/nightly/night-runs.ts';
import { nightInputs } from '../../src/nightly/run-night.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import type { BackendName } from '../../src/tensors/backend-name.ts';

export interface AgainstGoldens extends Pick<NightRecord, 'watched' | 'experiments' | 'differences'> {
  readonly environment: string;
  readonly seeds: number;
  /** Every replayed golden seed of every experiment gave the golden bytes: then equal verdicts need not be trained for. */
  readonly isIdentical: boolean;
  /** Of the quick profile, as far as they are looked at. */
  readonly tests: number;
}

const FRESH = Array.from({ length: 8 }, (_, index) => CONFIRM_POOL + index);
const seedsFrom = (count: number) => Array.from({ length: count }, (_, index) => GOLDEN_POOL + index);

export async function againstGoldens({
  backend: name,
  folder,
  ledgerFolder,
  claims = null,
  paired: pairs,
  processes,
  say,
}: {
  readonly backend: BackendName;
  /** Of these claims alone; null: of all. */
  readonly claims?: readonly string[] | null;
  /** Golden seeds that are trained again where the bytes of the first ones differ. */
  readonly paired: number;
  /** For the runs of golden seeds. */
  readonly folder: string;
  /** Holds the quick profile's runs; null: fresh seeds are not looked at. */
  readonly ledgerFolder: string | null;
  readonly processes: number;
  readonly say: (line: string) => void;
}): Promise<AgainstGoldens> {
  const backend = await startBackend(name);
  const environment = goldenEnvironment(backend);
  const fingerprint = numericsFingerprint(backend);
  const goldens = requireGoldens({
    folder: fileURLToPath(new URL('../../golden', import.meta.url)),
    environment,
    profile: 'quick',
    claims: CLAIMS,
    imagesDigest: loadImages(null).digest,
  });
  const runs = nightRuns({
    folder,
    backend,
    fingerprint,
    processes,
    imagesFolder: null,
    signal: new AbortController().signal,
    onEvent: (event) =>
      say(event.kind === 'warning' ? event.message : `${environment}, ${event.what}: ${event.runs} runs`),
  });
  const { cohortSize } = backend;
  const tests = goldens.tests.filter(({ claim }) => claims === null || claims.includes(claim.id));
  const paired = seedsFrom(pairs);
  const atFirst = paired.slice(0, Math.ceil(DRIFT.fewestReplays / cohortSize) * cohortSize);
  const replays = await replayGoldens({ tests, goldens, runs, atFirst, paired });
  if (runs.failures().length > 0) throw new Error(runs.failures().join('\n'));
  const quick = ledgerFolder === null ? null : openLedger(ledgerFolder);
  const freshRecord = (hash: string, seed: number) => {
    const reading = quick?.read(hash, fingerprint, Math.floor(seed / cohortSize));
    return reading?.kind === 'found' ? (reading.cohort.records.find((one) => one.seed === seed) ?? null) : null;
  };
  const first = (goldens.pools[0] as (typeof goldens.pools)[number]).header;
  const inputs = nightInputs(
    { fingerprint: goldens.fingerprint, machine: first.machine },
    { fingerprint, machine: goldenMachine(backend) },
  );
  const golden = watchedTonight(tests, runsOfPools(goldens.pools));
  const suspected = suspectNight({
    tests,
    golden,
    differingInputs: inputs.differing,
    fingerprint,
    earlier: [],
    // As a night's.
    budget: alarmBudget({ watched: golden.length, changePointsAYear: 200, nightsAYear: 365, falseAlarmsAYear: 1 }),
    recordOf: (hash, seed) => runs.recordOf(hash, seed) ?? freshRecord(hash, seed),
    digestOf: (hash, seed) => poolOf(goldens, hash)?.digests.get(seed) ?? null,
    areRepeatsEqual: replays.areRepeatsEqual,
    goldenSeeds: replays.seeds,
    freshSeeds: FRESH,
  });
  return {
    environment,
    seeds: goldens.seeds.length,
    tests: tests.length,
    isIdentical: replays.experiments.every(({ replayed, identical }) => replayed > 0 && identical === replayed),
    differences: [...inputs.words],
    experiments: [...replays.experiments],
    watched: suspected.map(watchedVerdict),
  };
}
