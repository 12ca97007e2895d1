// Configurations that name a pretrained model and facts by their paths: what they mean, and what is said of paths that lead to something else.
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KNOWN_MODELS } from '../../src/checkpoints/known-models.ts';
import { digestOfCheckpoint } from '../../src/checkpoints/open-checkpoint.ts';
import { namedEntitiesBase } from '../../src/claims/arms/named-entities.ts';
import { COUNTRIES_SHA256 } from '../../src/tasks/text/named-entities/knowledge/countries.ts';
import { ggufBytes, ggufParts, smallModel } from '../checkpoints/small-models.ts';
import { ownFolder, sharedFolder } from '../temporary-folder.ts';
import { ownFiles, ownPretrained, PEOPLE_FILE, SMALL_TASK } from './own-pretrained.ts';
import { configured, refused, refusedFields } from './try-configuration.ts';

const folder = ownFiles(sharedFolder('own-files'));
const sha256 = (name: string) =>
  createHash('sha256')
    .update(readFileSync(join(folder, name)))
    .digest('hex');
const checkpoint = (path: unknown) => ownPretrained({ model: { checkpoint: path } });
const facts = (knowledge: unknown) => ownPretrained({ knowledge });

describe('a pretrained model and facts of the user', () => {
  it('stand in the experiment by their digests, with their paths beside it', async () => {
    const { experiment, pathsByDigest } = await configured(ownPretrained(), folder);
    const digest = digestOfCheckpoint(join(folder, 'pythia'));
    expect(experiment.model).toEqual({ kind: 'checkpoint', digest });
    expect(experiment.task).toMatchObject({ knowledge: { kind: 'cvdb', sha256: sha256('people.csv') } });
    expect(pathsByDigest).toEqual({
      [digest]: join(folder, 'pythia'),
      [sha256('people.csv')]: join(folder, 'people.csv'),
    });
  });

  it('make another experiment where a byte of them changes, and none where they lie elsewhere', async () => {
    const other = ownFolder('moved-files');
    cpSync(folder, other, { recursive: true });
    const before = (await configured(ownPretrained(), folder)).experiment;
    expect((await configured(ownPretrained(), other)).experiment).toEqual(before);
    writeFileSync(join(other, 'people.csv'), `${readFileSync(join(folder, 'people.csv'), 'utf8')}\n`);
    const { task, model } = (await configured(ownPretrained(), other)).experiment;
    expect(task).not.toEqual(before.task);
    expect(model).toEqual(before.model);
  });

  it('may be works in the form of T-REx', async () => {
    const { experiment } = await configured(facts({ kind: 't-rex', file: 'works.json' }), folder);
    expect(experiment.task).toMatchObject({ knowledge: { kind: 't-rex', sha256: sha256('works.json') } });
  });

  it('may be countries, by that word alone', async () => {
    const { experiment, pathsByDigest } = await configured(facts({ kind: 'countries' }), folder);
    expect(experiment.task).toMatchObject({ knowledge: { kind: 'countries', sha256: COUNTRIES_SHA256 } });
    expect(Object.values(pathsByDigest)).toEqual([join(folder, 'pythia')]);
  });

  it('take the place of those of the base, facts with all of their questions', async () => {
    const { spelling, maximumTokens } = SMALL_TASK;
    const task = { spelling, maximumTokens };
    const base = { extends: 'named-entities', model: { checkpoint: 'pythia' } };
    const onCountries = (await configured({ ...base, task }, folder)).experiment;
    expect(onCountries.task).toEqual({ ...namedEntitiesBase.task, ...task });
    expect(onCountries.model).toEqual((await configured(ownPretrained(), folder)).experiment.model);
    const onPeople = (await configured({ ...base, task: { ...task, knowledge: PEOPLE_FILE } }, folder)).experiment;
    const { attributes: _, ...others } = namedEntitiesBase.task;
    const knowledge = { kind: 'cvdb', sha256: sha256('people.csv') };
    expect(onPeople).toEqual({ ...onCountries, task: { ...others, ...task, knowledge } });
    const some = { ...task, knowledge: PEOPLE_FILE, attributes: ['birth', 'death'] };
    expect((await configured({ ...base, task: some }, folder)).experiment.task).toMatchObject({
      attributes: ['birth', 'death'],
    });
  });
});

