// `iml plan`: what a profile will cost before anything is trained, in seeds, training steps, operations and minutes. Claims share
// runs: a claim's own cost is what it would take alone, the total counts each run once.
import { hostname } from 'node:os';
import { type Experiment, experimentHash } from '../../experiments/experiment.ts';
import { openLedger } from '../../ledger/ledger.ts';
import type { DigitImagePool } from '../../tasks/digit-images.ts';
import { type BackendName, startBackend } from '../../tensors/backend.ts';
import { loadImages } from '../load-images.ts';
import { numericsFingerprint } from '../numerics-fingerprint.ts';
import { makePlan, type PlannedTest } from '../plan.ts';
import type { VerifyRequest } from '../verify-request.ts';
import {
  type ByWorld,
  byWorld,
  type PartPlan,
  planParts,
  rememberedRates,
  type SeedCount,
  seedsOf,
} from './claim-seeds.ts';
import { calibrate, type RunSeconds, secondsInLedger } from './run-seconds.ts';
import { type TrainingCost, trainingCost } from './training-cost.ts';

export interface PlanAheadRequest
  extends Pick<VerifyRequest, 'profile' | 'claims' | 'seeds' | 'firstSeed' | 'ledgerFolder' | 'imagesFolder' | 'now'> {
  readonly backend: BackendName | null;
  readonly processes: number;
  /** Told what is being measured, which takes a second or two an experiment. */
  readonly say: (words: string) => void;
}

/** Of some runs, at their mean number of seeds. */
export interface Cost extends TrainingCost {
  readonly runs: number;
  /** Minutes of wall clock on this machine with the planned number of processes. */
  readonly minutes: number;
}

export interface ClaimPlan {
  readonly claim: string;
  readonly task: string;
  readonly design: string;
  readonly parts: readonly PartPlan[];
  readonly seeds: ByWorld<SeedCount>;
  readonly alone: ByWorld<Cost>;
}

export interface PlanDocument {
  readonly profile: string;
  readonly backend: string;
  readonly device: string;
  readonly processes: number;
  readonly claims: readonly ClaimPlan[];
  readonly total: ByWorld<Cost>;
  /** How the minutes are known, by experiment. */
  readonly experiments: readonly (RunSeconds & TrainingCost & { readonly hash: string; readonly label: string })[];
}

/** @throws HarnessError as makePlan and startBackend do */
export async function planAhead(request: PlanAheadRequest): Promise<PlanDocument> {
  const images = loadImages(request.imagesFolder);
  const backend = await startBackend(request.backend);
  const plan = makePlan({ ...request, imagesDigest: images.digest, cohortSize: backend.cohortSize });
  const fingerprint = numericsFingerprint(backend);
  const remembered = secondsInLedger(openLedger(request.ledgerFolder), { fingerprint, host: hostname() });
  const costs = new Map<string, RunSeconds & TrainingCost & { readonly hash: string; readonly label: string }>();
  for (const { experiment, hash, label } of plan.cohorts) {
    if (costs.has(hash)) continue;
    const known = remembered(experiment);
    if (known === null) request.say(`Measuring a few steps of ${label}.`);
    const seconds =
      known ?? (await calibrate(experiment, { backend, images: imagesOf(experiment, images), now: request.now }));
    const source = known === null ? 'calibration' : 'ledger';
    costs.set(hash, { hash, label, seconds, source, ...trainingCost(experiment, images) });
  }
  const ratesOf = rememberedRates();
  const judged = plan.tests.map((planned) => {
    const parts = planParts(planned, ratesOf);
    return { planned, parts, seeds: seedsOf(parts) };
  });
  /** Each experiment at the most seeds that a test asks of it. */
  const costOf = (tests: readonly { readonly planned: PlannedTest; readonly seeds: number }[]): Cost => {
    const seedsByHash = new Map<string, number>();
    for (const { planned, seeds } of tests) {
      for (const hash of Object.values(planned.arms).map(experimentHash)) {
        seedsByHash.set(hash, Math.max(seeds, seedsByHash.get(hash) ?? 0));
      }
    }
    return sumCosts(
      [...seedsByHash].map(([hash, seeds]) => {
        const cost = costs.get(hash);
        const { steps = 0, flops = 0, seconds = 0 } = cost ?? {};
        // Cohorts are trained whole.
        const runs = Math.ceil(seeds / backend.cohortSize) * backend.cohortSize;
        return { runs, steps: steps * runs, flops: flops * runs, minutes: (seconds * runs) / 60 / request.processes };
      }),
    );
  };
  return {
    profile: request.profile,
    backend: backend.name,
    device: backend.device,
    processes: request.processes,
    claims: judged.map(({ planned, parts, seeds }) => ({
      claim: planned.claim.id,
      task: planned.test.task,
      design: planned.test.design,
      parts,
      seeds,
      alone: byWorld((world) => costOf([{ planned, seeds: seeds[world].mean }])),
    })),
    total: byWorld((world) => costOf(judged.map(({ planned, seeds }) => ({ planned, seeds: seeds[world].mean })))),
    experiments: [...costs.values()],
  };
}

function imagesOf(experiment: Experiment, images: DigitImagePool): DigitImagePool | null {
  return experiment.task.rendering.kind === 'handwriting' ? images : null;
}

function sumCosts(costs: readonly Cost[]): Cost {
  return costs.reduce(
    (sum, cost) => ({
      runs: sum.runs + cost.runs,
      steps: sum.steps + cost.steps,
      flops: sum.flops + cost.flops,
      minutes: sum.minutes + cost.minutes,
    }),
    { runs: 0, steps: 0, flops: 0, minutes: 0 },
  );
}
