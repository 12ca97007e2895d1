// Numbers of tokens, held against Hugging Face's own `tokenizers`: of the real model where it is, and always of small tokenizers that were
// trained for this spec, with every way of splitting a text that is read here.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer as Library } from '@huggingface/tokenizers';
import { describe, expect, it } from 'vitest';
import type { Tokenizer } from '../../src/checkpoints/checkpoint.ts';
import { ggufTokenizer } from '../../src/checkpoints/gguf/gguf-tokenizer.ts';
import { tokenizerJson } from '../../src/checkpoints/hugging-face/tokenizer-json.ts';
import { modelsFolder } from '../../src/checkpoints/known-models.ts';
import { openCheckpoint } from '../../src/checkpoints/open-checkpoint.ts';
import { refusal } from '../refusal.ts';
import { fuzzedTexts } from './fuzzed-texts.ts';
import oracle from './tokenizer-oracle.json' with { type: 'json' };

const { vocabulary, merges, cases } = oracle.small;
const around = { where: 'tokenizer.json', vocabulary: vocabulary.length, endOfText: 0 };

interface Frozen {
  readonly plain: readonly { readonly text: string; readonly ids: readonly number[]; readonly decoded: string }[];
  readonly digests: readonly string[];
}

/** Of each hundred texts. */
function digests(tokenizer: Tokenizer, count: number): string[] {
  const ids = fuzzedTexts(count).map((text) => tokenizer.encode(text));
  return Array.from({ length: count / 100 }, (_, hundred) =>
    createHash('sha256')
      .update(JSON.stringify(ids.slice(hundred * 100, hundred * 100 + 100)))
      .digest('hex')
      .slice(0, 12),
  );
}

function expectAsFrozen(tokenizer: Tokenizer, { plain, digests: frozen }: Frozen): void {
  for (const { text, ids, decoded } of plain) {
    expect(tokenizer.encode(text), text).toEqual(ids);
    expect(tokenizer.decode(ids)).toBe(decoded);
  }
  expect(digests(tokenizer, frozen.length * 100)).toEqual(frozen);
}

type Case = keyof typeof cases;

function documentOf(name: Case) {
  const { document } = cases[name];
  const vocab = Object.fromEntries(vocabulary.map((token, id) => [token, id]));
  return { ...document, model: { ...document.model, vocab, merges: merges.map((merge) => merge.split(' ')) } };
}

describe('a tokenizer.json', () => {
  it.each(Object.keys(cases) as Case[])('that splits as %s gives the numbers of the original', (name) => {
    expectAsFrozen(tokenizerJson(documentOf(name), around), cases[name]);
  });

  it('is not left to rules of the library that know the digits of ASCII only', () => {
    const [, , , , digits] = cases.SmolLM2.plain;
    const ids = new Library(documentOf('SmolLM2'), {}).encode(digits?.text ?? '', { add_special_tokens: false }).ids;
    expect(digits?.text).toBe('½ Ⅷ ٣٤ 2024');
    expect(ids).not.toEqual(digits?.ids);
  });

  it('may have its merges as texts, as older ones do', () => {
    const document = documentOf('GPT-2');
    const older = { ...document, model: { ...document.model, merges } };
    expectAsFrozen(tokenizerJson(older, around), cases['GPT-2']);
  });

  const broken = documentOf('GPT-2');
  const model = (changes: object) => ({ ...broken, model: { ...broken.model, ...changes } });
  it.each([
    ['of another kind of model', model({ type: 'Unigram' }), '"BPE"'],
    ['with chance in it', model({ dropout: 0.1 }), 'dropout'],
    ['that splits otherwise', { ...broken, pre_tokenizer: { type: 'Metaspace' } }, '"Metaspace"'],
    [
      'that takes no bytes',
      { ...broken, pre_tokenizer: { type: 'Digits', individual_digits: true } },
      'not taken as bytes',
    ],
    ['with another normalizer', { ...broken, normalizer: { type: 'Lowercase' } }, '"Lowercase"'],
    ['with a merge that makes nothing', model({ merges: [['Z', 'Z']] }), 'a merge of ["Z","Z"]'],
    ['with a merge of three', model({ merges: ['a b c'] }), 'a merge of ["a","b","c"]'],
    ['with one number for two tokens', model({ vocab: { a: 1, b: 1 }, merges: [] }), 'two tokens have one number'],
    ['with a number below 0', model({ vocab: { a: -1 } }), 'no list of tokens'],
    ['with a token that the model lacks', model({ vocab: { a: 1e6 }, merges: [] }), 'token 1000000'],
    ['that swallows spaces', { ...broken, added_tokens: [{ id: 0, content: 'x', lstrip: true }] }, 'swallow'],
    ['that is none', null, '/'],
  ])('%s is refused', (_, document, words) => {
    expect(() => tokenizerJson(document, around)).toThrow(refusal('invalid-checkpoint', words));
  });
});

describe('the tokenizer of a GGUF file', () => {
  const metadata = (changes: object) =>
    new Map(
      Object.entries({
        model: 'gpt2',
        pre: 'smollm',
        tokens: vocabulary,
        token_type: vocabulary.map((_, id) => (id < 3 ? 3 : 1)),
        merges,
        eos_token_id: 2,
        ...changes,
      }).map(([key, value]) => [`tokenizer.ggml.${key}`, value]),
    );
  const read = (changes: object) => ggufTokenizer(metadata(changes), around);

  it.each([
    ['smollm', 'SmolLM2'],
    ['gpt-2', 'GPT-2'],
    ['olmo', 'GPT-2'],
    ['llama-bpe', 'Llama 3'],
  ] as const)('named %s splits as %s', (pre, name) => {
    expectAsFrozen(read({ pre }), cases[name]);
  });

  it('says what ends a text', () => {
    expect([read({}).endOfText, read({ eos_token_id: undefined }).endOfText]).toEqual([2, null]);
  });

  it.each([
    [{ model: 'llama' }, 'a tokenizer "llama"'],
    [{ pre: 'qwen2' }, 'split as in "qwen2"'],
    [{ token_type: [1] }, '1 types of tokens'],
    [{ tokens: [1, 2] }, 'no lists'],
    [{ tokens: vocabulary.with(5, vocabulary[6] as string) }, 'two tokens are the same text'],
    [{ eos_token_id: 99_999 }, '99999 ends a text'],
    [{ merges: ['a b', 'no such'] }, 'a merge of'],
  ])('with %o is refused', (changes, words) => {
    expect(() => read(changes)).toThrow(refusal('invalid-checkpoint', words));
  });
});

const isHere = existsSync(join(modelsFolder(), 'smollm2'));

describe.skipIf(!isHere)('the tokenizer of SmolLM2 (`npm run model -- smollm2`)', () => {
  it('gives the numbers that the model was trained with, on ten thousand texts', () => {
    const checkpoint = openCheckpoint('smollm2');
    expectAsFrozen(checkpoint.tokenizer, oracle.smollm2);
    checkpoint.close();
  });
});
