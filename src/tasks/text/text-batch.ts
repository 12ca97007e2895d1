// From rows of tokens to the numbers of one stacked batch: tokens, what is asked, right answers, weights.
// Axes: S seeds, B documents, T positions.
import type { BatchNumbers, Loss } from '../world.ts';
import { answerOf, type TextDocuments } from './text-world.ts';

export type TextBatch = Record<'tokens' | 'answers' | 'weights', BatchNumbers[string]> & BatchNumbers;

/** @param parts documents of each seed and which of them, as many for each */
export function textBatch(
  parts: readonly { readonly documents: TextDocuments; readonly rows: readonly number[] }[],
  loss: Loss,
): TextBatch {
  const [seeds, count] = [parts.length, (parts[0] as (typeof parts)[number]).rows.length];
  // The last token of a document is asked and never shown; those of a longer answer are read by those after them.
  const length = Math.max(...parts.map(({ documents }) => documents.length)) - 1;
  const numbers = (columns: number) => new Float32Array(seeds * columns);
  const [tokens, next, weights] = [numbers(count * length), numbers(count * length), numbers(count * length)];
  // As many places for each document's answer as the longest one needs; those left over weigh nothing.
  const places = Math.max(...parts.map(({ documents }) => longestAnswer(documents)));
  const [asked, answers, answerWeights] = [numbers(count * places), numbers(count * places), numbers(count * places)];
  for (const [seed, { documents, rows }] of parts.entries()) {
    const shown = { read: 0, answered: 0 };
    for (const [document, row] of rows.entries()) {
      const size = documents.lengths[row] as number;
      const start = row * documents.length;
      const at = (seed * count + document) * length;
      for (let position = 0; position + 1 < size; position += 1) {
        tokens[at + position] = documents.tokens[start + position] as number;
        next[at + position] = documents.tokens[start + position + 1] as number;
        weights[at + position] = 1;
      }
      const answer = answerOf(documents, row);
      for (let place = 0; place < places; place += 1) {
        const target = (seed * count + document) * places + place;
        const isOwn = place < answer.length;
        asked[target] = document * length + size - 2 - (isOwn ? answer.length - 1 - place : 0);
        answers[target] = answer[isOwn ? place : answer.length - 1] as number;
        answerWeights[target] = isOwn ? 1 : 0;
      }
      shown.read += size - 1;
      shown.answered += answer.length;
    }
    divide(weights.subarray(seed * count * length, (seed + 1) * count * length), shown.read);
    divide(answerWeights.subarray(seed * count * places, (seed + 1) * count * places), shown.answered);
  }
  const shown = { values: tokens, shape: [seeds, count, length] };
  if (loss === 'all-tokens') {
    const shape = [seeds, count * length];
    return { tokens: shown, answers: { values: next, shape }, weights: { values: weights, shape } };
  }
  const shape = [seeds, count * places];
  return {
    tokens: shown,
    asked: { values: asked, shape },
    answers: { values: answers, shape },
    weights: { values: answerWeights, shape },
  };
}

const longestAnswer = ({ answerLengths }: TextDocuments) =>
  answerLengths === undefined ? 1 : answerLengths.reduce((longest, size) => Math.max(longest, size), 1);

function divide(weights: Float32Array, sum: number): void {
  for (const [index, weight] of weights.entries()) weights[index] = weight / sum;
}
