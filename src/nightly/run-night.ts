// A night, end to end (decisions.md B5): goldens checked, golden seeds trained again and compared byte by byte, fresh seeds against the
// pool, alarms confirmed, both controls, one record. What it has finished it finds again, so the same command goes on after an
// interruption; a night that is over is read, not run again.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Claim, ProfileName, TaskName } from '../claims/claim.ts';
import { CLAIMS } from '../claims/registry.ts';
import { alarmBudget } from '../decisions/drift/alarm-budget.ts';
import { DRIFT } from '../decisions/drift/drift.ts';
import type { DriftInput } from '../decisions/drift/drift-judgement.ts';
import { goldenEnvironment, goldenMachine } from '../execution/golden-machine.ts';
import { harnessVersion } from '../execution/harness-version.ts';
import { loadImages } from '../execution/load-images.ts';
import { numericsFingerprint } from '../execution/numerics-fingerprint.ts';
import { makePlan } from '../execution/plan.ts';
import type { Train } from '../execution/worker-pool.ts';
import { contentHash } from '../experiments/content-hash.ts';
import { experimentHash } from '../experiments/experiment.ts';
import { type Goldens, poolOf } from '../goldens/check-set.ts';
import { type GoldenTest, goldenExperiments } from '../goldens/golden-tests.ts';
import { requireGoldens } from '../goldens/load-goldens.ts';
import { PoolRuns } from '../goldens/pool-runs.ts';
import type { GoldenMachine } from '../goldens/pool-schema.ts';
import { startBackend } from '../tensors/backend.ts';
import type { BackendName } from '../tensors/backend-name.ts';
import { confirmedOn, confirmSuspicion, suspectNight, watchedVerdict } from './judge-night.ts';
import { nightControls, PLANTED_CLAIM } from './night-controls.ts';
import { readNights, writeNight } from './night-history.ts';
import type { NightRecord } from './night-record.ts';
import { replayGoldens } from './night-replays.ts';
import { type NightEvent, nightRuns } from './night-runs.ts';
import { goldenOrder, nightSeeds } from './night-seeds.ts';
import { nightVerdict } from './night-verdict.ts';
import { watchedTonight } from './watched-tonight.ts';

export interface NightRequest {
  readonly profile: ProfileName;
  /** Only their numbers; empty for all of the profile. */
  readonly claims: readonly string[];
  readonly tasks: readonly TaskName[];
  /** "2026-11-26", UTC. */
  readonly night: string;
  readonly backend: BackendName | null;
  readonly processes: number;
  readonly imagesFolder: string | null;
  /** Folder of the history; the night's runs lie below it. */
  readonly nights: string;
  readonly goldens: string;
  /** What is under version control here; null where nothing is. */
  readonly commit: string | null;
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly onEvent: (event: NightEvent) => void;
  /** Trains; left out: worker processes on this machine. */
  readonly train?: Train;
  /** The claims there are; left out: the registry's. */
  readonly catalogue?: readonly Claim[];
}

/** How many seeds a night spends; fixed before any night, as what an alarm means depends on them. */
export const NIGHT_SEEDS = { fresh: 8, replayed: DRIFT.fewestReplays, paired: 24, planted: 16 } as const;
/** Code changes a year that the budget of alarms is made for. */
const CHANGE_POINTS_A_YEAR = 200;
const NIGHTS_A_YEAR = 365;

