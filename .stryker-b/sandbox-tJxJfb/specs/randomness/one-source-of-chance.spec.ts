// Chance comes from src/randomness alone: no other source calls Math.random, Node's generators or TensorFlow's random ops.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCE = resolve(import.meta.dirname, '../../src');
const FORBIDDEN = [
  /\bMath\s*\.\s*random\b/,
  /\brandom(?:Normal|Uniform|UniformInt|StandardNormal|Gamma|Bytes|Int|FillSync)\b/,
  /\btruncatedNormal\b/,
  /\bmultinomial\b/,
  /\b(?:tf|tfjs)\s*\.\s*rand\b/,
  /\bgetRandomValues\b/,
  /\brand\s*\(/,
  /\btf\s*\.\s*dropout\b/,
  /import[^;]*\bdropout\b[^;]*from\s*'@tensorflow/,
  /import[^;]*\brand\b[^;]*from\s*'@tensorflow/,
  /from\s*'pure-rand/,
];

/** The forbidden calls in a source, comments and sentences for people aside. */
function chanceIn(source: string): string[] {
  const code = source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .replace(/'[^'\n]* [^'\n]*'/g, "''");
  return FORBIDDEN.flatMap((pattern) => code.match(pattern)?.[0] ?? []);
}

describe('the sources', () => {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const outside = files.filter((file) => !/^randomness[\\/]/.test(file));

  it('draw chance from src/randomness alone', () => {
    expect(outside.length).toBeGreaterThan(50);
    const found = outside.flatMap((file) =>
      chanceIn(readFileSync(join(SOURCE, file), 'utf8')).map((call) => `${file}: ${call}`),
    );
    expect(found).toEqual([]);
  });

  it.each([
    'const x = Math.random();',
    "import { randomNormal } from '@tensorflow/tfjs-core';",
    "import { randomUniform } from '../tensors/tensorflow.ts';",
    'const w = tf.truncatedNormal([2]);',
    'const i = multinomial(p, 1);',
    "import {\n  add,\n  rand,\n} from '@tensorflow/tfjs-core';",
    'const t = tf.rand([2], f);',
    "import { randomBytes } from 'node:crypto';",
    "import { mersenne } from 'pure-rand/generator/mersenne';",
  ])('would be caught with %j', (source) => {
    expect(chanceIn(source)).not.toEqual([]);
  });

  it('may speak of chance in comments and messages', () => {
    expect(chanceIn('// not Math.random\n/* tf.rand( */ const seeds = 1;')).toEqual([]);
    expect(chanceIn("const next = 'take no chance from Math.random here';")).toEqual([]);
  });
});
