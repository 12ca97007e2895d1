// Batches of text: what is shown, asked and weighted, for documents of different lengths, and what is dropped.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { packDocuments } from '../../src/tasks/text/text-world.ts';
import { textBatch, textForm } from '../../src/tasks/text/world-of-text.ts';
import type { HostNumbers } from '../../src/tensors/host-numbers.ts';
import { presentStage } from '../../src/training/present-stage.ts';
import { binomialBounds, STANDARD_ERRORS } from '../randomness/chance-bounds.ts';

const FIRST = packDocuments([
  [3, 1, 4, 1],
  [5, 9],
  [2, 6, 5],
]);
const SECOND = packDocuments([
  [8, 7],
  [6, 5, 4, 3, 2],
]);
const bytes = (values: Float32Array = new Float32Array()) =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength);
const numbers = ({ values }: HostNumbers) => [...values];

describe('a batch of text', () => {
  it('shows all but the last token and asks for that one, seed after seed', () => {
    const batch = textBatch(
      [
        { documents: FIRST, rows: [2, 0] },
        { documents: SECOND, rows: [0, 1] },
      ],
      'answers',
    );
    expect(Object.keys(batch).sort()).toEqual(['answers', 'asked', 'tokens', 'weights']);
    expect(batch.tokens.shape).toEqual([2, 2, 4]);
    expect(numbers(batch.tokens)).toEqual([2, 6, 0, 0, 3, 1, 4, 0, 8, 0, 0, 0, 6, 5, 4, 3]);
    expect(batch.asked?.shape).toEqual([2, 2]);
    expect(numbers(batch.asked as HostNumbers)).toEqual([1, 6, 0, 7]);
    expect(batch.answers.shape).toEqual([2, 2]);
    expect(numbers(batch.answers)).toEqual([5, 1, 7, 2]);
    expect(numbers(batch.weights)).toEqual([0.5, 0.5, 0.5, 0.5]);
  });

  it('asks for each next token where all are asked, each with the same weight in its seed', () => {
    const batch = textBatch(
      [
        { documents: FIRST, rows: [2, 0] },
        { documents: SECOND, rows: [0, 1] },
      ],
      'all-tokens',
    );
    expect(Object.keys(batch).sort()).toEqual(['answers', 'tokens', 'weights']);
    expect(numbers(batch.tokens)).toEqual([2, 6, 0, 0, 3, 1, 4, 0, 8, 0, 0, 0, 6, 5, 4, 3]);
    expect(batch.answers.shape).toEqual([2, 8]);
    expect(numbers(batch.answers)).toEqual([6, 5, 0, 0, 1, 4, 1, 0, 7, 0, 0, 0, 5, 4, 3, 2]);
    const fifth = Math.fround(1 / 5);
    expect(batch.weights.shape).toEqual([2, 8]);
    expect(numbers(batch.weights)).toEqual(
      [1, 1, 0, 0, 1, 1, 1, 0, 1, 0, 0, 0, 1, 1, 1, 1].map((weight) => weight * fifth),
    );
  });

  const documents = fc
    .array(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 7 }), { minLength: 1, maxLength: 6 })
    .map(packDocuments);
  const parts = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.array(documents, { minLength: 1, maxLength: 3 }))
    .chain(([count, seeds]) =>
      fc.tuple(
        ...seeds.map((own) =>
          fc
            .array(fc.nat(own.lengths.length - 1), { minLength: count, maxLength: count })
            .map((rows) => ({ documents: own, rows })),
        ),
      ),
    );

  law.prop([parts, fc.constantFrom('answers' as const, 'all-tokens' as const)])(
    'has the documents that were asked for, and weights of a seed that sum to one',
    (given, loss) => {
      const { tokens, answers, weights, asked } = textBatch(given, loss);
      const [seeds, count, length] = tokens.shape as [number, number, number];
      expect([seeds, count]).toEqual([given.length, given[0]?.rows.length]);
      const questions = weights.values.length / seeds;
      for (const [seed, part] of given.entries()) {
        const own = weights.values.subarray(seed * questions, (seed + 1) * questions);
        expect(Math.abs(own.reduce((sum, weight) => sum + weight, 0) - 1)).toBeLessThan(1e-6);
        for (const [place, row] of part.rows.entries()) {
          const size = part.documents.lengths[row] as number;
          const whole = [...part.documents.tokens.subarray(row * part.documents.length).subarray(0, size)];
          const start = (seed * count + place) * length;
          const padded = [...whole.slice(0, -1), ...new Array<number>(length - size + 1).fill(0)];
          expect([...tokens.values.subarray(start, start + length)]).toEqual(padded);
          if (asked === undefined) {
            expect([...answers.values.subarray(start, start + size - 1)]).toEqual(whole.slice(1));
            const carried = Array.from(weights.values.subarray(start, start + length), (weight) => weight > 0);
            expect(carried).toEqual(padded.map((_, position) => position < size - 1));
          } else {
            const row = asked.values[seed * count + place] as number;
            expect(row).toBe(place * length + size - 2);
            expect(tokens.values[seed * count * length + row]).toBe(whole.at(-2));
            expect(answers.values[seed * count + place]).toBe(whole.at(-1));
          }
        }
      }
    },
  );
});

