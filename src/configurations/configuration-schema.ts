// The configuration file of `iml verify`, and iml.config with the defaults of a project: what a person writes, their JSON Schemas for
// editors, and their types. Parts of an experiment may be whole or only what differs from the base experiment that the file extends.
import { type Static, Type } from 'typebox';
import type { SizeSetting } from '../claims/arms/apply-change.ts';
import { TASK_NAMES, type TaskName } from '../claims/arms/arm.ts';
import { PROFILE_NAMES } from '../claims/claim.ts';
import type { Experiment } from '../experiments/experiment.ts';
import { type JsonSchema, plainSchema } from '../schemas/json-schema.ts';
import { BACKEND_NAMES } from '../tensors/backend-name.ts';
import { EXPERIMENT_PARTS, type ExperimentPart, formsOf, type JsonObject } from './experiment-schemas.ts';
import { fieldDescription } from './field-descriptions.ts';
import { CheckpointSchema, KnowledgeSchema, ModelFolderSchema } from './path-schemas.ts';

function changeSchema(schema: JsonSchema, path: readonly string[]): JsonSchema {
  const description = fieldDescription(path);
  const words = description === null ? {} : { description };
  const { anyOf, properties, required = [], ...rest } = schema;
  if (anyOf !== undefined) {
    const branches = anyOf.map(({ description: _, ...branch }) => changeSchema(branch, path));
    return { ...rest, ...words, anyOf: branches.map(({ description: _, ...branch }) => branch) };
  }
  if (properties === undefined) return { ...rest, ...words };
  const changed = Object.entries(properties).map(([name, one]): [string, JsonSchema] => {
    const change = changeSchema(one, [...path, name]);
    return [name, required.includes(name) ? change : orNull(change)];
  });
  return { ...rest, ...words, properties: Object.fromEntries(changed) };
}

function orNull({ description, anyOf, ...schema }: JsonSchema): JsonSchema {
  const words = description === undefined ? {} : { description };
  return { ...words, anyOf: [...(anyOf ?? [schema]), { type: 'null' }] };
}

const closed = { additionalProperties: false } as const;

export const NAME_PATTERN = '^[A-Za-z0-9][A-Za-z0-9._-]*$';
const Level = Type.Integer({ minimum: 1, maximum: 10_000_000 });
const Sizes = Type.Array(Level, { minItems: 2, maxItems: 12, uniqueItems: true });
const Claims = Type.Array(Type.String(), { minItems: 1, uniqueItems: true });

function part(name: ExperimentPart) {
  const { description, ...schema } = changeSchema({ anyOf: formsOf(name).map(withPaths) }, [name]);
  const own = name === 'model' ? [ModelFolderSchema, CheckpointSchema].map(plainSchema) : [];
  const anyOf = [...(schema.anyOf ?? []), ...own];
  const [only, ...others] = anyOf;
  const whole = others.length === 0 && only !== undefined ? only : { anyOf };
  return Type.Optional(Type.Unsafe<JsonObject>({ description, ...whole }));
}

/** As a person writes it: where facts lie, in place of their digest. */
function withPaths({ properties, ...form }: JsonSchema): JsonSchema {
  if (properties?.knowledge === undefined) return { ...form, ...(properties && { properties }) };
  return { ...form, properties: { ...properties, knowledge: plainSchema(KnowledgeSchema) } };
}

const parts = Object.fromEntries(EXPERIMENT_PARTS.map((name) => [name, part(name)])) as Record<
  ExperimentPart,
  ReturnType<typeof part>
>;

const DefaultsSchema = Type.Object(
  {
    profile: Type.Optional(
      Type.Enum([...PROFILE_NAMES], {
        description: 'quick, standard (default: all claims that apply), full or pretrained.',
      }),
    ),
    seeds: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100_000, description: 'Seeds a claim, at most. Left out: as declared.' }),
    ),
    backend: Type.Optional(Type.Enum([...BACKEND_NAMES], { description: 'Left out: the best that works here.' })),
    processes: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1024, description: 'Worker processes. Left out: one a core.' }),
    ),
  },
  { ...closed, description: 'Used where the command line says nothing.' },
);

