// One model, two doors: the same weights as a GGUF file and as a folder of Hugging Face's are handed out alike, under one list of names.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFile } from '../../src/checkpoints/byte-source.ts';
import type { Checkpoint, Family } from '../../src/checkpoints/checkpoint.ts';
import { modelsFolder } from '../../src/checkpoints/known-models.ts';
import { openCheckpoint } from '../../src/checkpoints/open-checkpoint.ts';
import { sizeOf } from '../../src/checkpoints/stored-tensor.ts';
import { refusal } from '../refusal.ts';
import { ownFolder } from '../temporary-folder.ts';
import {
  folderFiles,
  ggufBytes,
  ggufParts,
  safetensorsBytes,
  safetensorsParts,
  smallModel,
  writeFolder,
} from './small-models.ts';

const FAMILIES: readonly Family[] = ['llama', 'gpt-neox', 'gpt-2'];

function weightsOf(checkpoint: Checkpoint): Map<string, { shape: readonly number[]; values: Float32Array }> {
  const all = checkpoint.tensors.map(({ name, shape }) => {
    const values = new Float32Array(sizeOf(shape));
    checkpoint.readInto(name, values, 0);
    return [name, { shape, values }] as const;
  });
  checkpoint.close();
  return new Map(all);
}

describe.each(FAMILIES)('a model of the family %s', (family) => {
  const model = smallModel(family);

  it('is the same from a GGUF file and from a folder', () => {
    const folder = ownFolder('checkpoint');
    writeFileSync(join(folder, 'small.gguf'), ggufBytes(ggufParts(model)));
    const gguf = openCheckpoint(join(folder, 'small.gguf'));
    const safetensors = openCheckpoint(writeFolder(join(folder, 'hf'), folderFiles(model)));
    expect(gguf.architecture).toEqual(safetensors.architecture);
    expect(gguf.architecture).toMatchObject({
      family,
      layers: 2,
      heads: 2,
      headSize: 4,
      normEpsilon: 1e-6,
      rotary: { llama: { size: 4, base: 10_000 }, 'gpt-neox': { size: 2, base: 10_000 }, 'gpt-2': null }[family],
      tiedOutput: family === 'gpt-2',
    });
    expect([gguf.name, gguf.licence, safetensors.name, safetensors.licence]).toEqual(['Small', 'mit', 'hf', null]);
    for (const { tokenizer } of [gguf, safetensors]) expect(tokenizer.encode('aba b<e>')).toEqual([2, 0, 3, 1, 4]);
    expect([gguf.tokenizer.endOfText, safetensors.tokenizer.endOfText]).toEqual([4, family === 'gpt-2' ? null : 4]);
    expect(weightsOf(gguf)).toEqual(model.weights);
    expect(weightsOf(safetensors)).toEqual(model.weights);
  });

  it('may lie in several files, without the names before its names, and with masks that older versions wrote', () => {
    const names = [...model.weights.keys()];
    const bare = (name: string) => name.replace(/^(model|gpt_neox|transformer)\./, '');
    const mask = family === 'gpt-2' ? 'h.0.attn.bias' : 'layers.0.attention.bias';
    const shards = [names.slice(0, 5), names.slice(5)].map((some, index) => {
      const { header, numbers } = safetensorsParts(model, some);
      const entries = Object.entries(header).map(([name, claim]) => [bare(name), claim] as const);
      const masks =
        index === 0
          ? [[mask, { dtype: 'BOOL', shape: [2], data_offsets: [numbers.length, numbers.length + 2] }] as const]
          : [];
      const whole = Object.fromEntries([...entries, ...masks]);
      return { whole, bytes: safetensorsBytes(whole, Buffer.concat([numbers, Buffer.alloc(2 * masks.length)])) };
    });
    const files = shards.map((_, index) => `model-${index}.safetensors`);
    const { 'config.json': config, 'tokenizer.json': tokenizer } = folderFiles(model);
    const folder = writeFolder(ownFolder('sharded'), {
      'config.json': config,
      'tokenizer.json': tokenizer,
      'README.md': '---\nlanguage: en\nlicense: apache-2.0\n---\n# Small\n',
      'model.safetensors.index.json': {
        metadata: {},
        weight_map: Object.fromEntries(
          shards.flatMap(({ whole }, index) => Object.keys(whole).map((name) => [name, files[index]])),
        ),
      },
      ...Object.fromEntries(shards.map(({ bytes }, index) => [files[index], bytes])),
    });
    const checkpoint = openCheckpoint(folder);
    expect(checkpoint.licence).toBe('apache-2.0');
    expect(weightsOf(checkpoint)).toEqual(model.weights);
  });
});

const isHere = existsSync(join(modelsFolder(), 'smollm2'));

it.skipIf(!isHere)(
  'SmolLM2 (`npm run model -- smollm2`) is held in pieces of a few megabytes beside its numbers',
  () => {
    let mostAtOnce = 0;
    const checkpoint = openCheckpoint('smollm2', {
      open(file) {
        const source = openFile(file);
        return {
          ...source,
          read(position, target) {
            mostAtOnce = Math.max(mostAtOnce, target.length);
            source.read(position, target);
          },
        };
      },
    });
    expect(checkpoint.tensors.reduce((sum, { shape }) => sum + sizeOf(shape), 0)).toBe(134_515_008);
    checkpoint.readInto('model.embed_tokens.weight', new Float32Array(49_152 * 576), 0);
    expect(mostAtOnce).toBeLessThanOrEqual(2 ** 22);
    checkpoint.close();
  },
);

describe('what is opened', () => {
  it('is a known model by its name, and says how to get it', () => {
    const models = ownFolder('models');
    expect(() => openCheckpoint('smollm2', { models })).toThrow(refusal('not-readable', 'npm run model -- smollm2'));
    mkdirSync(join(models, 'smollm2'));
    writeFileSync(join(models, 'smollm2/SmolLM2-135M-Instruct.Q4_1.gguf'), 'half of it');
    expect(() => openCheckpoint('smollm2', { models })).toThrow(refusal('not-readable', '10 bytes'));
  });

  it('is a folder with one GGUF file in it, or nothing', () => {
    const folder = ownFolder('folder');
    expect(() => openCheckpoint(folder)).toThrow(refusal('not-readable', 'holds no model'));
    expect(() => openCheckpoint(join(folder, 'none'))).toThrow(refusal('not-readable', 'no such model'));
    writeFileSync(join(folder, 'small.gguf'), ggufBytes(ggufParts(smallModel('llama'))));
    openCheckpoint(folder).close();
    writeFileSync(join(folder, 'other.gguf'), '');
    expect(() => openCheckpoint(folder)).toThrow(refusal('not-readable', 'other.gguf'));
  });

  it('hands out only what it has, where there is room for it', () => {
    const checkpoint = openCheckpoint(writeFolder(ownFolder('room'), folderFiles(smallModel('gpt-2'))));
    const target = new Float32Array(8);
    expect(() => checkpoint.readInto('no.such', target, 0)).toThrow(refusal('invalid-argument', 'no such tensor'));
    expect(() => checkpoint.readInto('transformer.ln_f.bias', target, 1)).toThrow(
      refusal('invalid-argument', 'from 1'),
    );
    checkpoint.readInto('transformer.ln_f.bias', target, 0);
    checkpoint.close();
    checkpoint.close();
  });
});
