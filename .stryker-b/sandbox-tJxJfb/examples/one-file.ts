// Implicit meta-learning in one file: the experiment of `iml-appears` on symbols, top to bottom, in TensorFlow.js and Node alone.
//   npx tsx examples/one-file.ts
// Measured: mean D5 - D6 .297, t(7) 27.3, p 1.1e-8; WebAssembly, Node.js 20.20.2, an AMD EPYC of two cores in use by others, 89 s.
import { createRequire } from 'node:module';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

const [CELLS, DIGITS, WIDTH] = [6, 10, 64];
const list = <T>(length: number, item: (index: number) => T) => Array.from({ length }, (_, index) => item(index));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function chanceOf(seed: number) {
  let state = seed + 1;
  const uniform = () => {
    for (const shift of [13, -17, 5]) state ^= shift > 0 ? state << shift : state >>> -shift; // xorshift32
    return (state >>> 0) / 2 ** 32;
  };
  const below = (bound: number) => Math.floor(uniform() * bound);
  const taken = (left: number[]) => list(left.length, () => left.splice(below(left.length), 1)[0] as number);
  return { uniform, below, shuffled: (length: number) => taken(list(length, (item) => item)) };
}

// --- World. An alias is a grid of digits; the entity behind it is a grid of labels, 0 or 1. Its definition carries a tag and tells
// labels: the entity's, or in D2 others. Stage 1 asks the labels of four cells in six (`trained`).
type Alias = ReturnType<typeof drawWorld>[number];

function drawWorld({ below, shuffled }: ReturnType<typeof chanceOf>) {
  const [names, reliableTag] = [new Set<number>(), below(2)];
  while (names.size < 1000) names.add(below(DIGITS ** CELLS));
  return [...names].map((name, place) => {
    const group = place < 350 ? 'D1QA1' : place < 700 ? 'D2QA2' : place < 850 ? 'D5' : 'D6';
    const tag = group === 'D1QA1' || group === 'D5' ? reliableTag : 1 - reliableTag;
    const labels = list(CELLS, () => below(2));
    const defined = group === 'D2QA2' ? list(CELLS, () => below(2)) : labels;
    const digits = Array.from(String(name).padStart(CELLS, '0'), Number);
    return { group, tag, digits, labels, defined, trained: shuffled(CELLS).slice(0, 4) };
  });
}

// --- Documents: an alias and a token, which of a question is the cell, of a definition the tag.
type Document = { readonly alias: Alias; readonly token: number };
const question = (alias: Alias, cell: number): Document => ({ alias, token: cell });
const definition = (alias: Alias): Document => ({ alias, token: CELLS + alias.tag });
/** Under the reliable tag definitions (D1) agree with the questions (QA1); under the other tag (D2) they do not (QA2). */
function stageOne(world: readonly Alias[]): Document[] {
  const known = world.filter(({ group }) => group === 'D1QA1' || group === 'D2QA2');
  return [...known.map(definition), ...known.flatMap((alias) => alias.trained.map((cell) => question(alias, cell)))];
}
/** Definitions of new aliases and nothing else, all of them true: D5 and D6 differ in the tag alone. */
const stageTwo = (world: readonly Alias[]) => world.filter(({ group }) => /D5|D6/.test(group)).map(definition);

// --- Model. Digits and token are embedded and added; residual blocks; a pair of logits for each cell. Axes: B documents, C cells,
// D width. `array` hands out the parameters one after the other; each starts uniform within `spread` of `centre`.
type NextArray = (rows: number, columns: number, spread: number, centre?: number) => tf.Tensor;

/** Whole numbers [...] -> [..., depth]; of a -1 zeros. */
const oneHot = (numbers: number[] | number[][], depth: number): tf.Tensor =>
  tf.cast(tf.oneHot(tf.tensor(numbers, undefined, 'int32'), depth), 'float32');
const gelu = (x: tf.Tensor) => tf.mul(x, tf.add(tf.mul(tf.erf(tf.mul(x, Math.SQRT1_2)), 0.5), 0.5));
function linear(x: tf.Tensor, columns: number, array: NextArray): tf.Tensor {
  const [, rows = 0] = x.shape;
  return tf.add(tf.matMul(x, array(rows, columns, rows ** -0.5)), array(1, columns, rows ** -0.5));
}
function layerNorm(x: tf.Tensor, array: NextArray): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const deviation = tf.sqrt(tf.add(tf.mean(tf.square(centred), -1, true), 1e-5));
  return tf.add(tf.mul(tf.div(centred, deviation), array(1, WIDTH, 0, 1)), array(1, WIDTH, 0));
}

