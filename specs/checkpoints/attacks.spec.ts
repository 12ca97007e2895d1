// Malformed files, each as somebody could make it to harm or by accident: refused with a clear error, and before anything of the size that
// they claim is read or held. What is read goes through one door, so a spec can count it.
import { join } from 'node:path';
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type ByteSource, openFile } from '../../src/checkpoints/byte-source.ts';
import { openCheckpoint } from '../../src/checkpoints/open-checkpoint.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { refusalOf } from '../refusal.ts';
import { ownFolder } from '../temporary-folder.ts';
import {
  folderFiles,
  type GgufParts,
  type GgufTensor,
  ggufBytes,
  ggufParts,
  ggufText,
  safetensorsBytes,
  safetensorsParts,
  smallModel,
  TOKENIZER,
  u32,
  u64,
  values,
  writeFolder,
} from './small-models.ts';

const model = smallModel('llama');

interface Attempt {
  readonly error: HarnessError;
  readonly readBytes: number;
  /** Largest piece that was read at once, which is what was held for it. */
  readonly mostAtOnce: number;
}

/** @param claimed sizes of files by the ends of their names, as if they were that large, with zeros behind what is there */
function attempt(path: string, claimed: Readonly<Record<string, number>> = {}): Attempt {
  let readBytes = 0;
  let mostAtOnce = 0;
  let open = 0;
  const error = refusalOf(() =>
    openCheckpoint(path, {
      open(file): ByteSource {
        const source = openFile(file);
        const size = Object.entries(claimed).find(([end]) => file.endsWith(end))?.[1] ?? source.sizeBytes;
        open += 1;
        let isOpen = true;
        return {
          file,
          sizeBytes: size,
          read(position, target) {
            readBytes += target.length;
            mostAtOnce = Math.max(mostAtOnce, target.length);
            const there = Math.max(0, Math.min(target.length, source.sizeBytes - position));
            if (size === source.sizeBytes) source.read(position, target);
            else if (there > 0) source.read(position, target.subarray(0, there));
          },
          close() {
            if (isOpen) open -= 1;
            isOpen = false;
            source.close();
          },
        };
      },
    }),
  );
  expect(open, 'files left open').toBe(0);
  return { error, readBytes, mostAtOnce };
}

/** Of what a file claims, nothing: these files have few kilobytes. */
function expectRefused({ error, readBytes, mostAtOnce }: Attempt, words: string): void {
  expect([error.code, error.message]).toEqual(['invalid-checkpoint', expect.stringContaining(words)]);
  expect(error.parts.where).toBeDefined();
  expect(readBytes).toBeLessThanOrEqual(2 ** 17);
  expect(mostAtOnce).toBeLessThanOrEqual(2 ** 16);
}

it('barks where more is read, or held, than a small file has', () => {
  const refused = attempt(writeFolder(ownFolder('bark'), { 'config.json': [] }));
  expectRefused(refused, '');
  expect(() => expectRefused({ ...refused, readBytes: 2 ** 18 }, '')).toThrow();
  expect(() => expectRefused({ ...refused, mostAtOnce: 2 ** 17 }, '')).toThrow();
});

