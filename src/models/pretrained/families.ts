// Where the families of pretrained language models differ, as a table: norms, the gate of the MLP, and under which of Hugging Face's
// names a checkpoint has what our parameters are made of. All else follows from the architecture.
// Axes: O outputs, I inputs; matrices lie as [O, I].
import type { Architecture, Family } from '../../checkpoints/checkpoint.ts';
import { blockNames } from '../parameter-table.ts';

type BlockPart = 'attention norm' | 'attention.in' | 'attention.out' | 'mlp norm' | 'mlp.up' | 'mlp.down';

interface FamilyForm {
  readonly norm: 'layer' | 'root-mean-square';
  /** The MLP's first map has a gate before it, which multiplies it through the activation (Shazeer 2020). */
  readonly isGated: boolean;
  /** Rows of the attention's first map lie head by head, each its query, key and value: ours lie all queries, all keys, all values. */
  readonly isHeadByHead: boolean;
  readonly embedding: string;
  readonly positions: string | null;
  /** Before a block's number. */
  readonly block: string;
  /** Those whose rows stand below each other make up one of ours. */
  readonly parts: Readonly<Record<BlockPart, readonly string[]>>;
  readonly finalNorm: string;
  readonly head: string;
}

export const FAMILY_FORMS: Readonly<Record<Family, FamilyForm>> = {
  llama: {
    norm: 'root-mean-square',
    isGated: true,
    isHeadByHead: false,
    embedding: 'model.embed_tokens',
    positions: null,
    block: 'model.layers',
    parts: {
      'attention norm': ['input_layernorm'],
      'attention.in': ['self_attn.q_proj', 'self_attn.k_proj', 'self_attn.v_proj'],
      'attention.out': ['self_attn.o_proj'],
      'mlp norm': ['post_attention_layernorm'],
      'mlp.up': ['mlp.gate_proj', 'mlp.up_proj'],
      'mlp.down': ['mlp.down_proj'],
    },
    finalNorm: 'model.norm',
    head: 'lm_head',
  },
  'gpt-neox': {
    norm: 'layer',
    isGated: false,
    isHeadByHead: true,
    embedding: 'gpt_neox.embed_in',
    positions: null,
    block: 'gpt_neox.layers',
    parts: {
      'attention norm': ['input_layernorm'],
      'attention.in': ['attention.query_key_value'],
      'attention.out': ['attention.dense'],
      'mlp norm': ['post_attention_layernorm'],
      'mlp.up': ['mlp.dense_h_to_4h'],
      'mlp.down': ['mlp.dense_4h_to_h'],
    },
    finalNorm: 'gpt_neox.final_layer_norm',
    head: 'embed_out',
  },
  'gpt-2': {
    norm: 'layer',
    isGated: false,
    isHeadByHead: false,
    embedding: 'transformer.wte',
    positions: 'transformer.wpe',
    block: 'transformer.h',
    parts: {
      'attention norm': ['ln_1'],
      'attention.in': ['attn.c_attn'],
      'attention.out': ['attn.c_proj'],
      'mlp norm': ['ln_2'],
      'mlp.up': ['mlp.c_fc'],
      'mlp.down': ['mlp.c_proj'],
    },
    finalNorm: 'transformer.ln_f',
    head: 'lm_head',
  },
};

export interface PretrainedParameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** Of the checkpoint: their rows below each other make it up. */
  readonly tensors: readonly string[];
  /** Whether weight decay shrinks it: matrices, no gains and no biases. */
  readonly isDecayed: boolean;
  readonly isHeadByHead: boolean;
}

/** Whether it has a row for each word of the model. */
export const isTableOfWords = (parameter: string) => parameter === 'embedding' || parameter === 'head';

/** Matrices first. */
export function pretrainedParameters(architecture: Architecture): PretrainedParameter[] {
  const { family, width, vocabulary, layers } = architecture;
  const form = FAMILY_FORMS[family];
  const blocks = blockNames(layers).flatMap((name, index) => blockParameters(architecture, name, index));
  const all = [
    matrix('embedding', [vocabulary, width], [form.embedding]),
    ...(form.positions === null ? [] : [matrix('positions', [architecture.positions, width], [form.positions])]),
    ...blocks,
    ...norm(architecture, 'final norm', form.finalNorm),
    ...(architecture.tiedOutput ? [] : [matrix('head', [vocabulary, width], [form.head])]),
  ];
  return [...all.filter(({ isDecayed }) => isDecayed), ...all.filter(({ isDecayed }) => !isDecayed)];
}

function blockParameters(architecture: Architecture, block: string, index: number): PretrainedParameter[] {
  const { family, width, heads, keyValueHeads, headSize, hidden, biases } = architecture;
  const { parts, isGated, isHeadByHead, block: blocks } = FAMILY_FORMS[family];
  const tensorsOf = (part: BlockPart) => parts[part].map((tensor) => `${blocks}.${index}.${tensor}`);
  const normOf = (part: BlockPart) =>
    tensorsOf(part).flatMap((tensor) => norm(architecture, `${block}.${part}`, tensor));
  const map = (part: BlockPart, shape: readonly [number, number]) =>
    [
      matrix(`${block}.${part}.weight`, shape, tensorsOf(part)),
      ...(biases ? [vector(`${block}.${part}.bias`, shape[0], ofKind(tensorsOf(part), 'bias'))] : []),
    ].map((one) => ({ ...one, isHeadByHead: isHeadByHead && part === 'attention.in' }));
  return [
    ...normOf('attention norm'),
    ...map('attention.in', [(heads + 2 * keyValueHeads) * headSize, width]),
    ...map('attention.out', [width, heads * headSize]),
    ...normOf('mlp norm'),
    ...map('mlp.up', [isGated ? 2 * hidden : hidden, width]),
    ...map('mlp.down', [width, hidden]),
  ];
}

const ofKind = (tensors: readonly string[], kind: 'weight' | 'bias') => tensors.map((tensor) => `${tensor}.${kind}`);

function matrix(name: string, shape: readonly [number, number], tensors: readonly string[]): PretrainedParameter {
  return { name, shape, tensors: ofKind(tensors, 'weight'), isDecayed: true, isHeadByHead: false };
}

function vector(name: string, size: number, tensors: readonly string[]): PretrainedParameter {
  return { name, shape: [1, size], tensors, isDecayed: false, isHeadByHead: false };
}

function norm({ family, width }: Architecture, name: string, tensor: string): PretrainedParameter[] {
  const gain = vector(`${name}.gain`, width, ofKind([tensor], 'weight'));
  if (FAMILY_FORMS[family].norm === 'root-mean-square') return [gain];
  return [gain, vector(`${name}.bias`, width, ofKind([tensor], 'bias'))];
}
