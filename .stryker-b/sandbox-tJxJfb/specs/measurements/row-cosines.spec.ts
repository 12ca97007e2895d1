// Cosines of gradients of any size, on every backend, against 64 bits: a model without norms that has learned a question perfectly has
// gradients whose squares no 32-bit number holds. Seen first as "cosines" of a million, in a verification of such a model.
import { fc, test as law } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import { rowCosines } from '../../src/measurements/measure-gradients.ts';
import { randomStream } from '../../src/randomness/random-stream.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import type { BackendName } from '../../src/tensors/backend-name.ts';
import { tensor, tidy } from '../../src/tensors/tensorflow.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';
import { HAS_NATIVE } from '../tensors/native-available.ts';

const COLUMNS = 37;
const rowOf = (exponent: number, seed: number) => {
  const { normal } = randomStream([seed | 1, 2, 3, 4]);
  return Float32Array.from({ length: COLUMNS }, () => 2 ** exponent * normal());
};
const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);
/** Exponents are asked as far as 20 bits above the smallest normal number: below it processors differ. */
const exponent = fc.integer({ min: -106, max: 120 });

const BACKENDS: readonly BackendName[] = HAS_NATIVE ? ['wasm', 'cpu', 'tensorflow'] : ['wasm', 'cpu'];

describe.each(BACKENDS)('the cosine of two rows on %s', (name) => {
  beforeAll(() => startBackend(name));
  leavesNoTensors();

  const cosinesOf = (a: readonly Float32Array[], b: readonly Float32Array[]) =>
    tidy(() => {
      const matrix = (rows: readonly Float32Array[]) =>
        tensor(Float32Array.from(rows.flatMap((row) => [...row])), [rows.length, COLUMNS]);
      return [...rowCosines(matrix(a), matrix(b)).dataSync<'float32'>()];
    });

  law.prop([fc.array(fc.tuple(exponent, exponent, fc.nat()), { minLength: 1, maxLength: 6 })])(
    'is that of 64 bits, whatever their size',
    (rows) => {
      const a = rows.map(([size, , seed]) => rowOf(size, seed));
      const b = rows.map(([, size, seed]) => rowOf(size, seed + 1));
      for (const [index, found] of cosinesOf(a, b).entries()) {
        const [x, y] = [a[index], b[index]] as [Float32Array, Float32Array];
        expect(Math.abs(found - dot(x, y) / Math.sqrt(dot(x, x)) / Math.sqrt(dot(y, y)))).toBeLessThan(2e-6);
      }
    },
  );

  it('is one for equal rows, minus one for opposite ones, zero for a row of zeros, and no number for one that has none', () => {
    const small = rowOf(-90, 1);
    const opposite = small.map((value) => -value);
    const zeros = new Float32Array(COLUMNS);
    const broken = small.with(3, Number.NaN);
    const [same, turned, none, both, lost] = cosinesOf(
      [small, small, small, zeros, broken],
      [small, opposite, zeros, zeros, small],
    );
    expect(same).toBeCloseTo(1, 6);
    expect(turned).toBeCloseTo(-1, 6);
    expect([none, both, lost]).toEqual([0, 0, Number.NaN]);
  });
});
