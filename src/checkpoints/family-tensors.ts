// The tensors of each family: Hugging Face's name, ggml's name, the shape that follows from the architecture, and where one of the two
// kinds of files has its rows or columns in another order than is handed out ([out, in], rotary pairs half a head apart).
import type { Architecture, Family } from './checkpoint.ts';
import type { Placement } from './stored-tensor.ts';

export interface FamilyTensor {
  /** As a causal language model of Hugging Face calls it. */
  readonly name: string;
  readonly ggufName: string;
  readonly shape: readonly number[];
  readonly inGguf: Placement;
  readonly inSafetensors: Placement;
}

/** What may stand before a name or not: files of bare models leave it out. */
export const PREFIXES: Readonly<Record<Family, string>> = {
  llama: 'model.',
  'gpt-neox': 'gpt_neox.',
  'gpt-2': 'transformer.',
};

export function familyTensors(architecture: Architecture): readonly FamilyTensor[] {
  return tensorsOf[architecture.family](architecture);
}

const AS_IT_IS: Placement = { kind: 'as-it-is' };

const tensorsOf: Readonly<Record<Family, (architecture: Architecture) => FamilyTensor[]>> = {
  llama(architecture) {
    const { width: D, hidden: M, vocabulary: V, heads, keyValueHeads, headSize } = architecture;
    const [queries, keys] = [heads * headSize, keyValueHeads * headSize];
    const inGguf = halvesFromPairs(headSize);
    return [
      tensor('model.embed_tokens.weight', 'token_embd.weight', [V, D]),
      ...everyLayer(architecture, 'model.layers', [
        tensor('input_layernorm.weight', 'attn_norm.weight', [D]),
        tensor('self_attn.q_proj.weight', 'attn_q.weight', [queries, D], { inGguf }),
        tensor('self_attn.k_proj.weight', 'attn_k.weight', [keys, D], { inGguf }),
        tensor('self_attn.v_proj.weight', 'attn_v.weight', [keys, D]),
        tensor('self_attn.o_proj.weight', 'attn_output.weight', [D, queries]),
        tensor('post_attention_layernorm.weight', 'ffn_norm.weight', [D]),
        tensor('mlp.gate_proj.weight', 'ffn_gate.weight', [M, D]),
        tensor('mlp.up_proj.weight', 'ffn_up.weight', [M, D]),
        tensor('mlp.down_proj.weight', 'ffn_down.weight', [D, M]),
      ]),
      tensor('model.norm.weight', 'output_norm.weight', [D]),
      ...output('lm_head.weight', architecture),
    ];
  },

  'gpt-neox'(architecture) {
    const { width: D, hidden: M, vocabulary: V, heads, headSize } = architecture;
    const inGguf = headsFromParts(heads, headSize);
    return [
      tensor('gpt_neox.embed_in.weight', 'token_embd.weight', [V, D]),
      ...everyLayer(architecture, 'gpt_neox.layers', [
        ...withBias('input_layernorm', 'attn_norm', [D]),
        ...withBias('attention.query_key_value', 'attn_qkv', [3 * D, D], { inGguf }),
        ...withBias('attention.dense', 'attn_output', [D, D]),
        ...withBias('post_attention_layernorm', 'ffn_norm', [D]),
        ...withBias('mlp.dense_h_to_4h', 'ffn_up', [M, D]),
        ...withBias('mlp.dense_4h_to_h', 'ffn_down', [D, M]),
      ]),
      ...withBias('gpt_neox.final_layer_norm', 'output_norm', [D]),
      ...output('embed_out.weight', architecture),
    ];
  },

  'gpt-2'(architecture) {
    const { width: D, hidden: M, vocabulary: V, positions } = architecture;
    // Conv1D's matrices are [in, out].
    const inSafetensors: Placement = { kind: 'transposed' };
    return [
      tensor('transformer.wte.weight', 'token_embd.weight', [V, D]),
      tensor('transformer.wpe.weight', 'position_embd.weight', [positions, D]),
      ...everyLayer(architecture, 'transformer.h', [
        ...withBias('ln_1', 'attn_norm', [D]),
        ...withBias('attn.c_attn', 'attn_qkv', [3 * D, D], { inSafetensors }),
        ...withBias('attn.c_proj', 'attn_output', [D, D], { inSafetensors }),
        ...withBias('ln_2', 'ffn_norm', [D]),
        ...withBias('mlp.c_fc', 'ffn_up', [M, D], { inSafetensors }),
        ...withBias('mlp.c_proj', 'ffn_down', [D, M], { inSafetensors }),
      ]),
      ...withBias('transformer.ln_f', 'output_norm', [D]),
      ...output('lm_head.weight', architecture),
    ];
  },
};

type Placements = Partial<Pick<FamilyTensor, 'inGguf' | 'inSafetensors'>>;

function tensor(
  name: string,
  ggufName: string,
  shape: readonly number[],
  { inGguf = AS_IT_IS, inSafetensors = AS_IT_IS }: Placements = {},
): FamilyTensor {
  return { name, ggufName, shape, inGguf, inSafetensors };
}

/** A bias has the order of its matrix's rows. */
function withBias(name: string, ggufName: string, shape: readonly number[], placements: Placements = {}) {
  return [
    tensor(`${name}.weight`, `${ggufName}.weight`, shape, placements),
    tensor(`${name}.bias`, `${ggufName}.bias`, shape.slice(0, 1), {
      ...(placements.inGguf && { inGguf: placements.inGguf }),
    }),
  ];
}

function everyLayer({ layers }: Architecture, prefix: string, tensors: readonly FamilyTensor[]): FamilyTensor[] {
  return Array.from({ length: layers }, (_, layer) =>
    tensors.map((one) => ({
      ...one,
      name: `${prefix}.${layer}.${one.name}`,
      ggufName: `blk.${layer}.${one.ggufName}`,
    })),
  ).flat();
}

function output(name: string, { tiedOutput, vocabulary, width }: Architecture): FamilyTensor[] {
  return tiedOutput ? [] : [tensor(name, 'output.weight', [vocabulary, width])];
}

/** ggml turns numbers 2i and 2i + 1 of a head together, Hugging Face numbers i and i + headSize / 2. */
function halvesFromPairs(headSize: number): Placement {
  const rowOf = (row: number) => {
    const within = row % headSize;
    return row - within + (within % 2) * (headSize / 2) + Math.floor(within / 2);
  };
  return { kind: 'rows', rowOf };
}

/** ggml has all queries, then all keys, then all values; GPT-NeoX a head's query, key and value together. */
function headsFromParts(heads: number, headSize: number): Placement {
  const rowOf = (row: number) => {
    const within = row % headSize;
    const head = Math.floor(row / headSize) % heads;
    const part = Math.floor(row / (headSize * heads));
    return (head * 3 + part) * headSize + within;
  };
  return { kind: 'rows', rowOf };
}
