// Users' models for specs: the harness's residual MLP written anew against the interface that users have, and models that break
// one promise each.
import type { CreateModel, ModelModule, UserModel, UserParameter } from '../../src/models/user-model.ts';
import type { ModelTask } from '../../src/tasks/world.ts';

export const GRID: ModelTask = { kind: 'grid', features: 6, patches: null, tokens: 5, outputs: 3 };
export const TEXT: ModelTask = {
  kind: 'text',
  words: 9,
  kinds: ['special', 'attribute', 'value', 'symbol', 'alias', 'entity', 'special', 'attribute', 'value'],
  positions: 6,
};

export const moduleOf = (createModel: CreateModel): ModelModule => ({
  digest: 'a'.repeat(64),
  file: 'model.ts',
  createModel,
});

const draw: UserParameter['initial'] = (random) => 0.5 * random.normal();

/** experiments.md 1 in plain ops of TensorFlow.js, of which most cannot be recorded on WebAssembly. */
export const plainMlp: CreateModel = ({ tf, task, options }) => {
  if (task.kind !== 'grid') throw new Error('grid only');
  const { width = 4, layers = 2, norm = 'layer' } = options as { width?: number; layers?: number; norm?: string };
  const parameters: Record<string, UserParameter> = {};
  const affine = (name: string, inputs: number, outputs: number) => {
    parameters[`${name}.weight`] = { shape: [inputs, outputs], initial: draw };
    parameters[`${name}.bias`] = { shape: [1, outputs], initial: draw };
  };
  const norms = (name: string) => {
    if (norm === 'none') return;
    parameters[`${name}.gain`] = { shape: [1, width], initial: () => 1 };
    parameters[`${name}.bias`] = { shape: [1, width], initial: () => 0 };
  };
  affine('input', task.features, width);
  if (task.tokens > 0) parameters.embedding = { shape: [task.tokens, width], initial: draw };
  const blocks = Array.from({ length: layers }, (_, index) => `block ${index + 1}`);
  for (const block of blocks) {
    norms(`${block}.norm`);
    affine(`${block}.up`, width, 2 * width);
    affine(`${block}.down`, 2 * width, width);
  }
  norms('final norm');
  affine('head', width, 2 * task.outputs);
  return {
    parameters,
    activations: ['input', ...blocks, 'final norm'],
    forward(parameter, input) {
      type Tensor = ReturnType<typeof input>;
      const apply = (name: string, x: Tensor) =>
        tf.add(tf.matMul(x, parameter(`${name}.weight`)), parameter(`${name}.bias`));
      const normalise = (name: string, x: Tensor) => {
        if (norm === 'none') return x;
        const { mean, variance } = tf.moments(x, 1, true);
        const unit = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5)));
        return tf.add(tf.mul(unit, parameter(`${name}.gain`)), parameter(`${name}.bias`));
      };
      const gelu = (x: Tensor) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
      let stream: Tensor = apply('input', input('features'));
      if (task.tokens > 0) stream = tf.add(stream, tf.matMul(input('tokens'), parameter('embedding')));
      const activations: Record<string, Tensor> = { input: stream };
      for (const block of blocks) {
        const hidden = gelu(apply(`${block}.up`, normalise(`${block}.norm`, stream)));
        stream = tf.add(stream, apply(`${block}.down`, hidden));
        activations[block] = stream;
      }
      activations['final norm'] = normalise('final norm', stream);
      const logits = tf.reshape(apply('head', activations['final norm']), [-1, task.outputs, 2]);
      return { logits, activations };
    },
  };
};

/** A sound model for text, of whose forward pass each defect changes one thing. */
export const textModel =
  (change: Partial<UserModel> & { readonly mixed?: 'later' | 'documents' | 'length' } = {}): CreateModel =>
  ({ tf, layers, task }) => {
    if (task.kind !== 'text') throw new Error('text only');
    const { mixed, ...rest } = change;
    return {
      parameters: {
        table: { shape: [task.words, 4], initial: draw },
        head: { shape: [4, task.words], initial: draw },
      },
      forward(parameter, input) {
        let x = layers.embed(parameter('table'), input('tokens'));
        if (mixed === 'later') x = tf.add(x, tf.mean(x, 1, true));
        if (mixed === 'documents') x = tf.sub(x, tf.mean(x, 0, true));
        if (mixed === 'length') x = tf.mul(x, x.shape[1] as number);
        return { logits: layers.linear(x, parameter('head')) };
      },
      ...rest,
    };
  };
