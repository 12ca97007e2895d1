// A night, end to end (decisions.md B5): goldens checked, golden seeds trained again and compared byte by byte, fresh seeds against the
// pool, alarms confirmed, both controls, one record. What it has finished it finds again, so the same command goes on after an
// interruption; a night that is over is read, not run again. Other code, goldens or claims on the same day are another night.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Claim, ProfileName, TaskName } from '../claims/claim.ts';
import { CLAIMS } from '../claims/registry/registry.ts';
import { alarmBudget } from '../decisions/drift/alarm-budget.ts';
import { DRIFT } from '../decisions/drift/drift.ts';
import { HarnessError } from '../errors/harness-error.ts';
import type { CodeVersion } from '../execution/fingerprint/code-version.ts';
import { harnessVersion } from '../execution/fingerprint/harness-version.ts';
import { numericsFingerprint } from '../execution/fingerprint/numerics-fingerprint.ts';
import { goldenEnvironment, goldenMachine } from '../execution/inputs/golden-machine.ts';
import { loadImages } from '../execution/inputs/load-images.ts';
import { makePlan } from '../execution/planning/plan.ts';
import { contentHash } from '../experiments/content-hash.ts';
import { experimentHash } from '../experiments/experiment.ts';
import type { OwnGoldens } from '../goldens/golden-configuration.ts';
import { type GoldenTest, goldenExperiments, poolsOf } from '../goldens/golden-tests.ts';
import { type Goldens, requireGoldens } from '../goldens/load-goldens.ts';
import { runsOfPools, sharedSeeds } from '../goldens/pool-schema.ts';
import { type Backend, startBackend } from '../tensors/backend.ts';
import type { BackendName } from '../tensors/backend-name.ts';
import { confirmedOn, confirmSuspicion, suspectNight, watchedTonight, watchedVerdict } from './judge-night.ts';
import { nightControls } from './night-controls.ts';
import { effectToPlant, type GoldenEffect, goldenEffects } from './night-effects.ts';
import { nightInputs } from './night-inputs.ts';
import { powerTonight } from './night-power.ts';
import { type NightKey, type NightRecord, nightFile, nightName, readNights, writeNight } from './night-record.ts';
import { type NightEvent, type NightRunsRequest, nightRuns, replayGoldens } from './night-runs.ts';
import { askedOf, type NightScope } from './night-scope.ts';
import { goldenOrder, nightSeeds } from './night-seeds.ts';
import { nightVerdict } from './night-verdict.ts';

export interface NightRequest extends Omit<NightRunsRequest, 'folder' | 'backend' | 'fingerprint' | 'onEvent'> {
  readonly profile: ProfileName;
  /** Only their numbers; empty for all of the profile. */
  readonly claims: readonly string[];
  readonly tasks: readonly TaskName[];
  /** "2026-11-26", UTC. */
  readonly night: string;
  readonly backend: BackendName | null;
  /** Folder of the history; the night's runs lie below it. */
  readonly nights: string;
  readonly goldens: string;
  readonly code: CodeVersion;
  /** Of the code that makes numbers; left out: of this copy. */
  readonly codeFingerprint?: string;
  readonly now: () => number;
  readonly onEvent: (event: NightEvent | ReadAgain) => void;
  /** The claims there are; left out: the registry's. */
  readonly catalogue?: readonly Claim[];
  /** The configuration that they are around; null or left out: they are the registered ones. */
  readonly own?: OwnGoldens | null;
}

/** The night was over already: where its record lies, and when it began. */
export interface ReadAgain extends Pick<NightRecord, 'startedAt'> {
  readonly kind: 'read-again';
  readonly path: string;
}

/** Where a night takes place. */
interface Scene {
  readonly backend: Backend;
  readonly imagesDigest: string;
}

/** How many seeds a night spends; fixed before any night, as what an alarm means depends on them. */
export const NIGHT_SEEDS = { fresh: 8, replayed: DRIFT.fewestReplays, paired: 24, planted: 16 } as const;
/** Code changes a year that the budget of alarms is made for. */
const CHANGE_POINTS_A_YEAR = 200;
const NIGHTS_A_YEAR = 365;

export async function runNight(request: NightRequest): Promise<NightRecord> {
  const startedAt = new Date(request.now()).toISOString();
  const { digest: imagesDigest } = loadImages(request.imagesFolder);
  const backend = await startBackend(request.backend);
  const prepared = prepareNight(request, { backend, imagesDigest });
  if (prepared.done !== undefined) {
    const path = nightFile(request.nights, prepared.done);
    request.onEvent({ kind: 'read-again', path, startedAt: prepared.done.startedAt });
    return prepared.done;
  }
  const found = await trainAndJudge(prepared);
  const record: NightRecord = {
    format: 'iml-verify-night',
    schemaVersion: 3,
    startedAt,
    finishedAt: new Date(request.now()).toISOString(),
    ...prepared.inputs.record,
    ...found,
  };
  writeNight(request.nights, record);
  return record;
}