describe('a GGUF file', () => {
  const parts = ggufParts(model);
  const attemptBytes = (bytes: Buffer, size?: number) => {
    const folder = writeFolder(ownFolder('attack'), { 'a.gguf': bytes });
    return attempt(join(folder, 'a.gguf'), size === undefined ? {} : { 'a.gguf': size });
  };
  const metadata = (...more: [string, Buffer][]): Partial<GgufParts> => ({
    metadata: [...parts.metadata, ...more],
    keyCount: parts.metadata.length + more.length,
  });
  const stated = (key: string, value: Buffer): Partial<GgufParts> => ({
    metadata: parts.metadata.map(([name, old]) => [name, name === key ? value : old]),
  });
  const tensor = (index: number, changes: Partial<GgufTensor>): Partial<GgufParts> => ({
    tensors: parts.tensors.map((one, at) => (at === index ? { ...one, ...changes } : one)),
  });
  const array = (type: number, count: number | bigint) => Buffer.concat([u32(9), u32(type), u64(count)]);

  it.each<[name: string, changes: Partial<GgufParts>, words: string]>([
    ['of another kind', { magic: 'GGML' }, 'no GGUF file'],
    ['of an old version', { version: 1 }, 'version 1'],
    ['of the other order of bytes', { version: 3 * 2 ** 24 }, 'big-endian'],
    ['with more tensors than bytes', { tensorCount: 10_000_000 }, 'claims more tensors'],
    ['with countless tensors', { tensorCount: 2n ** 63n }, 'too large'],
    ['with more entries than bytes', { keyCount: 2 ** 40 }, 'claims more entries'],
    ['with fewer tensors than it has', { tensorCount: 3 }, ''],
    ['with fewer entries than it has', { keyCount: 3 }, ''],
    ['with a text longer than itself', metadata(['x', Buffer.concat([u32(8), u64(2 ** 40)])]), 'A text is too long'],
    ['with a text of negative length', metadata(['x', Buffer.concat([u32(8), u64(-1)])]), 'too large'],
    ['with a list longer than itself', metadata(['x', array(4, 2 ** 30)]), 'more elements of x'],
    ['with a list of nothing, often', metadata(['x', array(8, 2 ** 40)]), 'more elements of x'],
    ['with a list of lists', metadata(['x', array(9, 1)]), 'an array of arrays in x'],
    ['with a value of no type', metadata(['x', u32(13)]), 'type 13 in x'],
    ['with a list of no type', metadata(['x', array(99, 1)]), 'type 99 in x'],
    ['with a truth value of 2', metadata(['x', Buffer.concat([u32(7), Buffer.of(2)])]), 'neither 0 nor 1'],
    ['with an entry twice', metadata(['general.name', values.text('other')]), 'one thing twice'],
    [
      'with a text that is not UTF-8',
      metadata(['x', Buffer.concat([u32(8), u64(2), Buffer.of(0xc3, 0x28)])]),
      'not UTF-8',
    ],
    ['aligned to nothing', metadata(['general.alignment', values.uint32(0)]), 'alignment'],
    ['aligned to 24', metadata(['general.alignment', values.uint32(24)]), 'alignment'],
    ['aligned to gigabytes', metadata(['general.alignment', values.uint32(2 ** 31)]), 'alignment'],
    ['with a tensor of no axes', tensor(1, { shape: [] }), 'odd number of axes'],
    ['with a tensor of many axes', tensor(1, { shape: [1, 1, 1, 1, 8] }), 'odd number of axes'],
    ['with an axis of 0', tensor(0, { shape: [8, 0] }), 'out of range'],
    ['with a negative axis', tensor(0, { shape: [8, -5] }), 'too large'],
    ['with a shape that overflows', tensor(0, { shape: [2 ** 33, 2 ** 33] }), 'out of range'],
    [
      'with a shape that overflows 64 bits to what fits',
      tensor(0, { shape: [2 ** 32, 2 ** 31, 2, 8] }),
      'out of range',
    ],
    ['with a tensor larger than itself', tensor(0, { shape: [2 ** 20, 2 ** 20] }), 'ends before its tensor'],
    ['in a quantisation that is not read', tensor(0, { format: 6 }), 'Q5_0'],
    ['in another', tensor(0, { format: 14 }), 'Q6_K'],
    ['in a number format that nobody knows', tensor(0, { format: 250 }), 'format 250'],
    ['with half a block', tensor(0, { format: 8 }), 'not a whole number of blocks'],
    ['with a name that is too long', tensor(1, { name: 'x'.repeat(65) }), 'A text is too long'],
    ['with a name twice', tensor(2, { name: parts.tensors[1]?.name ?? '' }), 'one name'],
    ['with tensors in one place', tensor(1, { offset: 0 }), 'not where the one before it ends'],
    ['with tensors that overlap', tensor(1, { offset: 128 }), 'not where the one before it ends'],
    ['with a tensor out of itself', tensor(1, { offset: 2 ** 50 }), 'not where the one before it ends'],
    ['with a negative place', tensor(1, { offset: -32 }), 'too large'],
    [
      'with more behind its numbers',
      { numbers: Buffer.concat([parts.numbers, Buffer.alloc(64)]) },
      'more than it lists',
    ],
    ['with a tensor of another model', tensor(1, { name: 'blk.0.attn_q_norm.weight' }), 'is missing'],
    [
      'with a tensor more',
      {
        tensors: [...parts.tensors, { name: 'rope_freqs.weight', shape: [8], format: 0, offset: parts.numbers.length }],
        tensorCount: parts.tensors.length + 1,
        numbers: Buffer.concat([parts.numbers, Buffer.alloc(32)]),
      },
      'rope_freqs.weight',
    ],
    ['with another shape', tensor(2, { shape: [4, 16] }), 'another shape'],
    ['of a family that is not read', stated('general.architecture', values.text('qwen2')), 'qwen2'],
    ['of countless layers', stated('llama.block_count', values.uint32(2 ** 32 - 1)), 'impossible'],
    ['of more layers than tensors', stated('llama.block_count', values.uint32(1000)), 'fewer tensors'],
    ['of negative layers', stated('llama.block_count', values.int32(2 ** 32 - 2)), 'impossible'],
    ['of no heads', stated('llama.attention.head_count', values.uint32(0)), 'impossible'],
    ['of heads that share oddly', stated('llama.attention.head_count_kv', values.uint32(3)), 'heads share'],
    ['with scaled angles', metadata(['llama.rope.scaling.type', values.text('yarn')]), 'rope.scaling.type'],
  ])('%s is refused', (_, changes, words) => {
    expectRefused(attemptBytes(ggufBytes({ ...parts, ...changes })), words);
  });

  it('that claims ten million tensors in 24 bytes is refused', () => {
    expectRefused(
      attemptBytes(ggufBytes({ ...parts, tensorCount: 10_000_000 }).subarray(0, 24)),
      'claims more tensors',
    );
  });

  it.each([
    ['texts', Buffer.concat([u32(8), u64(2 ** 39)]), 'A text is too long'],
    ['lists of texts', array(8, 2 ** 39), 'more elements of x'],
    ['lists of numbers', array(12, 2 ** 22), 'more elements of x'],
  ])('that is a terabyte of nothing cannot make %s of it', (_, value, words) => {
    const head = ggufBytes({ ...parts, ...metadata(['x', value]), tensors: [], numbers: Buffer.alloc(0) });
    expectRefused(attemptBytes(head, 2 ** 40), words);
  });

  it('that is a terabyte with as many tensors is read no further than a head can reach', () => {
    const head = Buffer.concat([Buffer.from('GGUF'), u32(3), u64(2 ** 16), u64(1), ggufText('x'), values.uint32(1)]);
    const { error, readBytes } = attemptBytes(head, 2 ** 40);
    expect(error.code).toBe('invalid-checkpoint');
    expect(readBytes).toBeLessThan(2 ** 25);
  });

  it('is refused wherever it is cut off', () => {
    const bytes = ggufBytes(parts);
    const headBytes = bytes.length - parts.numbers.length;
    const lengths = [
      ...Array.from({ length: headBytes / 7 }, (_, index) => index * 7),
      headBytes,
      bytes.length - 33,
      bytes.length - 1,
    ];
    for (const length of lengths) expectRefused(attemptBytes(bytes.subarray(0, length)), '');
  });

  law.prop([fc.nat(), fc.integer({ min: 1, max: 255 })], { numRuns: 150 })(
    'with any byte of its head changed is refused, or is a model still',
    (place, change) => {
      const bytes = ggufBytes(parts);
      const at = place % (bytes.length - parts.numbers.length);
      bytes[at] = (bytes[at] as number) ^ change;
      const folder = writeFolder(ownFolder('flip'), { 'a.gguf': bytes });
      try {
        openCheckpoint(folder).close();
      } catch (error) {
        expect([error instanceof HarnessError, (error as HarnessError).code]).toEqual([true, 'invalid-checkpoint']);
      }
    },
  );
});

