// From rows of tokens to the numbers of one stacked batch: tokens, what is asked, right answers, weights, and what is dropped.
// Axes: S seeds, B documents, T positions, R = B T rows, D width.
import type { RandomStream } from '../randomness/random-stream.ts';
import type { SeedTree } from '../randomness/seed-tree.ts';
import type { TextDocuments } from '../tasks/text/text-world.ts';
import type { NamedNumbers } from '../tensors/host-numbers.ts';
import type { StageDocuments } from './train-stage.ts';

export type TextLoss = 'answers' | 'all-tokens';

export interface TextStageRequest {
  readonly loss: TextLoss;
  /** Null drops nothing. `writes`: attention and MLP of each block, 2 a block. */
  readonly dropout: { readonly share: number; readonly writes: number; readonly width: number } | null;
}

/**
 * Documents of a stage in text.
 * @param seeds what is dropped comes from the child `dropout` of each tree
 */
export function textStage(
  seeds: readonly { readonly documents: TextDocuments; readonly tree: SeedTree }[],
  { loss, dropout }: TextStageRequest,
): StageDocuments {
  const streams = seeds.map(({ tree }) => tree.child('dropout').stream());
  return {
    count: (seeds[0] as (typeof seeds)[number]).documents.lengths.length,
    present(rows) {
      const parts = seeds.map(({ documents }, seed) => ({ documents, rows: rows[seed] as readonly number[] }));
      const batch = textBatch(parts, loss);
      if (dropout === null) return batch;
      const [, documents, length] = batch.tokens.shape as [number, number, number];
      return { ...batch, dropout: dropoutMasks(streams, { ...dropout, rows: documents * length }) };
    },
  };
}

export type TextBatch = Record<'tokens' | 'answers' | 'weights', NamedNumbers[string]> & NamedNumbers;

/** @param parts documents of each seed and which of them, as many for each */
export function textBatch(
  parts: readonly { readonly documents: TextDocuments; readonly rows: readonly number[] }[],
  loss: TextLoss,
): TextBatch {
  const first = parts[0] as (typeof parts)[number];
  const [seeds, count] = [parts.length, first.rows.length];
  // The last token of a document is asked and never shown.
  const length = Math.max(...parts.map(({ documents }) => documents.length)) - 1;
  const numbers = (columns: number) => new Float32Array(seeds * columns);
  const [tokens, next, weights] = [numbers(count * length), numbers(count * length), numbers(count * length)];
  const [asked, answers] = [numbers(count), numbers(count)];
  for (const [seed, { documents, rows }] of parts.entries()) {
    let scored = 0;
    for (const [place, row] of rows.entries()) {
      const size = documents.lengths[row] as number;
      const start = row * documents.length;
      const at = (seed * count + place) * length;
      for (let position = 0; position + 1 < size; position += 1) {
        tokens[at + position] = documents.tokens[start + position] as number;
        next[at + position] = documents.tokens[start + position + 1] as number;
        weights[at + position] = 1;
      }
      asked[seed * count + place] = place * length + size - 2;
      answers[seed * count + place] = documents.tokens[start + size - 1] as number;
      scored += size - 1;
    }
    const block = weights.subarray(seed * count * length, (seed + 1) * count * length);
    for (const [index, weight] of block.entries()) block[index] = weight / scored;
  }
  const shown = { values: tokens, shape: [seeds, count, length] };
  if (loss === 'all-tokens') {
    const shape = [seeds, count * length];
    return { tokens: shown, answers: { values: next, shape }, weights: { values: weights, shape } };
  }
  const shape = [seeds, count];
  return {
    tokens: shown,
    asked: { values: asked, shape },
    answers: { values: answers, shape },
    weights: { values: numbers(count).fill(1 / count), shape },
  };
}

/** [writes, S, R, D]: 0 for what is dropped, and what makes up for it elsewhere, so that the mean stays. */
function dropoutMasks(
  streams: readonly RandomStream[],
  { share, writes, width, rows }: { share: number; writes: number; width: number; rows: number },
) {
  const block = rows * width;
  const values = new Float32Array(writes * streams.length * block).fill(1 / (1 - share));
  for (const [seed, stream] of streams.entries()) {
    // From one dropped number to the next: a tenth of the draws of asking each.
    for (let place = stream.geometric(share); place < writes * block; place += 1 + stream.geometric(share)) {
      const write = Math.floor(place / block);
      values[(write * streams.length + seed) * block + (place % block)] = 0;
    }
  }
  return { values, shape: [writes, streams.length, rows, width] };
}
