// `iml plan`: what a profile will cost before anything is trained, in seeds, training steps, operations and minutes. Claims share
// runs: a claim's own cost is what it would take alone, the total counts each run once. The ledger's runs tell how long runs take,
// but are not taken off: the plan is that of a run from nothing.
import { availableParallelism, hostname } from 'node:os';
import { openLedger } from '../../ledger/ledger.ts';
import { startBackend } from '../../tensors/backend.ts';
import type { VerifyRequest } from '../campaign/verify-request.ts';
import { harnessVersion } from '../fingerprint/harness-version.ts';
import { numericsFingerprint } from '../fingerprint/numerics-fingerprint.ts';
import { assetLoader } from '../inputs/load-assets.ts';
import { loadImages } from '../inputs/load-images.ts';
import { assetsOf, type RunRequest, runRequest } from '../inputs/run-request.ts';
import type { Spent } from '../workers/spent.ts';
import {
  type ByWorld,
  byWorld,
  drawsOf,
  type PartPlan,
  planParts,
  rememberedCampaigns,
  type SeedCount,
  seedsOf,
} from './claim-seeds.ts';
import { type Cost, costOf } from './cost-of-runs.ts';
import { timesInLedger } from './ledger-times.ts';
import { measureInWorkers } from './measure-in-workers.ts';
import { makePlan, type PlannedCohort } from './plan.ts';
import { type TrainingCost, trainingCost } from './training-cost.ts';

export interface PlanAheadRequest extends Partial<RunRequest>, Pick<VerifyRequest, 'catalogue' | 'now'> {
  /** What this process has spent since it started. */
  readonly stopwatch: () => Spent;
  /** Told what is being measured, which takes some seconds an experiment. */
  readonly say: (words: string) => void;
}

export interface ClaimPlan {
  readonly claim: string;
  readonly task: string;
  readonly design: string;
  readonly parts: readonly PartPlan[];
  readonly seeds: ByWorld<SeedCount>;
  readonly alone: ByWorld<Cost>;
}

export interface ExperimentPlan extends TrainingCost, Spent {
  readonly hash: string;
  readonly label: string;
  /** Where its time, that of one cohort in one process, comes from. */
  readonly source: 'ledger' | 'calibration';
}

export interface PlanDocument {
  readonly profile: string;
  readonly backend: string;
  readonly device: string;
  readonly processes: number;
  /** Seeds trained together: cohorts are trained whole. */
  readonly cohortSize: number;
  readonly claims: readonly ClaimPlan[];
  readonly total: ByWorld<Cost>;
  /** Of a process, before it does any work: this one, and a worker. */
  readonly starts: { readonly own: Spent; readonly worker: Spent };
  readonly experiments: readonly ExperimentPlan[];
}

/** @throws HarnessError as makePlan and startBackend do */
export async function planAhead(said: PlanAheadRequest): Promise<PlanDocument> {
  const request = runRequest(said);
  const assets = assetsOf(request);
  const processes = request.processes ?? availableParallelism();
  const images = loadImages(assets.imagesFolder);
  const backend = await startBackend(request.backend);
  const { cohortSize } = backend;
  const plan = makePlan({ ...request, imagesDigest: images.digest, cohortSize });
  const own = request.stopwatch();
  const fingerprint = numericsFingerprint(backend);
  const remembered = timesInLedger(openLedger(request.ledgerFolder), { fingerprint, host: hostname() });
  const wanted = [...new Map(plan.cohorts.map((cohort): [string, PlannedCohort] => [cohort.hash, cohort])).values()];
  const unknown = wanted.filter(({ hash }) => !remembered.has(hash));
  const measured = await measureInWorkers({
    experiments: unknown,
    processes,
    setup: {
      kind: 'setup',
      backend: backend.name,
      fingerprint,
      ledgerFolder: request.ledgerFolder,
      assets,
      harnessVersion: harnessVersion(),
    },
    now: request.now,
    say: request.say,
  });
  const load = assetLoader(assets, images);
  const loaded = await Promise.all(wanted.map(({ experiment }) => load(experiment)));
  const experiments = wanted.map(({ experiment, hash, label }, index): ExperimentPlan => {
    const known = remembered.get(hash);
    const spent = known ?? (measured.cohorts[unknown.findIndex((one) => one.hash === hash)] as Spent);
    const assetsOfIt = loaded[index] ?? { images: null, module: null };
    const source = known === undefined ? 'calibration' : 'ledger';
    return { hash, label, source, ...spent, ...trainingCost(experiment, assetsOfIt.images, assetsOfIt.module) };
  });
  const byHash = new Map(experiments.map((one): [string, ExperimentPlan] => [one.hash, one]));
  const cost = {
    schedule: {
      cohorts: byHash,
      cohortSize,
      firstSeed: request.firstSeed,
      processes,
      ownStart: own,
      workerStart: measured.start,
    },
    trainingOf: (hash: string) => byHash.get(hash) as ExperimentPlan,
  };
  const simulated = rememberedCampaigns();
  const judged = plan.tests.map((planned) => {
    const parts = planParts(planned, simulated);
    return { planned, parts, draws: byWorld((world) => drawsOf(parts, world, simulated)) };
  });
  return {
    profile: request.profile,
    backend: backend.name,
    device: backend.device,
    processes,
    cohortSize,
    claims: judged.map(({ planned, parts, draws }) => ({
      claim: planned.claim.id,
      task: planned.test.task,
      design: planned.test.design,
      parts,
      seeds: byWorld((world) => seedsOf(draws[world])),
      alone: byWorld((world) => costOf([{ planned, draw: draws[world] }], cost)),
    })),
    total: byWorld((world) =>
      costOf(
        judged.map(({ planned, draws }) => ({ planned, draw: draws[world] })),
        cost,
      ),
    ),
    starts: { own, worker: measured.start },
    experiments,
  };
}
