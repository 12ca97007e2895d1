// How files write weights, and how these become float32. A row of a matrix is a whole number of blocks: of one number, or of 32 that
// share a scale (ggml's Q8_0, Q4_0, Q4_1: scale and offset are float16, the low nibbles of a block's bytes come before the high ones).

export interface NumberFormat {
  readonly name: string;
  /** Numbers a block. */
  readonly blockSize: number;
  readonly blockBytes: number;
  /** Blocks one after the other, from a byte of the file's to a number of the target's. */
  readonly decode: (bytes: DataView, target: Float32Array, place: BlockPlace) => void;
}

export interface BlockPlace {
  readonly fromByte: number;
  readonly toNumber: number;
  readonly blocks: number;
}

export const F32 = plain('F32', 4, (bytes, at) => bytes.getFloat32(at, true));
export const F16 = plain('F16', 2, halfAt);
export const BF16 = plain('BF16', 2, (bytes, at) => floatOfBits(bytes.getUint16(at, true) << 16));

export const Q8_0 = blocks('Q8_0', 34, (bytes, at, target, to) => {
  const scale = halfAt(bytes, at);
  for (let index = 0; index < 32; index += 1) target[to + index] = scale * bytes.getInt8(at + 2 + index);
});

export const Q4_0 = blocks('Q4_0', 18, (bytes, at, target, to) => {
  const scale = halfAt(bytes, at);
  for (let index = 0; index < 16; index += 1) {
    const pair = bytes.getUint8(at + 2 + index);
    target[to + index] = scale * ((pair & 15) - 8);
    target[to + index + 16] = scale * ((pair >>> 4) - 8);
  }
});

export const Q4_1 = blocks('Q4_1', 20, (bytes, at, target, to) => {
  const scale = halfAt(bytes, at);
  const least = halfAt(bytes, at + 2);
  for (let index = 0; index < 16; index += 1) {
    const pair = bytes.getUint8(at + 4 + index);
    target[to + index] = scale * (pair & 15) + least;
    target[to + index + 16] = scale * (pair >>> 4) + least;
  }
});

function plain(name: string, blockBytes: number, read: (bytes: DataView, at: number) => number): NumberFormat {
  return {
    name,
    blockSize: 1,
    blockBytes,
    decode(bytes, target, { fromByte, toNumber, blocks: count }) {
      for (let index = 0; index < count; index += 1)
        target[toNumber + index] = read(bytes, fromByte + index * blockBytes);
    },
  };
}

function blocks(
  name: string,
  blockBytes: number,
  decodeOne: (bytes: DataView, at: number, target: Float32Array, to: number) => void,
): NumberFormat {
  return {
    name,
    blockSize: 32,
    blockBytes,
    decode(bytes, target, { fromByte, toNumber, blocks: count }) {
      for (let block = 0; block < count; block += 1)
        decodeOne(bytes, fromByte + block * blockBytes, target, toNumber + block * 32);
    },
  };
}

function halfAt(bytes: DataView, at: number): number {
  return HALVES[bytes.getUint16(at, true)] as number;
}

/** All float16 numbers by their bits: Node 20 has no array of them. */
const HALVES = Float32Array.from({ length: 2 ** 16 }, (_, bits) => {
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 1023;
  const sign = bits >>> 15 === 0 ? 1 : -1;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
});

const bitsOfFloat = new DataView(new ArrayBuffer(4));

function floatOfBits(bits: number): number {
  bitsOfFloat.setInt32(0, bits);
  return bitsOfFloat.getFloat32(0);
}
