// A run that is filed under a seed must have the roles that the seed draws: they follow from the seed and the configuration alone, and
// can be drawn again without training (decisions.md B0). A good run of another seed under the number of a bad one shows so.
import type { LedgerReader } from '../../ledger/open-ledger-to-read.ts';
import { seedTree } from '../../randomness/seed-tree.ts';
import type { RunRoles } from '../../tasks/groups.ts';
import { drawWorld } from '../../tasks/index.ts';
import type { Plan } from '../planning/plan.ts';

export interface ForeignRun {
  /** Claim and arm that asked first. */
  readonly label: string;
  readonly seed: number;
  readonly recorded: RunRoles;
  readonly drawn: RunRoles;
}

export interface RolesChecked {
  /** Reads as the given one does. */
  readonly ledger: LedgerReader;
  /** Among what was read so far. */
  readonly foreign: readonly ForeignRun[];
}

/** @param plan says what experiment a hash stands for; runs that it does not ask for are not looked at */
export function checkingRoles(ledger: LedgerReader, { cohorts }: Pick<Plan, 'cohorts'>): RolesChecked {
  const experiments = new Map(cohorts.map(({ hash, experiment, label }) => [hash, { experiment, label }] as const));
  const foreign: ForeignRun[] = [];
  const read: LedgerReader['read'] = (hash, fingerprint, cohort) => {
    const reading = ledger.read(hash, fingerprint, cohort);
    const asked = experiments.get(hash);
    if (reading.kind !== 'found' || asked === undefined) return reading;
    for (const { seed, roles } of reading.cohort.records) {
      const drawn = drawWorld(asked.experiment.task, seedTree(seed)).roles;
      const isOwn = drawn.groups === roles.groups && drawn.reliableTag === roles.reliableTag;
      if (!isOwn) foreign.push({ label: asked.label, seed, recorded: roles, drawn });
    }
    return reading;
  };
  return { ledger: { root: ledger.root, failedAttempts: ledger.failedAttempts, read }, foreign };
}
