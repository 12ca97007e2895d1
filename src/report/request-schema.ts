// Schema of what a report says was asked: the shape of ReportRequest in src/execution/campaign/report-document.ts, closed.
import { Type } from 'typebox';
import { DESIGN_NAMES, PROFILE_NAMES, TASK_NAMES } from '../claims/claim.ts';

const StringOrNull = Type.Union([Type.String(), Type.Null()]);

export const ReportRequestSchema = Type.Object(
  {
    profile: Type.Enum([...PROFILE_NAMES]),
    design: Type.Enum([...DESIGN_NAMES]),
    claims: Type.Array(Type.String()),
    tasks: Type.Array(Type.Enum([...TASK_NAMES])),
    seeds: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
    firstSeed: Type.Integer({ minimum: 0 }),
    backend: StringOrNull,
    imagesFolder: StringOrNull,
    imagesDigest: Type.String(),
    catalogue: Type.Enum(['registered', 'own']),
  },
  { additionalProperties: false },
);
