// What the record of a run says of itself where nothing was trained: the roles that its seed draws, and stages as long as declared.
// Planted numbers stand in such records, which a judge then takes for runs of their experiment.
import { declaredRun } from '../../../src/claims/verdicts/unsound-runs.ts';
import type { GridExperiment } from '../../../src/experiments/experiment.ts';
import type { RunRecord } from '../../../src/experiments/run-record.ts';
import { seedTree } from '../../../src/randomness/seed-tree.ts';
import { drawDigitGrid } from '../../../src/tasks/grid/digit-grid.ts';
import { runRoles } from '../../../src/tasks/groups.ts';

export function recordAsDeclared(
  experiment: GridExperiment,
  seed: number,
): Pick<RunRecord, 'seed' | 'roles' | 'training'> {
  const { members, reliableTag } = drawDigitGrid(experiment.task, seedTree(seed));
  const facts = { epochs: 1, finalLoss: 0.1, reachedTarget: null };
  const stages = Object.entries(declaredRun(experiment).stages);
  return {
    seed,
    roles: runRoles(members, reliableTag),
    training: Object.fromEntries(stages.map(([label, { steps }]) => [label, { steps, ...facts }])),
  };
}
