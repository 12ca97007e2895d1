// iml.config: the defaults of a project, and its configurations, as files or written out.
import { type Static, Type } from 'typebox';
import { type ConfigurationFile, DefaultsSchema } from './configuration-schema.ts';

const path = (description: string) => Type.Optional(Type.String({ minLength: 1, description }));

export const ProjectSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String({ description: 'Where the schema is, for editors.' })),
    ...DefaultsSchema.properties,
    firstSeed: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'Left out: 20000, the pool for confirming.' }),
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
