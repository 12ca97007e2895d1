// Trainings of decoders of every form: dropout, clipping and decay of the matrices in all combinations that matter to a recording.
import type { DecoderInterface } from '../../src/models/decoder.ts';
import type { DecoderConfig } from '../../src/models/model-config.ts';
import type { Loss } from '../../src/tasks/world.ts';
import { TOKEN_KINDS } from '../../src/tasks/world.ts';
import type { AdamWConfig } from '../../src/training/protocol-config.ts';

export interface DecoderTraining {
  readonly config: DecoderConfig;
  readonly io: DecoderInterface;
  readonly loss: Loss;
  /** Share. */
  readonly dropout: number | null;
  readonly optimizer: AdamWConfig;
  readonly batchSize: number;
  readonly seeds: number;
}

const initialisation = {
  linear: 0.08,
  residual: 0.04,
  embeddings: { special: 0.1, attribute: 0.1, value: 0.1, symbol: 1, alias: 1, entity: 1 },
};
const NEOX: DecoderConfig = {
  kind: 'decoder',
  width: 32,
  layers: 2,
  heads: 4,
  positions: { kind: 'rotary', share: 0.25, base: 10_000 },
  residual: 'parallel',
  norm: 'layer',
  biases: true,
  tiedOutput: false,
  initialisation,
};
const FIRST_FORM: DecoderConfig = { ...NEOX, positions: { kind: 'learned', deviation: 0.02 }, residual: 'sequential' };
const SECOND_FORM: DecoderConfig = {
  ...FIRST_FORM,
  width: 64,
  norm: 'root-mean-square',
  biases: false,
  tiedOutput: true,
};
const words = (count: number) => Array.from({ length: count }, (_, word) => TOKEN_KINDS[word % 6] ?? 'special');
const plain = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0 };
const training = {
  io: { kinds: words(90), positions: 5 },
  loss: 'answers' as const,
  dropout: null,
  optimizer: { ...plain, gradientClip: 1 },
  batchSize: 32,
  seeds: 1,
};

export const DECODER_TRAININGS: Readonly<Record<string, DecoderTraining>> = {
  'GPT-NeoX': { ...training, config: NEOX },
  'GPT-NeoX, four seeds, all tokens, decay of the matrices': {
    ...training,
    config: NEOX,
    loss: 'all-tokens',
    optimizer: { ...training.optimizer, weightDecay: 0.1 },
    seeds: 4,
  },
  'the form of 2A': { ...training, config: FIRST_FORM },
  'the form of 2A, nothing clipped': { ...training, config: FIRST_FORM, optimizer: plain, seeds: 4 },
  'the form of 2E, dropout, clipping and decay': {
    ...training,
    config: SECOND_FORM,
    dropout: 0.1,
    optimizer: { ...training.optimizer, weightDecay: 0.1 },
    seeds: 4,
  },
  'the form of 2E, without dropout': { ...training, config: SECOND_FORM, batchSize: 48, seeds: 2 },
  'GPT-NeoX without norms, four seeds': { ...training, config: { ...NEOX, norm: 'none' }, seeds: 4 },
  'GPT-NeoX with dropout, all tokens': { ...training, config: NEOX, loss: 'all-tokens', dropout: 0.2 },
};