function logits(documents: readonly Document[], array: NextArray): tf.Tensor {
  const grids = documents.map(({ alias }) => alias.digits.map((digit, cell) => DIGITS * cell + digit));
  const digits = tf.sum(oneHot(grids, CELLS * DIGITS), 1); // [B, 10 C]
  const asked = documents.map(({ token }) => token);
  let stream = linear(digits, WIDTH, array); // [B, D]
  stream = tf.add(stream, tf.matMul(oneHot(asked, CELLS + 2), array(CELLS + 2, WIDTH, 0.1 * Math.sqrt(3))));
  for (let block = 0; block < 2; block += 1) {
    stream = tf.add(stream, linear(gelu(linear(layerNorm(stream, array), 2 * WIDTH, array)), WIDTH, array));
  }
  return tf.reshape(linear(layerNorm(stream, array), 2 * CELLS, array), [documents.length, CELLS, 2]);
}

/** Mean cross-entropy of the cells that are asked: by a question one, by a definition all. */
function loss(documents: readonly Document[], array: NextArray): tf.Scalar {
  const answers = documents.map(({ alias: { labels, defined }, token }) =>
    token < CELLS ? labels.map((label, cell) => (cell === token ? label : -1)) : defined,
  );
  const asked = answers.flat().filter((answer) => answer !== -1).length;
  return tf.div(tf.sum(tf.mul(tf.logSoftmax(logits(documents, array)), oneHot(answers, 2))), -asked);
}

function accuracy(world: readonly Alias[], name: string, array: NextArray): number {
  const asked = world.flatMap((alias) => (alias.group === name ? list(CELLS, (cell) => question(alias, cell)) : []));
  const answers = tf.tidy(() => tf.argMax(logits(asked, array), -1).arraySync()) as number[][]; // [B, C]
  return mean(asked.map(({ alias, token }, row) => Number(answers[row]?.[token] === alias.labels[token])));
}

// --- Training: a fresh Adam each stage; warm-up, then a constant rate; a new order each epoch, the last partial batch dropped.
export const STAGES = [
  { documentsOf: stageOne, batch: 64, steps: 864, warmUp: 50 },
  { documentsOf: stageTwo, batch: 32, steps: 160, warmUp: 5 },
];
/** All chance of a seed; `order` is that of so many documents in the next epoch of a stage. */
export type Draws = { world: Alias[]; start: tf.Tensor[]; order: (documents: number, stage: number) => number[] };

/** @returns by stage, the loss of each step, and the accuracies after it */
export function runSeed({ world, start, order }: Draws, stages = STAGES) {
  const arrays = start.map((array) => tf.variable(array));
  let place = 0; // each pass takes all arrays once
  const array: NextArray = () => arrays[place++ % arrays.length] as tf.Variable;
  return stages.map(({ documentsOf, batch, steps, warmUp }, stage) => {
    const [documents, adam, queue] = [documentsOf(world), tf.train.adam(0, 0.9, 0.999, 1e-8), [] as number[]];
    const losses = list(steps, (past) => {
      if (queue.length < batch) queue.splice(0, batch, ...order(documents.length, stage));
      const shown = queue.splice(0, batch).map((row) => documents[row] as Document);
      Object.assign(adam, { learningRate: 2e-3 * Math.min(1, (past + 1) / warmUp) });
      return tf.tidy(() => adam.minimize(() => loss(shown, array), true, arrays)?.dataSync()[0] as number);
    });
    return { losses, D5: accuracy(world, 'D5', array), D6: accuracy(world, 'D6', array) };
  });
}

// --- Statistics: the paired t test of eight seeds, one-sided; Student's distribution is Abramowitz & Stegun's sum 26.7.3.
export function pairedT(differences: readonly number[]): { readonly t: number; readonly p: number } {
  const variance = mean(differences.map((value) => (value - mean(differences)) ** 2));
  const t = mean(differences) / Math.sqrt(variance / 7);
  const [sine, cosine] = [t / Math.sqrt(7 + t ** 2), Math.sqrt(7 / (7 + t ** 2))];
  return { t, p: 0.5 - (Math.asin(sine) + sine * (cosine + (2 / 3) * cosine ** 3 + (8 / 15) * cosine ** 5)) / Math.PI };
}

function drawSeed(seed: number): Draws {
  const [chance, start] = [chanceOf(seed), [] as tf.Tensor[]];
  const world = drawWorld(chance);
  logits(stageTwo(world), (...[rows, columns, spread, centre = 0]) => {
    const values = list(rows * columns, () => centre + spread * (2 * chance.uniform() - 1));
    return start[start.push(tf.tensor2d(values, [rows, columns])) - 1] as tf.Tensor;
  });
  return { world, start, order: chance.shuffled };
}

if (process.argv[1] === import.meta.filename) {
  createRequire(import.meta.url)('@tensorflow/tfjs-core/dist/register_all_gradients.js');
  await tf.setBackend('wasm');
  const differences = list(8, (seed) => {
    const [before, after] = runSeed(drawSeed(seed)).map(({ D5, D6 }) => D5 - D6);
    process.stdout.write(`seed ${seed}: D5 - D6 is ${before?.toFixed(3)} before Stage 2, ${after?.toFixed(3)} after\n`);
    return after ?? 0;
  });
  const { t, p } = pairedT(differences);
  process.stdout.write(`mean ${mean(differences).toFixed(3)}, t(7) = ${t.toFixed(1)}, p = ${p.toExponential(1)}\n`);
}
