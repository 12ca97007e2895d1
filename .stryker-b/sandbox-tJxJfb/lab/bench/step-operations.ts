// Floating point operations of the matrix products in one training step of one seed, counted from the model: two for each
// multiplication and addition of the forward pass, as many for the gradient of the weights, as many for that of the inputs. The
// first layer's inputs and the tokens are data and need no gradient. All else (norms, GELU, AdamW, biases) counts as nothing.
import type { Decoder } from '../../src/models/decoder.ts';
import type { ResidualMlp } from '../../src/models/residual-mlp.ts';

export function operationsOfMlp({ layout }: Pick<ResidualMlp, 'layout'>, batch: number): number {
  const matrices = layout.entries.filter(({ name }) => name === 'embedding' || name.endsWith('.weight'));
  const multiplications = matrices.reduce((sum, { name, shape }) => {
    const ofForward = shape.reduce((product, length) => product * length, 1);
    return sum + ofForward * (name === 'embedding' || name === 'input.weight' ? 2 : 3);
  }, 0);
  return 2 * multiplications * batch;
}

/** Of documents of one length that are asked one question each; the last block ends with those. Attention counts all pairs. */
export function operationsOfDecoder(
  { config: { width, layers }, layout }: Pick<Decoder, 'config' | 'layout'>,
  { documents, length }: { readonly documents: number; readonly length: number },
): number {
  const words = layout.entries.find(({ name }) => name === 'embedding')?.shape[0] as number;
  const inBlocks = layout.entries
    .filter(({ name }) => name.endsWith('.weight'))
    .reduce((sum, { name, shape: [inputs = 1, outputs = 1] }) => {
      const endsLast = name.startsWith(`block ${layers}.`) && !name.endsWith('.attention.in.weight');
      return sum + inputs * outputs * (endsLast ? 1 : length);
    }, 0);
  const attention = layers * 2 * length * length * width;
  return 2 * 3 * documents * (inBlocks + attention + words * width);
}
