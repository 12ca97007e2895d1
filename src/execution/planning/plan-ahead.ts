// `iml plan`: what a profile will cost before anything is trained, in seeds, training steps, operations and minutes. Claims share
// runs: a claim's own cost is what it would take alone, the total counts each run once. The ledger's runs tell how long runs take,
// but are not taken off: the plan is that of a run from nothing.
import { availableParallelism, hostname } from 'node:os';
import { claimsLeanedOn } from '../../claims/verdicts/family.ts';
import { leastPower, type PlannedChances } from '../../claims/verdicts/least-power.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import type { Experiment } from '../../experiments/experiment.ts';
import { type Ledger, openLedger } from '../../ledger/ledger.ts';
import { startBackend } from '../../tensors/backend.ts';
import type { VerifyRequest } from '../campaign/verify-request.ts';
import { numericsFingerprint } from '../fingerprint/numerics-fingerprint.ts';
import { assetLoader } from '../inputs/load-assets.ts';
import { loadImages } from '../inputs/load-images.ts';
import { assetsOf, type RunRequest, runRequest } from '../inputs/run-request.ts';
import { plus, type Spent, times } from '../workers/spent.ts';
import { WorkerProcess, type WorkerSetup } from '../workers/worker-process.ts';
import { byWorld, drawsOf, planParts, rememberedCampaigns, seedsOf } from './claim-seeds.ts';
import { costOf } from './cost-of-runs.ts';
import { makePlan, type PlannedCohort } from './plan.ts';
import { type TrainingCost, trainingCost } from './training-cost.ts';

interface PlanAheadRequest extends Partial<RunRequest>, Pick<VerifyRequest, 'catalogue' | 'now'> {
  /** Stops measuring; left out: nothing does. */
  readonly signal?: AbortSignal;
  /** What this process has spent since it started. */
  readonly stopwatch: () => Spent;
  /** Told what is being measured, which takes some seconds an experiment. */
  readonly say: (words: string) => void;
}

interface ExperimentPlan extends TrainingCost, Spent {
  readonly hash: string;
  readonly label: string;
  readonly cohortSize: number;
  /** Where its time, that of one cohort in one process, comes from. */
  readonly source: 'ledger' | 'calibration';
}

export type PlanDocument = Awaited<ReturnType<typeof planAhead>>;

/** @throws HarnessError as makePlan and startBackend do */
export async function planAhead(said: PlanAheadRequest) {
  const request = runRequest(said);
  const assets = assetsOf(request);
  const processes = request.processes ?? availableParallelism();
  const images = loadImages(assets.imagesFolder);
  const backend = await startBackend(request.backend);
  const { cohortSize } = backend;
  const plan = makePlan({ ...request, imagesDigest: images.digest, cohortSize });
  const own = request.stopwatch();
  const { ledgerFolder, now, say, signal } = request;
  const setup = { backend: backend.name, fingerprint: numericsFingerprint(backend), ledgerFolder, assets };
  const load = assetLoader(assets, images);
  const { experiments, workerStart } = await timedExperiments(plan.cohorts, {
    ...{ processes, setup, now, say, load },
    ...(signal === undefined ? {} : { signal }),
  });
  const byHash = new Map(experiments.map((one): [string, ExperimentPlan] => [one.hash, one]));
  const cost = {
    schedule: { cohorts: byHash, cohortSize, firstSeed: request.firstSeed, processes, ownStart: own, workerStart },
    trainingOf: (hash: string) => byHash.get(hash) as ExperimentPlan,
  };
  const simulated = rememberedCampaigns();
  const tests = plan.tests.map((planned) => {
    const parts = planParts(planned, simulated);
    return { planned, parts, draws: byWorld((world) => drawsOf(parts, world, simulated)) };
  });
  const chances = tests.map(({ planned: { claim, test, place }, parts }) => {
    const leansOn = claimsLeanedOn(test, place);
    return { claim: claim.id, task: test.task, chances: parts.map(({ power }) => power), leansOn };
  });
  const judged = tests.map((one, index) => ({ ...one, power: leastPower(chances[index] as PlannedChances, chances) }));
  return {
    profile: request.profile,
    backend: backend.name,
    device: backend.device,
    processes,
    /** Seeds trained together: cohorts are trained whole. */
    cohortSize,
    claims: judged.map(({ planned, parts, draws, power }) => ({
      claim: planned.claim.id,
      task: planned.test.task,
      design: planned.test.design,
      parts,
      /** Of all parts, and of the claims that it leans on, at the planned effects. */
      power,
      seeds: byWorld((world) => seedsOf(draws[world])),
      alone: byWorld((world) => costOf([{ planned, draw: draws[world] }], cost)),
    })),
    total: byWorld((world) => {
      const drawn = judged.map(({ planned, draws }) => ({ planned, draw: draws[world] }));
      return costOf(drawn, cost);
    }),
    /** Of a process, before it does any work: this one, and a worker. */
    starts: { own, worker: workerStart },
    experiments,
  };
}

