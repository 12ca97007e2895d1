// Models of a few numbers, written as files byte by byte from the formats' own descriptions: the same weights as a GGUF file and as a folder
// of Hugging Face's, each with the rows where that format has them; and pieces to make malformed ones of.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Family } from '../../src/checkpoints/checkpoint.ts';

export const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
/** Below 0: as two's complement, as an attacker writes it. */
export const u64 = (value: number | bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)));
  return bytes;
};
export const ggufText = (text: string): Buffer => Buffer.concat([u64(Buffer.byteLength(text)), Buffer.from(text)]);

/** Types of values by their numbers in GGUF. */
export const values = {
  uint32: (value: number) => Buffer.concat([u32(4), u32(value)]),
  int32: (value: number) => Buffer.concat([u32(5), u32(value)]),
  float32: (value: number) => Buffer.concat([u32(6), Buffer.from(Float32Array.of(value).buffer)]),
  text: (text: string) => Buffer.concat([u32(8), ggufText(text)]),
  texts: (texts: readonly string[]) => Buffer.concat([u32(9), u32(8), u64(texts.length), ...texts.map(ggufText)]),
  int32s: (list: readonly number[]) => Buffer.concat([u32(9), u32(5), u64(list.length), ...list.map(u32)]),
};

export interface GgufTensor {
  readonly name: string;
  /** Innermost first, as the file lists it. */
  readonly shape: readonly (number | bigint)[];
  readonly format: number;
  readonly offset: number | bigint;
}

export interface GgufParts {
  readonly magic: string;
  readonly version: number;
  readonly tensorCount: number | bigint;
  readonly keyCount: number | bigint;
  readonly metadata: readonly (readonly [key: string, value: Buffer])[];
  readonly tensors: readonly GgufTensor[];
  readonly numbers: Buffer;
}

export function ggufBytes({ magic, version, tensorCount, keyCount, metadata, tensors, numbers }: GgufParts): Buffer {
  const head = Buffer.concat([
    Buffer.from(magic),
    u32(version),
    u64(tensorCount),
    u64(keyCount),
    ...metadata.flatMap(([key, value]) => [ggufText(key), value]),
    ...tensors.flatMap(({ name, shape, format, offset }) => [
      ggufText(name),
      u32(shape.length),
      ...shape.map(u64),
      u32(format),
      u64(offset),
    ]),
  ]);
  return Buffer.concat([head, Buffer.alloc(-head.length & 31), numbers]);
}

export interface Weight {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

interface SmallModel {
  readonly family: Family;
  readonly config: Readonly<Record<string, unknown>>;
  /** By Hugging Face's names, [out, in]. */
  readonly weights: ReadonlyMap<string, Weight>;
}

const [D, M, V] = [8, 12, 5];
export const TOKENS = ['a', 'b', 'ab', 'Ġ', '<e>'];
const vectors = (...names: string[]) =>
  names.flatMap((name) => [[`${name}.weight`, [D]] as const, [`${name}.bias`, [D]] as const]);
const linear = (name: string, out: number, width: number) =>
  [
    [`${name}.weight`, [out, width]],
    [`${name}.bias`, [out]],
  ] as const;

/** Two layers each; heads of 4 numbers. */
const SHAPES: Readonly<Record<Family, readonly (readonly [string, readonly number[]])[]>> = {
  llama: [
    ['model.embed_tokens.weight', [V, D]],
    ...[0, 1].flatMap((layer) =>
      (
        [
          ['input_layernorm.weight', [D]],
          ['self_attn.q_proj.weight', [8, D]],
          ['self_attn.k_proj.weight', [4, D]],
          ['self_attn.v_proj.weight', [4, D]],
          ['self_attn.o_proj.weight', [D, 8]],
          ['post_attention_layernorm.weight', [D]],
          ['mlp.gate_proj.weight', [M, D]],
          ['mlp.up_proj.weight', [M, D]],
          ['mlp.down_proj.weight', [D, M]],
        ] as const
      ).map(([name, shape]) => [`model.layers.${layer}.${name}`, shape] as const),
    ),
    ['model.norm.weight', [D]],
    ['lm_head.weight', [V, D]],
  ],
  'gpt-neox': [
    ['gpt_neox.embed_in.weight', [V, D]],
    ...[0, 1].flatMap((layer) =>
      [
        ...vectors('input_layernorm'),
        ...linear('attention.query_key_value', 3 * D, D),
        ...linear('attention.dense', D, D),
        ...vectors('post_attention_layernorm'),
        ...linear('mlp.dense_h_to_4h', M, D),
        ...linear('mlp.dense_4h_to_h', D, M),
      ].map(([name, shape]) => [`gpt_neox.layers.${layer}.${name}`, shape] as const),
    ),
    ...vectors('gpt_neox.final_layer_norm'),
    ['embed_out.weight', [V, D]],
  ],
  'gpt-2': [
    ['transformer.wte.weight', [V, D]],
    ['transformer.wpe.weight', [16, D]],
    ...[0, 1].flatMap((layer) =>
      [
        ...vectors('ln_1'),
        ...linear('attn.c_attn', 3 * D, D),
        ...linear('attn.c_proj', D, D),
        ...vectors('ln_2'),
        ...linear('mlp.c_fc', M, D),
        ...linear('mlp.c_proj', D, M),
      ].map(([name, shape]) => [`transformer.h.${layer}.${name}`, shape] as const),
    ),
    ...vectors('transformer.ln_f'),
  ],
};

const CONFIGS: Readonly<Record<Family, Readonly<Record<string, unknown>>>> = {
  llama: {
    model_type: 'llama',
    vocab_size: V,
    hidden_size: D,
    intermediate_size: M,
    num_hidden_layers: 2,
    num_attention_heads: 2,
    num_key_value_heads: 1,
    max_position_embeddings: 16,
    rms_norm_eps: 1e-6,
    hidden_act: 'silu',
    tie_word_embeddings: false,
    rope_theta: 10_000,
    eos_token_id: 4,
  },
  'gpt-neox': {
    model_type: 'gpt_neox',
    vocab_size: V,
    hidden_size: D,
    intermediate_size: M,
    num_hidden_layers: 2,
    num_attention_heads: 2,
    max_position_embeddings: 16,
    layer_norm_eps: 1e-6,
    hidden_act: 'gelu',
    rotary_pct: 0.5,
    tie_word_embeddings: false,
    eos_token_id: [4, 3],
  },
  'gpt-2': {
    model_type: 'gpt2',
    vocab_size: V,
    n_embd: D,
    n_inner: M,
    n_layer: 2,
    n_head: 2,
    n_positions: 16,
    layer_norm_epsilon: 1e-6,
    activation_function: 'gelu_new',
    eos_token_id: null,
  },
};

/** Every number is another one. */
export function smallModel(family: Family): SmallModel {
  let next = 0;
  const weights = SHAPES[family].map(([name, shape]) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const numbers = Float32Array.from({ length: size }, () => {
      next += 1;
      return next;
    });
    return [name, { shape, values: numbers }] as const;
  });
  return { family, config: CONFIGS[family], weights: new Map(weights) };
}

