// What the bundle carries of node_modules: what can be reached, with what Node needs to resolve it, and nothing of what cannot.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { neededFiles } from '../../scripts/bundle/needed-files.ts';
import { sharedFolder } from '../temporary-folder.ts';

const FILES: Record<string, string> = {
  'dist/main.js': "import a from '@scope/a';\nawait import('b/deep');\nexport default a;",
  'node_modules/@scope/a/package.json':
    '{"name":"@scope/a","version":"1.0.0","main":"lib/main.js","module":"lib/browser.js"}',
  'node_modules/@scope/a/lib/main.js': "exports.c = require('c');",
  'node_modules/@scope/a/lib/browser.js': 'export const never = 1;',
  'node_modules/@scope/a/lib/unused.js': '',
  'node_modules/@scope/a/LICENSE': 'words',
  'node_modules/@scope/a/node_modules/c/package.json': '{"name":"c","version":"1.0.0","main":"index.js"}',
  'node_modules/@scope/a/node_modules/c/index.js': 'module.exports = 1;',
  'node_modules/b/package.json':
    '{"name":"b","version":"1.0.0","exports":{"./deep":{"import":"./esm/deep.js","require":"./deep.js"}}}',
  'node_modules/b/esm/package.json': '{"type":"module"}',
  'node_modules/b/esm/deep.js': 'export const deep = 1;',
  'node_modules/b/deep.js': 'exports.deep = 1;',
  'node_modules/unreached/package.json': '{"name":"unreached","version":"1.0.0"}',
};
const BY_PATH = [
  '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm',
  'webgpu/dist/linux-x64/dawn.node',
  'jiti/dist/babel.cjs',
];

const root = sharedFolder('needed');
beforeAll(() => {
  const named = ['@tensorflow/tfjs-backend-wasm', 'webgpu', 'jiti'];
  for (const name of named) FILES[`node_modules/${name}/package.json`] = JSON.stringify({ name, version: '1.0.0' });
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});

it('follows imports and requires as Node does', async () => {
  const { files, packages } = await neededFiles(root, ['dist/main.js']);
  const own = files.filter((file) => /^(@scope|b|unreached)\//.test(file));
  expect(own).toEqual([
    '@scope/a/LICENSE',
    '@scope/a/lib/main.js',
    '@scope/a/node_modules/c/index.js',
    '@scope/a/node_modules/c/package.json',
    '@scope/a/package.json',
    'b/esm/deep.js',
    'b/esm/package.json',
    'b/package.json',
  ]);
  expect(files).toEqual(expect.arrayContaining(BY_PATH));
  expect(packages).toEqual([
    '@scope/a',
    '@scope/a/node_modules/c',
    '@tensorflow/tfjs-backend-wasm',
    'b',
    'jiti',
    'webgpu',
  ]);
});

it('stops at an import that leads nowhere', async () => {
  writeFileSync(join(root, 'dist/broken.js'), "import 'nobody';");
  await expect(neededFiles(root, ['dist/broken.js'])).rejects.toThrow('nobody');
});
