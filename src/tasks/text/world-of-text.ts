// A world written in text as training and measuring know worlds, and how logits answer its questions.
import { HarnessError } from '../../errors/harness-error.ts';
import type { BatchNumbers, Form, Loss, World } from '../world.ts';
import { answerOf, type TextDocuments, type TextQuestions, type TextWorld } from './text-world.ts';

const longestAnswer = ({ answerLengths }: TextDocuments) =>
  answerLengths === undefined ? 1 : answerLengths.reduce((longest, size) => Math.max(longest, size), 1);

/** Aliases whose gradients are held at once; fewer where there are fewer. */
const ALIASES_A_BLOCK = 20;

export const textForm: Form<TextDocuments> = {
  count: ({ lengths }) => lengths.length,
  positions: ({ length }) => length - 1,
  shownTokens: ({ lengths }) => lengths.map((size) => size - 1),
  batch: (parts, { loss, packedRows }) =>
    packedRows === undefined ? textBatch(parts, loss) : packedBatch(parts, { loss, packedRows }),
};

export function worldOfText(text: TextWorld): World<TextDocuments> {
  const { vocabulary, maximumLength, documents } = text;
  const { words, kinds } = vocabulary;
  return {
    ...text,
    // The last token of a document is never shown.
    modelTask: { kind: 'text', words: kinds.length, kinds, positions: maximumLength - 1 },
    form: textForm,
    questions: text.questions.map((set) => ({ ...set, score: (logits) => scores(set, logits) })),
    pretraining() {
      const { tokens, length, lengths, answerLengths } = documents('pretraining', false);
      const shared = { words: [...words], kinds: [...kinds], maximumLength, tokens: [...tokens], length };
      const answers = answerLengths === undefined ? {} : { answerLengths: [...answerLengths] };
      return { ...shared, lengths: [...lengths], ...answers };
    },
    curve: 'qa/exact-match',
    gradientBlock: ALIASES_A_BLOCK,
  };
}

function scores({ documents, candidates, definitionAnswers }: TextQuestions, logits: Float32Array) {
  const answers = Array.from(documents.lengths, (_, row) => answerOf(documents, row));
  const { accuracy, exactMatch, logLikelihood } = scoreAnswers(logits, answers, candidates);
  const truth = { accuracy, 'exact-match': exactMatch, 'log-likelihood': logLikelihood };
  if (definitionAnswers === null) return truth;
  const defined = Array.from(definitionAnswers, (answer) => [answer]);
  return { ...truth, 'agreement-with-definition': scoreAnswers(logits, defined, candidates).exactMatch };
}

/** Means over questions. */
export interface AnswerScore {
  /** Each token of the right answer is the likeliest of those possible there: what a reader says who knows the possible ones. */
  readonly accuracy: number;
  /** Each is the likeliest word of all: what greedy decoding says. */
  readonly exactMatch: number;
  /** Of the whole answer in nats, over the whole vocabulary. */
  readonly logLikelihood: number;
}

/**
 * @param logits [questions, places, V]: a place for each token of the longest answer, read after the right tokens before it
 * @param answers the right tokens of each question
 * @param candidates possible tokens at each place of each question, the right one among them
 */
export function scoreAnswers(
  logits: Float32Array,
  answers: readonly (readonly number[])[],
  candidates: readonly (readonly (readonly number[])[])[],
): AnswerScore {
  const count = answers.length;
  const places = answers.reduce((longest, { length }) => Math.max(longest, length), 1);
  const words = logits.length / (count * places);
  let [accuracy, exactMatch, logLikelihood] = [0, 0, 0];
  for (const [row, answer] of answers.entries()) {
    let [rightOfPossible, rightOfAll, likelihood] = [1, 1, 0];
    for (const [place, token] of answer.entries()) {
      const start = (row * places + place) * words;
      const own = logits.subarray(start, start + words);
      const possible = candidates[row]?.[place]?.map((candidate) => own[candidate] as number) ?? [];
      rightOfPossible *= shareOfMaximum(own[token] as number, possible);
      rightOfAll *= shareOfMaximum(own[token] as number, own);
      likelihood += (own[token] as number) - logSumExp(own);
    }
    accuracy += rightOfPossible;
    exactMatch += rightOfAll;
    logLikelihood += likelihood;
  }
  return { accuracy: accuracy / count, exactMatch: exactMatch / count, logLikelihood: logLikelihood / count };
}

/** 1 where nothing is as large; of several largest each has an equal share: a model that says nothing scores chance. */
export function shareOfMaximum(value: number, all: ArrayLike<number>): number {
  let equal = 0;
  for (let index = 0; index < all.length; index += 1) {
    const other = all[index] as number;
    if (other > value) return 0;
    if (other === value) equal += 1;
  }
  // Only a number that is none equals nothing, itself included.
  return equal === 0 ? Number.NaN : 1 / equal;
}

