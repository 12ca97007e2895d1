// A set of cohorts, by experiment and number, and how it stands in a plan.
import type { PlannedCohort } from '../planning/plan.ts';
import type { SlurmPlan } from './slurm-plan.ts';

export type CohortKey = Pick<PlannedCohort, 'hash' | 'cohort'>;

export class CohortSet {
  readonly #byHash = new Map<string, Set<number>>();

  constructor(cohorts: readonly CohortKey[]) {
    for (const { hash, cohort } of cohorts) {
      this.#byHash.set(hash, (this.#byHash.get(hash) ?? new Set()).add(cohort));
    }
  }

  static read(entries: SlurmPlan['foundAtStart']): CohortSet {
    return new CohortSet(entries.flatMap(({ hash, cohorts }) => cohorts.map((cohort) => ({ hash, cohort }))));
  }

  has({ hash, cohort }: CohortKey): boolean {
    return this.#byHash.get(hash)?.has(cohort) ?? false;
  }

  entries(): SlurmPlan['foundAtStart'] {
    return [...this.#byHash].map(([hash, cohorts]) => ({ hash, cohorts: [...cohorts] }));
  }
}