/** All that is settled before anything is trained: what is watched, what is not as it was, what alarms may cost, and on which seeds. */
function prepareNight(request: NightRequest, { backend, imagesDigest }: Scene) {
  const { profile, night, catalogue = CLAIMS, own = null } = request;
  const { cohortSize } = backend;
  const environment = goldenEnvironment(backend);
  const scope = { profile, claims: catalogue, imagesDigest, own };
  const goldens = requireGoldens({ ...scope, folder: request.goldens, environment });
  const effects = goldenEffects(goldens);
  const isOnTask = ({ test }: GoldenTest) => request.tasks.length === 0 || request.tasks.includes(test.task);
  const effect = effectToPlant(effects.filter(({ test }) => isOnTask(test)));
  const tests = selectedTests(request, { tests: goldens.tests, backend, imagesDigest, effect });
  const golden = watchedTonight(tests, runsOfPools(goldens.pools));
  const shared = sharedSeeds(tests.flatMap((test) => poolsOf(test, goldens.pools))).length;
  const inputs = inputsOf(request, { backend, goldens, shared });
  const { fingerprint } = inputs.record.environment;
  const key = { night, ...inputs.record };
  const order = goldenOrder(night, { pool: shared, atFirst: NIGHT_SEEDS.replayed, cohortSize });
  return {
    night,
    isOwn: own !== null,
    goldens,
    tests,
    golden,
    effects,
    effect,
    inputs,
    fingerprint,
    ...historyOf(key, { request, watched: golden }),
    budget: alarmBudget({
      watched: golden.length,
      changePointsAYear: CHANGE_POINTS_A_YEAR,
      nightsAYear: NIGHTS_A_YEAR,
      falseAlarmsAYear: DRIFT.falseAlarmsAYear,
    }),
    seeds: nightSeeds(night, {
      fresh: NIGHT_SEEDS.fresh,
      confirming: DRIFT.confirmingSeeds,
      planted: NIGHT_SEEDS.planted,
    }),
    goldenSeeds: partsOf(order, cohortSize),
    runs: nightRuns({
      ...request,
      folder: join(request.nights, 'work', nightName(key)),
      backend,
      fingerprint,
    }),
  };
}

/** The night itself, if it is over, and those of its scope before it that were held against the same goldens. */
function historyOf(
  key: NightKey,
  { request, watched }: { readonly request: NightRequest; readonly watched: NightScope['watched'] },
) {
  const { nights, damaged } = readNights(request.nights, key.environment.name, { ...key, watched });
  for (const { path, reason } of damaged) {
    request.onEvent({ kind: 'warning', message: `${path} is not counted as a night, because ${reason}` });
  }
  const name = nightName(key);
  return {
    done: nights.find((one) => nightName(one) === name),
    earlier: nights.filter((one) => one.goldens.sha256 === key.goldens.sha256 && one.night <= key.night),
  };
}

/** What the night and its goldens were made from, as the record has it, and what of it differs. */
function inputsOf(
  { profile, claims, tasks, own = null, code, codeFingerprint }: NightRequest,
  { backend, goldens, shared }: { readonly backend: Backend; readonly goldens: Goldens; readonly shared: number },
) {
  const machine = goldenMachine(backend);
  const fingerprint = numericsFingerprint(backend, codeFingerprint);
  const { machine: before, recorded } = (goldens.pools[0] as Goldens['pools'][number]).header;
  const { differing, words } = nightInputs(
    { fingerprint: goldens.fingerprint, machine: before },
    { fingerprint, machine },
  );
  const record = {
    profile,
    asked: askedOf({ claims, tasks }, own?.configuration),
    environment: {
      name: goldenEnvironment(backend),
      backend: backend.name,
      device: backend.device,
      node: machine.node,
      platform: `${machine.platform} ${machine.arch}`,
      cores: availableParallelism(),
      fingerprint,
      harnessVersion: harnessVersion(),
      ...code,
    },
    goldens: {
      sha256: contentHash(goldens.pools.map(({ path, sha256 }) => [path, sha256])),
      fingerprint: goldens.fingerprint,
      commit: recorded.commit,
      recordedAt: recorded.date,
      seeds: shared,
    },
    differences: words,
  };
  return { differing, record };
}

