// From the text of a configuration to what it means; whatever is wrong with it is told at once, each with its line and column.
import { basename } from 'node:path';
import { type SizeSetting, withBatches, withSize } from '../claims/arms/apply-change.ts';
import { TASK_NAMES } from '../claims/arms/arm.ts';
import type { TaskName } from '../claims/claim.ts';
import { CLAIMS } from '../claims/registry/registry.ts';
import { HarnessError } from '../errors/harness-error.ts';
import type { Experiment } from '../experiments/experiment.ts';
import { inWords } from '../schemas/complaints.ts';
import { type JsonSchema, plainSchema } from '../schemas/json-schema.ts';
import { nearestName, withSuggestion } from '../schemas/nearest-name.ts';
import type { Configuration } from './configuration-schema.ts';
import { type ConfigurationFile, ConfigurationFileSchema, NAME_PATTERN } from './configuration-schema.ts';
import { contradictionsIn } from './contradictions.ts';
import { EXPERIMENT_PARTS, isObject, type JsonObject } from './experiment-schemas.ts';
import { foundFiles } from './found-files.ts';
import { type JsonText, JsonTextError, parseJsonText } from './json-text.ts';
import { type Complaint, configurationError, schemaComplaints } from './schema-complaints.ts';
import { wholeExperiment } from './whole-experiment.ts';

export interface ConfigurationSource {
  readonly file: string;
  /** What paths in it start from; left out: the current folder. */
  readonly folder?: string;
  /** SHA-256 of the pictures that handwriting uses. */
  readonly imagesDigest: string;
}

/** @throws HarnessError `invalid-configuration` */
export async function readConfiguration(text: string, source: ConfigurationSource): Promise<Configuration> {
  const json = parse(text, source.file);
  return await configurationOf(json.value, { ...source, placeOf: json.placeOf, repeated: json.repeated });
}

/** The same for a value that was never text. @throws HarnessError `invalid-configuration` */
export async function configurationOf(
  written: unknown,
  { file, folder = '.', imagesDigest, placeOf, repeated }: ConfigurationSource & Omit<JsonText, 'value'>,
): Promise<Configuration> {
  const { value, pathsByDigest, languageOf, complaints: ofFiles } = await foundFiles(written, folder);
  const twice = repeated.map((pointer): Complaint => ({ pointer, expected: 'the field once: it stands twice' }));
  if (!isObject(value)) {
    const complaint = { pointer: '', got: inWords(value), expected: 'an object in braces' };
    throw configurationError([complaint], { file, placeOf });
  }
  const base = TASK_NAMES.find((name) => name === value.extends) ?? null;
  // A misspelt one is a complaint of its own; the rest is held against the one that was probably meant, so that all is told at once.
  const meantBase = base ?? (typeof value.extends === 'string' ? nearestName(value.extends, TASK_NAMES) : null);
  const outside = outerComplaints(value);
  const whole = wholeExperiment(value, { base: meantBase as TaskName | null, imagesDigest, languageOf });
  // Without its base an experiment lacks everything, which says nothing; so it lacks what has a complaint of its own.
  const isSaid = ({ pointer }: Complaint) => ofFiles.some((one) => one.pointer.startsWith(`${pointer}/`));
  const inside =
    meantBase === null && value.extends !== undefined ? [] : whole.complaints.filter((one) => !isSaid(one));
  const meant = value as ConfigurationFile;
  const faulty = (field: string) => outside.some(({ pointer }) => `${pointer}/`.startsWith(`/${field}/`));
  const asked = faulty('claims') ? [] : claimComplaints(meant);
  // A ladder over an experiment that contradicts itself would only repeat that, a level each.
  const isSound = whole.experiment !== null && inside.length === 0 && !faulty('sizes') && !faulty('batches');
  const ladders = isSound && whole.experiment !== null ? ladderComplaints(meant, whole.experiment) : [];
  const complaints = [...twice, ...ofFiles, ...outside, ...inside, ...asked, ...ladders];
  if (complaints.length > 0 || whole.experiment === null) throw configurationError(complaints, { file, placeOf });
  return {
    name: meant.name ?? nameOf(file),
    description: meant.description ?? null,
    file,
    project: null,
    pathsByDigest,
    extends: base as TaskName | null,
    experiment: whole.experiment,
    sizes: sizesOf(meant),
    batches: meant.batches ?? null,
    include: meant.claims?.include ?? null,
    exclude: meant.claims?.exclude ?? [],
    defaults: meant.defaults ?? {},
  };
}