export function logSumExp(values: Float32Array): number {
  let largest = -Infinity;
  for (const value of values) largest = Math.max(largest, value);
  let sum = 0;
  for (const value of values) sum += Math.exp(value - largest);
  return largest + Math.log(sum);
}

export type TextBatch = Record<'tokens' | 'answers' | 'weights', BatchNumbers[string]> & BatchNumbers;

// From rows of tokens to the numbers of one stacked batch: tokens, what is asked, right answers, weights.
// Axes: S seeds, B documents, T positions.

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

/**
 * The documents of a seed one after another: R rows, of which the last is always empty. Attention alone sees
 * documents: `places` [S, B, T] says in which row a token of a document lies, T one more than any shows, and the empty row where there is
 * none; `cells` [S, R] the other way round, the last place of the first document, which is always empty, for an empty row; `positions` [S, R]
 * where in its document a row stands.
 */
export function packedBatch(
  parts: readonly { readonly documents: TextDocuments; readonly rows: readonly number[] }[],
  { loss, packedRows }: { readonly loss: Loss; readonly packedRows: number },
): BatchNumbers {
  const [seeds, count] = [parts.length, (parts[0] as (typeof parts)[number]).rows.length];
  const columns = Math.max(...parts.map(({ documents }) => documents.length));
  const numbers = (size: number) => new Float32Array(seeds * size);
  const [tokens, positions] = [numbers(packedRows), numbers(packedRows)];
  const cells = numbers(packedRows).fill(columns - 1);
  const places = numbers(count * columns).fill(packedRows - 1);
  for (const [seed, { documents, rows }] of parts.entries()) {
    let filled = 0;
    for (const [document, row] of rows.entries()) {
      for (let position = 0; position + 1 < (documents.lengths[row] as number); position += 1) {
        const [own, cell] = [seed * packedRows + filled, document * columns + position];
        tokens[own] = documents.tokens[row * documents.length + position] as number;
        positions[own] = position;
        cells[own] = cell;
        places[seed * count * columns + cell] = filled;
        filled += 1;
      }
    }
    if (filled >= packedRows) throw tooFewRows(filled, packedRows);
  }
  const shape = [seeds, packedRows] as const;
  const asked = textBatch(parts, loss);
  return {
    tokens: { values: tokens, shape: [seeds, 1, packedRows] },
    positions: { values: positions, shape },
    cells: { values: cells, shape },
    places: { values: places, shape: [seeds, count, columns] },
    ...(loss === 'all-tokens' ? askedAfterEach(asked, cells, shape) : askedInRows(asked, places, columns)),
  };
}

/** What follows each row, of documents filled up. */
function askedAfterEach(
  { tokens, answers, weights }: TextBatch,
  cells: Float32Array,
  shape: readonly [seeds: number, rows: number],
): BatchNumbers {
  const [seeds, , columns] = tokens.shape as [number, number, number];
  const ofSeed = answers.values.length / seeds;
  // Places of a document are one more here: what an empty row reads there is no token's.
  const taken = (values: Float32Array) => ({
    values: cells.map((cell, own) => {
      const [document, position] = [Math.floor(cell / (columns + 1)), cell % (columns + 1)];
      if (position === columns) return 0;
      return values[Math.floor(own / shape[1]) * ofSeed + document * columns + position] as number;
    }),
    shape,
  });
  return { answers: taken(answers.values), weights: taken(weights.values) };
}

/** Questions by the rows that answer them. */
function askedInRows(
  { tokens, asked, answers, weights }: TextBatch,
  places: Float32Array,
  columns: number,
): BatchNumbers {
  const [seeds, count, length] = tokens.shape as [number, number, number];
  if (asked === undefined) throw new HarnessError('internal', { what: 'A batch of questions asks nothing.' });
  const ofSeed = asked.values.length / seeds;
  const values = asked.values.map((cell, own) => {
    const place = Math.floor(cell / length) * columns + (cell % length);
    return places[Math.floor(own / ofSeed) * count * columns + place] as number;
  });
  return { asked: { values, shape: asked.shape }, answers, weights };
}

function tooFewRows(filled: number, packedRows: number): HarnessError {
  return new HarnessError('internal', {
    what: 'A batch shows more tokens than it has rows for.',
    got: `${filled} tokens`,
    expected: `fewer than ${packedRows}`,
  });
}

function divide(weights: Float32Array, sum: number): void {
  for (const [index, weight] of weights.entries()) weights[index] = weight / sum;
}
