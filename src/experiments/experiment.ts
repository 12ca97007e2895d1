// An experiment is a JSON document: task, model, protocol, measurements. Its content hash is its identity in the ledger.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type Static, type TSchema, Type } from 'typebox';
import { HarnessError } from '../errors/harness-error.ts';
import { DecoderConfigSchema, ResidualMlpConfigSchema } from '../models/model-config.ts';
import { DigitGridConfigSchema } from '../tasks/digit-grid-config.ts';
import { TEXT_TASK_SCHEMAS, type TextTaskConfig } from '../tasks/text/text-task-config.ts';
import { ProtocolConfigSchema } from '../training/protocol-config.ts';
import { contentHash } from './content-hash.ts';

const MeasurementsSchema = Type.Object(
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
);

function experimentSchema<Task extends TSchema, Model extends TSchema>(id: string, task: Task, model: Model) {
  const parts = { task, model, protocol: ProtocolConfigSchema, measurements: MeasurementsSchema };
  return Type.Object({ schemaVersion: Type.Literal(1), ...parts }, { $id: id, additionalProperties: false });
}

const GridExperimentSchema = experimentSchema('iml-verify/experiment', DigitGridConfigSchema, ResidualMlpConfigSchema);

type Common = Pick<Static<typeof GridExperimentSchema>, 'schemaVersion' | 'protocol' | 'measurements'>;
export type GridExperiment = Static<typeof GridExperimentSchema>;
export type TextExperiment = Common & {
  readonly task: TextTaskConfig;
  readonly model: Static<typeof DecoderConfigSchema>;
};
export type Experiment = GridExperiment | TextExperiment;

const schemas: readonly (readonly [kind: string, schema: TSchema])[] = [
  ['digit-grid', GridExperimentSchema],
  ...Object.entries(TEXT_TASK_SCHEMAS).map(([kind, schema]) => {
    return [kind, experimentSchema(`iml-verify/experiment/${kind}`, schema, DecoderConfigSchema)] as const;
  }),
];

export const ExperimentSchema = Type.Unsafe<Experiment>(Type.Union(schemas.map(([, schema]) => schema)));

const ajv = new Ajv2020({ allErrors: true });
/** By kind of task, so that a complaint is about the task that was meant. */
const validators = new Map(schemas.map(([kind, schema]) => [kind, ajv.compile(schema)]));

export function isText(experiment: Experiment): experiment is TextExperiment {
  return experiment.task.kind !== 'digit-grid';
}

/** Whether it needs pictures of digits. */
export function showsHandwriting(experiment: Experiment): boolean {
  return !isText(experiment) && experiment.task.rendering.kind === 'handwriting';
}

/** @throws HarnessError `invalid-experiment` that names each field that is wrong */
export function parseExperiment(value: unknown, where: string): Experiment {
  const kind = (value as { task?: { kind?: string } } | null)?.task?.kind ?? '';
  const validate = validators.get(kind);
  if (validate === undefined) {
    throw new HarnessError('invalid-experiment', {
      what: 'This is no experiment configuration: its task is none that is known.',
      where: `${where}: /task/kind`,
      got: JSON.stringify(kind),
      expected: [...validators.keys()].join(', '),
    });
  }
  if (validate(value)) {
    const experiment = value as Experiment;
    refuseContradictions(experiment, where);
    return experiment;
  }
  const complaints = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
  throw new HarnessError('invalid-experiment', {
    what: 'This is no experiment configuration.',
    where,
    got: complaints.slice(0, 5).join('; '),
    next: 'see src/experiments/experiment.ts',
  });
}

/** What a schema of single fields cannot say. */
function refuseContradictions(experiment: Experiment, where: string): void {
  const { protocol } = experiment;
  const { stages, stage0, stage1, stage1Questions, stage2, loss } = protocol;
  const refuse = (what: string, got: string) => {
    throw new HarnessError('invalid-experiment', { what, where: `${where}: protocol`, got });
  };
  if ((stages === 'single') !== (stage2 === null)) {
    refuse(
      'Two or three stages need `stage2`, a single stage has none.',
      `stages "${stages}", stage2 ${stage2 === null ? 'null' : 'given'}`,
    );
  }
  if ((stages === 'three') !== (stage1Questions !== undefined)) {
    refuse('`stage1Questions` belongs to three stages, and to no other number.', `stages "${stages}"`);
  }
  if (isText(experiment)) return;
  const onlyText = { stage0, stage1Questions, loss, dropout: stage1.dropout ?? stage2?.dropout };
  const given = Object.entries(onlyText).filter(([, setting]) => setting !== undefined);
  if (given.length > 0) refuse('The digit grid has no such settings.', given.map(([name]) => name).join(', '));
}

export function experimentHash(experiment: Experiment): string {
  return contentHash(experiment);
}
