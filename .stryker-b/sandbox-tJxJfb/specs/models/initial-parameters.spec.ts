// Initial parameters: PyTorch's bounds, and streams that no other array moves.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type ResidualMlp, residualMlp } from '../../src/models/residual-mlp.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { worstError } from '../oracles/model-reference.ts';
import { STANDARD_ERRORS } from '../randomness/chance-bounds.ts';
import { byName, PICTURES, SYMBOLS } from './small-models.ts';

const seed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const wide = (change: { readonly width?: number; readonly layers?: number; readonly outputs?: number }) =>
  residualMlp(
    {
      kind: 'residual-mlp',
      width: change.width ?? 32,
      layers: change.layers ?? 2,
      patchEncoder: { hidden: 16, output: 9 },
    },
    { features: 100, patches: { count: 4, pixels: 25 }, tokens: 10, outputs: change.outputs ?? 6 },
  );
const drawn = (model: ResidualMlp, number: number) => byName(model, [...model.initialParameters(seedTree(number))]);

/** What each row of a weight sums over: PyTorch bounds weights and biases by one over its root. */
const FAN_IN: Record<string, number> = {
  'patch.in': 25,
  'patch.out': 16,
  input: 36,
  'block 1.up': 32,
  'block 1.down': 64,
  'block 2.up': 32,
  'block 2.down': 64,
  head: 32,
};

describe('initial parameters', () => {
  law.prop([seed], { numRuns: 20 })("fill PyTorch's bounds for linear layers, uniformly", (number) => {
    const arrays = drawn(wide({}), number);
    for (const [layer, fanIn] of Object.entries(FAN_IN)) {
      const bound = 1 / Math.sqrt(fanIn);
      for (const kind of ['weight', 'bias']) {
        const values = arrays[`${layer}.${kind}`] as number[];
        expect(values.every((value) => Math.abs(value) <= bound + 1e-9)).toBe(true);
        expect(new Set(values).size).toBeGreaterThan(values.length * 0.9);
      }
    }
  });

  it('spread weights evenly over the bounds, and the embedding with deviation 0.1', () => {
    const arrays = drawn(wide({ width: 64 }), 1);
    const moments = (values: readonly number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
    };
    const weight = arrays['block 1.up.weight'] as number[];
    const bound = 1 / 8;
    const { mean, variance } = moments(weight);
    const rootCount = Math.sqrt(weight.length);
    expect(Math.abs(mean)).toBeLessThan((STANDARD_ERRORS * bound) / Math.sqrt(3) / rootCount);
    // var(u^2) of a uniform on (-b, b) is 4 b^4 / 45.
    expect(Math.abs(variance - bound ** 2 / 3)).toBeLessThan(
      (STANDARD_ERRORS * bound ** 2 * Math.sqrt(4 / 45)) / rootCount,
    );
    const embedding = arrays.embedding as number[];
    const spread = moments(embedding);
    expect(Math.abs(spread.mean)).toBeLessThan((STANDARD_ERRORS * 0.1) / Math.sqrt(embedding.length));
    expect(Math.abs(spread.variance - 0.01)).toBeLessThan(STANDARD_ERRORS * 0.01 * Math.sqrt(2 / embedding.length));
  });

  it('start every LayerNorm at gain one and bias zero', () => {
    const arrays = drawn(SYMBOLS, 1);
    const norms = Object.keys(arrays).filter((name) => name.includes('norm'));
    expect(norms).toHaveLength(6);
    for (const name of norms) expect(new Set(arrays[name])).toEqual(new Set([name.endsWith('.gain') ? 1 : 0]));
  });

  law.prop([seed, fc.constantFrom({ width: 48 }, { layers: 3 }, { layers: 0 }, { outputs: 9 })], { numRuns: 30 })(
    'keep the numbers of every array whose shape another model shares',
    (number, change) => {
      const [model, other] = [wide({}), wide(change)];
      const [plain, changed] = [drawn(model, number), drawn(other, number)];
      const shapes = new Map(other.layout.entries.map(({ name, shape }) => [name, shape.join()]));
      const shared = model.layout.entries.filter(({ name, shape }) => shapes.get(name) === shape.join());
      expect(shared.length).toBeGreaterThanOrEqual(4);
      // A wider model bounds the head's bias by its own fan-in; the draws below the bound are the same.
      const scale = Math.sqrt(other.config.width / model.config.width);
      for (const { name } of shared) {
        const values = (changed[name] as number[]).map((value) => (name === 'head.bias' ? value * scale : value));
        expect(worstError(values, plain[name] as number[]), name).toBeLessThan(name === 'head.bias' ? 1e-7 : 1e-300);
      }
    },
  );

  law.prop([seed, seed], { numRuns: 20 })(
    'follow the seed, and differ between arrays of one shape',
    (first, second) => {
      fc.pre(first !== second);
      const model = wide({});
      const arrays = drawn(model, first);
      expect(drawn(model, first)).toEqual(arrays);
      expect(drawn(model, second)['input.weight']).not.toEqual(arrays['input.weight']);
      expect(arrays['block 1.up.weight']).not.toEqual(arrays['block 2.up.weight']);
    },
  );

  it('fill the flat row completely', () => {
    for (const model of [SYMBOLS, PICTURES]) {
      const flat = model.initialParameters(seedTree(2));
      expect(flat).toHaveLength(model.layout.size);
      const zeros = Object.entries(byName(model, [...flat])).filter(([, values]) => values.includes(0));
      expect(zeros.every(([name]) => name.endsWith('norm.bias'))).toBe(true);
    }
  });
});
