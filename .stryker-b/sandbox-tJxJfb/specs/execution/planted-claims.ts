// Claims about a number that is planted in place of training: one a seed and claim, known before. They go through the whole of a
// verification but for the worker processes.
import { recordAsDeclared } from '../../lab/defects/fabricated/record-as-declared.ts';
import { tinyExperiment } from '../../lab/defects/fabricated/tiny-experiment.ts';
import { unchanged } from '../../src/claims/arms/arm.ts';
import type { Claim, ClaimPart } from '../../src/claims/claim.ts';
import { at, type Group, type Measurement } from '../../src/claims/estimands.ts';
import { moreThan } from '../../src/claims/rules.ts';
import type { ReportDocument } from '../../src/execution/campaign/report-document.ts';
import { verifyClaims } from '../../src/execution/campaign/verify-claims.ts';
import type { VerifyRequest } from '../../src/execution/campaign/verify-request.ts';
import type { PlannedCohort } from '../../src/execution/planning/plan.ts';
import type { PoolRequest, Train } from '../../src/execution/workers/worker-pool.ts';
import type { GridExperiment } from '../../src/experiments/experiment.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { openLedger } from '../../src/ledger/ledger.ts';

/** Far above the threshold at every seed: decided by the fewest. */
export const CLEAR = [0.52, 0.48, 0.5, 0.53, 0.47, 0.51, 0.49, 0.5];
/** Now above, now below: undecided for a long time. */
export const VAGUE = [0.9, -0.1, 0.8, 0, 0.7, 0.1, 0.6, 0];

/**
 * A claim of that id whose batches are as large as `batchSize`, so that its experiment is its own.
 * @param behind the primary claim that it stands behind
 */
export function plantedClaim(id: string, batchSize: number, behind?: string): Claim {
  const experiment = tinyExperiment();
  experiment.protocol.stage1.batchSize = batchSize;
  const part: ClaimPart = {
    name: 'the planted number',
    unit: 'accuracy',
    range: { low: -1, high: 1 },
    rule: moreThan(0.05, [0.5, 0.1]),
    estimands: [at('base', 'planted' as Measurement, 'all' as Group)],
  };
  return {
    id,
    title: id,
    statement: `${id}: the planted number is above .05.`,
    source: 'planted',
    ...(behind === undefined ? {} : { behind }),
    tests: [
      {
        task: 'digit-grid/symbols',
        seeds: { quick: 32 },
        design: 'planted',
        rung: 'R1',
        required: true,
        arms: unchanged({ base: experiment }),
        gates: [],
        assay: [],
        parts: [part],
        context: [],
        plots: () => [],
      },
    ],
  };
}

type PlantedRequest = Required<Pick<VerifyRequest, 'catalogue' | 'ledgerFolder'>> & Partial<VerifyRequest>;

/** A verification of planted claims from the first seed on, by a clock that stands still. */
export function plantedRequest(request: PlantedRequest) {
  return {
    profile: 'quick',
    claims: [],
    seeds: null,
    firstSeed: 0,
    backend: 'cpu',
    processes: 1,
    signal: new AbortController().signal,
    onEvent: () => {},
    now: () => 0,
    ...request,
  } satisfies VerifyRequest;
}

export function verifyPlanted(request: PlantedRequest): Promise<ReportDocument> {
  return verifyClaims(plantedRequest(request));
}

/** Writes what is planted into the ledger, in the order that `arrange` gives. */
export function plant(
  plantedAt: (cohort: PlannedCohort, seed: number) => number,
  arrange: (cohorts: readonly PlannedCohort[]) => readonly PlannedCohort[] = (cohorts) => cohorts,
): Train {
  return async ({ cohorts, setup, onDone }: PoolRequest) => {
    const ledger = openLedger(setup.ledgerFolder);
    const { fingerprint } = setup;
    for (const planned of arrange(cohorts)) {
      const { hash, cohort, seeds, declared } = planned;
      const records = seeds.map((seed) => recordOf(planned, seed, plantedAt(planned, seed)));
      const times = { startedAt: new Date(0).toISOString(), seconds: 0, harnessVersion: '0.0.0' };
      const about = { host: 'spec', ...times, ...(declared === undefined ? {} : { declared }) };
      ledger.write({ experimentHash: hash, fingerprint, cohort, seeds: [...seeds], records }, about);
      onDone(planned);
    }
  };
}

function recordOf({ experiment }: PlannedCohort, seed: number, planted: number): RunRecord {
  return {
    ...recordAsDeclared(experiment as GridExperiment, seed),
    // The seed stands in it, or two runs of the same number would pass for one run used twice.
    values: { planted: { all: planted, seed } },
    curves: {},
  };
}
