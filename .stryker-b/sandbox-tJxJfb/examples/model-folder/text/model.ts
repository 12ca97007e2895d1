// A model of one's own for text: learned positions, then blocks of causal attention and an MLP, without norms and biases.
import type { ModelRequest, UserModel, UserParameter } from 'iml-verify';

export function createModel({ tf, layers, options, task }: ModelRequest): UserModel {
  if (task.kind !== 'text') throw new Error('This model reads text.');
  const { width = 32, heads = 4, depth = 2 } = options as { width?: number; heads?: number; depth?: number };
  const { words, kinds, positions } = task;
  const blocks = Array.from({ length: depth }, (_, index) => `block ${index + 1}`);
  const matrix = (inputs: number, outputs: number, deviation: number): UserParameter => ({
    shape: [inputs, outputs],
    initial: (random) => deviation * random.normal(),
  });
  const ofBlock = (name: string): Record<string, UserParameter> => ({
    [`${name} in`]: matrix(width, 3 * width, 0.08),
    [`${name} out`]: matrix(width, width, 0.04),
    [`${name} up`]: matrix(width, 4 * width, 0.08),
    [`${name} down`]: matrix(4 * width, width, 0.04),
  });
  const loud = (index: number) => kinds[Math.floor(index / width)] === 'symbol';
  return {
    parameters: {
      // What aliases are spelt with is loud, words of the grammar are quiet.
      embedding: {
        shape: [words, width],
        initial: (random, index) => (loud(index) ? 1 : 0.1) * random.normal(),
      },
      positions: matrix(positions, width, 0.02),
      ...Object.assign({}, ...blocks.map(ofBlock)),
      head: matrix(width, words, 0.08),
    },
    activations: ['embedding', ...blocks],
    forward(parameter, input) {
      const tokens = input('tokens');
      const embedded = layers.embed(parameter('embedding'), tokens); // [B, T, D]
      let x = tf.add(embedded, tf.slice(parameter('positions'), [0, 0], [tokens.shape[1] ?? 0, width]));
      const activations: Record<string, typeof x> = { embedding: x };
      for (const block of blocks) {
        const attended = layers.causalAttention(layers.linear(x, parameter(`${block} in`)), { heads });
        x = tf.add(x, layers.linear(attended, parameter(`${block} out`)));
        const hidden = layers.gelu(layers.linear(x, parameter(`${block} up`)));
        x = tf.add(x, layers.linear(hidden, parameter(`${block} down`)));
        activations[block] = x;
      }
      return { logits: layers.linear(x, parameter('head')), activations };
    },
  };
}
