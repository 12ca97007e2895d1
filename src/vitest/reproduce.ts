// Runs someone's experiments for one claim and gives its verdict: by the harness's own trainer over the usual ledger, or by a
// trainer handed in (another implementation, a planted world), whose runs go into a ledger of their own that is thrown away.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Claim } from '../claims/claim.ts';
import { CONFIRM_POOL } from '../claims/registry/seed-pools.ts';
import type { Verdict } from '../claims/verdicts/verdict.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { harnessVersion } from '../execution/fingerprint/harness-version.ts';
import type { PoolRequest, Train } from '../execution/workers/worker-pool.ts';
import type { Experiment } from '../experiments/experiment.ts';
import type { RunRecord } from '../experiments/run-record.ts';
import { openLedger } from '../ledger/ledger.ts';
import type { BackendName } from '../tensors/backend-name.ts';

export interface TrainerRequest {
  readonly experiment: Experiment;
  readonly seeds: readonly number[];
}

/** One run record a seed, in order. */
export type Trainer = (request: TrainerRequest) => readonly RunRecord[] | Promise<readonly RunRecord[]>;

export interface ReproduceRequest {
  readonly claims: readonly [Claim, ...Claim[]];
  /** Null: as registered. */
  readonly seeds: number | null;
  readonly firstSeed: number;
  readonly backend: BackendName | null;
  readonly processes: number | null;
  readonly ledger: string;
  readonly images: string | null;
  readonly trainer: Trainer | null;
  readonly now: () => number;
}

export { CONFIRM_POOL };

/** @throws HarnessError where nothing can be judged: a backend that is missing, a measurement that the experiment lacks */
export async function reproduce(request: ReproduceRequest): Promise<Verdict> {
  const { trainer } = request;
  // Loaded when first used, as by the command line: it brings the tensors.
  const { verifyClaims } = await import('../execution/campaign/verify-claims.ts');
  const ownFolder = trainer === null ? null : mkdtempSync(join(tmpdir(), 'iml-matcher-'));
  try {
    const document = await verifyClaims({
      profile: 'quick',
      claims: [],
      catalogue: request.claims,
      seeds: request.seeds,
      firstSeed: request.firstSeed,
      // With a trainer of one's own no backend computes anything; this one starts at once and trains a seed at a time.
      backend: trainer === null ? request.backend : 'cpu',
      processes: request.processes,
      ledgerFolder: ownFolder ?? resolve(request.ledger),
      imagesFolder: request.images,
      signal: new AbortController().signal,
      onEvent: () => {},
      now: request.now,
      ...(trainer === null ? {} : { train: trainBy(trainer) }),
    });
    const verdict = document.verdicts.find(({ claim }) => claim === request.claims[0].id);
    if (verdict === undefined) throw new HarnessError('internal', { what: 'The claim has no verdict.' });
    const [reason] = document.warnings;
    return reason === undefined || verdict.verdict !== 'invalid'
      ? verdict
      : { ...verdict, reason: `${verdict.reason} The first warning: ${reason}` };
  } finally {
    if (ownFolder !== null) rmSync(ownFolder, { recursive: true, force: true });
  }
}

function trainBy(trainer: Trainer): Train {
  return async ({ cohorts, setup, onDone, onFailed }: PoolRequest) => {
    const ledger = openLedger(setup.ledgerFolder);
    const { fingerprint } = setup;
    const startedAt = new Date(0).toISOString();
    const about = { host: 'trainer of the test', startedAt, seconds: 0, harnessVersion: harnessVersion() };
    for (const planned of cohorts) {
      const { experiment, hash, cohort, seeds } = planned;
      try {
        const records = [...(await trainer({ experiment, seeds }))];
        ledger.write({ experimentHash: hash, fingerprint, cohort, seeds: [...seeds], records }, about);
        onDone(planned);
      } catch (error) {
        onFailed(planned, error instanceof Error ? error.message : String(error));
      }
    }
  };
}
