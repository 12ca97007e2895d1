// What a model of a language that somebody else has trained is to the house: its architecture, its tokenizer and its weights, whatever
// the file's own names and layouts are. No tensors here: numbers go into arrays of whoever asks.

export const FAMILY_NAMES = ['llama', 'gpt-neox', 'gpt-2'] as const;
export type Family = (typeof FAMILY_NAMES)[number];

export const ACTIVATION_NAMES = ['silu', 'gelu', 'gelu-tanh'] as const;
export type Activation = (typeof ACTIVATION_NAMES)[number];

/** What a model of a family must know to compute. */
export interface Architecture {
  readonly family: Family;
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  /** Fewer than heads where queries share keys and values. */
  readonly keyValueHeads: number;
  readonly headSize: number;
  /** Width within the MLP. */
  readonly hidden: number;
  /** Rows of the embedding, which may be more than the tokenizer has tokens. */
  readonly vocabulary: number;
  /** The longest text that the model was made for, in tokens. */
  readonly positions: number;
  readonly normEpsilon: number;
  /** The first `size` numbers of each head are turned; null where positions are learned. */
  readonly rotary: { readonly size: number; readonly base: number } | null;
  /** Whether the embedding is the output's matrix, too. */
  readonly tiedOutput: boolean;
  /** Whether attention and MLP both read the layer's input. */
  readonly parallelResidual: boolean;
  readonly activation: Activation;
  readonly biases: boolean;
}

export interface Tokenizer {
  /** Special tokens are read where the text spells them, and none is added. */
  encode(text: string): number[];
  decode(tokens: readonly number[]): string;
  /** Numbers of tokens are below it. */
  readonly size: number;
  /** What ends a text or, in models for conversations, a turn. */
  readonly endOfText: number | null;
}

export interface Checkpoint {
  /** As the file calls itself. */
  readonly name: string;
  /** As the file or its folder states it; null where neither does. */
  readonly licence: string | null;
  /** The file or folder. */
  readonly source: string;
  readonly architecture: Architecture;
  readonly tokenizer: Tokenizer;
  /** All that the family has, by Hugging Face's names; matrices are [out, in], rotary pairs half a head apart. */
  readonly tensors: readonly CheckpointTensor[];
  /** Reads, and dequantises into place, as many numbers as the tensor's shape holds. */
  readInto(name: string, target: Float32Array, offset: number): void;
  close(): void;
}

export interface CheckpointTensor {
  readonly name: string;
  readonly shape: readonly number[];
}
