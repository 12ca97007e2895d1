// The fingerprint of the code that makes numbers: kept by whatever a reader alone sees, changed by whatever a number can.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { codeDigest, moduleDigests } from '../../src/execution/fingerprint/code-digest.ts';
import { codeFingerprint } from '../../src/execution/fingerprint/numerics-fingerprint.ts';
import { changedSource, MUTATIONS, moduleName, mutated, ROOT_FILES } from './changed-source.ts';

const source = changedSource();
afterAll(source.remove);
const manifest = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
};
const packages = { ...manifest.peerDependencies, ...manifest.optionalDependencies, ...manifest.dependencies };
const here = codeFingerprint();
const modules = [...moduleDigests({ folder: source.folder, packages }).keys()].map((file) =>
  moduleName(source.folder, file),
);

const touched = new Set<string>();
const change = (file: string, how: (text: string) => string) => {
  touched.add(file);
  const before = source.read(file);
  source.change(file, how);
  expect(source.read(file), `${file} was to be changed`).not.toBe(before);
};
afterEach(() => {
  for (const file of touched) source.restore(file);
  touched.clear();
});
const layersOf = (files: readonly string[]) => [...new Set(files.map((file) => file.split('/')[0] as string))].sort();

describe('the code that makes numbers', () => {
  it('is what starting a backend and training a cohort reach, and nothing else', () => {
    expect(layersOf(modules)).toEqual([
      'errors',
      'experiments',
      'measurements',
      'models',
      'randomness',
      'schemas',
      'statistics',
      'tasks',
      'tensors',
      'training',
    ]);
    expect(modules).toEqual(expect.arrayContaining([...ROOT_FILES, 'training/adamw.ts', 'tensors/webgpu.ts']));
    // Decides about numbers that are made already.
    expect(modules).not.toContain('statistics/page-trend.ts');
  });

  it('has the same fingerprint in a copy elsewhere', () => {
    expect(codeFingerprint(source.folder)).toBe(here);
  });

  it('has the same fingerprint when it is built', () => {
    const built = join(source.folder, '../dist');
    const { config } = ts.readConfigFile(resolve(import.meta.dirname, '../../tsconfig.json'), ts.sys.readFile);
    const options = ts.convertCompilerOptionsFromJson(config.compilerOptions, source.folder).options;
    for (const file of modules) {
      const compilerOptions = {
        ...options,
        noEmit: false,
        module: ts.ModuleKind.ESNext,
        rewriteRelativeImportExtensions: true,
      };
      const { outputText } = ts.transpileModule(source.read(file), { compilerOptions, fileName: file });
      const place = join(built, file.replace(/\.ts$/, '.js'));
      mkdirSync(resolve(place, '..'), { recursive: true });
      writeFileSync(place, outputText);
    }
    expect(outputOf(built, 'training/adamw.js')).not.toContain('readonly');
    expect(codeFingerprint(built)).toBe(here);
    const trainer = outputOf(built, 'training/adamw.js');
    writeFileSync(join(built, 'training/adamw.js'), mutated(trainer, 'a constant') ?? trainer);
    expect(codeFingerprint(built)).not.toBe(here);
  });

  it('counts packages by the version that ours demands', () => {
    const code = { folder: source.folder, packages };
    expect(codeDigest(code)).toBe(here);
    expect(codeDigest({ ...code, packages: { ...packages, 'pure-rand': '0.0.1' } })).not.toBe(here);
    const { 'pure-rand': _, ...others } = packages;
    expect(() => codeDigest({ ...code, packages: others })).toThrow(/pure-rand[\s\S]*declare it/);
  });
});

