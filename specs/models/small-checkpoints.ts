// Small checkpoints of each family, whose weights follow from a formula that specs/oracles/families-transformers.py knows as well.
import type { Architecture, Checkpoint } from '../../src/checkpoints/checkpoint.ts';
import frozen from '../oracles/families-transformers.json' with { type: 'json' };

export interface FrozenModel {
  /** config.json. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Of the tensors as model.safetensors has them. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** [B, T, V], in double precision. */
  readonly logits: readonly number[];
  /** Of the next token, on average. */
  readonly loss: number;
  readonly gradients: Readonly<Record<string, readonly number[]>>;
}

export const FROZEN = frozen.cases as unknown as Readonly<Record<string, FrozenModel>>;
export const DOCUMENTS: readonly (readonly number[])[] = frozen.documents;

const small = {
  layers: 2,
  width: 16,
  heads: 4,
  keyValueHeads: 4,
  headSize: 4,
  hidden: 32,
  vocabulary: 40,
  positions: 64,
  normEpsilon: 1e-5,
  rotary: null,
  tiedOutput: false,
  parallelResidual: false,
  activation: 'silu',
  biases: true,
} as const;
const pythia = { ...small, family: 'gpt-neox', heads: 2, keyValueHeads: 2, headSize: 8 } as const;

/** What the reader makes of each config.json. */
export const ARCHITECTURES: Readonly<Record<string, Architecture>> = {
  "SmolLM2's form": {
    ...small,
    family: 'llama',
    keyValueHeads: 2,
    hidden: 24,
    rotary: { size: 4, base: 100_000 },
    tiedOutput: true,
    biases: false,
  },
  'a Llama with a head of its own and wide heads': {
    ...small,
    family: 'llama',
    width: 12,
    heads: 3,
    keyValueHeads: 1,
    headSize: 8,
    hidden: 20,
    normEpsilon: 1e-6,
    rotary: { size: 8, base: 10_000 },
    biases: false,
  },
  "Pythia's form": { ...pythia, rotary: { size: 2, base: 10_000 }, parallelResidual: true, activation: 'gelu' },
  'a GPT-NeoX one after the other': {
    ...pythia,
    normEpsilon: 1e-4,
    rotary: { size: 4, base: 100 },
    activation: 'gelu-tanh',
  },
  'GPT-2': { ...small, family: 'gpt-2', hidden: 64, positions: 16, tiedOutput: true, activation: 'gelu-tanh' },
};

export const modelNamed = (name: string) => ({
  frozen: FROZEN[name] as FrozenModel,
  architecture: ARCHITECTURES[name] as Architecture,
});

export type Arrays = Readonly<Record<string, ArrayLike<number>>>;

/** What transformers 5 calls so has another name in files, and in checkpoints. */
const NEOX_HEAD = { here: 'lm_head.weight', there: 'embed_out.weight' };

/** Numbers by their tensor's name as a checkpoint, which hands GPT-2's matrices [in, out] over as [out, in]. */
export function checkpointOf({ shapes }: FrozenModel, architecture: Architecture, arrays: Arrays): Checkpoint {
  const { family } = architecture;
  const isTurned = (name: string) => family === 'gpt-2' && /\.c_\w+\.weight$/.test(name);
  return {
    name: 'small',
    licence: null,
    source: 'a spec',
    architecture,
    tokenizer: { encode: () => [], decode: () => '', size: architecture.vocabulary, endOfText: null },
    tensors: Object.entries(shapes).map(([name, shape]) => ({
      name: family === 'gpt-neox' && name === NEOX_HEAD.here ? NEOX_HEAD.there : name,
      shape: isTurned(name) ? shape.toReversed() : shape,
    })),
    readInto(wanted, target, offset) {
      const name = wanted === NEOX_HEAD.there ? NEOX_HEAD.here : wanted;
      const values = arrays[name] as ArrayLike<number>;
      const [rows, columns] = isTurned(name) ? (shapes[name] as [number, number]) : [values.length, 1];
      for (let index = 0; index < values.length; index += 1) {
        target[offset + (index % columns) * rows + Math.floor(index / columns)] = values[index] as number;
      }
    },
    close() {},
  };
}

/** Weights by the formula. */
export function weightsOf({ shapes }: FrozenModel): Readonly<Record<string, Float32Array>> {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape], index) => {
      const isEmbedding = /embed_tokens|embed_in|wte|wpe/.test(name);
      const centre = /(norm|\.ln_\w+)\.weight$/.test(name) ? 1 : 0;
      const size = shape.reduce((product, length) => product * length, 1);
      return [name, noise(index + 1, size).map((value) => value * (isEmbedding ? 0.02 : 0.4) + centre)];
    }),
  );
}

/** Numbers from -1 to 1. */
function noise(seed: number, size: number): { map(change: (value: number) => number): Float32Array } {
  const value = (index: number) => {
    let h = (Math.imul(index, 0x85ebca77) + Math.imul(seed, 0x9e3779b1)) | 0;
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
    h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
    return ((h ^ (h >>> 15)) >>> 8) / 2 ** 23 - 1;
  };
  return { map: (change) => Float32Array.from({ length: size }, (_, index) => change(value(index))) };
}
