// `iml schema`: prints one of the JSON Schemas that the package publishes (schemas/*.schema.json), or their names: the same that every file
// passes when it is read or written.
import { TASK_NAMES } from '../../claims/arms/arm.ts';
import { ConfigurationFileSchema, ProjectSchema } from '../../configurations/configuration-schema.ts';
import { exampleConfiguration } from '../../configurations/example-configuration.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import { ReportSchema } from '../../execution/campaign/report-document.ts';
import { flag, one, oneOf, text } from '../../execution/inputs/option.ts';
import { ExperimentSchema } from '../../experiments/experiment.ts';
import { RunRecordSchema } from '../../experiments/run-record.ts';
import { ManifestSchema } from '../../goldens/manifest.ts';
import { PoolHeaderSchema } from '../../goldens/pool-schema.ts';
import { CohortFileSchema } from '../../ledger/cohort-file.ts';
import { NightRecordSchema } from '../../nightly/night-record.ts';
import { renderJson } from '../../report/printable-text.ts';
import { TransferSchema } from '../../report/transfer-document.ts';
import { withDefinitions } from '../../schemas/json-schema.ts';
import { withSuggestion } from '../../schemas/nearest-name.ts';
import { defineCommand } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { ModelDocumentSchema } from '../model-document.ts';
import { inLines, textColumns } from '../terminal/text-columns.ts';

export const command = defineCommand({
  options: {
    name: one('[name]', 'which; default: configuration', text),
    list: flag('--list', 'the names there are'),
    example: one(
      '--example <task>',
      'a whole configuration in its place: the base of that task, written out',
      oneOf(TASK_NAMES),
    ),
  },
  run({ name, list, example }, { terminal: { stdout } }) {
    if (example !== null) {
      stdout.write(renderJson(exampleConfiguration(example)));
      return EXIT_CODES.success;
    }
    const names = Object.keys(PUBLISHED_SCHEMAS);
    if (list) {
      const rows = Object.entries(PUBLISHED_SCHEMAS).map(([known, { about }]) => [known, about]);
      stdout.write(inLines(textColumns(rows)));
      return EXIT_CODES.success;
    }
    const wanted = name ?? 'configuration';
    const published = PUBLISHED_SCHEMAS[wanted];
    if (published === undefined) {
      throw new HarnessError('invalid-option', {
        what: `There is no schema named ${JSON.stringify(wanted)}.`,
        expected: withSuggestion(`one of ${names.join(', ')}`, wanted, names),
        next: '`iml schema --list` says what each is about',
      });
    }
    stdout.write(schemaText(wanted, published));
    return EXIT_CODES.success;
  },
});

interface PublishedSchema {
  readonly about: string;
  readonly schema: object;
}

export const PUBLISHED_SCHEMAS: Readonly<Record<string, PublishedSchema>> = {
  configuration: { about: 'a configuration, which `iml verify FILE` takes', schema: ConfigurationFileSchema },
  project: { about: 'iml.config.json, the defaults of `iml verify`', schema: ProjectSchema },
  experiment: { about: 'one experiment in full: task, model, protocol, measurements', schema: ExperimentSchema },
  'run-record': { about: 'one run: roles, training facts, measured numbers, curves', schema: RunRecordSchema },
  'ledger-file': { about: 'a file of the ledger: the runs of one cohort', schema: CohortFileSchema },
  golden: { about: 'manifest.json of a set of goldens', schema: ManifestSchema },
  'golden-pool': { about: 'the first line of a golden pool; each line after it is a run', schema: PoolHeaderSchema },
  night: { about: 'the record of one night', schema: NightRecordSchema },
  report: { about: 'report.json of `iml run` and `iml verify`', schema: ReportSchema },
  model: { about: 'what `iml model show --json` prints', schema: ModelDocumentSchema },
  transfer: { about: 'transfer.json of `iml verify` with several configurations', schema: TransferSchema },
};

/** The text of schemas/NAME.schema.json. */
export function schemaText(name: string, { schema, about }: PublishedSchema): string {
  const words = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `https://iml-verify.invalid/schemas/${name}.schema.json`,
    title: `iml-verify ${name}`,
    description: `A JSON Schema of ${about}.`,
  };
  return renderJson({ ...words, ...withDefinitions(schema), $id: words.$id });
}
