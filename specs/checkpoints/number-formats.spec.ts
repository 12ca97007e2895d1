// Every number format against ggml's and Hugging Face's own Python packages, bit for bit (formats-oracle.py); and weights of the real
// SmolLM2 where it is.
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFile } from '../../src/checkpoints/byte-source.ts';
import { readGguf } from '../../src/checkpoints/gguf/gguf-file.ts';
import { readSafetensors } from '../../src/checkpoints/hugging-face/safetensors-file.ts';
import { modelsFolder } from '../../src/checkpoints/known-models.ts';
import { BF16, F16, F32, type NumberFormat, Q4_0, Q4_1, Q8_0 } from '../../src/checkpoints/number-formats.ts';
import { openCheckpoint } from '../../src/checkpoints/open-checkpoint.ts';
import { readTensor, type StoredTensor, sizeOf } from '../../src/checkpoints/stored-tensor.ts';
import { ownFolder } from '../temporary-folder.ts';
import oracle from './formats-oracle.json' with { type: 'json' };

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
const floatsOf = (text: string) => new Float32Array(bytesOf(text).buffer);
const digestOf = (numbers: Float32Array) =>
  createHash('sha256')
    .update(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
    .digest('hex');

function decoded({ decode, blockSize, blockBytes }: NumberFormat, stored: Uint8Array): Float32Array {
  const blocks = stored.length / blockBytes;
  const numbers = new Float32Array(blocks * blockSize);
  decode(new DataView(stored.buffer), numbers, { fromByte: 0, toNumber: 0, blocks });
  return numbers;
}

describe('a number format', () => {
  it.each([F32, F16, BF16, Q8_0, Q4_0, Q4_1])('$name is read as by its own package', (format) => {
    const { stored, numbers } = oracle.formats[format.name as keyof typeof oracle.formats];
    const got = decoded(format, bytesOf(stored));
    expect(got).toEqual(floatsOf(numbers));
    // -0 and 0 are other bits.
    expect(digestOf(got)).toBe(digestOf(floatsOf(numbers)));
  });

  it.each([F16, BF16])('$name is right for every one of its bits', (format) => {
    const all = decoded(format, new Uint8Array(Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits).buffer));
    const finite = all.map((value) => (Number.isNaN(value) ? 0 : value));
    expect(digestOf(finite)).toBe(oracle.everyHalf[format.name as 'F16' | 'BF16']);
  });
});

function expectTensors(
  tensors: ReadonlyMap<string, StoredTensor>,
  expected: Readonly<Record<string, { readonly shape: readonly number[]; readonly numbers: string }>>,
): void {
  expect([...tensors.keys()].sort()).toEqual(Object.keys(expected).sort());
  for (const [name, { shape, numbers }] of Object.entries(expected)) {
    const stored = tensors.get(name) as StoredTensor;
    expect(stored.shape, name).toEqual(shape);
    // What is beside its place stays as it was.
    const target = new Float32Array(sizeOf(shape) + 2).fill(7);
    readTensor(stored, { kind: 'as-it-is' }, target, 1);
    expect(target.subarray(1, -1), name).toEqual(floatsOf(numbers));
    expect([target.at(0), target.at(-1)]).toEqual([7, 7]);
  }
}

function fileOf(text: string) {
  const file = join(ownFolder('formats'), 'file');
  writeFileSync(file, bytesOf(text));
  return openFile(file);
}

describe('a file', () => {
  it('that the package gguf wrote says what was written', () => {
    const source = fileOf(oracle.gguf.file);
    const { metadata, tensors } = readGguf(source);
    expect(Object.fromEntries(metadata)).toEqual({
      'general.architecture': 'llama',
      'general.name': 'Small ½',
      'a.float32': 1e-5,
      'a.float64': 1e-5,
      'an.int8': -3,
      'a.uint16': 65535,
      'an.int32': -70000,
      'a.uint64': 2 ** 40,
      'an.int64': -(2 ** 40),
      'a.bool': true,
      'some.texts': ['Ġthe', '', '½'],
      'some.numbers': [1, -2, 3],
      'some.floats': [0.1, 1e-6],
    });
    expectTensors(tensors, oracle.gguf.tensors);
    source.close();
  });

  it('that the package safetensors wrote holds what was written', () => {
    const source = fileOf(oracle.safetensors.file);
    expectTensors(
      readSafetensors(source, (name) => name === 'd.mask'),
      oracle.safetensors.tensors,
    );
    source.close();
  });
});

const isHere = existsSync(join(modelsFolder(), 'smollm2'));

it.skipIf(!isHere)('SmolLM2 (`npm run model -- smollm2`) has the weights that gguf and transformers read', () => {
  const checkpoint = openCheckpoint('smollm2');
  for (const [name, digest] of Object.entries(oracle.smollm2)) {
    const shape = checkpoint.tensors.find((tensor) => tensor.name === name)?.shape ?? [];
    const numbers = new Float32Array(sizeOf(shape));
    checkpoint.readInto(name, numbers, 0);
    expect(digestOf(numbers), name).toBe(digest);
  }
  checkpoint.close();
});