const { properties = {}, ...schema } = plainSchema(ConfigurationFileSchema);
/** All but the parts of the experiment, which are checked as a whole. */
const OUTER: JsonSchema = {
  ...schema,
  properties: {
    ...properties,
    ...Object.fromEntries(EXPERIMENT_PARTS.map((part) => [part, { description: properties[part]?.description ?? '' }])),
  },
};

function outerComplaints(value: JsonObject): Complaint[] {
  return schemaComplaints(OUTER, value).map((complaint) => {
    const [, field = '', ...deeper] = complaint.pointer.split('/');
    const home = deeper.length > 0 || field in properties ? null : homeOf(field);
    return home === null ? complaint : { ...complaint, expected: `no field "${field}" here: it belongs into ${home}` };
  });
}

/** A field that was written outside its part: the most frequent slip where files say only what differs. */
function homeOf(field: string): string | null {
  for (const part of EXPERIMENT_PARTS) {
    const forms = properties[part]?.anyOf ?? [properties[part] ?? {}];
    if (forms.some((form) => form.properties !== undefined && field in form.properties)) return `"${part}"`;
  }
  const near = nearestName(field, Object.keys(properties));
  return near === null && field in (properties.claims?.properties ?? {}) ? '"claims"' : null;
}

function sizesOf({ sizes }: ConfigurationFile): Configuration['sizes'] {
  const [entry] = Object.entries(sizes ?? {});
  if (entry === undefined) return null;
  const [name, levels] = entry;
  return { setting: name.replace('model.', '') as SizeSetting, levels: levels ?? [] };
}

/** `my-model.json` is `my-model`. */
function nameOf(file: string): string {
  const name = basename(file)
    .replace(/\.(?:iml\.)?json$/i, '')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 64);
  return new RegExp(NAME_PATTERN).test(name) ? name : 'configuration';
}

function parse(text: string, file: string): JsonText {
  try {
    return parseJsonText(text);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    const { line, column } = error.place;
    throw new HarnessError('invalid-configuration', {
      what: 'This configuration is no JSON.',
      where: `${file}:${line}:${column}`,
      got: error.message,
      next: 'JSON has no comments, and no comma after the last field',
    });
  }
}

/** Each level must make an experiment that can be run. */
function ladderComplaints({ sizes, batches }: ConfigurationFile, experiment: Experiment): Complaint[] {
  if (experiment.model.kind === 'checkpoint' && sizes !== undefined) {
    return [{ pointer: '/sizes', expected: 'nothing: a pretrained model has the size that it has' }];
  }
  const bySize = Object.entries(sizes ?? {}).flatMap(([name, levels]) =>
    (levels ?? []).flatMap((level, index) =>
      aboutLevel(`/sizes/${name}/${index}`, level, withSize(experiment, name.split('.')[1] as SizeSetting, level)),
    ),
  );
  const byBatch = (batches ?? []).flatMap((batch, index) =>
    aboutLevel(`/batches/${index}`, batch, withBatches(experiment, batch, ['stage1'])),
  );
  return [...bySize, ...byBatch];
}

function aboutLevel(pointer: string, level: number | 'full', experiment: Experiment): Complaint[] {
  return contradictionsIn(experiment).map((complaint) => ({
    ...complaint,
    pointer,
    got: `${level}${because(complaint)}`,
  }));
}

const because = ({ got }: Complaint) => (got === undefined ? '' : ` (${got})`);

function claimComplaints({ claims }: ConfigurationFile): Complaint[] {
  const known = CLAIMS.map(({ id }) => id);
  return (['include', 'exclude'] as const).flatMap((list) =>
    (claims?.[list] ?? []).flatMap((id, index) => {
      if (known.includes(id)) return [];
      const expected = withSuggestion(`one of the ${known.length} claims that \`iml list\` shows`, id, known);
      return [{ pointer: `/claims/${list}/${index}`, got: JSON.stringify(id), expected }];
    }),
  );
}