export async function runNight(request: NightRequest): Promise<NightRecord> {
  const { profile, night, onEvent, now, catalogue = CLAIMS } = request;
  const startedAt = new Date(now()).toISOString();
  const images = loadImages(request.imagesFolder);
  const backend = await startBackend(request.backend);
  const machine = goldenMachine(backend);
  const environment = goldenEnvironment(backend);
  const history = readNights(request.nights, environment);
  for (const { path, reason } of history.damaged) {
    onEvent({ kind: 'warning', message: `${path} is not counted as a night, because ${reason}` });
  }
  const done = history.nights.find((one) => one.night === night);
  if (done !== undefined) return done;

  const goldens = requireGoldens({
    folder: request.goldens,
    environment,
    profile,
    claims: catalogue,
    imagesDigest: images.digest,
  });
  const tests = selectedTests(goldens.tests, {
    request,
    catalogue,
    imagesDigest: images.digest,
    cohortSize: backend.cohortSize,
  });
  const fingerprint = numericsFingerprint(backend);
  const first = (goldens.pools[0] as Goldens['pools'][number]).header;
  const poolRuns = new PoolRuns(goldens.pools);
  const golden = watchedTonight(tests, poolRuns.runsOf);
  const inputs = nightInputs({ fingerprint: goldens.fingerprint, machine: first.machine }, { fingerprint, machine });
  const sha256 = contentHash(goldens.pools.map(({ path, sha256: digest }) => [path, digest]));
  const earlier = history.nights.filter((one) => one.goldens.sha256 === sha256 && one.night < night);
  const budget = alarmBudget({
    watched: golden.length,
    changePointsAYear: CHANGE_POINTS_A_YEAR,
    nightsAYear: NIGHTS_A_YEAR,
    falseAlarmsAYear: DRIFT.falseAlarmsAYear,
  });
  const seeds = nightSeeds(night, {
    fresh: NIGHT_SEEDS.fresh,
    confirming: DRIFT.confirmingSeeds,
    planted: NIGHT_SEEDS.planted,
  });
  const order = goldenOrder(night, {
    pool: goldens.seeds.length,
    atFirst: NIGHT_SEEDS.replayed,
    cohortSize: backend.cohortSize,
  });
  const runs = nightRuns({
    folder: join(request.nights, 'work', `${night}-${environment}`),
    backend,
    fingerprint,
    processes: request.processes,
    imagesFolder: request.imagesFolder,
    signal: request.signal,
    onEvent,
    ...(request.train === undefined ? {} : { train: request.train }),
  });

  const { atFirst, paired, ofGolden } = partsOf(order, backend.cohortSize);
  const replays = await replayGoldens({ tests, goldens, runs, atFirst, paired });
  await runs.train('fresh seeds', wantedOf(tests, seeds.fresh));
  const nightCase = {
    tests,
    golden,
    differingInputs: inputs.differing,
    fingerprint,
    earlier,
    budget,
    recordOf: (hash: string, seed: number) => runs.recordOf(hash, seed),
    digestOf: (hash: string, seed: number) => poolOf(goldens, hash)?.digests.get(seed) ?? null,
    areRepeatsEqual: replays.areRepeatsEqual,
    goldenSeeds: paired,
    freshSeeds: seeds.fresh,
  };
  const suspected = suspectNight(nightCase);
  const confirming = { 'golden-seeds': ofGolden, 'fresh-seeds': seeds.confirming };
  for (const from of ['golden-seeds', 'fresh-seeds'] as const) {
    const hashes = suspected
      .filter((one) => confirmedOn(one) === from)
      .flatMap(({ number }) => number.experimentHashes);
    const wanted = wantedOf(tests, confirming[from]).filter(({ experiment }) =>
      hashes.includes(experimentHash(experiment)),
    );
    if (wanted.length > 0) await runs.train(`alarms, to be confirmed on ${from.replace('-', ' ')}`, wanted);
  }
  const judged = suspected.map((one) =>
    confirmSuspicion(one, { tests, recordOf: nightCase.recordOf, seeds: confirming }),
  );
  const controls = await nightControls({ night, tests, golden, runs, seeds, alpha: budget.alpha });
  const watched = judged.map(watchedVerdict);
  const seen = { watched, controls, failures: [...runs.failures()], experiments: replays.experiments, night };
  const lastGood = earlier
    .filter(({ verdict }) => ['identical', 'numerically-close', 'equivalent'].includes(verdict))
    .at(-1);
  const record: NightRecord = {
    format: 'iml-verify-night',
    schemaVersion: 1,
    startedAt,
    finishedAt: new Date(now()).toISOString(),
    profile,
    environment: {
      name: environment,
      backend: backend.name,
      device: backend.device,
      node: machine.node,
      platform: `${machine.platform} ${machine.arch}`,
      cores: availableParallelism(),
      fingerprint,
      harnessVersion: harnessVersion(),
      commit: request.commit,
    },
    goldens: {
      sha256,
      fingerprint: goldens.fingerprint,
      commit: first.recorded.commit,
      recordedAt: first.recorded.date,
      seeds: goldens.seeds.length,
    },
    differences: [...inputs.words],
    seeds: {
      fresh: [...seeds.fresh],
      golden: [...replays.seeds],
      confirming: [...seeds.confirming],
      planted: [...seeds.planted],
    },
    budget: {
      watched: golden.length,
      alpha: budget.alpha,
      expectedFalseAlarmsAYear: budget.expectedFalseAlarmsAYear,
      words: budget.words,
    },
    ...seen,
    ...nightVerdict(
      seen,
      lastGood === undefined ? null : { night: lastGood.night, commit: lastGood.environment.commit },
    ),
  };
  writeNight(request.nights, record);
  return record;
}

