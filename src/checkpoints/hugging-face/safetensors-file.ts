// A safetensors file (github.com/huggingface/safetensors, "Format"): the length of a JSON document, the document, and numbers without a
// gap.
import { boundedJson } from '../bounded-json.ts';
import type { ByteSource } from '../byte-source.ts';
import { invalidCheckpoint } from '../invalid-checkpoint.ts';
import { isCount, isListOf, isText } from '../lists.ts';
import { BF16, F16, F32, type NumberFormat } from '../number-formats.ts';
import { type StoredTensor, sizeOf } from '../stored-tensor.ts';

const FORMATS: ReadonlyMap<string, NumberFormat> = new Map([F32, F16, BF16].map((format) => [format.name, format]));

/** Tensors that nobody asks for may be of these. */
const NUMBER_BYTES: ReadonlyMap<string, number> = new Map([
  ...['BOOL', 'U8', 'I8', 'F8_E5M2', 'F8_E4M3'].map((name) => [name, 1] as const),
  ...['I16', 'U16', 'F16', 'BF16'].map((name) => [name, 2] as const),
  ...['I32', 'U32', 'F32'].map((name) => [name, 4] as const),
  ...['F64', 'I64', 'U64'].map((name) => [name, 8] as const),
]);

/** Room for some 30,000 tensors. */
const MOST_HEADER_BYTES = 2 ** 22;

interface Claim {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [begin: number, end: number];
}

/**
 * @param isIgnored tensors whose numbers nobody asks for
 * @throws HarnessError `invalid-checkpoint` before anything of a size that the file merely claims is read or allocated
 */
export function readSafetensors(source: ByteSource, isIgnored: (name: string) => boolean): Map<string, StoredTensor> {
  const where = source.file;
  const { header, start } = readHeader(source);
  requireNoGaps(header, source.sizeBytes - start, where);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, { dtype, shape, data_offsets: offsets }] of header) {
    if (isIgnored(name)) continue;
    const format = FORMATS.get(dtype);
    if (format === undefined)
      throw invalidCheckpoint(`The tensor ${name} is of a number format that is not read here.`, {
        where,
        got: dtype,
        expected: [...FORMATS.keys()].join(', '),
      });
    tensors.set(name, { source, name, format, shape, position: start + offsets[0] });
  }
  return tensors;
}

function readHeader(source: ByteSource): {
  readonly header: readonly (readonly [string, Claim])[];
  readonly start: number;
} {
  const where = source.file;
  const size = new Uint8Array(8);
  source.read(0, size);
  const length = new DataView(size.buffer).getBigUint64(0, true);
  const most = Math.min(MOST_HEADER_BYTES, source.sizeBytes - 8);
  if (length > most)
    throw invalidCheckpoint('A safetensors file claims a larger head than it can have.', {
      where,
      got: `${length} bytes`,
      expected: `at most ${most} bytes`,
    });
  const bytes = new Uint8Array(Number(length));
  source.read(8, bytes);
  const document = boundedJson(bytes, where);
  const header: (readonly [string, Claim])[] = [];
  for (const [name, claim] of Object.entries(Object(document))) {
    if (name === '__metadata__') continue;
    if (!isClaim(claim))
      throw invalidCheckpoint('The head of a safetensors file is damaged.', {
        where,
        got: `${name}: ${JSON.stringify(claim).slice(0, 200)}`,
        expected: 'a dtype, a shape of at most 8 whole numbers, and two data_offsets',
      });
    header.push([name, claim]);
  }
  return { header, start: 8 + bytes.length };
}

function isClaim(value: unknown): value is Claim {
  const { dtype, shape, data_offsets: offsets } = Object(value) as Readonly<Record<keyof Claim, unknown>>;
  const areCounts = isListOf(shape, isCount) && isListOf(offsets, isCount);
  return isText(dtype) && areCounts && shape.length <= 8 && offsets.length === 2;
}

/** In the order of their places, each begins where the one before it ends, and the last ends with the file. */
function requireNoGaps(header: readonly (readonly [string, Claim])[], sizeBytes: number, where: string): void {
  let next = 0;
  for (const [name, { dtype, shape, data_offsets: offsets }] of header.toSorted(byPlace)) {
    const refusal = (got: string, expected: string) =>
      invalidCheckpoint(`The tensor ${name} is not where it can be.`, { where, got, expected });
    const [begin, end] = offsets;
    if (begin !== next) throw refusal(`from byte ${begin} on`, `from byte ${next} on`);
    const numberBytes = NUMBER_BYTES.get(dtype);
    if (numberBytes === undefined) throw refusal(`numbers of the format ${dtype}`, [...NUMBER_BYTES.keys()].join(', '));
    const needed = sizeOf(shape) * numberBytes;
    if (end - begin !== needed)
      throw refusal(`${end - begin} bytes`, `${needed} bytes: ${shape.join(' x ')} of ${dtype}`);
    if (end > sizeBytes) throw refusal(`to byte ${end}`, `to byte ${sizeBytes} at most, where the file ends`);
    next = end;
  }
  if (next !== sizeBytes)
    throw invalidCheckpoint('A safetensors file holds more than it lists.', {
      where,
      got: `${sizeBytes} bytes of numbers`,
      expected: `${next} bytes`,
    });
}

function byPlace([, one]: readonly [string, Claim], [, other]: readonly [string, Claim]): number {
  return one.data_offsets[0] - other.data_offsets[0] || one.data_offsets[1] - other.data_offsets[1];
}
