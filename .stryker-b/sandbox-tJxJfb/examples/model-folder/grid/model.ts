// A model of one's own for the digit grid: a plain MLP of GELU layers, without LayerNorm and without a residual stream.
import type { ModelRequest, UserModel, UserParameter } from 'iml-verify';

export function createModel({ tf, layers, options, task }: ModelRequest): UserModel {
  if (task.kind !== 'grid') throw new Error('This model answers questions about digit grids.');
  const { width = 64, depth = 2 } = options as { width?: number; depth?: number };
  const names = Array.from({ length: depth }, (_, index) => `layer ${index + 1}`);
  const sizes = [task.features + task.tokens, ...names.map(() => width)];
  const affine = (name: string, inputs: number, outputs: number): Record<string, UserParameter> => {
    const bound = 1 / Math.sqrt(inputs);
    const initial: UserParameter['initial'] = (random) => bound * (2 * random.uniform() - 1);
    return {
      [`${name} weight`]: { shape: [inputs, outputs], initial },
      [`${name} bias`]: { shape: [outputs], initial, decayed: false },
    };
  };
  return {
    parameters: Object.assign(
      {},
      ...names.map((name, index) => affine(name, sizes[index] ?? 0, width)),
      affine('head', sizes[depth] ?? 0, 2 * task.outputs),
    ),
    activations: names,
    forward(parameter, input) {
      // The query beside the digits: [B, F + Q].
      let x = task.tokens === 0 ? input('features') : tf.concat([input('features'), input('tokens')], 1);
      const apply = (name: string) => layers.linear(x, parameter(`${name} weight`), parameter(`${name} bias`));
      const activations: Record<string, typeof x> = {};
      for (const name of names) {
        x = layers.gelu(apply(name));
        activations[name] = x;
      }
      return { logits: tf.reshape(apply('head'), [-1, task.outputs, 2]), activations };
    },
  };
}
