// Which code the command line starts from: the build while it is made from the sources beside it, else the sources. Tried on a
// small package whose build and sources say which they are.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeEach, describe, expect, it } from 'vitest';
import { DIGEST_FILE, isBuildFresh, sourceDigest } from '../../bin/source-digest.mjs';
import { ownFolder } from '../temporary-folder.ts';

const root = join(import.meta.dirname, '../..');
const GRADIENTS = 'src/tensors/core-gradients.ts';
let folder = '';
const write = (file: string, text: string) => writeFileSync(join(folder, file), text);

beforeEach(() => {
  folder = ownFolder('start');
  for (const name of ['src/cli', 'src/errors', 'src/tensors', 'dist/cli'])
    mkdirSync(join(folder, name), { recursive: true });
  cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
  cpSync(join(root, 'scripts/gradients'), join(folder, 'scripts/gradients'), { recursive: true });
  cpSync(join(root, GRADIENTS), join(folder, GRADIENTS));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  write('package.json', '{ "type": "module" }');
  write('tsconfig.json', '{}');
  write('tsconfig.build.json', '{}');
  write('src/errors/words.ts', "export const words: string = 'source';\n");
  write('src/cli/main.ts', "import { words } from '../errors/words.ts';\nprocess.stdout.write(words);\n");
  write('dist/cli/main.js', "process.stdout.write('build');\n");
  write(DIGEST_FILE, `${sourceDigest(folder)}\n`);
});

const start = async (env: Readonly<Record<string, string>> = {}) => {
  const { stdout, stderr } = await execa(process.execPath, [join(folder, 'bin/iml.mjs')], { env, reject: false });
  return stdout + stderr;
};

describe('the command line of a clone', () => {
  it('starts from a build of its sources, and from the sources where that is asked for', async () => {
    expect(await start()).toBe('build');
    expect(await start({ IML_SOURCE: '1' })).toBe('source');
  });

  it.each([
    ['a changed source', 'src/errors/words.ts', "export const words: string = 'changed';\n", 'changed'],
    ['a new source', 'src/errors/more.ts', 'export {};\n', 'source'],
    ['other settings of the compiler', 'tsconfig.json', '{ "compilerOptions": {} }', 'source'],
    ['another package.json', 'package.json', '{ "type": "module", "version": "2.0.0" }', 'source'],
    ['a build that was not finished', DIGEST_FILE, '', 'source'],
  ])('starts from its sources after %s', async (_, file, text, said) => {
    write(file, text);
    expect(isBuildFresh(folder)).toBe(false);
    expect(await start()).toBe(said);
  });

  it('starts from its sources where there is no build, or a source is gone', async () => {
    rmSync(join(folder, 'src/errors/words.ts'));
    expect(isBuildFresh(folder)).toBe(false);
    rmSync(join(folder, 'dist'), { recursive: true });
    write('src/errors/words.ts', "export const words: string = 'source';\n");
    expect(await start()).toBe('source');
  });

  it.each([
    ['are missing', null],
    ['are of another version', '// of @tensorflow/tfjs-core 0.0.0, gathered\n'],
  ])('gathers the gradients of tfjs-core where they %s', async (_, text) => {
    rmSync(join(folder, GRADIENTS));
    if (text !== null) write(GRADIENTS, text);
    expect(await start({ IML_SOURCE: '1' })).toBe('source');
    expect(readFileSync(join(folder, GRADIENTS), 'utf8')).toBe(readFileSync(join(root, GRADIENTS), 'utf8'));
    expect(readdirSync(join(folder, 'src/tensors'))).toEqual(['core-gradients.ts']);
  });

  it('asks for the contents of sources, not for their dates', () => {
    write('src/errors/words.ts', "export const words: string = 'source';\n");
    expect(isBuildFresh(folder)).toBe(true);
  });
});

describe('an installed package', () => {
  it('has no sources, and starts from its build', async () => {
    rmSync(join(folder, 'src'), { recursive: true });
    expect(await start()).toBe('build');
    rmSync(join(folder, 'dist'), { recursive: true });
    expect(await start()).toContain('this copy is incomplete');
  });
});
