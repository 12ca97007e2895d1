// `"model": { "folder": ..., "options": ... }` of a configuration: the folder is loaded, and the experiment names it by the digest of its
// files, so that where it lies is no part of what is verified.
import { resolve } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import type { Complaint } from './complaint.ts';
import { loadModelFolder } from './load-model-folder.ts';
import { isObject, type JsonObject } from './merge-changes.ts';

export interface ModelOfFolder {
  /** The configuration as it was, but for its model. */
  readonly value: unknown;
  /** Paths by digest, as a verification is asked with them. */
  readonly modelFolders: Readonly<Record<string, string>>;
  readonly complaints: readonly Complaint[];
}

/** @param from folder that relative paths start from */
export async function modelOfFolder(value: unknown, from: string): Promise<ModelOfFolder> {
  const model = isObject(value) ? value.model : undefined;
  if (!isObject(value) || !isObject(model)) return { value, modelFolders: {}, complaints: [] };
  if (model.kind === 'module') {
    const complaint = {
      pointer: '/model/kind',
      got: '"module"',
      expected: '{ "folder": "./my-model" }, which is loaded from there',
    };
    return { value: without(value), modelFolders: {}, complaints: [complaint] };
  }
  if (!('folder' in model)) return { value, modelFolders: {}, complaints: [] };
  const { folder, options = {}, ...others } = model;
  const foreign = Object.keys(others).map((name): Complaint => {
    return {
      pointer: `/model/${name}`,
      expected: 'nothing but "folder" and "options": the rest is up to the code there',
    };
  });
  if (typeof folder !== 'string' || folder === '' || !isObject(options)) {
    const complaint = { pointer: '/model', expected: '"folder" as a text and "options" as an object in braces' };
    return { value: without(value), modelFolders: {}, complaints: [...foreign, complaint] };
  }
  try {
    const { digest, path } = await loadModelFolder(resolve(from, folder));
    const loaded = { ...value, model: { kind: 'module', digest, options } };
    return { value: loaded, modelFolders: { [digest]: path }, complaints: foreign };
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    const { what, got, expected, next } = error.parts;
    const complaint: Complaint = {
      pointer: '/model/folder',
      what,
      ...(got === undefined ? {} : { got }),
      expected: expected ?? next ?? 'a model folder',
    };
    return { value: without(value), modelFolders: {}, complaints: [...foreign, complaint] };
  }
}

/** Without the model everything else can still be checked. */
function without({ model: _, ...others }: JsonObject): JsonObject {
  return others;
}
