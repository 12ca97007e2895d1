// The head of a GGUF file, value by value, through a small window: nothing that the file claims is allocated before it is known that
// the file, and the limit for heads, have that much.
import type { ByteSource } from '../byte-source.ts';
import { invalidCheckpoint } from '../invalid-checkpoint.ts';

/** Of the largest vocabularies the heads have some 16 MB; as much in texts of two letters makes 94 MB of memory. */
const MOST_HEADER_BYTES = 20 * 2 ** 20;
const WINDOW_BYTES = 2 ** 16;
const MOST_TEXT_BYTES = 2 ** 20;

export class HeaderReader {
  readonly #source: ByteSource;
  readonly #end: number;
  readonly #text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #window = new DataView(new ArrayBuffer(0));
  #windowAt = 0;
  /** Of the next byte. */
  position = 0;

  constructor(source: ByteSource) {
    this.#source = source;
    this.#end = Math.min(source.sizeBytes, MOST_HEADER_BYTES);
  }

  uint8 = (): number => this.#take(1, (view, at) => view.getUint8(at));
  int8 = (): number => this.#take(1, (view, at) => view.getInt8(at));
  uint16 = (): number => this.#take(2, (view, at) => view.getUint16(at, true));
  int16 = (): number => this.#take(2, (view, at) => view.getInt16(at, true));
  uint32 = (): number => this.#take(4, (view, at) => view.getUint32(at, true));
  int32 = (): number => this.#take(4, (view, at) => view.getInt32(at, true));
  float32 = (): number => this.#take(4, (view, at) => shortest(view.getFloat32(at, true)));
  float64 = (): number => this.#take(8, (view, at) => view.getFloat64(at, true));
  uint64 = (): number => this.#safe(this.#take(8, (view, at) => view.getBigUint64(at, true)));
  int64 = (): number => this.#safe(this.#take(8, (view, at) => view.getBigInt64(at, true)));

  boolean = (): boolean => {
    const byte = this.uint8();
    if (byte > 1) throw this.refusal('A truth value is neither 0 nor 1.', `${byte}`);
    return byte === 1;
  };

  text = (mostBytes = MOST_TEXT_BYTES): string => {
    const length = this.#textLength(mostBytes);
    const bytes = this.#view(length);
    this.position += length;
    try {
      return this.#text.decode(bytes);
    } catch {
      throw this.refusal('A text is not UTF-8.', `${length} bytes before byte ${this.position}`);
    }
  };

  skipText = (): void => this.skip(this.#textLength(MOST_TEXT_BYTES));

  skip(bytes: number): void {
    this.#require(bytes);
    this.position += bytes;
  }

  /** A number of things that follow. @param leastBytes what each of them takes at least */
  count(what: string, leastBytes: number, most: number): number {
    const count = this.uint64();
    const room = Math.min(most, Math.floor((this.#end - this.position) / leastBytes));
    if (count <= room) return count;
    throw this.refusal(`A file claims more ${what} than it can hold.`, `${count}`, `at most ${room}`);
  }

  refusal(what: string, got: string, expected?: string) {
    return invalidCheckpoint(what, { where: this.#source.file, got, ...(expected !== undefined && { expected }) });
  }

  #textLength(mostBytes: number): number {
    const length = this.uint64();
    if (length > mostBytes) throw this.refusal('A text is too long.', `${length} bytes`, `at most ${mostBytes} bytes`);
    return length;
  }

  #safe(value: bigint): number {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw this.refusal('A whole number is too large.', `${value}`);
    return number;
  }

  #take<Value>(bytes: number, read: (view: DataView, at: number) => Value): Value {
    const value = read(this.#view(bytes), 0);
    this.position += bytes;
    return value;
  }

  #view(bytes: number): DataView {
    const within = this.position - this.#windowAt;
    if (within + bytes <= this.#window.byteLength) return new DataView(this.#window.buffer, within, bytes);
    this.#require(bytes);
    const fresh = new Uint8Array(Math.min(Math.max(bytes, WINDOW_BYTES), this.#end - this.position));
    this.#source.read(this.position, fresh);
    this.#window = new DataView(fresh.buffer);
    this.#windowAt = this.position;
    return new DataView(fresh.buffer, 0, bytes);
  }

  #require(bytes: number): void {
    if (this.position + bytes <= this.#end) return;
    const isCut = this.#end === this.#source.sizeBytes;
    throw this.refusal(
      isCut ? 'A file ends within its head.' : 'The head of a file is larger than any.',
      `${this.#source.sizeBytes} bytes`,
      isCut ? `at least ${this.position + bytes} bytes` : `a head of at most ${MOST_HEADER_BYTES} bytes`,
    );
  }
}

/** 1e-5 and not 0.000009999999747378752: of all numbers that are the same float32 the one that a person writes. */
function shortest(value: number): number {
  for (let digits = 1; digits < 9; digits += 1) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return rounded;
  }
  return value;
}