export const ConfigurationFileSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String({ description: 'Where the schema is, for editors.' })),
    name: Type.Optional(
      Type.String({
        pattern: NAME_PATTERN,
        maxLength: 64,
        description: 'Names reports and their folder. Left out: the name of the file.',
      }),
    ),
    description: Type.Optional(Type.String({ description: 'What this configuration is, for people.' })),
    extends: Type.Optional(
      Type.Enum([...TASK_NAMES], {
        description:
          "The registry's base experiment of this task, of which the parts below say only what differs. Left out: all four parts must be whole.",
      }),
    ),
    ...parts,
    sizes: Type.Optional(
      Type.Object(
        {
          'model.width': Type.Optional(Type.Unsafe<number[]>({ ...Sizes, description: 'Widths, in any order.' })),
          'model.layers': Type.Optional(Type.Unsafe<number[]>({ ...Sizes, description: 'Numbers of blocks.' })),
        },
        {
          ...closed,
          minProperties: 1,
          maxProperties: 1,
          description:
            'The models that claims about size compare. Left out: widths around that of `model`, a sixteenth (in text a quarter) of it and up.',
        },
      ),
    ),
    batches: Type.Optional(
      Type.Array(Type.Union([Level, Type.Literal('full')]), {
        minItems: 2,
        maxItems: 12,
        uniqueItems: true,
        description:
          'The Stage-1 batches that claims about batch size compare. Left out: a quarter of the batch, four times it, full.',
      }),
    ),
    claims: Type.Optional(
      Type.Object(
        {
          include: Type.Optional(Type.Unsafe<string[]>({ ...Claims, description: 'Only these claims (`iml list`).' })),
          exclude: Type.Optional(Type.Unsafe<string[]>({ ...Claims, description: 'All claims but these.' })),
        },
        { ...closed, description: 'Which claims are asked. Left out: all that apply.' },
      ),
    ),
    defaults: Type.Optional(DefaultsSchema),
  },
  {
    ...closed,
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://iml-verify.invalid/schemas/configuration.schema.json',
    title: 'iml-verify configuration',
    description: 'A model configuration of your own, of which `iml verify` says which claims hold.',
  },
);

export type ConfigurationFile = Static<typeof ConfigurationFileSchema>;
export type ConfigurationDefaults = Static<typeof DefaultsSchema>;

/** As it is meant: the file with what it extends filled in, checked in every way that is possible before training. */
export interface Configuration {
  /** Names reports and their folder. */
  readonly name: string;
  readonly description: string | null;
  /** As it was named by whoever asked; verdicts are replayed with it. */
  readonly file: string;
  /** The iml.config that it stands in; null for a file of its own. */
  readonly project: string | null;
  /** Where a model of one's own, pretrained or not, and facts lie, by the digests that the experiment names. */
  readonly pathsByDigest: Readonly<Record<string, string>>;
  readonly extends: TaskName | null;
  /** Around which the arms of every claim are derived. */
  readonly experiment: Experiment;
  /** What claims about size compare; null for a ladder around the model. */
  readonly sizes: { readonly setting: SizeSetting; readonly levels: readonly number[] } | null;
  /** What claims about batch size compare; null for a ladder around Stage 1's. */
  readonly batches: readonly (number | 'full')[] | null;
  /** Null: all. */
  readonly include: readonly string[] | null;
  readonly exclude: readonly string[];
  readonly defaults: ConfigurationDefaults;
}

const path = (description: string) => Type.Optional(Type.String({ minLength: 1, description }));

export const ProjectSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String({ description: 'Where the schema is, for editors.' })),
    ...DefaultsSchema.properties,
    firstSeed: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'Left out: 28000, the pool for confirming.' }),
    ),
    images: path("Folder with MNIST's four files, relative to the current folder."),
    ledger: path('Where runs are kept; left out: .iml/ledger.'),
    reports: path('Where reports are written; left out: reports.'),
    configurations: Type.Optional(
      Type.Array(
        // What an object says is checked as a configuration file is.
        Type.Union([Type.String({ minLength: 1 }), Type.Unsafe<ConfigurationFile>({ type: 'object' })]),
        { description: 'Files (relative to this one) or configurations written out, in the order of reports.' },
      ),
    ),
  },
  {
    additionalProperties: false,
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://iml-verify.invalid/schemas/project.schema.json',
    title: 'iml-verify project',
    description: 'iml.config.json: defaults of `iml verify`, and what it verifies where no file is named.',
  },
);

export type ProjectConfig = Static<typeof ProjectSchema>;
