// An experiment is a JSON document: task, model, protocol, measurements. Its content hash is its identity in the ledger.

import { type Static, type TSchema, Type } from 'typebox';
import { HarnessError } from '../errors/harness-error.ts';
import {
  CheckpointModelConfigSchema,
  DecoderConfigSchema,
  type ModuleModelConfig,
  ModuleModelConfigSchema,
  ResidualMlpConfigSchema,
} from '../models/model-config.ts';
import { checked } from '../schemas/checked.ts';
import { inOneLine } from '../schemas/complaints.ts';
import { closed, orNull } from '../schemas/parts.ts';
import type { DigitGridConfig } from '../tasks/grid/digit-grid.ts';
import { type SyntheticTextConfig, TASKS } from '../tasks/index.ts';
import type { NamedEntitiesConfig } from '../tasks/text/named-entities/named-entities-config.ts';
import { type ProtocolConfig, ProtocolConfigSchema } from '../training/protocol-config.ts';
import { contentHash } from './content-hash.ts';

const MeasurementsSchema = closed({
  /** Ask definitions by the tags, too (retrieval matrix). */
  retrieval: Type.Boolean(),
  /** Have the alias alone, without tag or question, completed with its entity; alias-entity only. Left out: no. */
  bareAlias: Type.Optional(Type.Boolean()),
  probes: orNull(
    closed({
      lambda: Type.Number({ exclusiveMinimum: 0 }),
      permutations: Type.Integer({ minimum: 1, maximum: 1000 }),
    }),
  ),
  gradientAlignment: orNull(
    closed({
      variables: Type.Integer({ minimum: 2, maximum: 10_000 }),
      /** The same before Stage 1, so that what Stage 1 changes can be told. */
      beforeTraining: Type.Optional(Type.Literal(true)),
    }),
  ),
  /** Ask Stage-1 groups apart by consistency, where a tag has definitions of both sorts. */
  byConsistency: Type.Optional(Type.Literal(true)),
});

function experimentSchema<Task extends TSchema, Model extends TSchema>(id: string, task: Task, model: Model) {
  const parts = { task, model, protocol: ProtocolConfigSchema, measurements: MeasurementsSchema };
  return Type.Object({ schemaVersion: Type.Literal(1), ...parts }, { $id: id, additionalProperties: false });
}

interface Common {
  readonly schemaVersion: 1;
  readonly protocol: ProtocolConfig;
  readonly measurements: Static<typeof MeasurementsSchema>;
}

/** One of the two tasks, on the harness's own model for it or on a user's. */
export type GridExperiment<Model = Static<typeof ResidualMlpConfigSchema>> = Common & {
  readonly task: DigitGridConfig;
  readonly model: Model;
};
export type TextExperiment<Model = Static<typeof DecoderConfigSchema>> = Common & {
  readonly task: SyntheticTextConfig;
  readonly model: Model;
};
/** Names and facts are real, and so the model has to be one that was pretrained. */
export type NamedExperiment = Common & {
  readonly task: NamedEntitiesConfig;
  readonly model: Static<typeof CheckpointModelConfigSchema>;
};
export type AnyGridExperiment = GridExperiment | GridExperiment<ModuleModelConfig>;
export type AnyTextExperiment = TextExperiment | TextExperiment<ModuleModelConfig> | NamedExperiment;
export type Experiment = AnyGridExperiment | AnyTextExperiment;
export type ModuleExperiment = GridExperiment<ModuleModelConfig> | TextExperiment<ModuleModelConfig>;

const OWN_MODELS = { grid: ResidualMlpConfigSchema, text: DecoderConfigSchema };
const tasks = Object.entries(TASKS);
/** By kind of task, and whether the model is the harness's own or the user's. */
const schemas: readonly (readonly [kind: string, schema: TSchema])[] = [
  ...tasks.map(([kind, { schema, form }]) => {
    // The first task is as old as the schema's name.
    const id = form === 'grid' ? 'iml-verify/experiment' : `iml-verify/experiment/${kind}`;
    const model = kind === 'named-entities' ? CheckpointModelConfigSchema : OWN_MODELS[form];
    return [kind, experimentSchema(id, schema, model)] as const;
  }),
  ...tasks
    .filter(([kind]) => kind !== 'named-entities')
    .map(([kind, { schema }]) => {
      const id = `iml-verify/experiment/${kind}/module`;
      return [`${kind}/module`, experimentSchema(id, schema, ModuleModelConfigSchema)] as const;
    }),
];

