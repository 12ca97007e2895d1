// A small model as a folder of Hugging Face's: config.json, model.safetensors, and a tokenizer.json of forty tokens.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FrozenModel, weightsOf } from './small-checkpoints.ts';

export function writeModelFolder(folder: string, frozen: FrozenModel): void {
  const write = (name: string, value: object) => writeFileSync(join(folder, name), JSON.stringify(value));
  write('config.json', frozen.config);
  write('tokenizer.json', TOKENIZER);
  writeFileSync(join(folder, 'model.safetensors'), safetensors(frozen));
}

/** An eight-byte length, a header of JSON, and the numbers one tensor after another. */
function safetensors(frozen: FrozenModel): Buffer {
  const weights = Object.entries(weightsOf(frozen));
  let end = 0;
  const entries = weights.map(([name, { byteLength }]) => {
    end += byteLength;
    const inFile = frozen.config.model_type === 'gpt_neox' ? name.replace(/^lm_head/, 'embed_out') : name;
    return [inFile, { dtype: 'F32', shape: frozen.shapes[name], data_offsets: [end - byteLength, end] }];
  });
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, ...weights.map(([, { buffer }]) => Buffer.from(buffer))]);
}

const letters = [...'abcdefghijklmnopqrstuvwxyz'];
const tokens = ['<|end|>', ...letters, 'Ġ', '.', 'Ġt', 'he', 'Ġthe', ...'ABCDEFGH'];
const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };

const TOKENIZER = {
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: [
    { id: 0, content: '<|end|>', single_word: false, lstrip: false, rstrip: false, normalized: false, special: true },
  ],
  normalizer: null,
  pre_tokenizer: byteLevel,
  post_processor: null,
  decoder: byteLevel,
  model: {
    type: 'BPE',
    dropout: null,
    unk_token: null,
    continuing_subword_prefix: null,
    end_of_word_suffix: null,
    fuse_unk: false,
    byte_fallback: false,
    ignore_merges: false,
    vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
    merges: [
      ['Ġ', 't'],
      ['h', 'e'],
      ['Ġt', 'he'],
    ],
  },
};
