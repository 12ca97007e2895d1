// The tokenizer that a GGUF file carries: tokens, merges, and the name of a rule for splitting texts before they are merged.
import { Type } from 'typebox';
import { checked } from '../../schemas/checked.ts';
import { inOneLine } from '../../schemas/complaints.ts';
import { Count, Text, type Valid } from '../../schemas/parts.ts';
import { BYTE_LEVEL, bytePairTokenizer, GPT_2_SPLIT, isolated } from '../byte-pair-tokenizer.ts';
import type { Tokenizer } from '../checkpoint.ts';
import { invalidCheckpoint } from '../invalid-checkpoint.ts';
import { isCount, isListOf, isText } from '../lists.ts';
import type { GgufFile } from './gguf-file.ts';

const Stated = Type.Object({
  model: Text,
  pre: Text,
  eos_token_id: Type.Optional(Count),
});

const isStated = checked<Valid<typeof Stated>>(Stated);

/** llama.cpp's names (llama-vocab.cpp), and what the models were trained with. */
const SPLITS: ReadonlyMap<string, readonly string[]> = new Map([
  ['gpt-2', [GPT_2_SPLIT]],
  // The tokenizer of GPT-NeoX and Pythia goes by this name.
  ['olmo', [GPT_2_SPLIT]],
  ['smollm', ['\\p{N}', GPT_2_SPLIT]],
  [
    'llama-bpe',
    [
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
    ],
  ],
]);

/** Types of tokens: ggml's control and user-defined ones are found in a text before it is split. */
const CONTROL = 3;
const USER_DEFINED = 4;

/** @throws HarnessError `invalid-checkpoint` */
export function ggufTokenizer(
  metadata: GgufFile['metadata'],
  { where, vocabulary }: { readonly where: string; readonly vocabulary: number },
): Tokenizer {
  const stated = Object.fromEntries(
    Object.keys(Stated.properties).flatMap((key) => {
      const value = metadata.get(`tokenizer.ggml.${key}`);
      return value === undefined ? [] : [[key, value]];
    }),
  );
  const refusal = (got: string, expected?: string) =>
    invalidCheckpoint('The tokenizer of a GGUF file is not one that is read here.', {
      where,
      got,
      ...(expected !== undefined && { expected }),
    });
  if (stated.model !== 'gpt2') throw refusal(`a tokenizer "${stated.model}"`, '"gpt2": byte-level byte pairs');
  if (!isStated(stated)) throw refusal(inOneLine(isStated.complaints(stated)));
  const [tokens, types, merges] = ['tokens', 'token_type', 'merges'].map((key) =>
    metadata.get(`tokenizer.ggml.${key}`),
  );
  if (!isListOf(tokens, isText) || !isListOf(types, isCount) || !isListOf(merges, isText))
    throw refusal('no lists of tokens, their types and merges');
  const { pre } = stated;
  const splits = SPLITS.get(pre);
  if (splits === undefined) throw refusal(`texts split as in "${pre}"`, [...SPLITS.keys()].join(', '));
  if (types.length !== tokens.length) throw refusal(`${tokens.length} tokens and ${types.length} types of tokens`);
  return bytePairTokenizer(
    {
      normalizer: null,
      pre_tokenizer: { type: 'Sequence', pretokenizers: [...splits.map(isolated), BYTE_LEVEL] },
      model: {
        type: 'BPE',
        vocab: tokens.map((token, id) => [token, id] as const),
        merges: merges.map((merge) => merge.split(' ')),
        ignore_merges: pre === 'llama-bpe',
      },
      decoder: BYTE_LEVEL,
      added_tokens: tokens.flatMap((content, id) =>
        types[id] === CONTROL || types[id] === USER_DEFINED
          ? [{ id, content, special: types[id] === CONTROL, normalized: false }]
          : [],
      ),
    },
    { where, vocabulary, endOfText: stated.eos_token_id ?? null },
  );
}
