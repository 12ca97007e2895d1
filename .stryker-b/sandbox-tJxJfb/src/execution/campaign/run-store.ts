// The runs that a verification has so far: read from the ledger cohort by cohort, and those that failed for good.
import type { Declared } from '../../claims/registry/registration-of.ts';
import type { RunRecord } from '../../experiments/run-record.ts';
import type { LedgerReader } from '../../ledger/open-ledger-to-read.ts';
import type { PlannedCohort } from '../planning/plan.ts';

export class RunStore {
  readonly #ledger: LedgerReader;
  readonly #fingerprint: string;
  readonly #found = new Map<string, { readonly record: RunRecord; readonly declared: Declared | undefined }>();
  readonly #failed = new Set<string>();
  readonly #attempts = new Map<string, ReadonlyMap<number, number>>();

  constructor(ledger: LedgerReader, fingerprint: string) {
    this.#ledger = ledger;
    this.#fingerprint = fingerprint;
  }

  /** @returns warnings about damaged files, in words */
  load({ hash, cohort }: PlannedCohort): string[] {
    const reading = this.#ledger.read(hash, this.#fingerprint, cohort);
    if (reading.kind === 'damaged') {
      return [
        `${reading.path} was set aside as ${reading.movedTo}, because ${reading.reason}; its runs are trained again.`,
      ];
    }
    if (reading.kind === 'found') {
      const { declared } = reading.about;
      for (const record of reading.cohort.records) this.#found.set(`${hash}/${record.seed}`, { record, declared });
    }
    return [];
  }

  has({ hash, seeds }: PlannedCohort): boolean {
    return seeds.every((seed) => this.#found.has(`${hash}/${seed}`));
  }

  markFailed({ hash, seeds }: PlannedCohort): void {
    for (const seed of seeds) this.#failed.add(`${hash}/${seed}`);
  }

  hasFailed(hash: string, seed: number): boolean {
    return this.#failed.has(`${hash}/${seed}`);
  }

  /** Attempts that the ledger knows of, the one that left the runs among them; read from it when first asked. */
  attemptsAt(planned: PlannedCohort): number {
    const { hash, cohort } = planned;
    const failed =
      this.#attempts.get(hash) ?? this.#ledger.failedAttempts({ experimentHash: hash, fingerprint: this.#fingerprint });
    this.#attempts.set(hash, failed);
    return (failed.get(cohort) ?? 0) + (this.has(planned) ? 1 : 0);
  }

  /** As what claims were declared when the run was made; undefined where its file does not say. */
  declaredOf(hash: string, seed: number): Declared | undefined {
    return this.#found.get(`${hash}/${seed}`)?.declared;
  }

  recordOf(hash: string, seed: number): RunRecord | null {
    return this.#found.get(`${hash}/${seed}`)?.record ?? null;
  }
}