describe('the fingerprint is kept', () => {
  it('by other comments in every module, and by CRLF', () => {
    for (const file of modules) {
      change(file, (text) => `// another first line\n${text.replaceAll('\n', '\r\n')}\n/* and a last one */\n`);
    }
    expect(codeFingerprint(source.folder)).toBe(here);
  });

  it('by other words of errors', () => {
    change('tasks/grid/digit-grid.ts', (text) => text.replace(/what: '[^']+'/, "what: 'Other words, and `more`.'"));
    change('tensors/webgpu.ts', (text) => text.replace('Dawn finds no GPU', 'there is no GPU for Dawn'));
    change('tensors/native/native-files.ts', (text) => text.replace("'npm run native'", "'npm run native --'"));
    change('errors/harness-error.ts', (text) => text.replace('  got:      ', 'got: '));
    change('models/decoder.ts', (text) => text.replace(/what: ['`][^'`]+['`]/, "what: 'Something else.'"));
    expect(codeFingerprint(source.folder)).toBe(here);
  });

  it('by a file that moved, with whatever names it', () => {
    const [from, to] = ['training/adamw.ts', 'training/optimizers/adam.ts'];
    const importers = modules.filter((file) => source.read(file).includes('/adamw.ts'));
    expect(importers.length).toBeGreaterThan(0);
    for (const file of importers) {
      change(file, (text) =>
        text
          .replace(/(['"])\.\/adamw\.ts/, '$1./optimizers/adam.ts')
          .replace(/(['"])\.\.\/training\/adamw\.ts/, '$1../training/optimizers/adam.ts'),
      );
    }
    const moved = join(source.folder, to);
    mkdirSync(resolve(moved, '..'), { recursive: true });
    writeFileSync(
      moved,
      source
        .read(from)
        .replaceAll("from './", "from '../")
        .replaceAll("from '../../", "from '../../../")
        .replaceAll("from '../tensors", "from '../../tensors")
        .replaceAll("from '../errors", "from '../../errors"),
    );
    rmSync(join(source.folder, from));
    touched.add(from);
    const found = codeFingerprint(source.folder);
    rmSync(moved);
    expect(found).toBe(here);
  });

  it('by code that makes no numbers', () => {
    change('report/write-report.ts', (text) => `${text}\nexport const MORE = 1;\n`);
    expect(codeFingerprint(source.folder)).toBe(here);
  });
});

describe('the fingerprint is changed', () => {
  // What refuses makes no numbers.
  const layers = layersOf(modules).filter((layer) => !['errors', 'schemas'].includes(layer));
  // Operators and defaults there are in the words of an error.
  const words = ['tensors/native/native-files.ts', 'tensors/backend-name.ts'];
  const cases = layers.flatMap((layer) =>
    MUTATIONS.flatMap((mutation) => {
      const file = modules.find(
        (name) =>
          name.startsWith(`${layer}/`) && !words.includes(name) && mutated(source.read(name), mutation) !== null,
      );
      return file === undefined ? [] : [{ layer, mutation, file }];
    }),
  );

  it('is asked of every layer', () => {
    expect(layersOf(cases.map(({ file }) => file))).toEqual(layers);
    // A layer need not have defaults of parameters; all have constants and operators.
    expect(cases.length).toBeGreaterThanOrEqual(2 * layers.length);
  });

  it.each(cases)('by $mutation in $layer ($file)', ({ file, mutation }) => {
    change(file, (text) => mutated(text, mutation) ?? text);
    expect(codeFingerprint(source.folder)).not.toBe(here);
  });

  it('by two imports exchanged, whose names stay', () => {
    const file = 'experiments/study.ts';
    const names = [...source.read(file).matchAll(/import \{ (\w+) \} from '([^']+)'/g)];
    const [first, second] = names as [RegExpMatchArray, RegExpMatchArray];
    change(file, (text) =>
      text
        .replace(`{ ${first[1]} } from`, '{ FIRST } from')
        .replace(`{ ${second[1]} } from`, `{ ${second[1]} as ${first[1]} } from`)
        .replace('{ FIRST } from', `{ ${first[1]} as ${second[1]} } from`),
    );
    expect(codeFingerprint(source.folder)).not.toBe(here);
  });

  it('by another code of an error, which code may ask for', () => {
    change('tensors/host-numbers.ts', (text) =>
      text.replace("HarnessError('unrecordable-step'", "HarnessError('internal'"),
    );
    expect(codeFingerprint(source.folder)).not.toBe(here);
  });

  it('by what is thrown only sometimes, when that is asked otherwise', () => {
    change('training/protocol-config.ts', (text) => text.replace(/if \(([^)]+)\)/, 'if (!($1))'));
    expect(codeFingerprint(source.folder)).not.toBe(here);
  });
});

function outputOf(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}
