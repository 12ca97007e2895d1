// A model in a folder of Hugging Face's: config.json, tokenizer.json, and weights in one safetensors file or in several with an index.
import { basename, join, resolve } from 'node:path';
import { boundedJson } from '../bounded-json.ts';
import { type ByteSource, type OpenFile, readWhole } from '../byte-source.ts';
import type { Architecture, Checkpoint } from '../checkpoint.ts';
import { PREFIXES } from '../family-tensors.ts';
import { invalidCheckpoint } from '../invalid-checkpoint.ts';
import { isText } from '../lists.ts';
import type { StoredTensor } from '../stored-tensor.ts';
import { weightsOf } from '../weights.ts';
import { folderConfig } from './folder-config.ts';
import { readSafetensors } from './safetensors-file.ts';
import { tokenizerJson } from './tokenizer-json.ts';

const WEIGHTS = 'model.safetensors';
const INDEX = 'model.safetensors.index.json';

const MOST_CONFIG_BYTES = 2 ** 16;
const MOST_INDEX_BYTES = 2 ** 22;
/** Of the largest vocabularies they have some 33 MB. */
const MOST_TOKENIZER_BYTES = 2 ** 25 + 2 ** 22;
const README_BYTES = 2 ** 12;

/** @param names of the files in it; @throws HarnessError `invalid-checkpoint`, `not-readable` */
export function folderCheckpoint(folder: string, names: readonly string[], open: OpenFile): Checkpoint {
  const json = (name: string, mostBytes: number): unknown => {
    const source = open(join(folder, name));
    try {
      return boundedJson(readWhole(source, mostBytes), source.file);
    } finally {
      source.close();
    }
  };
  const { architecture, endOfText } = folderConfig(
    Object(json('config.json', MOST_CONFIG_BYTES)),
    join(folder, 'config.json'),
  );
  const tokenizer = tokenizerJson(json('tokenizer.json', MOST_TOKENIZER_BYTES), {
    where: join(folder, 'tokenizer.json'),
    vocabulary: architecture.vocabulary,
    endOfText,
  });
  const index = names.includes(INDEX) && !names.includes(WEIGHTS) ? json(INDEX, MOST_INDEX_BYTES) : null;
  const files = index === null ? null : filesByTensor(index, join(folder, INDEX));
  const sources: ByteSource[] = [];
  const tensors = new Map<string, StoredTensor>();
  for (const file of files === null ? [WEIGHTS] : new Set(files.values())) {
    const source = open(join(folder, file));
    sources.push(source);
    for (const [name, tensor] of readSafetensors(source, isUnasked(architecture))) {
      if (files !== null && files.get(name) !== file) throw astray(name, files.get(name) ?? 'no file', source.file);
      add(tensors, wholeName(name, architecture), tensor);
    }
  }
  const weights = weightsOf(architecture, {
    where: folder,
    sources,
    tensors,
    storedAs: ({ name, inSafetensors }) => ({ name, placement: inSafetensors }),
  });
  return {
    name: basename(resolve(folder)),
    licence: names.includes('README.md') ? statedLicence(open(join(folder, 'README.md'))) : null,
    source: folder,
    architecture,
    tokenizer,
    ...weights,
  };
}

/** Of this folder, and none that a path leads to. */
const FILE = /^[A-Za-z0-9][A-Za-z0-9._-]*\.safetensors$/;

function filesByTensor(index: unknown, where: string): ReadonlyMap<string, string> {
  const entries = Object.entries(Object(Reflect.get(Object(index), 'weight_map')));
  const odd = entries.find(([, file]) => !isText(file) || !FILE.test(file));
  if (odd === undefined) return new Map(entries as [string, string][]);
  throw invalidCheckpoint('The index of a model in several files is damaged.', {
    where,
    got: JSON.stringify(odd).slice(0, 200),
    expected: 'by the name of each tensor a file of this folder',
  });
}

function add(tensors: Map<string, StoredTensor>, name: string, tensor: StoredTensor): void {
  if (tensors.has(name))
    throw invalidCheckpoint('Two tensors of a model have one name.', { where: tensor.source.file, got: name });
  tensors.set(name, tensor);
}

function astray(name: string, got: string, where: string) {
  return invalidCheckpoint('A tensor is in another file than the index says.', { where, got: `${name}: ${got}` });
}

const HEADS = ['lm_head.weight', 'embed_out.weight'];
const HEAD_OF_GPT_NEOX = 'embed_out.weight';

/** Files of bare models leave out what stands before all names but the head's, which has two names. */
function wholeName(name: string, { family }: Architecture): string {
  if (HEADS.includes(name)) return family === 'gpt-neox' ? HEAD_OF_GPT_NEOX : name;
  const prefix = PREFIXES[family];
  return name.startsWith(prefix) ? name : `${prefix}${name}`;
}

/** Masks and angles that older versions wrote out, and the embedding once more where it is the output's matrix. */
function isUnasked({ tiedOutput }: Architecture): (name: string) => boolean {
  return (name) =>
    /\.(attn|attention)\.(bias|masked_bias)$|\.rotary_emb\.inv_freq$/.test(name) ||
    (tiedOutput && HEADS.includes(name));
}

/** A line `license: mit` between the first two lines of dashes. */
function statedLicence(source: ByteSource): string | null {
  try {
    const bytes = new Uint8Array(Math.min(README_BYTES, source.sizeBytes));
    source.read(0, bytes);
    const head = /^---\n([\s\S]*?)\n---/.exec(new TextDecoder().decode(bytes))?.[1] ?? '';
    return /^license: *([\w.-]+) *$/m.exec(head)?.[1] ?? null;
  } finally {
    source.close();
  }
}
