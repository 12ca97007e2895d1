// Model folders: the digest is that of names and bytes and of nothing else, exactly one entry is loaded, and what lies outside the
// folder is refused.
import { cpSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fc, test as law } from '@fast-check/vitest';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadModelFolder, modelFolderDigest } from '../../src/configurations/load-model-folder.ts';
import { ownFolder } from '../temporary-folder.ts';

const EXAMPLE = resolve(import.meta.dirname, '../../examples/model-folder/grid');
const MODEL = 'export const createModel = () => ({ parameters: {}, forward: () => ({}) });\n';

let folder = '';
beforeEach(() => {
  folder = ownFolder('model');
});

function write(files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
const refusal = (...words: readonly string[]) =>
  expect.objectContaining({
    code: 'invalid-configuration',
    message: expect.stringMatching(words.map((word) => word.replaceAll('.', '\\.')).join('[\\s\\S]*')),
  });

describe('a model folder', () => {
  it('is the same wherever it lies, and another one when a byte or a name changes', async () => {
    const { digest } = await loadModelFolder(EXAMPLE);
    cpSync(EXAMPLE, folder, { recursive: true });
    expect((await loadModelFolder(folder)).digest).toBe(digest);
    write({ 'notes/a.txt': 'x' });
    const withNotes = (await loadModelFolder(folder)).digest;
    renameSync(join(folder, 'notes/a.txt'), join(folder, 'notes/b.txt'));
    const renamed = (await loadModelFolder(folder)).digest;
    write({ 'notes/b.txt': 'y' });
    const changed = (await loadModelFolder(folder)).digest;
    expect(new Set([digest, withNotes, renamed, changed]).size).toBe(4);
  });

  it('takes no notice of node_modules and of what starts with a dot', async () => {
    write({ 'model.mjs': MODEL });
    const { digest } = await loadModelFolder(folder);
    write({ 'node_modules/a/index.js': 'x', '.git/HEAD': 'x', '.DS_Store': 'x', 'lib/node_modules/b.js': 'x' });
    expect((await loadModelFolder(folder)).digest).toBe(digest);
  });

  it.each(['model.ts', 'model.mjs', 'model.js'])('is loaded from %s, with the files that it imports', async (entry) => {
    write({
      [entry]: "import { answer } from './parts/answer.mjs';\nexport const createModel = () => answer;\n",
      'parts/answer.mjs': 'export const answer = 42;\n',
    });
    const { createModel, file, path } = await loadModelFolder(folder);
    expect((createModel as unknown as () => unknown)()).toBe(42);
    expect([file, path]).toEqual([join(folder, entry), folder]);
  });

  it('is read anew each time', async () => {
    for (const answer of [1, 2]) {
      write({ 'model.ts': `export const createModel = (): number => ${answer};\n` });
      const { createModel } = await loadModelFolder(folder);
      expect((createModel as unknown as () => unknown)()).toBe(answer);
    }
  });

  it.each([
    ['nothing', {}, ['no model', 'got:      no files', 'model.ts, model.mjs, model.js']],
    ['another file', { 'net.ts': MODEL }, ['no model', 'net.ts']],
    ['two entries', { 'model.ts': MODEL, 'model.js': MODEL }, ['several models', 'model.ts, model.js']],
    ['no export', { 'model.ts': 'export const model = 1;\n' }, ['exports no model', 'exports: model']],
    ['code that throws', { 'model.ts': "throw new Error('oh no');\n" }, ['throws an error', 'oh no']],
    ['code that is none', { 'model.ts': 'export const = 1;\n' }, ['cannot be loaded', 'model.ts']],
    ['an import of a package', { 'model.ts': `import * as tf from 'tfjs';\n${MODEL}` }, ['model.ts', 'got:      tfjs']],
    ['one of Node', { 'model.ts': `const fs = await import('node:fs');\n${MODEL}` }, ['node:fs']],
    ['one that leaves', { 'model.ts': `export * from '../other.ts';\n${MODEL}` }, ['../other.ts']],
    ['one that leaves from below', { 'model.ts': MODEL, 'a/b.ts': "require('../../x');\n" }, ['a/b.ts', '../../x']],
  ] as const)('is refused with %s', async (_, files, words) => {
    await expect(loadModelFolder(write(files))).rejects.toThrow(refusal(...words));
  });

  it('may import types from anywhere, and its comments what they like', async () => {
    write({ 'model.ts': `import type { UserModel } from 'iml-verify';\n// as in: import x from 'y'\n${MODEL}` });
    await expect(loadModelFolder(folder)).resolves.toMatchObject({ path: folder });
  });

  it('is refused where there is none', async () => {
    await expect(loadModelFolder(join(folder, 'missing'))).rejects.toThrow(
      refusal('cannot be read', 'missing', 'ENOENT'),
    );
  });
});

const bytes = fc.uint8Array({ maxLength: 20 });
law.prop([
  fc.uniqueArray(fc.record({ name: fc.string(), bytes }), { selector: ({ name }) => name, minLength: 1 }),
  fc.nat(),
])('a flipped bit of any file of a folder gives another digest', (files, chance) => {
  const place = chance % files.length;
  const changed = files.map((file, index) => {
    if (index !== place) return file;
    const other = Uint8Array.from([...file.bytes, 0]);
    other[chance % other.length] = (other[chance % other.length] as number) ^ (1 << (chance % 8));
    return { ...file, bytes: other };
  });
  expect(modelFolderDigest(changed)).not.toBe(modelFolderDigest(files));
  expect(modelFolderDigest(files)).toBe(modelFolderDigest(files.map((file) => ({ ...file }))));
});
