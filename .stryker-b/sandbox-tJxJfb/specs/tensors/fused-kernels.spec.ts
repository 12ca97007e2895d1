// The fused kernels at sizes where they work in tiles and runs, and their approximations over their whole range, against
// float64. That layers with them are right by value and gradient stands in layers.spec.ts and the oracles.
import { fc, test as law } from '@fast-check/vitest';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalPdf from '@stdlib/stats-base-dists-normal-pdf';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../src/randomness/random-stream.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { fused } from '../../src/tensors/layers/with-gradient.ts';
import { dispose, type Tensor, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import * as reference from '../oracles/model-reference.ts';

const side = fc.integer({ min: 1, max: 35 });

function numbers(count: number, seed: number): number[] {
  const chance = randomStream([seed | 1, 3, 4, 5]);
  return Array.from({ length: count }, () => Math.fround(chance.normal()));
}

/** What a kernel makes of tensors, as plain numbers. */
function run(name: string, inputs: Record<string, Tensor>): number[][] {
  return (fused(name, inputs) as Tensor[]).map((output) => [...output.dataSync<'float32'>()]);
}

/** From 100 downwards to 1e-5 on both sides, and zero. */
const WIDE = [0, ...Array.from({ length: 4000 }, (_, index) => 10 ** (2 - (index * 7) / 4000))].flatMap((value) => [
  Math.fround(value),
  -Math.fround(value),
]);

describe('the fused kernels on wasm', () => {
  beforeAll(() => startBackend('wasm'));

  it('are there, and on cpu they are not: there the ops are composed', async () => {
    const outputs = () => {
      const x = tensor([1]);
      const found = fused('Gelu', { x });
      const count = found?.length ?? null;
      dispose([x, ...(found ?? [])]);
      return count;
    };
    expect(outputs()).toBe(1);
    await startBackend('cpu');
    expect(outputs()).toBeNull();
    await startBackend('wasm');
  });

  law.prop([fc.constantFrom(1, 3), side, side, side, fc.nat()], { numRuns: 60 })(
    'multiply, with bias and for all gradients, any size of matrix',
    (seeds, rows, inner, columns, seed) => {
      const [x, weight, bias] = [rows * inner, inner * columns, columns].map((size, index) =>
        numbers(seeds * size, seed + index),
      ) as [number[], number[], number[]];
      const dy = numbers(seeds * rows * columns, seed + 3);
      const blockOf = (values: number[], index: number, width: number) => {
        const size = values.length / seeds;
        return reference.table(values.slice(index * size, (index + 1) * size), width);
      };
      const expected = Array.from({ length: seeds }, (_, index) => {
        const [x1, w1, dy1] = [blockOf(x, index, inner), blockOf(weight, index, columns), blockOf(dy, index, columns)];
        return {
          y: reference.linear(x1, w1, blockOf(bias, index, columns)[0] as number[]),
          dx: reference.matMul(dy1, w1, { transposeB: true }),
          dWeight: reference.matMul(x1, dy1, { transposeA: true }),
          dBias: reference.matMul([Array.from({ length: rows }, () => 1)], dy1),
        };
      });
      tidy(() => {
        const given = { x: tensor(x, [seeds, rows, inner]), weight: tensor(weight, [seeds, inner, columns]) };
        const [y] = run('Linear', { ...given, bias: tensor(bias, [seeds, 1, columns]) });
        const [dx, dWeight, dBias] = run('LinearGradient', { ...given, dy: tensor(dy, [seeds, rows, columns]) });
        for (const [name, found] of Object.entries({ y, dx, dWeight, dBias })) {
          const wanted = expected.flatMap((part) => part[name as 'y'].flat());
          expect(reference.worstError(found as number[], wanted), name).toBeLessThan(1e-5);
        }
      });
    },
  );

  it('keep the digits of GELU and its slope from -100 to 100', () => {
    tidy(() => {
      const x = tensor(WIDE);
      const [value] = run('Gelu', { x });
      const [slope] = run('GeluGradient', { x, dy: tensor(WIDE.map(() => 1)) });
      for (const [index, at] of WIDE.entries()) {
        const phi = normalCdf(at, 0, 1);
        expect(Math.abs((value?.[index] as number) - at * phi)).toBeLessThan(2e-7 * Math.max(1, Math.abs(at)));
        expect(Math.abs((slope?.[index] as number) - phi - at * normalPdf(at, 0, 1))).toBeLessThan(4e-7);
      }
    });
  });

  it('keep the digits of the loss, the small ones too, and of its slope from -100 to 100', () => {
    tidy(() => {
      for (const at of WIDE) {
        const given = { logits: tensor([at, 0], [1, 1, 1, 2]), targets: tensor([1, 0], [1, 1, 1, 2]) };
        const [[loss] = []] = run('CrossEntropy', given);
        const [[first, second] = []] = run('CrossEntropyGradient', { ...given, dy: tensor([1]) });
        const expected = at > 0 ? Math.log1p(Math.exp(-at)) : Math.log1p(Math.exp(at)) - at;
        const chance = at > 0 ? Math.exp(-at) / (1 + Math.exp(-at)) : 1 / (1 + Math.exp(at));
        // 1e-37: below it 32-bit numbers end.
        expect(Math.abs((loss as number) - expected)).toBeLessThan(4e-7 * expected + 1e-37);
        expect(Math.abs((first as number) + chance)).toBeLessThan(4e-7 * chance + 1e-37);
        expect(second).toBe(-(first as number));
      }
    });
  });

  it('let a broken number through, so that the run is found out', () => {
    tidy(() => {
      const broken = tensor([Number.NaN, 0], [1, 1, 1, 2]);
      const targets = tensor([1, 0], [1, 1, 1, 2]);
      expect(run('Gelu', { x: broken })[0]).toEqual([Number.NaN, 0]);
      expect(run('CrossEntropy', { logits: broken, targets })).toEqual([[Number.NaN]]);
      expect(run('CrossEntropyGradient', { logits: broken, targets, dy: tensor([1]) })).toEqual([
        [Number.NaN, Number.NaN],
      ]);
    });
  });

  law.prop([side, fc.integer({ min: 1, max: 5000 }), fc.nat()], { numRuns: 20 })(
    'find the cosine of each pair of rows, and zero for a row of zeros',
    (rows, columns, seed) => {
      const [a, b] = [numbers(rows * columns, seed), numbers(rows * columns, seed + 1)];
      const dot = (first: readonly number[], second: readonly number[]) =>
        first.reduce((total, value, index) => total + value * (second[index] as number), 0);
      const expected = Array.from({ length: rows }, (_, row) => {
        const [x, y] = [a, b].map((values) => values.slice(row * columns, (row + 1) * columns)) as [number[], number[]];
        return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
      });
      tidy(() => {
        const [first, second] = [tensor(a, [rows, columns]), tensor(b, [rows, columns])];
        expect(reference.worstError(run('RowCosines', { a: first, b: second })[0] ?? [], expected)).toBeLessThan(1e-6);
        const zeros = tensor(new Float32Array(columns), [1, columns]);
        expect(run('RowCosines', { a: zeros, b: zeros })).toEqual([[0]]);
      });
    },
  );
});
