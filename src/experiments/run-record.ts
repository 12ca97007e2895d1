// What one run (one seed of one experiment, end to end) leaves behind: roles, training facts, named numbers, curves.
import { Type, type Static } from 'typebox';

const Finite = Type.Number();
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
    /** Role assignment, drawn from the seed before training (decision-rules B0). */
    roles: Type.Object(
      {
        /** Which concrete tag (0 or 1) plays the reliable one in Stage 1. */
        reliableTag: Type.Integer({ minimum: 0, maximum: 1 }),
        /** One letter a variable, in order of the variables: which group it plays. */
        groups: Type.String(),
        /** What each letter of `groups` stands for. */
        legend: Type.Record(Type.String(), Type.String()),
      },
      { additionalProperties: false },
    ),
    training: Type.Record(Type.String(), StageFacts),
    /** measurement -> group -> value. All finite: a number that is not finite fails the run. */
    values: Type.Record(Type.String(), Type.Record(Type.String(), Finite)),
    /** curve -> points. `x` is in steps, or epochs for a loss curve, as the curve's name says. */
    curves: Type.Record(
      Type.String(),
      Type.Object({ x: Type.Array(Finite), y: Type.Array(Finite) }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);

export type RunRecord = Static<typeof RunRecordSchema>;
