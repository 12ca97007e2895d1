// Paths that a configuration names, found: a model folder, a pretrained model, a file of facts. Each becomes the digest of what lies there,
// by which experiments know it, so that a changed byte makes another experiment, wherever the files lie.
import { resolve } from 'node:path';
import type { Static, TSchema } from 'typebox';
import type { Tokenizer } from '../checkpoints/checkpoint.ts';
import { KNOWN_MODELS } from '../checkpoints/known-models.ts';
import { digestOfCheckpoint, openCheckpoint } from '../checkpoints/open-checkpoint.ts';
import { HarnessError } from '../errors/harness-error.ts';
import type { Experiment } from '../experiments/experiment.ts';
import { plainSchema } from '../schemas/json-schema.ts';
import { COUNTRIES_SHA256 } from '../tasks/text/named-entities/knowledge/countries.ts';
import type { Knowledge } from '../tasks/text/named-entities/knowledge/knowledge.ts';
import type { LanguageAssets } from '../tasks/text/named-entities/named-entities.ts';
import { isObject } from './experiment-schemas.ts';
import { loadCountries } from './load-countries.ts';
import { loadFacts, sha256OfFacts } from './load-facts.ts';
import { loadModelFolder } from './load-model-folder.ts';
import { CheckpointSchema, KnowledgeSchema, ModelFolderSchema } from './path-schemas.ts';
import { type Complaint, complaintOf, schemaComplaints } from './schema-complaints.ts';

export interface FoundFiles {
  /** The configuration with digests in place of paths, and without what cannot be used: all else can still be checked. */
  readonly value: unknown;
  /** Paths by digest, as a verification is asked with them. */
  readonly pathsByDigest: Readonly<Record<string, string>>;
  readonly complaints: readonly Complaint[];
  /** What the world of named entities is drawn with; null where something was refused, or the base's model is not here. */
  readonly languageOf: (experiment: Experiment) => LanguageAssets | null;
}

/** @param from folder that relative paths start from */
export async function foundFiles(written: unknown, from: string): Promise<FoundFiles> {
  const { model: ofModel, task } = isObject(written) ? written : {};
  const model = await foundModel(ofModel, from);
  const facts = await foundFacts(isObject(task) ? task.knowledge : undefined, from);
  const complaints = [...model.complaints, ...facts.complaints];
  const withModel = replaced(written, 'model', model.part);
  return {
    value: replaced(withModel, 'task', replaced(task, 'knowledge', facts.part)),
    pathsByDigest: { ...model.paths, ...facts.paths },
    complaints,
    languageOf: ({ model: named }) => {
      if (named.kind !== 'checkpoint' || complaints.length > 0) return null;
      const tokenizer = model.tokenizer ?? tokenizerOfKnown(named.digest);
      return tokenizer === null ? null : { tokenizer, knowledge: facts.knowledge ?? loadCountries() };
    },
  };
}

interface Found {
  /** In place of what was written; undefined where that cannot be used. */
  readonly part: unknown;
  /** By digest. */
  readonly paths?: Readonly<Record<string, string>>;
  readonly tokenizer?: Tokenizer;
  readonly knowledge?: Knowledge;
}
type Asked = Found & { readonly complaints: readonly Complaint[] };

const asItIs = (part: unknown): Asked => ({ part, complaints: [] });
const refused = (...complaints: readonly Complaint[]): Asked => ({ part: undefined, complaints });

function replaced(whole: unknown, name: string, part: unknown): unknown {
  return isObject(whole) && name in whole ? { ...whole, [name]: part } : whole;
}

async function foundModel(model: unknown, from: string): Promise<Asked> {
  if (!isObject(model)) return asItIs(model);
  if ('folder' in model) {
    return await foundAs({ schema: ModelFolderSchema, pointer: '/model', field: 'folder' }, model, (written) =>
      moduleIn(written, from),
    );
  }
  if ('checkpoint' in model) {
    return await foundAs({ schema: CheckpointSchema, pointer: '/model', field: 'checkpoint' }, model, (written) =>
      pretrainedAt(written, from),
    );
  }
  if (model.kind !== 'module' && model.kind !== 'checkpoint') return asItIs(model);
  const field = model.kind === 'module' ? 'folder' : 'checkpoint';
  const expected = `{ "${field}": "./my-model" }, which is loaded from there`;
  return refused({ pointer: '/model/kind', got: `"${model.kind}"`, expected });
}

async function foundFacts(knowledge: unknown, from: string): Promise<Asked> {
  if (!isObject(knowledge)) return asItIs(knowledge);
  return await foundAs({ schema: KnowledgeSchema, pointer: '/task/knowledge', field: 'file' }, knowledge, (written) =>
    factsOf(written, from),
  );
}

async function foundAs<Schema extends TSchema>(
  { schema, pointer, field }: { readonly schema: Schema; readonly pointer: string; readonly field: string },
  written: object,
  find: (written: Static<Schema>) => Found | Promise<Found>,
): Promise<Asked> {
  const ofForm = schemaComplaints(plainSchema(schema), written, pointer);
  if (ofForm.length > 0) return refused(...ofForm);
  try {
    return { ...(await find(written as Static<Schema>)), complaints: [] };
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    const { what, where } = error.parts;
    const complaint = complaintOf(error, `${pointer}/${field}`, 'what can be read, from the folder of this file on');
    return refused(where === undefined ? complaint : { ...complaint, what: `${what.replace(/\.$/, '')}: ${where}` });
  }
}

async function moduleIn({ folder, options = {} }: Static<typeof ModelFolderSchema>, from: string): Promise<Found> {
  const { digest, path } = await loadModelFolder(resolve(from, folder));
  return { part: { kind: 'module', digest, options }, paths: { [digest]: path } };
}

/** Of the weights nothing is read but their digest, and of a known model not even that: whoever trains it takes no other. */
function pretrainedAt({ checkpoint }: Static<typeof CheckpointSchema>, from: string): Found {
  const known = KNOWN_MODELS.find(({ name }) => name === checkpoint);
  const opened = openCheckpoint(known === undefined ? resolve(from, checkpoint) : known.name);
  opened.close();
  const { source, tokenizer } = opened;
  const digest = known?.sha256 ?? digestOfCheckpoint(source);
  return { part: { kind: 'checkpoint', digest }, paths: { [digest]: source }, tokenizer };
}

function factsOf(written: Static<typeof KnowledgeSchema>, from: string): Found {
  if (written.kind === 'countries') return { part: { kind: 'countries', sha256: COUNTRIES_SHA256 } };
  const path = resolve(from, written.file);
  const part = { kind: written.kind, sha256: sha256OfFacts(path) };
  return { part, paths: { [part.sha256]: path }, knowledge: loadFacts(path, part) };
}

/** Null where `npm run model` has not fetched it yet: whoever trains it says so. */
function tokenizerOfKnown(digest: string): Tokenizer | null {
  const known = KNOWN_MODELS.find(({ sha256 }) => sha256 === digest);
  if (known === undefined) return null;
  try {
    const opened = openCheckpoint(known.name);
    opened.close();
    return opened.tokenizer;
  } catch (error) {
    if (error instanceof HarnessError && error.code === 'not-readable') return null;
    throw error;
  }
}
