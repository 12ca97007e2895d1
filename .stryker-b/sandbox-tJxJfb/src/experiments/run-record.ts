// What one run (one seed of one experiment, end to end) leaves behind: roles, training facts, named numbers, curves.
import { type Static, Type } from 'typebox';
import { byName, Count, closed, Finite, orNull } from '../schemas/parts.ts';
import { RunRolesSchema } from '../tasks/groups.ts';

const StageFacts = closed({
  steps: Count,
  epochs: Type.Number({ minimum: 0 }),
  /** Mean training loss (nats a question) over the last epoch. */
  finalLoss: Finite,
  /** For train-to-loss: whether the target was reached; null for fixed lengths. */
  reachedTarget: orNull(Type.Boolean()),
});

export const RunRecordSchema = closed({
  seed: Count,
  /** Role assignment, drawn from the seed before training (decisions.md B0). */
  roles: RunRolesSchema,
  training: byName(StageFacts),
  /** measurement -> group -> value. All finite: a number that is not finite fails the run. */
  values: byName(byName(Finite)),
  /** curve -> points. `x` is in steps, or epochs for a loss curve, as the curve's name says. */
  curves: byName(closed({ x: Type.Array(Finite), y: Type.Array(Finite) })),
});

export type RunRecord = Static<typeof RunRecordSchema>;
