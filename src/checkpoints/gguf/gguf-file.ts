// A GGUF file (github.com/ggml-org/ggml, "GGUF" of its documents, versions 2 and 3): what it says of itself, and where its tensors are.
import type { ByteSource } from '../byte-source.ts';
import { BF16, F16, F32, type NumberFormat, Q4_0, Q4_1, Q8_0 } from '../number-formats.ts';
import { type StoredTensor, sizeOf, storedBytes } from '../stored-tensor.ts';
import { HeaderReader } from './header-reader.ts';

export type GgufValue = number | boolean | string | readonly (number | boolean | string)[];

export interface GgufFile {
  readonly metadata: ReadonlyMap<string, GgufValue>;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

const MAGIC = 0x46554747;
const MOST_KEYS = 2 ** 16;
const MOST_TENSORS = 2 ** 16;
const MOST_ELEMENTS = 2 ** 20;
const MOST_KEY_BYTES = 2 ** 10;
/** The format's own limit. */
const MOST_NAME_BYTES = 64;
const MOST_AXES = 4;

/** By their numbers in the file. */
const FORMATS: ReadonlyMap<number, NumberFormat> = new Map([
  [0, F32],
  [1, F16],
  [2, Q4_0],
  [3, Q4_1],
  [8, Q8_0],
  [30, BF16],
]);

/** So that they are refused by name. */
const OTHER_FORMATS: ReadonlyMap<number, string> = new Map([
  ...['Q5_0', 'Q5_1'].map((name, index) => [6 + index, name] as const),
  ...['Q8_1', 'Q2_K', 'Q3_K', 'Q4_K', 'Q5_K', 'Q6_K', 'Q8_K'].map((name, index) => [9 + index, name] as const),
  ...['IQ2_XXS', 'IQ2_XS', 'IQ3_XXS', 'IQ1_S', 'IQ4_NL'].map((name, index) => [16 + index, name] as const),
  ...['IQ3_S', 'IQ2_S', 'IQ4_XS', 'I8', 'I16', 'I32', 'I64'].map((name, index) => [21 + index, name] as const),
  [28, 'F64'],
  [29, 'IQ1_M'],
  [34, 'TQ1_0'],
  [35, 'TQ2_0'],
  [39, 'MXFP4'],
]);

const ARRAY = 9;

/** @throws HarnessError `invalid-checkpoint` before anything of a size that the file merely claims is read or allocated */
export function readGguf(source: ByteSource): GgufFile {
  const reader = new HeaderReader(source);
  readStart(reader);
  const tensorCount = reader.count('tensors', 33, MOST_TENSORS);
  const keyCount = reader.count('entries', 13, MOST_KEYS);
  const metadata = readMetadata(reader, keyCount);
  const alignment = alignmentOf(reader, metadata);
  const claims = Array.from({ length: tensorCount }, () => readClaim(reader));
  return { metadata, tensors: placed(claims, alignment, reader, source) };
}

function readStart(reader: HeaderReader): void {
  const magic = reader.uint32();
  if (magic !== MAGIC)
    throw reader.refusal('This is no GGUF file.', `it begins with 0x${magic.toString(16)}`, '"GGUF"');
  const version = reader.uint32();
  if (version === 2 || version === 3) return;
  const got = version % 2 ** 16 === 0 ? 'bytes in the order of big-endian machines' : `version ${version}`;
  throw reader.refusal('A GGUF file is of a version that is not read here.', got, 'version 2 or 3, little-endian');
}

function readMetadata(reader: HeaderReader, count: number): Map<string, GgufValue> {
  const metadata = new Map<string, GgufValue>();
  for (let index = 0; index < count; index += 1) {
    const key = reader.text(MOST_KEY_BYTES);
    if (metadata.has(key)) throw reader.refusal('A GGUF file says one thing twice.', JSON.stringify(key));
    metadata.set(key, readValue(reader, key));
  }
  return metadata;
}

function readValue(reader: HeaderReader, key: string): GgufValue {
  const type = reader.uint32();
  if (type !== ARRAY) return read(reader, type, key)();
  const elementType = reader.uint32();
  const readElement = read(reader, elementType, key);
  const count = reader.count(`elements of ${key}`, LEAST_BYTES[elementType] as number, MOST_ELEMENTS);
  return Array.from({ length: count }, readElement);
}

const LEAST_BYTES = [1, 1, 2, 2, 4, 4, 4, 1, 8, 0, 8, 8, 8];

function read(reader: HeaderReader, type: number, key: string): () => number | boolean | string {
  const { uint8, int8, uint16, int16, uint32, int32, float32, boolean, text, uint64, int64, float64 } = reader;
  const readers = [uint8, int8, uint16, int16, uint32, int32, float32, boolean, text, null, uint64, int64, float64];
  const found = readers[type];
  if (found) return () => found();
  throw reader.refusal(
    'A value of a GGUF file is of a type that is not read here.',
    type === ARRAY ? `an array of arrays in ${key}` : `type ${type} in ${key}`,
    'numbers, truth values, texts, and arrays of them',
  );
}

function alignmentOf(reader: HeaderReader, metadata: ReadonlyMap<string, GgufValue>): number {
  const alignment = metadata.get('general.alignment') ?? 32;
  if (typeof alignment === 'number' && alignment >= 8 && alignment <= 2 ** 20 && Number.isInteger(Math.log2(alignment)))
    return alignment;
  throw reader.refusal('The alignment of a GGUF file is out of range.', `${alignment}`, 'a power of 2 from 8 to 2^20');
}

interface Claim {
  readonly name: string;
  readonly format: NumberFormat;
  readonly shape: readonly number[];
  /** From the beginning of all numbers. */
  readonly offset: number;
}

function readClaim(reader: HeaderReader): Claim {
  const name = reader.text(MOST_NAME_BYTES);
  const axes = reader.uint32();
  if (axes < 1 || axes > MOST_AXES)
    throw reader.refusal(`The tensor ${name} has an odd number of axes.`, `${axes}`, `1 to ${MOST_AXES}`);
  // The file lists the innermost first.
  const shape = Array.from({ length: axes }, reader.uint64).reverse();
  const number = reader.uint32();
  const format = FORMATS.get(number);
  if (format === undefined)
    throw reader.refusal(
      `The tensor ${name} is of a number format that is not read here.`,
      OTHER_FORMATS.get(number) ?? `format ${number}`,
      [...FORMATS.values()].map((known) => known.name).join(', '),
    );
  if (!Number.isSafeInteger(sizeOf(shape) * 4) || shape.includes(0))
    throw reader.refusal(`The shape of the tensor ${name} is out of range.`, shape.join(' x '));
  if ((shape.at(-1) as number) % format.blockSize !== 0)
    throw reader.refusal(
      `A row of the tensor ${name} is not a whole number of blocks.`,
      `${shape.at(-1)} numbers`,
      `a multiple of ${format.blockSize} (${format.name})`,
    );
  return { name, format, shape, offset: reader.uint64() };
}

/** Tensors lie one after the other, each at the next multiple of the alignment: no room for two in one place, or for anything else. */
function placed(
  claims: readonly Claim[],
  alignment: number,
  reader: HeaderReader,
  source: ByteSource,
): Map<string, StoredTensor> {
  const aligned = (bytes: number) => Math.ceil(bytes / alignment) * alignment;
  const start = aligned(reader.position);
  const tensors = new Map<string, StoredTensor>();
  let next = 0;
  let end = 0;
  for (const { name, format, shape, offset } of claims) {
    if (tensors.has(name)) throw reader.refusal('Two tensors of a GGUF file have one name.', name);
    if (offset !== next)
      throw reader.refusal(
        `The tensor ${name} is not where the one before it ends.`,
        `offset ${offset}`,
        `offset ${next}`,
      );
    end = start + next + storedBytes({ format, shape });
    next = aligned(end - start);
    if (end > source.sizeBytes)
      throw reader.refusal(
        `The file ends before its tensor ${name} does.`,
        `${source.sizeBytes} bytes`,
        `${end} bytes`,
      );
    tensors.set(name, { source, name, format, shape, position: start + offset });
  }
  if (source.sizeBytes > Math.max(start + next, reader.position))
    throw reader.refusal('A GGUF file holds more than it lists.', `${source.sizeBytes} bytes`, `${start + next} bytes`);
  return tensors;
}