/** Of the golden seeds in tonight's order: trained again in any case, where bytes differ, and to confirm an alarm of these. */
function partsOf(order: readonly number[], cohortSize: number) {
  const cohorts = (seeds: number) => Math.ceil(seeds / cohortSize) * cohortSize;
  const pairs = cohorts(Math.min(NIGHT_SEEDS.paired, Math.floor(0.6 * order.length)));
  return {
    atFirst: order.slice(0, cohorts(NIGHT_SEEDS.replayed)),
    paired: order.slice(0, pairs),
    ofGolden: order.slice(pairs),
  };
}

/** The goldens' tests that were asked for, with the claim that the planted regression is about. */
function selectedTests(
  tests: readonly GoldenTest[],
  {
    request: { profile, claims, tasks },
    ...here
  }: {
    readonly request: NightRequest;
    readonly catalogue: readonly Claim[];
    readonly imagesDigest: string;
    readonly cohortSize: number;
  },
): GoldenTest[] {
  const asked = claims.length === 0 ? [] : [...new Set([...claims, PLANTED_CLAIM])];
  const plan = makePlan({ profile, claims: asked, tasks, seeds: null, firstSeed: 0, ...here });
  const selected = new Set(plan.tests.map(({ claim, test }) => nameOf(claim.id, test)));
  return tests.filter(({ claim, test }) => selected.has(nameOf(claim.id, test)));
}

function nameOf(claim: string, { task, design }: Pick<GoldenTest['test'], 'task' | 'design'>): string {
  return JSON.stringify([claim, task, design]);
}

function wantedOf(tests: readonly GoldenTest[], seeds: readonly number[]) {
  return goldenExperiments(tests).map(({ label, experiment }) => ({ label, experiment, seeds }));
}

interface NightInputs {
  readonly differing: readonly DriftInput[];
  /** "code: fingerprint ... then, ... now". */
  readonly words: readonly string[];
}

interface Made {
  readonly fingerprint: string;
  readonly machine: GoldenMachine;
}

// Tier D0: what of a night is not as it was when the goldens were recorded (decisions.md B5). Code and environment may differ: that is
// what a night is for, but it says so. Experiment and data cannot: pools are found by the experiment's hash, which holds the pictures'.
export function nightInputs(golden: Made, now: Made): NightInputs {
  const fields = Object.keys(golden.machine) as (keyof GoldenMachine)[];
  const environment = fields
    .filter((field) => golden.machine[field] !== now.machine[field])
    .map((field) => `${String(field)} was ${golden.machine[field]}, is ${now.machine[field]}`);
  // The fingerprint holds engine versions as well; with the same machine it differs by the code alone.
  const isSameCode = golden.fingerprint === now.fingerprint;
  const code = isSameCode
    ? []
    : [`the code that makes numbers, or its engine, is another (fingerprint ${short(golden)}, now ${short(now)})`];
  const differing: DriftInput[] = [];
  if (!isSameCode) differing.push('code');
  if (environment.length > 0) differing.push('environment');
  return { differing, words: [...code, ...environment] };
}

function short({ fingerprint }: Made): string {
  return fingerprint.slice(0, 12);
}
