// An experiment is a JSON document: task, model, protocol, measurements. Its content hash is its identity in the ledger.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type Static, Type } from 'typebox';
import { HarnessError } from '../errors/harness-error.ts';
import { ModelConfigSchema } from '../models/model-config.ts';
import { DigitGridConfigSchema } from '../tasks/digit-grid-config.ts';
import { ProtocolConfigSchema } from '../training/protocol-config.ts';
import { contentHash } from './content-hash.ts';

export const ExperimentSchema = Type.Object(
  {
    schemaVersion: Type.Literal(1),
    task: DigitGridConfigSchema,
    model: ModelConfigSchema,
    protocol: ProtocolConfigSchema,
    measurements: Type.Object(
      {
        /** Ask definitions by the tags, too (retrieval matrix). */
        retrieval: Type.Boolean(),
        probes: Type.Union([
          Type.Object(
            {
              lambda: Type.Number({ exclusiveMinimum: 0 }),
              permutations: Type.Integer({ minimum: 1, maximum: 1000 }),
            },
            { additionalProperties: false },
          ),
          Type.Null(),
        ]),
        gradientAlignment: Type.Union([
          Type.Object({ variables: Type.Integer({ minimum: 2, maximum: 10_000 }) }, { additionalProperties: false }),
          Type.Null(),
        ]),
      },
      { additionalProperties: false },
    ),
  },
  { $id: 'iml-verify/experiment', additionalProperties: false },
);

export type Experiment = Static<typeof ExperimentSchema>;

const validate = new Ajv2020({ allErrors: true }).compile<Experiment>(ExperimentSchema);

/** @throws HarnessError `invalid-experiment` that names each field that is wrong */
export function parseExperiment(value: unknown, where: string): Experiment {
  if (validate(value)) {
    const { protocol } = value;
    if ((protocol.stages === 'two') === (protocol.stage2 !== null)) return value;
    throw new HarnessError('invalid-experiment', {
      what: 'Two stages need `stage2`, a single stage has none.',
      where: `${where}: protocol`,
      got: `stages "${protocol.stages}", stage2 ${protocol.stage2 === null ? 'null' : 'given'}`,
    });
  }
  const complaints = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
  throw new HarnessError('invalid-experiment', {
    what: 'This is no experiment configuration.',
    where,
    got: complaints.slice(0, 5).join('; '),
    next: 'see ExperimentSchema in src/experiments/experiment.ts',
  });
}

export function experimentHash(experiment: Experiment): string {
  return contentHash(experiment);
}
