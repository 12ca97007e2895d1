// What one run (one seed of one experiment, end to end) leaves behind: roles, training facts, named numbers, curves.
import { type Static, Type } from 'typebox';
import { RunRolesSchema } from '../tasks/groups.ts';

const closed = { additionalProperties: false } as const;
const Finite = Type.Number();
/** Keys are one line: `.` in a pattern stops at a line break, so a bare string key would let such keys skip the check. */
const Key = Type.String({ pattern: '^[^\\n\\r]+$' });
const StageFacts = Type.Object(
  {
    steps: Type.Integer({ minimum: 0 }),
    epochs: Type.Number({ minimum: 0 }),
    /** Mean training loss (nats a question) over the last epoch. */
    finalLoss: Finite,
    /** For train-to-loss: whether the target was reached; null for fixed lengths. */
    reachedTarget: Type.Union([Type.Boolean(), Type.Null()]),
  },
  { additionalProperties: false },
);

export const RunRecordSchema = Type.Object(
  {
    seed: Type.Integer({ minimum: 0 }),
    /** Role assignment, drawn from the seed before training (decisions.md B0). */
    roles: RunRolesSchema,
    training: Type.Record(Key, StageFacts, closed),
    /** measurement -> group -> value. All finite: a number that is not finite fails the run. */
    values: Type.Record(Key, Type.Record(Key, Finite, closed), closed),
    /** curve -> points. `x` is in steps, or epochs for a loss curve, as the curve's name says. */
    curves: Type.Record(Key, Type.Object({ x: Type.Array(Finite), y: Type.Array(Finite) }, closed), closed),
  },
  { additionalProperties: false },
);

export type RunRecord = Static<typeof RunRecordSchema>;
