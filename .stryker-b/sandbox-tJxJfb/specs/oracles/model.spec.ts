// Oracle: the residual MLP of PyTorch's own modules, in double precision (model-pytorch.py), against the model on both engines
// and against our float64 reference.
import { beforeAll, describe, expect, it } from 'vitest';
import { forward, residualMlp } from '../../src/models/residual-mlp.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { crossEntropy } from '../../src/tensors/layers/cross-entropy.ts';
import { grads, sum, type Tensor, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import oracle from './model-pytorch.json' with { type: 'json' };
import * as reference from './model-reference.ts';

const CASES = (['symbols', 'pixels'] as const).map((name) => {
  const { asked, config, interface: io, ...rest } = oracle[name];
  const model = residualMlp(config as Parameters<typeof residualMlp>[0], io);
  const rows = rest.inputs.length;
  const weights = Array.from({ length: rows }, () => new Array<number>(2 * io.outputs).fill(0));
  for (const { row, output, answer } of asked) (weights[row] as number[])[2 * output + answer] = 1 / asked.length;
  const tokens =
    rest.tokens?.map((asked) => Array.from({ length: io.tokens }, (_, token) => (token === asked ? 1 : 0))) ?? null;
  const parameters = rest.parameters as Record<string, number[]>;
  const gradients = rest.gradients as Record<string, number[]>;
  return [name, { ...rest, parameters, gradients, model, batch: { features: rest.inputs, tokens, weights } }] as const;
});

describe.each(CASES)("PyTorch's residual MLP on %s", (_, { model, parameters, batch, logits, loss, gradients }) => {
  const names = model.layout.entries.map(({ name }) => name);

  it('has the same named parameters', () => {
    expect(Object.keys(parameters).sort()).toEqual([...names].sort());
  });

  it('agrees with the float64 reference to 1e-9, and to 1e-6 in finite differences', () => {
    const found = reference.activations(model, parameters, batch).logits as reference.Table;
    expect(reference.worstError(found.flat(), logits)).toBeLessThan(1e-9);
    expect(Math.abs(reference.loss(model, parameters, batch) - loss)).toBeLessThan(1e-9);
    const differences = reference.lossGradients(model, parameters, batch);
    for (const name of names) {
      expect(reference.worstError(differences[name] as number[], gradients[name] as number[]), name).toBeLessThan(1e-6);
    }
  });

  describe.each(['wasm', 'cpu'] as const)('computed on %s', (backend) => {
    beforeAll(() => startBackend(backend));

    it('has the same logits, loss and gradients to 1e-5', () => {
      tidy(() => {
        const arrays = model.layout.entries.map(({ name, shape }) =>
          tensor(parameters[name] as number[], [1, ...shape]),
        );
        const rows = batch.features.length;
        const inputs = {
          features: tensor(batch.features.flat(), [1, rows, model.interface.features]),
          tokens: batch.tokens === null ? null : tensor(batch.tokens.flat(), [1, rows, model.interface.tokens]),
        };
        const targets = tensor(batch.weights.flat(), [1, rows, model.interface.outputs, 2]);
        const logitsOf = (...values: Tensor[]) =>
          forward(model, Object.fromEntries(names.map((name, index) => [name, values[index] as Tensor])), inputs)
            .logits;
        const lossOf = (...values: Tensor[]) => sum(crossEntropy(logitsOf(...values), targets));
        expect(reference.worstError(logitsOf(...arrays).dataSync(), logits)).toBeLessThan(1e-5);
        expect(Math.abs((lossOf(...arrays).dataSync()[0] as number) - loss)).toBeLessThan(1e-5);
        const found = grads(lossOf)(arrays);
        for (const [index, name] of names.entries()) {
          const error = reference.worstError((found[index] as Tensor).dataSync(), gradients[name] as number[], 0.1);
          expect(error, name).toBeLessThan(1e-5);
        }
      });
    });
  });
});
