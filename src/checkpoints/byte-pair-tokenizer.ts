// Byte-level byte pairs (GPT-2, GPT-NeoX, Llama 3, SmolLM2): a document in the form of Hugging Face's tokenizer.json, checked, and run by
// their library. Its own rules for digits and for white space know ASCII and JavaScript's, so they are handed to it as patterns.
import { Tokenizer as Library } from '@huggingface/tokenizers';
import { messageOf } from '../errors/caused-error.ts';
import type { Tokenizer } from './checkpoint.ts';
import { invalidCheckpoint } from './invalid-checkpoint.ts';

/** A step of a tokenizer.json; its other fields depend on the type. */
export interface Step {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface BytePairs {
  readonly normalizer: Step | null;
  readonly pre_tokenizer: Step;
  readonly model: {
    readonly type: 'BPE';
    readonly vocab: readonly (readonly [token: string, id: number])[];
    readonly merges: readonly (readonly string[])[];
    /** Whether a piece that is a token as a whole is not merged from its bytes. */
    readonly ignore_merges: boolean;
  };
  readonly decoder: Step;
  readonly added_tokens: readonly AddedToken[];
}

export interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly special: boolean;
  readonly normalized: boolean;
}

interface Around {
  readonly where: string;
  /** Rows of the embedding. */
  readonly vocabulary: number;
  readonly endOfText: number | null;
}

/** GPT-2's own, in which `\s` is Unicode's white space. */
export const GPT_2_SPLIT = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

/** Bytes as characters; the text is split before. */
export const BYTE_LEVEL: Step = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false };

export function isolated(Regex: string): Step {
  return { type: 'Split', pattern: { Regex }, behavior: 'Isolated', invert: false };
}

/** @throws HarnessError `invalid-checkpoint` */
export function bytePairTokenizer(document: BytePairs, { where, vocabulary, endOfText }: Around): Tokenizer {
  const refusal = (got: string) => invalidCheckpoint('A tokenizer contradicts itself or its model.', { where, got });
  const { model, added_tokens } = document;
  const ids = new Map(model.vocab);
  if (ids.size < model.vocab.length) throw refusal('two tokens are the same text');
  const numbers = new Set(ids.values());
  if (numbers.size < ids.size) throw refusal('two tokens have one number');
  for (const { id, content } of added_tokens) {
    if ((ids.get(content) ?? id) !== id) throw refusal(`the added token ${JSON.stringify(content)} has two numbers`);
    numbers.add(id);
  }
  const size = 1 + [...numbers].reduce((most, id) => Math.max(most, id), -1);
  if (size > vocabulary) throw refusal(`token ${size - 1} in an embedding of ${vocabulary} rows`);
  if (endOfText !== null && !numbers.has(endOfText)) throw refusal(`${endOfText} ends a text, and is no token`);
  const odd = model.merges.find(
    (pair) => pair.length !== 2 || ![...pair, pair.join('')].every((token) => ids.has(token)),
  );
  if (odd !== undefined) throw refusal(`a merge of ${JSON.stringify(odd)}, which are no two tokens that make a third`);
  const tokenizer = build();
  return {
    encode: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids,
    decode: (tokens) =>
      tokens.length === 0
        ? ''
        : tokenizer.decode([...tokens], { skip_special_tokens: false, clean_up_tokenization_spaces: false }),
    size,
    endOfText,
  };

  function build(): Library {
    const whole = { ...document, post_processor: null, model: { ...model, vocab: Object.fromEntries(model.vocab) } };
    try {
      return new Library(whole, {});
    } catch (error) {
      throw refusal(messageOf(error));
    }
  }
}
