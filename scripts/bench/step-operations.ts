// Floating point operations of the matrix products in one training step, counted from the model: two for each multiplication and
// addition of the forward pass, as many for the gradient of the weights, as many for that of the inputs. The first layer's inputs
// and the tokens are data and need no gradient. All else in a step (norms, GELU, AdamW, biases) counts as nothing.
import type { ResidualMlp } from '../../src/models/residual-mlp.ts';

export function matmulOperationsAStep(model: ResidualMlp, { batch, seeds }: { batch: number; seeds: number }): number {
  const matrices = model.layout.entries.filter(({ name }) => name === 'embedding' || name.endsWith('.weight'));
  const multiplications = matrices.reduce((sum, { name, shape }) => {
    const ofForward = shape.reduce((product, length) => product * length, 1);
    return sum + ofForward * (name === 'embedding' || name === 'input.weight' ? 2 : 3);
  }, 0);
  return 2 * multiplications * batch * seeds;
}
