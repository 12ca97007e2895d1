// From what a GGUF file says of itself to the architecture of its model.
import { Type } from 'typebox';
import { checked } from '../../schemas/checked.ts';
import { inOneLine } from '../../schemas/complaints.ts';
import type { Valid } from '../../schemas/parts.ts';
import type { Architecture, Family } from '../checkpoint.ts';
import { invalidCheckpoint, unknownFamily } from '../invalid-checkpoint.ts';
import { soundArchitecture } from '../sound-architecture.ts';
import type { GgufFile } from './gguf-file.ts';

/** By ggml's names of them. */
const FAMILIES: ReadonlyMap<unknown, Family> = new Map<string, Family>([
  ['llama', 'llama'],
  ['gptneox', 'gpt-neox'],
  ['gpt2', 'gpt-2'],
]);

/** Behind `llama.`, `gptneox.` or `gpt2.`; what else is there says nothing about what is computed. */
const Stated = Type.Object({
  block_count: Type.Number(),
  embedding_length: Type.Number(),
  feed_forward_length: Type.Number(),
  context_length: Type.Number(),
  'attention.head_count': Type.Number(),
  'attention.head_count_kv': Type.Optional(Type.Number()),
  'attention.key_length': Type.Optional(Type.Number()),
  'attention.value_length': Type.Optional(Type.Number()),
  'attention.layer_norm_rms_epsilon': Type.Optional(Type.Number()),
  'attention.layer_norm_epsilon': Type.Optional(Type.Number()),
  'rope.dimension_count': Type.Optional(Type.Number()),
  'rope.freq_base': Type.Optional(Type.Number()),
  use_parallel_residual: Type.Optional(Type.Boolean()),
  // Each of them makes it another model than the family's.
  'rope.scaling.type': Type.Optional(Type.Literal('none')),
  'rope.scale_linear': Type.Optional(Type.Literal(1)),
  'attention.sliding_window': Type.Optional(Type.Literal(0)),
  expert_count: Type.Optional(Type.Literal(0)),
});

const isStated = checked<Valid<typeof Stated>>(Stated);

/** @throws HarnessError `invalid-checkpoint` */
export function ggufArchitecture({ metadata, tensors }: GgufFile, where: string): Architecture {
  const field = 'general.architecture';
  const word = metadata.get(field);
  const family = FAMILIES.get(word);
  if (family === undefined) throw unknownFamily(word, { field, known: FAMILIES.keys(), where });
  const stated = Object.fromEntries(
    [...metadata]
      .filter(([key]) => key.startsWith(`${word}.`))
      .map(([key, value]) => [key.slice(`${word}.`.length), value]),
  );
  if (!isStated(stated))
    throw invalidCheckpoint(`What a GGUF file states about its ${word} is not what is read here.`, {
      where,
      got: inOneLine(isStated.complaints(stated)),
    });
  const sizes = sizesOf(stated, tensors.get('token_embd.weight')?.shape[0] ?? 0);
  const rotaryBase = stated['rope.freq_base'] ?? 10_000;
  const rotary = { size: stated['rope.dimension_count'] ?? sizes.headSize, base: rotaryBase };
  const tiedOutput = !tensors.has('output.weight');
  const normEpsilon =
    stated[family === 'llama' ? 'attention.layer_norm_rms_epsilon' : 'attention.layer_norm_epsilon'] ?? 1e-5;
  const common = { ...sizes, tiedOutput, normEpsilon };
  const byFamily: Readonly<Record<Family, Architecture>> = {
    llama: { ...common, family: 'llama', rotary, parallelResidual: false, activation: 'silu', biases: false },
    'gpt-neox': {
      ...common,
      family: 'gpt-neox',
      rotary,
      parallelResidual: stated.use_parallel_residual ?? true,
      activation: 'gelu',
      biases: true,
    },
    'gpt-2': {
      ...common,
      family: 'gpt-2',
      rotary: null,
      parallelResidual: false,
      activation: 'gelu-tanh',
      biases: true,
    },
  };
  return soundArchitecture(byFamily[family], where);
}

function sizesOf(stated: Valid<typeof Stated>, vocabulary: number) {
  const heads = stated['attention.head_count'];
  const width = stated.embedding_length;
  return {
    layers: stated.block_count,
    width,
    heads,
    keyValueHeads: stated['attention.head_count_kv'] ?? heads,
    headSize: stated['attention.key_length'] ?? width / heads,
    hidden: stated.feed_forward_length,
    vocabulary,
    positions: stated.context_length,
  };
}
