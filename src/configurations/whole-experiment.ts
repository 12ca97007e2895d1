// From what a file says of an experiment to the whole of it: merged over the base that it extends, then checked field by field. The
// merged document is what is checked, since a base is without fault: what is wrong was written in the file.
import { baseExperiment } from '../claims/arms/experiments-of.ts';
import type { TaskName } from '../claims/claim.ts';
import type { Experiment } from '../experiments/experiment.ts';
import { inWords } from '../schemas/complaints.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';
import { withSuggestion } from '../schemas/nearest-name.ts';
import type { LanguageAssets } from '../tasks/text/named-entities/named-entities.ts';
import { contradictionsIn } from './contradictions.ts';
import { EXPERIMENT_PARTS, experimentSchemaOf, isObject, type JsonObject, TASK_KINDS } from './experiment-schemas.ts';
import { type Complaint, meantSchema, schemaComplaints } from './schema-complaints.ts';

export interface WholeExperiment {
  /** Of a file with complaints, what is left without the faulty fields, if that is an experiment at all. */
  readonly experiment: Experiment | null;
  readonly complaints: readonly Complaint[];
}

interface Beside {
  readonly base: TaskName | null;
  readonly imagesDigest: string;
  /** What worlds of named entities are drawn with; null, or left out: they are not drawn. */
  readonly languageOf?: (experiment: Experiment) => LanguageAssets | null;
}

export function wholeExperiment(
  file: JsonObject,
  { base, imagesDigest, languageOf = () => null }: Beside,
): WholeExperiment {
  const given = Object.fromEntries(EXPERIMENT_PARTS.flatMap((part) => (part in file ? [[part, file[part]]] : [])));
  const before = base === null ? {} : partsOf(baseExperiment(base, imagesDigest));
  const merged = mergeChanges(before, askingForAll(given, before)) as JsonObject;
  const kind = isObject(merged.task) ? merged.task.kind : undefined;
  const astray = modelsOfOthers(kind, merged.model);
  if (astray.length > 0) return { experiment: null, complaints: astray };
  const schema = typeof kind === 'string' ? experimentSchemaOf(kind, isModule(merged)) : null;
  if (schema === null) return { experiment: null, complaints: unknownTask(merged, kind) };
  const whole = withoutNulls(schema, { ...withPictures(merged, imagesDigest), schemaVersion: 1 }) as JsonObject;
  const complaints = schemaComplaints(schema, whole);
  const faulty = complaints.map(({ pointer }) => pointer);
  const sound = complaints.length === 0 ? whole : withoutFaults(whole, before, faulty);
  if (complaints.length > 0 && schemaComplaints(schema, sound).length > 0) return { experiment: null, complaints };
  const experiment = sound as unknown as Experiment;
  return { experiment, complaints: [...complaints, ...contradictionsIn(experiment, languageOf(experiment))] };
}

/**
 * What a configuration changes of the experiment that it extends: object into object, everything else replaces what was there.
 * An object of another `kind` replaces the one before: its settings mean nothing there.
 */
function mergeChanges(base: unknown, change: unknown): unknown {
  if (change === undefined) return base;
  if (!isObject(base) || !isObject(change)) return change;
  if ('kind' in change && change.kind !== base.kind) return change;
  const names = [...new Set([...Object.keys(base), ...Object.keys(change)])];
  return Object.fromEntries(names.map((name) => [name, mergeChanges(base[name], change[name])]));
}

/** The base names attributes of its own facts: others are asked for all of theirs, unless the file says which. */
function askingForAll(given: JsonObject, before: JsonObject): JsonObject {
  const knowledgeOf = ({ task }: JsonObject) =>
    isObject(task) && isObject(task.knowledge) ? task.knowledge.kind : null;
  const isOther = knowledgeOf(given) !== null && knowledgeOf(given) !== knowledgeOf(before);
  return isOther && isObject(given.task) ? { ...given, task: { attributes: null, ...given.task } } : given;
}

/** Named entities need a model that was pretrained, and no other task has a use for one. */
function modelsOfOthers(kind: unknown, model: unknown): Complaint[] {
  if (!isObject(model)) return [];
  const isNamed = kind === 'named-entities';
  if (isNamed && model.kind === 'module') {
    const expected = '"checkpoint": only a pretrained model knows named entities';
    return [{ pointer: '/model/folder', got: 'a model that starts from nothing', expected }];
  }
  if (isNamed || model.kind !== 'checkpoint' || !TASK_KINDS.some((one) => one === kind)) return [];
  const expected = `a model for the task "${kind}": pretrained ones are for "named-entities"`;
  return [{ pointer: '/model/checkpoint', got: 'a pretrained model', expected }];
}

function isModule({ model }: JsonObject): boolean {
  return isObject(model) && model.kind === 'module';
}

function partsOf({ task, model, protocol, measurements }: Experiment): JsonObject {
  return { task, model, protocol, measurements };
}

/** The pictures are what --images or the package says, so a file need not name them. */
function withPictures(merged: JsonObject, imagesDigest: string): JsonObject {
  const { task } = merged;
  if (!isObject(task) || !isObject(task.rendering) || task.rendering.kind !== 'handwriting') return merged;
  return { ...merged, task: { ...task, rendering: { imagesDigest, ...task.rendering } } };
}

/** `null` takes a setting away that may be left out, as a merge alone could not. */
function withoutNulls(schema: JsonSchema, value: unknown): unknown {
  const { properties, required = [] } = meantSchema(schema, value);
  if (properties === undefined || !isObject(value)) return value;
  const kept = Object.entries(value).filter(([name, one]) => {
    return one !== null || required.includes(name) || properties[name] === undefined;
  });
  return Object.fromEntries(
    kept.map(([name, one]) => [name, properties[name] === undefined ? one : withoutNulls(properties[name], one)]),
  );
}

function unknownTask({ task }: JsonObject, kind: unknown): Complaint[] {
  if (task === undefined) {
    const expected = 'a task, or "extends" with the base experiment that it is taken from';
    return [{ pointer: '/task', got: 'nothing: the field is missing', expected }];
  }
  if (!isObject(task)) return [{ pointer: '/task', got: inWords(task), expected: 'an object in braces' }];
  const kinds = `one of ${TASK_KINDS.map((one) => JSON.stringify(one)).join(', ')}`;
  const got = kind === undefined ? 'nothing: the field is missing' : inWords(kind);
  return [{ pointer: '/task/kind', got, expected: withSuggestion(kinds, String(kind ?? ''), TASK_KINDS) }];
}

/**
 * The document with each faulty field put back to what the base has there: what is left can be asked for contradictions, so that a
 * person learns of these and of misspelt fields at once.
 * @param pointers of the faulty fields. A faulty `kind` takes its whole object with it.
 */
function withoutFaults(document: JsonObject, base: JsonObject, pointers: readonly string[]): JsonObject {
  return pointers
    .map((pointer) =>
      pointer
        .replace(/\/kind$/, '')
        .split('/')
        .slice(1),
    )
    .reduce((repaired, path) => restored(repaired, base, path), document);
}

function restored(document: JsonObject, base: unknown, [name, ...rest]: readonly string[]): JsonObject {
  if (name === undefined) return document;
  const before = isObject(base) ? base[name] : undefined;
  const now = document[name];
  if (rest.length > 0 && isObject(now)) return { ...document, [name]: restored(now, before, rest) };
  const { [name]: _, ...others } = document;
  return before === undefined ? others : { ...others, [name]: before };
}