/** Golden seeds again, fresh seeds, what is suspected on seeds that had no part in it, and both controls. */
async function trainAndJudge(prepared: ReturnType<typeof prepareNight>) {
  const { night, isOwn, goldens, tests, golden, effects, effect, runs, seeds, goldenSeeds, budget } = prepared;
  const { atFirst, paired } = goldenSeeds;
  const replays = await replayGoldens({ tests, goldens, runs, atFirst, paired });
  await runs.train('fresh seeds', wantedOf(tests, seeds.fresh));
  const { recordOf } = runs;
  const suspected = suspectNight({
    ...prepared,
    // Another night of this day has the same seeds.
    earlier: prepared.earlier.filter((one) => one.night < night),
    differingInputs: prepared.inputs.differing,
    ...replays,
    recordOf,
    goldenSeeds: paired,
    freshSeeds: seeds.fresh,
  });
  const confirming = { 'golden-seeds': goldenSeeds.confirming, 'fresh-seeds': seeds.confirming };
  for (const from of ['golden-seeds', 'fresh-seeds'] as const) {
    const alarming = suspected.filter((one) => confirmedOn(one) === from);
    const hashes = alarming.flatMap(({ number }) => number.experimentHashes);
    const wanted = wantedOf(tests, confirming[from]).filter(({ experiment }) =>
      hashes.includes(experimentHash(experiment)),
    );
    if (wanted.length > 0) await runs.train(`alarms, to be confirmed on ${from.replace('-', ' ')}`, wanted);
  }
  const judged = suspected.map((one) => confirmSuspicion(one, { tests, recordOf, seeds: confirming }));
  const { alpha, expectedFalseAlarmsAYear, words } = budget;
  const isMoved = judged.some(
    ({ number, judgement }) => number.id === effect?.number.id && judgement.verdict === 'drift',
  );
  const controls = await nightControls({ night, tests, golden, effect, isOwn, isMoved, runs, seeds, alpha });
  const of = { effects, fresh: seeds.fresh.length, alpha };
  const watched = judged.map((one) => ({ ...watchedVerdict(one), power: powerTonight(one.number.id, of) }));
  const seen = { watched, controls, failures: runs.failures(), experiments: replays.experiments, night };
  return {
    seeds: { ...seeds, golden: replays.seeds },
    budget: { watched: golden.length, alpha, expectedFalseAlarmsAYear, words },
    ...seen,
    ...nightVerdict(seen, prepared.earlier),
  };
}

/** Of the golden seeds in tonight's order: trained again in any case, where bytes differ, and to confirm an alarm of these. */
function partsOf(order: readonly number[], cohortSize: number) {
  const cohorts = (seeds: number) => Math.ceil(seeds / cohortSize) * cohortSize;
  const pairs = cohorts(Math.min(NIGHT_SEEDS.paired, Math.floor(0.6 * order.length)));
  return {
    atFirst: order.slice(0, cohorts(NIGHT_SEEDS.replayed)),
    paired: order.slice(0, pairs),
    confirming: order.slice(pairs),
  };
}

/** The goldens' tests that were asked for, with the claim that regressions are planted in. */
function selectedTests(
  { profile, claims, tasks, catalogue = CLAIMS }: NightRequest,
  {
    tests,
    backend: { cohortSize },
    imagesDigest,
    effect,
  }: Scene & { readonly tests: readonly GoldenTest[]; readonly effect: GoldenEffect | null },
): GoldenTest[] {
  const planted = effect === null ? [] : [effect.test.claim.id];
  const asked = claims.length === 0 ? [] : [...new Set([...claims, ...planted])];
  const plan = makePlan({
    profile,
    claims: asked,
    tasks,
    catalogue,
    imagesDigest,
    cohortSize,
    seeds: null,
    firstSeed: 0,
  });
  const selected = new Set(plan.tests.map(({ claim, test }) => nameOf(claim.id, test)));
  const found = tests.filter(({ claim, test }) => selected.has(nameOf(claim.id, test)));
  const lacking = claims.find((id) => !found.some(({ claim }) => claim.id === id));
  if (lacking === undefined) return found;
  throw new HarnessError('invalid-option', {
    what: `The goldens have no numbers of the claim "${lacking}".`,
    expected: `one of ${[...new Set(tests.map(({ claim }) => claim.id))].join(', ')}`,
  });
}

function nameOf(claim: string, { task, design }: Pick<GoldenTest['test'], 'task' | 'design'>): string {
  return JSON.stringify([claim, task, design]);
}

function wantedOf(tests: readonly GoldenTest[], seeds: readonly number[]) {
  return goldenExperiments(tests).map(({ label, experiment }) => ({ label, experiment, seeds }));
}
