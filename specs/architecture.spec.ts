// The order of the layers (architecture.md layers): imports go downwards only, none in a circle, and what a layer must not touch
// (tensors, files, clocks, chance, the console) it does not import. So do the rooms beside src: specs -> lab -> src, one way.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const SOURCE = join(ROOT, 'src');

/** From the bottom up; what is in none of them (bin/, golden/) may be read from all. */
const ROOMS = ['src', 'lab', 'scripts', 'specs'];

/** From the bottom up. */
const LAYERS = [
  'errors',
  'schemas',
  'randomness',
  'statistics',
  'decisions',
  'checkpoints',
  'tasks',
  'tensors',
  'models',
  'training',
  'measurements',
  'experiments',
  'ledger',
  'claims',
  'configurations',
  'goldens',
  'execution',
  'report',
  'nightly',
  'cli',
  'vitest',
];

/**
 * Layers, and four files: a native library has to be found on the disk, and reads its graphs from there; a model's files are found by
 * one and read, by the byte, through the other.
 */
const MAY_READ_FILES = [
  'ledger',
  'configurations',
  'goldens',
  'report',
  'execution',
  'nightly',
  'cli',
  'vitest',
  'checkpoints/byte-source.ts',
  'checkpoints/open-checkpoint.ts',
  'tensors/native/native-files.ts',
  'tensors/native/recorded-step.ts',
];

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|mjs)$/.test(file));
const files = filesBelow(SOURCE);
const layerOf = (file: string) => file.split(/[\\/]/)[0] as string;
const sourceOf = (file: string) => readFileSync(join(SOURCE, file), 'utf8');
const importsOf = (source: string) =>
  [
    ...source.matchAll(
      /^\s*(?:import|export)\b[^'"]*?from\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]/gm,
    ),
  ].map((match) => (match[1] ?? match[2] ?? match[3]) as string);

/** Words to a person may name what code may not use. */
const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;

/** Complaints about one file; the same function judges the real sources and the planted ones below. */
function complaintsAbout(file: string, source: string): string[] {
  const layer = layerOf(file);
  const complaints: string[] = [];
  const rank = LAYERS.indexOf(layer);
  if (rank === -1 && file !== 'index.ts') complaints.push(`${file}: "${layer}" is no layer`);
  for (const imported of importsOf(source)) {
    if (imported.startsWith('.')) {
      const target = relative(SOURCE, resolve(SOURCE, dirname(file), imported));
      if (file !== 'index.ts' && LAYERS.indexOf(layerOf(target)) > rank)
        complaints.push(`${file}: upward import of ${target}`);
      // Two doors side by side: for people and for specs.
      if (layer === 'vitest' && layerOf(target) === 'cli') complaints.push(`${file}: sideways import of ${target}`);
    } else if ((imported.startsWith('@tensorflow/') || imported === 'webgpu') && layer !== 'tensors')
      complaints.push(`${file}: imports ${imported}`);
    else if (/^node:fs/.test(imported) && !MAY_READ_FILES.includes(layer) && !MAY_READ_FILES.includes(file)) {
      complaints.push(`${file}: touches the file system`);
    } else if (imported.startsWith('pure-rand') && layer !== 'randomness')
      complaints.push(`${file}: imports ${imported}`);
  }
  // Asked for by name, when an experiment needs it: no import shows that.
  if (/['"]world-countries\b/.test(source) && file !== 'configurations/load-countries.ts')
    complaints.push(`${file}: reads world-countries`);
  const code = source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .replace(STRING, "''");
  if (/\bMath\.random\b/.test(code)) complaints.push(`${file}: Math.random`);
  if (/\bDate\.now\b|\bnew Date\(\)/.test(code) && !['execution', 'cli', 'vitest'].includes(layer))
    complaints.push(`${file}: reads the clock`);
  if (/\bconsole\./.test(code) && layer !== 'cli') complaints.push(`${file}: prints`);
  if (/\bprocess\.exit\b/.test(code) && layer !== 'cli' && file !== 'execution/workers/worker.ts')
    complaints.push(`${file}: exits`);
  return complaints;
}

function complaintsAboutRoom(file: string, source: string): string[] {
  const targets = importsOf(source)
    .filter((imported) => imported.startsWith('.'))
    .map((imported) => relative(ROOT, resolve(ROOT, dirname(file), imported)));
  const rankOf = (path: string) => ROOMS.indexOf(layerOf(path));
  return targets
    .filter((target) => rankOf(target) > rankOf(file))
    .map((target) => `${file}: upward import of ${target}`);
}

describe('the architecture', () => {
  it('has only downward imports and touches the world only where it may', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap((file) => complaintsAbout(file, sourceOf(file)))).toEqual([]);
  });

  it('has no circular imports', () => {
    const graph = new Map(
      files.map((file) => [
        file,
        importsOf(sourceOf(file))
          .filter((imported) => imported.startsWith('.'))
          .map((imported) => relative(SOURCE, resolve(SOURCE, dirname(file), imported))),
      ]),
    );
    expect(findCircle(graph)).toBeNull();
    expect(
      findCircle(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['a']],
        ]),
      ),
    ).toEqual(['a', 'b', 'c', 'a']);
  });

  it('has no file above 300 lines', () => {
    const long = files
      .map((file) => [file, sourceOf(file).split('\n').length] as const)
      .filter(([, lines]) => lines > 301);
    // Gathered by `npm run gradients`; nobody writes it.
    expect(long.map(([file]) => file)).toEqual(['tensors/core-gradients.ts']);
  });

  it.each([
    ['tasks/a.ts', "import { tidy } from '../tensors/tensorflow.ts';", 'upward import'],
    ['statistics/a.ts', "import * as tf from '@tensorflow/tfjs-core';", 'imports @tensorflow/tfjs-core'],
    ['execution/a.ts', "const dawn = await import('webgpu');", 'imports webgpu'],
    ['claims/a.ts', "import { readFileSync } from 'node:fs';", 'touches the file system'],
    ['tensors/a.ts', "import { statSync } from 'node:fs';", 'touches the file system'],
    ['training/a.ts', 'const x = Math.random();', 'Math.random'],
    ['training/a.ts', 'const x = Date.now();', 'reads the clock'],
    ['models/a.ts', "console.log('x');", 'prints'],
    ['models/a.ts', "import { mersenne } from 'pure-rand/generator/mersenne';", 'imports pure-rand'],
    ['report/a.ts', 'process.exit(0);', 'exits'],
    ['vitest/a.ts', "import { iml } from '../cli/iml.ts';", 'sideways import'],
    ['tasks/a.ts', "createRequire(import.meta.url).resolve('world-countries');", 'reads world-countries'],
    ['helpers/a.ts', '', 'is no layer'],
  ])('barks at a planted defect in %s: %s', (file, source, complaint) => {
    expect(complaintsAbout(file, source).join()).toContain(complaint);
  });
});

