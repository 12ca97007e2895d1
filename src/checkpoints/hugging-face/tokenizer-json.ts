// tokenizer.json of a folder of Hugging Face's, as far as it is byte-level byte pairs.
import { Type } from 'typebox';
import { checked } from '../../schemas/checked.ts';
import { inOneLine } from '../../schemas/complaints.ts';
import { Count, orNull, Text, type Valid } from '../../schemas/parts.ts';
import { BYTE_LEVEL, bytePairTokenizer, GPT_2_SPLIT, isolated, type Step } from '../byte-pair-tokenizer.ts';
import type { Tokenizer } from '../checkpoint.ts';
import { invalidCheckpoint } from '../invalid-checkpoint.ts';
import { isCount, isListOf, isText } from '../lists.ts';

const AnyStep = Type.Object({ type: Text });

const off = Type.Optional(Type.Literal(false));

const Added = Type.Object({
  id: Count,
  content: Text,
  special: Type.Optional(Type.Boolean()),
  normalized: Type.Optional(Type.Boolean()),
  single_word: off,
  lstrip: off,
  rstrip: off,
});

const isAdded = checked<Valid<typeof Added>>(Added);

const Document = Type.Object({
  normalizer: Type.Optional(orNull(AnyStep)),
  pre_tokenizer: AnyStep,
  decoder: AnyStep,
  model: Type.Object({
    // Old files leave it out.
    type: Type.Optional(Type.Literal('BPE')),
    ignore_merges: Type.Optional(orNull(Type.Boolean())),
    // Each of them makes other tokens of a text than merges alone.
    dropout: Type.Optional(Type.Null()),
    continuing_subword_prefix: Type.Optional(orNull(Type.Literal(''))),
    end_of_word_suffix: Type.Optional(orNull(Type.Literal(''))),
    byte_fallback: Type.Optional(orNull(Type.Literal(false))),
  }),
});

const isDocument = checked<Valid<typeof Document>>(Document);

const MOST_STEPS = 16;

interface Around {
  readonly where: string;
  readonly vocabulary: number;
  readonly endOfText: number | null;
}

/** @throws HarnessError `invalid-checkpoint` */
export function tokenizerJson(document: unknown, around: Around): Tokenizer {
  const refusal = (got: string) =>
    invalidCheckpoint('A tokenizer.json is not one that is read here.', {
      where: around.where,
      got,
      expected: 'byte-level byte pairs',
    });
  if (!isDocument(document)) throw refusal(inOneLine(isDocument.complaints(document)));
  const { pre_tokenizer: splits, model, normalizer = null, decoder } = document;
  const [vocabulary, merges] = ['vocab', 'merges'].map((name): unknown => Reflect.get(model, name));
  const added: unknown = Reflect.get(document, 'added_tokens') ?? [];
  const tokens = Object.entries(Object(vocabulary));
  if (!isListOf(tokens, isToken)) throw refusal('a vocabulary that is no list of tokens with their numbers');
  if (!isListOf(merges, isMerge)) throw refusal('no list of merges');
  if (!isListOf(added, isAdded)) throw refusal('added tokens that swallow what stands around them, or no list of them');
  const steps = stepsOf(splits as Step);
  if (steps.length > MOST_STEPS) throw refusal(`texts split in ${steps.length} steps`);
  const odd = steps.find(({ type }) => !['Split', 'Digits', 'ByteLevel'].includes(type));
  if (odd !== undefined) throw refusal(`texts split by "${odd.type}"`);
  if (!steps.some(({ type }) => type === 'ByteLevel')) throw refusal('texts that are not taken as bytes');
  if (stepsOf(decoder as Step).some(({ type }) => type !== 'ByteLevel')) throw refusal(`a decoder "${decoder.type}"`);
  if (normalizer !== null && stepsOf(normalizer as Step).some(({ type }) => type !== 'NFC'))
    throw refusal(`a normalizer "${normalizer.type}"`);
  return bytePairTokenizer(
    {
      normalizer: normalizer as Step | null,
      pre_tokenizer: { type: 'Sequence', pretokenizers: steps.flatMap(inPatterns) },
      model: {
        type: 'BPE',
        vocab: tokens,
        merges: merges.map((merge) => (typeof merge === 'string' ? merge.split(' ') : merge)),
        ignore_merges: model.ignore_merges ?? false,
      },
      decoder: BYTE_LEVEL,
      added_tokens: added.map(({ id, content, special = false, normalized = !special }) => ({
        id,
        content,
        special,
        normalized,
      })),
    },
    around,
  );
}

function isToken(entry: unknown): entry is readonly [string, number] {
  return Array.isArray(entry) && isCount(entry[1]);
}

function isMerge(value: unknown): value is string | readonly string[] {
  return isText(value) || isListOf(value, isText);
}

/** A sequence names its parts differently in each of its uses. */
function stepsOf(step: Step): readonly Step[] {
  if (step.type !== 'Sequence') return [step];
  const parts = step.pretokenizers ?? step.normalizers ?? step.decoders;
  return Array.isArray(parts) ? parts.flatMap((part: unknown) => (isStep(part) ? stepsOf(part) : [step])) : [step];
}

const isStep = checked<Step>(AnyStep);

/** The library's own rules know the digits of ASCII and the white space of JavaScript only. */
function inPatterns(step: Step): readonly Step[] {
  if (step.type === 'Digits') return [isolated(step.individual_digits === true ? '\\p{N}' : '\\p{N}+')];
  const splitsItself = step.type === 'ByteLevel' && step.use_regex !== false && step.add_prefix_space !== true;
  return splitsItself ? [isolated(GPT_2_SPLIT), BYTE_LEVEL] : [step];
}