const rowsOf = ({ shape, values: numbers }: Weight) => {
  const columns = shape.length > 1 ? (shape[1] as number) : 1;
  return Array.from({ length: numbers.length / columns }, (_, row) =>
    numbers.slice(row * columns, (row + 1) * columns),
  );
};

/** llama.cpp's conversion from Hugging Face: `permute` of a Llama's queries and keys, and of GPT-NeoX's all queries, all keys, all values. */
function asGguf(name: string, weight: Weight): Float32Array[] {
  const rows = rowsOf(weight);
  const order = rows.map((_, row) => row);
  if (/self_attn\.[qk]_proj/.test(name)) {
    // reshape(heads, 2, 2, columns).swapaxes(1, 2)
    const swapped = order.map((row) => row - (row % 4) + ([0, 2, 1, 3][row % 4] as number));
    return swapped.map((row) => rows[row] as Float32Array);
  }
  if (/query_key_value/.test(name)) {
    const parts = [0, 1, 2].flatMap((part) =>
      [0, 1].flatMap((head) => [0, 1, 2, 3].map((i) => (head * 3 + part) * 4 + i)),
    );
    return parts.map((row) => rows[row] as Float32Array);
  }
  return rows;
}

const GGUF_NAMES: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^(?:model\.layers|gpt_neox\.layers|transformer\.h)\.(\d+)\./, 'blk.$1.'],
  [/^(?:model\.embed_tokens|gpt_neox\.embed_in|transformer\.wte)\b/, 'token_embd'],
  [/^transformer\.wpe\b/, 'position_embd'],
  [/^(?:model\.norm|gpt_neox\.final_layer_norm|transformer\.ln_f)\b/, 'output_norm'],
  [/^(?:lm_head|embed_out)\b/, 'output'],
  [/\b(?:input_layernorm|ln_1)\b/, 'attn_norm'],
  [/\b(?:post_attention_layernorm|ln_2)\b/, 'ffn_norm'],
  [/\bself_attn\.([qkv])_proj\b/, 'attn_$1'],
  [/\b(?:self_attn\.o_proj|attention\.dense|attn\.c_proj)\b/, 'attn_output'],
  [/\b(?:attention\.query_key_value|attn\.c_attn)\b/, 'attn_qkv'],
  [/\bmlp\.gate_proj\b/, 'ffn_gate'],
  [/\bmlp\.(?:up_proj|dense_h_to_4h|c_fc)\b/, 'ffn_up'],
  [/\bmlp\.(?:down_proj|dense_4h_to_h|c_proj)\b/, 'ffn_down'],
];

