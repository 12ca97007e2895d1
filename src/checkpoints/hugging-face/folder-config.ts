// config.json of a folder of Hugging Face's: the architecture, and which token ends a text. What would make another model of it than the
// family's is refused, not passed over.
import { type TSchema, Type } from 'typebox';
import { checked } from '../../schemas/checked.ts';
import { inOneLine } from '../../schemas/complaints.ts';
import { orNull, type Valid } from '../../schemas/parts.ts';
import type { Activation, Architecture } from '../checkpoint.ts';
import { invalidCheckpoint, unknownFamily } from '../invalid-checkpoint.ts';
import { soundArchitecture } from '../sound-architecture.ts';

const Size = Type.Number();
const maybe = <Schema extends TSchema>(schema: Schema) => Type.Optional(orNull(schema));
const onlyOff = Type.Optional(Type.Literal(false));
const onlyOn = Type.Optional(Type.Literal(true));

const Rope = {
  rope_theta: maybe(Size),
  rope_scaling: Type.Optional(Type.Null()),
  /** Where newer versions write what stood beside it. */
  rope_parameters: maybe(
    Type.Object({
      rope_theta: maybe(Size),
      rope_type: Type.Optional(Type.Literal('default')),
      partial_rotary_factor: maybe(Size),
    }),
  ),
};

const ACTIVATIONS: Readonly<Record<string, Activation>> = {
  gelu: 'gelu',
  gelu_new: 'gelu-tanh',
  gelu_fast: 'gelu-tanh',
  gelu_pytorch_tanh: 'gelu-tanh',
};
const Gelu = Type.Union(Object.keys(ACTIVATIONS).map((name) => Type.Literal(name)));

const Llama = Type.Object({
  vocab_size: Size,
  hidden_size: Size,
  intermediate_size: Size,
  num_hidden_layers: Size,
  num_attention_heads: Size,
  num_key_value_heads: maybe(Size),
  head_dim: maybe(Size),
  max_position_embeddings: Size,
  rms_norm_eps: Size,
  hidden_act: Type.Literal('silu'),
  tie_word_embeddings: Type.Optional(Type.Boolean()),
  attention_bias: onlyOff,
  mlp_bias: onlyOff,
  rope_interleaved: onlyOff,
  ...Rope,
});

const GptNeoX = Type.Object({
  vocab_size: Size,
  hidden_size: Size,
  intermediate_size: Size,
  num_hidden_layers: Size,
  num_attention_heads: Size,
  max_position_embeddings: Size,
  layer_norm_eps: Size,
  hidden_act: Gelu,
  rotary_pct: maybe(Size),
  rotary_emb_base: maybe(Size),
  partial_rotary_factor: maybe(Size),
  use_parallel_residual: Type.Optional(Type.Boolean()),
  tie_word_embeddings: Type.Optional(Type.Boolean()),
  attention_bias: onlyOn,
  ...Rope,
});

const Gpt2 = Type.Object({
  vocab_size: Size,
  n_embd: Size,
  n_inner: maybe(Size),
  n_layer: Size,
  n_head: Size,
  n_positions: Size,
  layer_norm_epsilon: Size,
  activation_function: Gelu,
  tie_word_embeddings: Type.Optional(Type.Boolean()),
  scale_attn_weights: onlyOn,
  scale_attn_by_inverse_layer_idx: onlyOff,
  add_cross_attention: onlyOff,
});

/** By the names that config.json has for the families. */
const READERS: ReadonlyMap<unknown, (config: object, where: string) => Architecture> = new Map([
  ['llama', reader(Llama, llama)],
  ['gpt_neox', reader(GptNeoX, gptNeoX)],
  ['gpt2', reader(Gpt2, gpt2)],
] as const);

const EndOfText = Type.Object({ eos_token_id: maybe(Type.Union([Size, Type.Array(Size)])) });
const hasEndOfText = checked<Valid<typeof EndOfText>>(EndOfText);

export interface FolderConfig {
  readonly architecture: Architecture;
  readonly endOfText: number | null;
}

/** @throws HarnessError `invalid-checkpoint` */
export function folderConfig(config: object, where: string): FolderConfig {
  const field = 'model_type';
  const type: unknown = Reflect.get(config, field);
  const read = READERS.get(type);
  if (read === undefined) throw unknownFamily(type, { field, known: READERS.keys(), where });
  const ends = hasEndOfText(config) ? [config.eos_token_id ?? null].flat() : [];
  return { architecture: soundArchitecture(read(config, where), where), endOfText: ends[0] ?? null };
}

function reader<Schema extends TSchema>(schema: Schema, architectureOf: (config: Valid<Schema>) => Architecture) {
  const fits = checked<Valid<Schema>>(schema);
  return (config: object, where: string): Architecture => {
    if (fits(config)) return architectureOf(config as Valid<Schema>);
    throw invalidCheckpoint('A config.json states a model that is not read here.', {
      where,
      got: inOneLine(fits.complaints(config)),
    });
  };
}

function llama(config: Valid<typeof Llama>): Architecture {
  const heads = config.num_attention_heads;
  const headSize = config.head_dim ?? config.hidden_size / heads;
  return {
    family: 'llama',
    layers: config.num_hidden_layers,
    width: config.hidden_size,
    heads,
    keyValueHeads: config.num_key_value_heads ?? heads,
    headSize,
    hidden: config.intermediate_size,
    vocabulary: config.vocab_size,
    positions: config.max_position_embeddings,
    normEpsilon: config.rms_norm_eps,
    rotary: { size: headSize, base: config.rope_parameters?.rope_theta ?? config.rope_theta ?? 10_000 },
    tiedOutput: config.tie_word_embeddings ?? false,
    parallelResidual: false,
    activation: 'silu',
    biases: false,
  };
}

function gptNeoX(config: Valid<typeof GptNeoX>): Architecture {
  const heads = config.num_attention_heads;
  const headSize = config.hidden_size / heads;
  const { rope_parameters: rope, rotary_pct, partial_rotary_factor, rotary_emb_base, rope_theta } = config;
  const share = rope?.partial_rotary_factor ?? partial_rotary_factor ?? rotary_pct ?? 0.25;
  return {
    family: 'gpt-neox',
    layers: config.num_hidden_layers,
    width: config.hidden_size,
    heads,
    keyValueHeads: heads,
    headSize,
    hidden: config.intermediate_size,
    vocabulary: config.vocab_size,
    positions: config.max_position_embeddings,
    normEpsilon: config.layer_norm_eps,
    rotary: { size: Math.floor(headSize * share), base: rope?.rope_theta ?? rotary_emb_base ?? rope_theta ?? 10_000 },
    tiedOutput: config.tie_word_embeddings ?? false,
    parallelResidual: config.use_parallel_residual ?? true,
    activation: ACTIVATIONS[config.hidden_act] ?? 'gelu',
    biases: true,
  };
}

function gpt2(config: Valid<typeof Gpt2>): Architecture {
  const heads = config.n_head;
  return {
    family: 'gpt-2',
    layers: config.n_layer,
    width: config.n_embd,
    heads,
    keyValueHeads: heads,
    headSize: config.n_embd / heads,
    hidden: config.n_inner ?? 4 * config.n_embd,
    vocabulary: config.vocab_size,
    positions: config.n_positions,
    normEpsilon: config.layer_norm_epsilon,
    rotary: null,
    tiedOutput: config.tie_word_embeddings ?? true,
    parallelResidual: false,
    activation: ACTIVATIONS[config.activation_function] ?? 'gelu-tanh',
    biases: true,
  };
}
