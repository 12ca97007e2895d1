// Causal self-attention against the formulas in float64, place by place: softmax(q k / sqrt d) v over what has been seen, with
// queries and keys turned as complex numbers (Su et al. 2021).
import { fc, test as law } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../src/tensors/backend.ts';
import { type AttentionShape, causalAttention } from '../../src/tensors/layers/causal-attention.ts';
import { tensor, tidy } from '../../src/tensors/tensorflow.ts';
import { worstError } from '../oracles/model-reference.ts';
import { BACKENDS, checkOperation, normals } from './check-operation.ts';
import { leavesNoTensors } from './leaves-no-tensors.ts';

interface Sizes extends AttentionShape {
  /** S B. */
  readonly sequences: number;
  /** d. */
  readonly size: number;
}

/** Rows of queries, keys and values beside each other -> rows of mixed values; both flat. */
function attentionReference(projected: readonly number[], shape: Sizes): number[] {
  const { sequences, heads, positions, size, rotary } = shape;
  const width = heads * size;
  const output = new Array<number>(sequences * positions * width).fill(0);
  const read = (row: number, part: number, head: number) => {
    const start = row * 3 * width + part * width + head * size;
    const plain = projected.slice(start, start + size);
    return part === 2 || rotary === null ? plain : turned(plain, row % positions, rotary);
  };
  for (let sequence = 0; sequence < sequences; sequence += 1) {
    for (let head = 0; head < heads; head += 1) {
      for (let position = 0; position < positions; position += 1) {
        const query = read(sequence * positions + position, 0, head);
        const seen = Array.from({ length: position + 1 }, (_, place) => sequence * positions + place);
        const scores = seen.map((row) => dot(query, read(row, 1, head)) / Math.sqrt(size));
        const largest = Math.max(...scores);
        const shares = scores.map((score) => Math.exp(score - largest));
        const total = shares.reduce((sum, share) => sum + share, 0);
        for (const [place, row] of seen.entries()) {
          for (const [column, value] of read(row, 2, head).entries()) {
            const at = (sequence * positions + position) * width + head * size + column;
            output[at] = (output[at] as number) + ((shares[place] as number) / total) * value;
          }
        }
      }
    }
  }
  return output;
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);

/** Numbers i and i + size / 2 are one complex number, times e to the (i position base^(-2 i / size)). */
function turned(plain: readonly number[], position: number, { size, base }: NonNullable<AttentionShape['rotary']>) {
  const result = [...plain];
  for (let index = 0; index < size / 2; index += 1) {
    const [real, imaginary] = [plain[index] as number, plain[index + size / 2] as number];
    const angle = position / base ** ((2 * index) / size);
    result[index] = real * Math.cos(angle) - imaginary * Math.sin(angle);
    result[index + size / 2] = real * Math.sin(angle) + imaginary * Math.cos(angle);
  }
  return result;
}

const sizes = fc
  .record({
    seeds: fc.integer({ min: 1, max: 2 }),
    documents: fc.integer({ min: 1, max: 2 }),
    heads: fc.integer({ min: 1, max: 3 }),
    half: fc.integer({ min: 1, max: 3 }),
    // Long ones are multiplied as matrices.
    positions: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant(9)),
    turns: fc.constantFrom('none', 'some', 'all'),
    base: fc.constantFrom(10, 10_000),
    chance: fc.nat(),
  })
  .map(({ half, turns, base, ...rest }) => {
    const rotary = { none: null, some: { size: 2, base }, all: { size: 2 * half, base } }[turns] ?? null;
    return { ...rest, size: 2 * half, rotary };
  });

describe.each(BACKENDS)('causal attention on %s', (backend) => {
  beforeAll(() => startBackend(backend));
  leavesNoTensors();

  law.prop([sizes], { numRuns: 40 })(
    'mixes the values of what has been seen, by value and gradient',
    ({ seeds, documents, chance, ...shape }) => {
      const rows = documents * shape.positions;
      const width = shape.heads * shape.size;
      checkOperation(
        (projected) => causalAttention(projected as NonNullable<typeof projected>, shape),
        ([projected]) => attentionReference(projected ?? [], { ...shape, sequences: seeds * documents }),
        {
          inputs: [normals([seeds, rows, 3 * width], chance)],
          outputShape: [seeds, rows, width],
          tolerance: 1e-5,
        },
      );
    },
  );

  law.prop([sizes], { numRuns: 20 })(
    'shifts with the positions where they are rotary: only distances count',
    ({ chance, ...shape }) => {
      fc.pre(shape.rotary !== null);
      // The last position of a longer sequence whose first token has no weight sees what the shorter one's last sees.
      const width = shape.heads * shape.size;
      const short = normals([1, shape.positions, 3 * width], chance);
      const front = new Array<number>(3 * width).fill(0);
      const reference = attentionReference(short.values, { ...shape, sequences: 1 });
      const long = [...front, ...short.values];
      const found = tidy(() => {
        const projected = tensor(long, [1, shape.positions + 1, 3 * width]);
        return [...causalAttention(projected, { ...shape, positions: shape.positions + 1 }).dataSync()];
      });
      // A first token of zeros gets the score 0 and the value 0: each head's mixture shrinks by one number.
      for (let head = 0; head < shape.heads; head += 1) {
        const [a, b] = [found, reference].map((values) => {
          const start = values.length - width + head * shape.size;
          return values.slice(start, start + shape.size);
        }) as [number[], number[]];
        const shrink = dot(a, b) / dot(b, b);
        expect(shrink).toBeGreaterThan(0);
        expect(shrink).toBeLessThan(1);
        expect(
          worstError(
            a,
            b.map((value) => value * shrink),
          ),
        ).toBeLessThan(1e-5);
      }
    },
  );

  it('copies the only value that a first position sees, and stays finite with scores of thousands', () => {
    tidy(() => {
      const [queries, keys] = [
        [300, 300],
        [300, -300],
      ];
      const rows = [0, 1].flatMap((row) => [...(queries as number[]), ...(keys as number[]), 1 + row, 5 - row]);
      const shape = { heads: 2, positions: 2, rotary: null };
      // The first head's scores are 90,000 wherever it looks, the second's -90,000: both halves alike.
      expect([...causalAttention(tensor(rows, [1, 2, 6]), shape).dataSync()]).toEqual([1, 5, 1.5, 4.5]);
    });
  });
});
