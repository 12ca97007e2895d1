// Schema of someone's own configuration in a report: the shape of ReportConfiguration in src/execution/report-document.ts.
import { Type } from 'typebox';

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
    unasked: Type.Array(Type.Object({ claim: Type.String(), reason: Type.String() }, closed)),
  },
  closed,
);