describe('a safetensors file', () => {
  const { header, numbers } = safetensorsParts(model);
  const files = folderFiles(model);
  const [first = '', second = ''] = Object.keys(header);
  const attemptBytes = (bytes: Buffer, size?: number) =>
    attempt(writeFolder(ownFolder('attack'), { ...files, 'model.safetensors': bytes }), {
      ...(size !== undefined && { '.safetensors': size }),
    });
  const changed = (name: string, changes: object) =>
    ({ ...header, [name]: { ...header[name], ...changes } }) as typeof header;
  const whole = JSON.stringify(header);

  it.each<[name: string, header: string | typeof header, words: string]>([
    ['that is no JSON', '{"a":', 'JSON'],
    ['that is a list', '[]', 'more than it lists'],
    ['nested deep', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 'nested more than 32 deep'],
    [
      'with a name twice',
      whole.replace(/^\{/, `{"${first}":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},`),
      'there twice',
    ],
    [
      'with a name twice, spelt differently',
      whole.replace(/^\{/, `{"\\u006dodel.${first.slice(6)}":0,`),
      'there twice',
    ],
    ['with a name from the machine room', whole.replace(/^\{/, '{"__proto__":{"dtype":"F32"},'), 'damaged'],
    ['with a negative axis', changed(first, { shape: [-5, -8] }), 'damaged'],
    ['with a broken axis', changed(first, { shape: [2.5, 16] }), 'damaged'],
    ['with a text for an axis', changed(first, { shape: ['5', 8] }), 'damaged'],
    ['with many axes', changed(first, { shape: [1, 1, 1, 1, 1, 1, 1, 5, 8] }), 'damaged'],
    ['with a shape that overflows', changed(first, { shape: [2 ** 52, 2 ** 52] }), 'not where it can be'],
    ['with too few numbers', changed(first, { shape: [5, 9] }), 'not where it can be'],
    ['with too many', changed(first, { shape: [5, 7] }), 'not where it can be'],
    ['with tensors that overlap', changed(second, { data_offsets: [0, 32] }), 'not where it can be'],
    ['with a gap', changed(second, { data_offsets: [164, 196] }), 'not where it can be'],
    ['with a tensor out of itself', changed(first, { data_offsets: [0, 2 ** 50] }), 'not where it can be'],
    ['with an end before its beginning', changed(second, { data_offsets: [160, 100] }), 'not where it can be'],
    ['with a negative place', changed(second, { data_offsets: [-32, 0] }), 'damaged'],
    ['with three places', changed(second, { data_offsets: [160, 170, 192] }), 'damaged'],
    ['in double precision', changed(first, { dtype: 'F64', shape: [5, 4] }), 'F64'],
    ['in whole numbers', changed(first, { dtype: 'I32' }), 'I32'],
    ['in a number format that nobody knows', changed(first, { dtype: 'Q4' }), 'Q4'],
    ['with another shape', changed(first, { shape: [8, 5] }), 'another shape'],
    ['with a tensor of another model', whole.replace('lm_head.weight', 'model.extra.weight'), 'is missing'],
  ])('%s is refused', (_, text, words) => {
    expectRefused(attemptBytes(safetensorsBytes(text, numbers)), words);
  });

  it.each([
    ['longer than itself', 2 ** 20, undefined],
    ['of terabytes in a file of terabytes', 2 ** 41, 2 ** 42],
    ['of a negative length', -1, undefined],
    ['of any length', 2n ** 62n, 2 ** 50],
  ])('with a head %s is refused', (_, length, size) => {
    expectRefused(attemptBytes(safetensorsBytes(header, numbers, length), size), 'larger head than it can have');
  });

  it('with more behind its numbers is refused', () => {
    expectRefused(
      attemptBytes(safetensorsBytes(header, Buffer.concat([numbers, Buffer.alloc(1)]))),
      'more than it lists',
    );
  });

  it('is refused wherever it is cut off', () => {
    const bytes = safetensorsBytes(header, numbers);
    for (let length = 0; length < bytes.length; length += 97)
      expectRefused(attemptBytes(bytes.subarray(0, length)), '');
    expectRefused(attemptBytes(bytes.subarray(0, -1)), '');
  });

  it.each<[name: string, index: unknown, words: string]>([
    ['leads out of the folder', { weight_map: { [first]: '../model.safetensors' } }, 'index'],
    ['names no files', { weight_map: { [first]: 7 } }, 'index'],
    ['puts a tensor elsewhere', { weight_map: { ...mapped(), [first]: 'model-2.safetensors' } }, 'another file'],
    ['leaves a tensor out', { weight_map: { [second]: 'model-1.safetensors' } }, 'another file'],
    ['is no index', [], 'fewer tensors'],
  ])('whose index %s is refused', (_, index, words) => {
    const { 'config.json': config, 'tokenizer.json': tokenizer } = files;
    const folder = writeFolder(ownFolder('index'), {
      'config.json': config,
      'tokenizer.json': tokenizer,
      'model.safetensors.index.json': index,
      'model-1.safetensors': safetensorsBytes(header, numbers),
      'model-2.safetensors': safetensorsBytes({}, Buffer.alloc(0)),
    });
    expectRefused(attempt(folder), words);
  });

  function mapped(): Record<string, string> {
    return Object.fromEntries(Object.keys(header).map((name) => [name, 'model-1.safetensors']));
  }
});

describe('a folder', () => {
  const files = folderFiles(model);
  const { config } = model;
  const attemptFolder = (changes: Readonly<Record<string, unknown>>, claimed = {}) =>
    attempt(writeFolder(ownFolder('attack'), { ...files, ...changes }), claimed);

  it.each<[name: string, changes: Readonly<Record<string, unknown>>, words: string]>([
    ['of a family that is not read', { 'config.json': { ...config, model_type: 'bert' } }, 'bert'],
    ['that states no family', { 'config.json': [] }, 'no model_type'],
    ['of countless layers', { 'config.json': { ...config, num_hidden_layers: 1e9 } }, 'impossible'],
    ['of more layers than tensors', { 'config.json': { ...config, num_hidden_layers: 900 } }, 'fewer tensors'],
    ['of half a layer', { 'config.json': { ...config, num_hidden_layers: 0.5 } }, 'impossible'],
    ['with scaled angles', { 'config.json': { ...config, rope_scaling: { rope_type: 'llama3' } } }, 'rope_scaling'],
    ['with biases where there are none', { 'config.json': { ...config, attention_bias: true } }, 'attention_bias'],
    ['with another nonlinearity', { 'config.json': { ...config, hidden_act: 'relu' } }, 'hidden_act'],
    ['with a deep config.json', { 'config.json': `${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}` }, 'nested'],
    ['with a config.json that is not UTF-8', { 'config.json': Buffer.of(0xff) }, 'not UTF-8'],
    ['with a deep tokenizer.json', { 'tokenizer.json': `{"added_tokens":${'['.repeat(9000)}` }, 'nested'],
    [
      'with a tokenizer of other tokens',
      { 'tokenizer.json': { ...TOKENIZER, model: { type: 'WordPiece' } } },
      'byte pairs',
    ],
  ])('%s is refused', (_, changes, words) => {
    expectRefused(attemptFolder(changes), words);
  });

  it.each([
    ['config.json', 'config.json'],
    ['tokenizer.json', 'tokenizer.json'],
  ])('whose %s is gigabytes is refused unread', (_, name) => {
    expectRefused(attemptFolder({}, { [name]: 2 ** 33 }), 'larger than any');
  });
});
