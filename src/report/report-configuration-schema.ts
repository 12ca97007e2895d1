// Schema of someone's own configuration in a report: the shape of ReportConfiguration in src/execution/report-document.ts.
import { Type } from 'typebox';
import { SIZE_SETTINGS } from '../claims/arms/size-setting.ts';

const closed = { additionalProperties: false };

export const ReportConfigurationSchema = Type.Object(
  {
    name: Type.String({ minLength: 1 }),
    file: Type.String(),
    description: Type.Union([Type.String(), Type.Null()]),
    extends: Type.Union([Type.String(), Type.Null()]),
    experimentHash: Type.String(),
    /** Checked by its own schema where it is read as an experiment. */
    experiment: Type.Unknown(),
    sizes: Type.Union([
      Type.Object({ setting: Type.Enum([...SIZE_SETTINGS]), levels: Type.Array(Type.Integer({ minimum: 1 })) }, closed),
      Type.Null(),
    ]),
    batches: Type.Union([Type.Array(Type.Union([Type.Integer({ minimum: 1 }), Type.Literal('full')])), Type.Null()]),
    activations: Type.Union([Type.Array(Type.String()), Type.Null()]),
    asked: Type.Array(Type.String()),
    unasked: Type.Array(Type.Object({ claim: Type.String(), reason: Type.String() }, closed)),
  },
  closed,
);