describe('a configuration with paths', () => {
  it('hears of all that is wrong with them at once, each with its place', async () => {
    const { protocol, measurements } = ownPretrained();
    const [written] = JSON.stringify({ protocol, measurements }).slice(1).split('\n');
    const { knowledge: _, ...task } = SMALL_TASK;
    const file = `{
  "model": { "checkpoint": "./pytia" },
  "task": { "knowledge": { "kind": "t-rex", "file": "people.csv" },
    ${JSON.stringify({ ...task, maximumTokens: 0 }).slice(1)},
  ${written}`;
    expect((await refused(file, folder)).replaceAll(folder, 'FOLDER')).toMatchInlineSnapshot(`
      "This configuration has 3 errors.
        my-model.json:2:14  /model/checkpoint
          There is no such model: FOLDER/pytia
          got:      neither a file nor a folder
          expected: smollm2, a GGUF file, a folder with one, or one with config.json, tokenizer.json and safetensors
        my-model.json:3:45  /task/knowledge/file
          A file of facts about named entities is damaged or something else: FOLDER/people.csv
          got:      no JSON (Unexpected token 'a', "name,birth,"... is not valid JSON)
          expected: a JSON list of documents with triples; see docs/paper.md 2.1 (people) and 2.3 (works) for what the files hold
        my-model.json:4:289  /task/maximumTokens
          got:      0
          expected: a whole number from 4 to 4096
        next:     \`iml schema configuration\` describes every field; nothing was trained"
    `);
  });

  it.each([
    ['a model that is not there', checkpoint('nowhere'), '/model/checkpoint', 'no such model: FOLDER/nowhere'],
    ['a folder without a model', checkpoint('empty'), '/model/checkpoint', 'got:      no files'],
    ['a file that is no GGUF', checkpoint('people.csv'), '/model/checkpoint', 'FOLDER/people.csv'],
    ['a path that is none', checkpoint(3), '/model/checkpoint', 'got:      3'],
    [
      'settings beside a path',
      ownPretrained({ model: { checkpoint: 'pythia', width: 4 } }),
      '/model/width',
      'no field',
    ],
    ['a digest for a path', ownPretrained({ model: namedEntitiesBase.model }), '/model/kind', '"checkpoint": "./'],
    ['facts that are not there', facts({ kind: 'cvdb', file: 'no.csv' }), '/task/knowledge/file', 'FOLDER/no.csv'],
    ['a folder of facts', facts({ kind: 'cvdb', file: 'empty' }), '/task/knowledge/file', 'is a folder'],
    ['a table of other things', facts({ kind: 'cvdb', file: 'notes.csv' }), '/task/knowledge/file', 'no column name'],
    ['works as people', facts({ kind: 'cvdb', file: 'works.json' }), '/task/knowledge/file', 'FOLDER/works.json'],
    ['people as works', facts({ kind: 't-rex', file: 'people.csv' }), '/task/knowledge/file', 'no JSON'],
    ['facts of no kind', facts({ kind: 'cvbd', file: 'people.csv' }), '/task/knowledge/kind', 'did you mean "cvdb"'],
    ['facts without a file', facts({ kind: 'cvdb' }), '/task/knowledge/file', 'missing'],
    ['countries from a file', facts({ kind: 'countries', file: 'x' }), '/task/knowledge/file', 'no field'],
    [
      'a digest for a file',
      facts({ kind: 'cvdb', file: 'people.csv', sha256: 'x' }),
      '/task/knowledge/sha256',
      'no field',
    ],
  ])('is refused for %s', async (_, value, pointer, words) => {
    expect(await refusedFields(value, folder)).toEqual([pointer]);
    expect((await refused(value, folder)).replaceAll(folder, 'FOLDER')).toContain(words);
  });

  it('is refused for a model that is cut short, or of another family', async () => {
    const own = ownFiles(ownFolder('damaged'));
    const bytes = readFileSync(join(own, 'pythia/model.safetensors'));
    writeFileSync(join(own, 'pythia/model.safetensors'), bytes.subarray(0, -8));
    expect(await refused(ownPretrained(), own)).toMatch(/\/model\/checkpoint\n.*model\.safetensors/);
    const parts = ggufParts(smallModel('llama'));
    writeFileSync(
      join(own, 'other.gguf'),
      ggufBytes({ ...parts, metadata: parts.metadata.slice(1), keyCount: parts.metadata.length - 1 }),
    );
    expect(await refused(ownPretrained({ model: { checkpoint: 'other.gguf' } }), own)).toContain(
      'family that is not read',
    );
  });

  it('is refused where model and task do not go together', async () => {
    const text = { extends: 'alias-text', model: { checkpoint: 'pythia' } };
    expect(await refusedFields(text, folder)).toEqual(['/model/checkpoint']);
    expect(await refused(text, folder)).toContain('a model for the task "alias-text"');
    writeFileSync(join(folder, 'empty/model.js'), 'export const createModel = () => ({});\n');
    const module = ownPretrained({ model: { folder: 'empty' } });
    expect(await refusedFields(module, folder)).toEqual(['/model/folder']);
    expect(await refused(module, folder)).toContain('"checkpoint"');
  });

  it.each([
    ['more entities than the file has', { groups: { ...SMALL_TASK.groups, QA7: 400 } }, '/task/groups'],
    ['attributes of other facts', { attributes: ['capital'] }, '/task/attributes'],
    ['documents that are longer', { maximumTokens: 20 }, '/task/maximumTokens'],
    ['names that this tokenizer does not have', { spelling: namedEntitiesBase.task.spelling }, '/task/spelling'],
    ['more documents a step than there are', {}, '/protocol/stage1/batchSize'],
  ])('is refused for %s', async (_, task, pointer) => {
    const { protocol, ...own } = ownPretrained();
    const batchSize = Object.keys(task).length === 0 ? 9999 : 4;
    const value = {
      ...own,
      task: { ...own.task, ...task },
      protocol: { ...protocol, stage1: { ...protocol.stage1, batchSize } },
    };
    expect(await refusedFields(value, folder)).toEqual([pointer]);
  });

  it('has one size where its model is pretrained', async () => {
    expect(await refusedFields(ownPretrained({ sizes: { 'model.width': [4, 8] } }), folder)).toEqual(['/sizes']);
  });

  it('knows a model by its name, and says how it is fetched where it is not here', async () => {
    const { name, sha256: digest } = KNOWN_MODELS[0] as (typeof KNOWN_MODELS)[number];
    const named = await configured(checkpoint(name), folder).then(
      ({ experiment }) => JSON.stringify(experiment.model),
      (error: Error) => error.message,
    );
    expect(named).toMatch(new RegExp(`${digest}|npm run model -- ${name}`));
  });
});