describe('the rooms of the house', () => {
  it('import downwards only: specs -> lab -> src', () => {
    const inRooms = ROOMS.flatMap((room) => filesBelow(join(ROOT, room)).map((file) => join(room, file)));
    expect(new Set(inRooms.map(layerOf))).toEqual(new Set(ROOMS));
    expect(inRooms.flatMap((file) => complaintsAboutRoom(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  });

  it.each([
    [
      'lab/defects/a.ts',
      "import { tiny } from '../../specs/tiny.ts';",
      'lab/defects/a.ts: upward import of specs/tiny.ts',
    ],
    ['lab/bench/a.ts', "const b = await import('../../scripts/b.mjs');", 'upward import of scripts/b.mjs'],
    ['src/claims/a.ts', "export { b } from '../../lab/nights/b.ts';", 'upward import of lab/nights/b.ts'],
    ['scripts/readme/a.ts', "import '../../specs/b.ts';", 'upward import of specs/b.ts'],
  ])('bark at a planted defect in %s: %s', (file, source, complaint) => {
    expect(complaintsAboutRoom(file, source).join()).toContain(complaint);
  });

  it('let a spec use the lab, and the lab sources and goldens', () => {
    expect(complaintsAboutRoom('specs/a.spec.ts', "import { b } from '../lab/b.ts';")).toEqual([]);
    expect(
      complaintsAboutRoom('lab/a.ts', "import { b } from '../src/b.ts';\nimport c from '../golden/c.json';"),
    ).toEqual([]);
  });
});

describe('the watch over sources', () => {
  it('lets words name what code may not use', () => {
    const words = "const next = 'no Math.random, no console.log';\n// nor Date.now\n";
    expect(complaintsAbout('training/a.ts', words)).toEqual([]);
    expect(complaintsAbout('training/a.ts', `${words}const x = Math.random() + 'a';`)).toHaveLength(1);
  });
});

function findCircle(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next, [...path, file]);
      if (circle !== null) return circle;
    }
    done.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const circle = visit(file, []);
    if (circle !== null) return circle;
  }
  return null;
}
