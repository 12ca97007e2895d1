// Schema of a rule's operating characteristic: the shape of src/decisions/operating-curve.ts, closed.
import { Type } from 'typebox';

const closed = { additionalProperties: false };
const Finite = Type.Number();
const Share = Type.Number({ minimum: 0, maximum: 1 });
const Count = Type.Integer({ minimum: 0 });

export const OperatingCurveSchema = Type.Object(
  {
    standardDeviation: Finite,
    mostSeeds: Count,
    smallestEffect: Finite,
    points: Type.Array(
      Type.Object(
        {
          effect: Finite,
          reproduced: Share,
          notReproduced: Share,
          inconclusive: Share,
          meanSeeds: Type.Number({ minimum: 0 }),
          ninetiethSeeds: Count,
          campaigns: Type.Union([Count, Type.Null()]),
        },
        closed,
      ),
    ),
  },
  closed,
);