export function ggufName(name: string): string {
  return GGUF_NAMES.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), name);
}

const ARCHITECTURE_NAMES: Readonly<Record<Family, string>> = { llama: 'llama', 'gpt-neox': 'gptneox', 'gpt-2': 'gpt2' };

export function ggufParts({ family, weights }: SmallModel): GgufParts {
  const architecture = ARCHITECTURE_NAMES[family];
  const tensors: GgufTensor[] = [];
  const numbers: Buffer[] = [];
  let offset = 0;
  for (const [name, weight] of weights) {
    tensors.push({ name: ggufName(name), shape: weight.shape.toReversed(), format: 0, offset });
    const bytes = Buffer.concat(asGguf(name, weight).map(({ buffer }) => Buffer.from(buffer)));
    numbers.push(bytes, Buffer.alloc(-bytes.length & 31));
    offset += bytes.length + (-bytes.length & 31);
  }
  const metadata: [string, Buffer][] = [
    ['general.architecture', values.text(architecture)],
    ['general.name', values.text('Small')],
    ['general.license', values.text('mit')],
    [`${architecture}.block_count`, values.uint32(2)],
    [`${architecture}.context_length`, values.uint32(16)],
    [`${architecture}.embedding_length`, values.uint32(D)],
    [`${architecture}.feed_forward_length`, values.uint32(M)],
    [`${architecture}.attention.head_count`, values.uint32(2)],
    ...(family === 'llama' ? [[`llama.attention.head_count_kv`, values.uint32(1)] as [string, Buffer]] : []),
    [`${architecture}.attention.layer_norm_${family === 'llama' ? 'rms_' : ''}epsilon`, values.float32(1e-6)],
    ...(family === 'gpt-neox' ? [['gptneox.rope.dimension_count', values.uint32(2)] as [string, Buffer]] : []),
    ['tokenizer.ggml.model', values.text('gpt2')],
    ['tokenizer.ggml.pre', values.text('gpt-2')],
    ['tokenizer.ggml.tokens', values.texts(TOKENS)],
    ['tokenizer.ggml.token_type', values.int32s([1, 1, 1, 1, 3])],
    ['tokenizer.ggml.merges', values.texts(['a b'])],
    ['tokenizer.ggml.eos_token_id', values.uint32(4)],
  ];
  return {
    magic: 'GGUF',
    version: 3,
    tensorCount: tensors.length,
    keyCount: metadata.length,
    metadata,
    tensors,
    numbers: Buffer.concat(numbers),
  };
}

export interface SafetensorsClaim {
  readonly dtype: unknown;
  readonly shape: unknown;
  readonly data_offsets: unknown;
}

/** @param header a text where it is to be odd JSON */
export function safetensorsBytes(
  header: string | Readonly<Record<string, SafetensorsClaim>>,
  numbers: Buffer,
  length?: number | bigint,
): Buffer {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  return Buffer.concat([u64(length ?? text.length), text, numbers]);
}

/** Of these tensors; Conv1D's matrices the other way round. */
export function safetensorsParts({ family, weights }: SmallModel, names = [...weights.keys()]) {
  const header: Record<string, SafetensorsClaim> = {};
  const numbers: Buffer[] = [];
  let offset = 0;
  for (const name of names) {
    const { shape, values: list } = weights.get(name) as Weight;
    const isTurned = family === 'gpt-2' && shape.length === 2 && !/wte|wpe/.test(name);
    const [rows = 1, columns = 1] = shape;
    const turned = isTurned ? list.map((_, at) => list[(at % rows) * columns + Math.floor(at / rows)] as number) : list;
    header[name] = {
      dtype: 'F32',
      shape: isTurned ? shape.toReversed() : shape,
      data_offsets: [offset, offset + list.byteLength],
    };
    offset += list.byteLength;
    numbers.push(Buffer.from(turned.buffer));
  }
  return { header, numbers: Buffer.concat(numbers) };
}

export const TOKENIZER = {
  added_tokens: [
    { id: 4, content: '<e>', single_word: false, lstrip: false, rstrip: false, normalized: false, special: true },
  ],
  normalizer: null,
  pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
  post_processor: null,
  decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
  model: { type: 'BPE', vocab: Object.fromEntries(TOKENS.map((token, id) => [token, id])), merges: [['a', 'b']] },
};

/** Files by their names; a value that is no bytes is written as JSON. */
export function writeFolder(folder: string, files: Readonly<Record<string, unknown>>): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files))
    writeFileSync(
      join(folder, name),
      Buffer.isBuffer(content) || typeof content === 'string' ? content : JSON.stringify(content),
    );
  return folder;
}

export function folderFiles(model: SmallModel): Record<string, unknown> {
  const { header, numbers } = safetensorsParts(model);
  return {
    'config.json': model.config,
    'tokenizer.json': TOKENIZER,
    'model.safetensors': safetensorsBytes(header, numbers),
  };
}