/** Each experiment once, with the time of a cohort: as the ledger remembers it, or measured now. */
async function timedExperiments(
  cohorts: readonly PlannedCohort[],
  { load, ...measuring }: Omit<MeasuringRequest, 'experiments'> & { readonly load: ReturnType<typeof assetLoader> },
) {
  const { ledgerFolder, fingerprint } = measuring.setup;
  const remembered = timesInLedger(openLedger(ledgerFolder), { fingerprint, host: hostname() });
  const wanted = [...new Map(cohorts.map((cohort): [string, PlannedCohort] => [cohort.hash, cohort])).values()];
  const unknown = wanted.filter(({ hash }) => !remembered.has(hash));
  const measured = await measureInWorkers({ experiments: unknown, ...measuring });
  const experiments: ExperimentPlan[] = [];
  for (const { experiment, hash, label, seeds } of wanted) {
    const known = remembered.get(hash);
    const spent = known ?? (measured.cohorts[unknown.findIndex((one) => one.hash === hash)] as Spent);
    const source = known === undefined ? 'calibration' : 'ledger';
    experiments.push({
      hash,
      label,
      cohortSize: seeds.length,
      source,
      ...spent,
      ...trainingCost(experiment, await load(experiment)),
    });
  }
  return { experiments, workerStart: measured.start };
}

/** A cohort that took this many times the median slept, or shared its core with something that a plan cannot know. */
const OUTLYING = 3;

/**
 * What a cohort took on this machine under these numerics, by experiment hash. Processor time is that of the clock where a file has none: a
 * worker computes all the time.
 */
export function timesInLedger(
  ledger: Ledger,
  where: { readonly fingerprint: string; readonly host: string },
): ReadonlyMap<string, Spent> {
  const byHash = new Map<string, Spent[]>();
  for (const { experimentHash: hash, fingerprint, cohort } of ledger.list(where.fingerprint).cohorts) {
    if (fingerprint !== where.fingerprint) continue;
    const reading = ledger.read(hash, fingerprint, cohort);
    if (reading.kind !== 'found' || reading.about.host !== where.host) continue;
    const { seconds, cpuSeconds = seconds } = reading.about;
    byHash.set(hash, [...(byHash.get(hash) ?? []), { seconds, cpuSeconds }]);
  }
  return new Map([...byHash].map(([hash, all]) => [hash, typical(all)]));
}

/** The mean: the first cohort of a process pays for its recordings, and a run has many such. */
function typical(all: readonly Spent[]): Spent {
  const ordered = all.map(({ seconds }) => seconds).sort((a, b) => a - b);
  const middle = ordered[Math.floor(ordered.length / 2)] ?? 0;
  const kept = all.filter(({ seconds }) => seconds <= OUTLYING * middle);
  const meanOf = (of: (one: Spent) => number) => kept.reduce((sum, one) => sum + of(one) / kept.length, 0);
  return { seconds: meanOf(({ seconds }) => seconds), cpuSeconds: meanOf(({ cpuSeconds }) => cpuSeconds) };
}

interface MeasuringRequest {
  readonly experiments: readonly { readonly experiment: Experiment; readonly label: string }[];
  readonly processes: number;
  readonly setup: WorkerSetup;
  /** Milliseconds. */
  readonly now: () => number;
  readonly say: (words: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Measures experiments where a run would train them: in as many worker processes as will work at once, so that what they cost each other
 * (cores, caches, memory) is in the numbers. Each experiment is measured once, or as often as it takes to keep all busy.
 * @returns what a worker takes until it can work, and a whole cohort, in the order of the experiments
 * @throws HarnessError the first of any worker
 */
async function measureInWorkers(request: MeasuringRequest) {
  const { experiments, processes, setup, now, say, signal } = request;
  const jobs = Math.max(experiments.length, experiments.length === 0 ? 0 : processes);
  const queue = Array.from({ length: jobs }, (_, job) => job % experiments.length);
  const found = experiments.map((): Spent[] => []);
  const stop = new AbortController();
  const stopped = AbortSignal.any([stop.signal, ...(signal === undefined ? [] : [signal])]);
  const starts: Spent[] = [];
  const asked = { setup, experiments: experiments.map(({ experiment }) => experiment) };
  const serve = async () => {
    const begun = now();
    const worker = await WorkerProcess.start({ ...asked, signal: stopped, onSteps: () => {} });
    starts.push({ seconds: (now() - begun) / 1000, cpuSeconds: worker.cpuSecondsOfStart });
    try {
      for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
        const { experiment, label } = experiments[job] as (typeof experiments)[number];
        say(`Measuring some steps of ${label}.`);
        found[job]?.push(await measure(worker, experiment, label));
      }
    } finally {
      worker.end();
    }
  };
  try {
    await Promise.all(Array.from({ length: processes }, serve));
  } finally {
    stop.abort();
  }
  return { start: meanOf(starts), cohorts: found.map(meanOf) };
}

async function measure(worker: WorkerProcess, experiment: Experiment, label: string): Promise<Spent> {
  const answer = await worker.ask({ kind: 'measure', experiment });
  if (answer.kind === 'measured') return answer.spent;
  if (answer.kind === 'failed') throw new HarnessError(answer.code, { what: answer.message, where: label });
  throw new HarnessError('internal', { what: 'A worker process ended while it measured.', where: label });
}

function meanOf(all: readonly Spent[]): Spent {
  return times(1 / Math.max(1, all.length), all.reduce(plus, { seconds: 0, cpuSeconds: 0 }));
}