export const ExperimentSchema = Type.Unsafe<Experiment>(Type.Union(schemas.map(([, schema]) => schema)));

/** One for each, so that a complaint is about the task and the model that were meant. */
const validators = new Map(schemas.map(([kind, schema]) => [kind, checked(schema)]));

export function isText(experiment: Experiment): experiment is AnyTextExperiment {
  return TASKS[experiment.task.kind].form === 'text';
}

/** Whether its model is one of a user's folder. */
export function isModule(experiment: Experiment): experiment is ModuleExperiment {
  return experiment.model.kind === 'module';
}

/** Whether it needs pictures of digits. */
export function showsHandwriting(experiment: Experiment): boolean {
  return !isText(experiment) && experiment.task.rendering.kind === 'handwriting';
}

/** @throws HarnessError `invalid-experiment` that names each field that is wrong */
export function parseExperiment(value: unknown, where: string): Experiment {
  const given = value as { task?: { kind?: string }; model?: { kind?: string } } | null;
  const kind = given?.task?.kind ?? '';
  const validate = validators.get(given?.model?.kind === 'module' ? `${kind}/module` : kind);
  if (validate === undefined) {
    throw new HarnessError('invalid-experiment', {
      what: 'This is no experiment configuration: its task is none that is known.',
      where: `${where}: /task/kind`,
      got: JSON.stringify(kind),
      expected: Object.keys(TASKS).join(', '),
    });
  }
  if (validate(value)) {
    const experiment = value as Experiment;
    refuseContradictions(experiment, where);
    return experiment;
  }
  const complaints = validate.complaints(value).map((complaint) => inOneLine([complaint]));
  throw new HarnessError('invalid-experiment', {
    what: 'This is no experiment configuration.',
    where,
    got: complaints.slice(0, 5).join('; '),
    next: 'see src/experiments/experiment.ts',
  });
}

/** What a schema of single fields cannot say. */
function refuseContradictions(experiment: Experiment, where: string): void {
  const { task, protocol, measurements } = experiment;
  const { stages, stage0, stage1, stage1Questions, stage2, loss } = protocol;
  const refuse = (what: string, got: string, part = 'protocol') => {
    throw new HarnessError('invalid-experiment', { what, where: `${where}: ${part}`, got });
  };
  if (protocol.stage2Deals !== undefined && (task.kind !== 'named-entities' || stage2 === null)) {
    refuse('Only named entities are dealt anew, and only where there is a Stage 2.', '`stage2Deals`');
  }
  if (measurements.bareAlias === true && task.kind !== 'alias-entity') {
    refuse('Only aliases of alias-entity have an entity to be completed with.', '`bareAlias` true', 'measurements');
  }
  if ((stages === 'single') !== (stage2 === null)) {
    refuse(
      'Two or three stages need `stage2`, a single stage has none.',
      `stages "${stages}", stage2 ${stage2 === null ? 'null' : 'given'}`,
    );
  }
  if ((stages === 'three') !== (stage1Questions !== undefined)) {
    refuse('`stage1Questions` belongs to three stages, and to no other number.', `stages "${stages}"`);
  }
  const dropout = [stage0, stage1, stage1Questions, stage2].some((stage) => stage?.dropout !== undefined);
  if (isModule(experiment) && dropout) {
    refuse("A user's model drops nothing: dropout is the decoder's.", 'a stage with `dropout`');
  }
  if (isText(experiment)) return;
  const onlyText = { stage0, stage1Questions, loss, dropout: stage1.dropout ?? stage2?.dropout };
  const given = Object.entries(onlyText).filter(([, setting]) => setting !== undefined);
  if (given.length > 0) refuse('The digit grid has no such settings.', given.map(([name]) => name).join(', '));
}

export function experimentHash(experiment: Experiment): string {
  return contentHash(experiment);
}