describe('a stage in text', () => {
  const seedsOf = (trees: readonly number[]) =>
    trees.map((number) => ({ documents: FIRST, tree: seedTree(number).child('stage 1') }));

  it('has as many documents as each seed, and presents those it is asked for', () => {
    const stage = presentStage(seedsOf([1, 2]), { form: textForm, loss: 'answers', dropout: null });
    expect(stage.count).toBe(3);
    const rows = [
      [0, 2],
      [1, 1],
    ];
    expect(stage.present(rows)).toEqual(
      textBatch(
        rows.map((own) => ({ documents: FIRST, rows: own })),
        'answers',
      ),
    );
  });

  const WRITES = 4;
  const WIDTH = 50;
  const SHOWN = 3;
  const DOCUMENTS = 20;
  const rows = Array.from({ length: DOCUMENTS }, (_, index) => index % 3);
  const masksOf = (trees: readonly number[], share: number, batches: number) => {
    const stage = presentStage(seedsOf(trees), {
      form: textForm,
      loss: 'all-tokens',
      dropout: { share, writes: WRITES, width: WIDTH },
    });
    return Array.from({ length: batches }, () => stage.present(trees.map(() => rows)).dropout as HostNumbers);
  };
  const NUMBERS = WRITES * DOCUMENTS * SHOWN * WIDTH;

  it.each([0.05, 0.1, 0.5, 0.9])('drops a share of %d of the numbers, and makes up for it', (share) => {
    const [first, second] = masksOf([1], share, 2) as [HostNumbers, HostNumbers];
    expect(first.shape).toEqual([WRITES, 1, DOCUMENTS * SHOWN, WIDTH]);
    expect(second.values).not.toEqual(first.values);
    const kept = Math.fround(1 / (1 - share));
    for (const { values } of [first, second]) {
      expect(values).toHaveLength(NUMBERS);
      expect(new Set(values)).toEqual(new Set([0, kept]));
      const dropped = values.filter((value) => value === 0).length;
      const { low, high } = binomialBounds(NUMBERS, share);
      expect(dropped).toBeGreaterThanOrEqual(low);
      expect(dropped).toBeLessThanOrEqual(high);
      const mean = values.reduce((sum, value) => sum + value, 0) / NUMBERS;
      // A mask is 1 / (1 - share) with probability 1 - share: its variance is share / (1 - share).
      expect(Math.abs(mean - 1)).toBeLessThan((STANDARD_ERRORS * Math.sqrt(share / (1 - share))) / Math.sqrt(NUMBERS));
    }
  });

  it('drops each number by itself: neighbours, columns and writes fall together as often as chance has it', () => {
    const share = 0.3;
    const [{ values }] = masksOf([3], share, 1) as [HostNumbers];
    const block = NUMBERS / WRITES;
    const together = (pairs: number, pair: (index: number) => readonly [number, number], words: string) => {
      let both = 0;
      for (let index = 0; index < pairs; index += 1) {
        const [one, other] = pair(index);
        if (values[one] === 0 && values[other] === 0) both += 1;
      }
      const { low, high } = binomialBounds(pairs, share ** 2);
      expect(both, words).toBeGreaterThanOrEqual(low);
      expect(both, words).toBeLessThanOrEqual(high);
    };
    together(NUMBERS / 2, (index) => [2 * index, 2 * index + 1], 'neighbours');
    together(block, (index) => [index, block + index], 'the first two writes');
    together(
      NUMBERS / 2,
      (index) => {
        const first = 2 * WIDTH * Math.floor(index / WIDTH) + (index % WIDTH);
        return [first, first + WIDTH];
      },
      'rows below each other',
    );
    for (let write = 0; write < WRITES; write += 1) {
      const own = values.subarray(write * block, (write + 1) * block);
      const { low, high } = binomialBounds(block, share);
      const dropped = own.filter((value) => value === 0).length;
      expect(dropped, `write ${write}`).toBeGreaterThanOrEqual(low);
      expect(dropped, `write ${write}`).toBeLessThanOrEqual(high);
    }
  });

  law.prop([fc.uniqueArray(fc.nat(1000), { minLength: 2, maxLength: 4 })], { numRuns: 10 })(
    'drops the same numbers of a seed whether it is stacked or alone, in every batch',
    (trees) => {
      const together = masksOf(trees, 0.2, 3);
      const block = NUMBERS / WRITES;
      for (const [seed, tree] of trees.entries()) {
        for (const [batch, { values }] of masksOf([tree], 0.2, 3).entries()) {
          for (let write = 0; write < WRITES; write += 1) {
            const start = (write * trees.length + seed) * block;
            const own = bytes(values.subarray(write * block, (write + 1) * block));
            expect(bytes(together[batch]?.values.subarray(start, start + block)).equals(own)).toBe(true);
          }
        }
      }
    },
  );
});
