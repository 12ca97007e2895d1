// Is a run what its experiment declares? Its record says who played what and how long each stage was (decisions.md B0), and both
// follow from the configuration. A record that says otherwise is the run of another experiment, or of a generator or trainer
// that does something else than it was asked.
import type { Experiment } from '../experiments/experiment.ts';
import { plannedStages } from '../experiments/planned-steps.ts';
import type { RunRecord } from '../experiments/run-record.ts';

export interface DeclaredRun {
  /** Variables or aliases by group. */
  readonly groups: Readonly<Record<string, number>>;
  /** Steps of each stage, by its label in a record. `exact` is false where a run stops at a loss. */
  readonly stages: Readonly<Record<string, { readonly steps: number; readonly exact: boolean }>>;
}

export function declaredRun(experiment: Experiment): DeclaredRun {
  const stages = plannedStages(experiment).map(({ label, steps, exact }) => [label, { steps, exact }] as const);
  return { groups: experiment.task.groups, stages: Object.fromEntries(stages) };
}

/** In words; null where nothing is wrong. */
export function complaintAboutRun({ groups, stages }: DeclaredRun, { roles, training }: RunRecord): string | null {
  const played = Object.entries(roles.legend);
  const total = Object.values(groups).reduce((sum, size) => sum + size, 0);
  if (roles.groups.length !== total) return `its roles name ${roles.groups.length} variables of ${total}`;
  for (const [name, size] of Object.entries(groups)) {
    const letter = played.find(([, group]) => group === name)?.[0];
    const dealt = letter === undefined ? 0 : roles.groups.split(letter).length - 1;
    if (dealt !== size) return `its roles deal ${dealt} variables to ${name}, not ${size}`;
  }
  const [asked, done] = [Object.keys(stages).sort().join(', '), Object.keys(training).sort().join(', ')];
  if (asked !== done) return `it trained ${done === '' ? 'nothing' : done}, not ${asked}`;
  for (const [label, { steps, exact }] of Object.entries(stages)) {
    const taken = training[label]?.steps ?? 0;
    if (exact ? taken !== steps : taken > steps) return `its ${label} took ${taken} steps, not ${steps}`;
  }
  return null;
}
