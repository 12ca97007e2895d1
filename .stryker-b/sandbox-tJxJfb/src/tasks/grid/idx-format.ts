// The IDX format of the MNIST files: a big-endian header (magic, sizes), then one unsigned byte a pixel or label.
// Source: "The IDX file format" on the MNIST page, Y. LeCun, C. Cortes, C. Burges. Bytes in, numbers out: no file system here.
import { HarnessError } from '../../errors/harness-error.ts';
import { digitCount } from './digit-images.ts';

const imagesMagic = 0x00000803; // unsigned byte (08), three axes (03): picture, row, column
const labelsMagic = 0x00000801; // unsigned byte (08), one axis (01)
/** No set of digit pictures comes near these (MNIST: 28 x 28, 60,000; NIST SD19: 128 x 128, 800,000). */
const maximumSide = 256;
const maximumCount = 10_000_000;

/** Uncompressed bytes, and the name that error messages give them. */
export interface NamedBytes {
  readonly file: string;
  readonly bytes: Uint8Array;
}

export interface IdxImages {
  readonly rows: number;
  readonly columns: number;
  /** Each a view on the bytes given: rows * columns values from 0 to 255. */
  readonly images: readonly Uint8Array[];
}

export interface IdxDigits extends IdxImages {
  /** labels[i] is the digit on images[i]. */
  readonly labels: Uint8Array;
}

export function parseIdxImages({ file, bytes }: NamedBytes): IdxImages {
  const [count = 0, rows = 0, columns = 0] = readSizes({ file, bytes }, { magic: imagesMagic, axes: 3 });
  checkSize(file, 'pictures', count, maximumCount);
  checkSize(file, 'rows', rows, maximumSide);
  checkSize(file, 'columns', columns, maximumSide);
  const body = readBody({ file, bytes }, 16, count * rows * columns, `${count} pictures of ${rows} x ${columns}`);
  const pixels = rows * columns;
  const images = Array.from({ length: count }, (_, i) => body.subarray(i * pixels, (i + 1) * pixels));
  return { rows, columns, images };
}

export function parseIdxLabels({ file, bytes }: NamedBytes): Uint8Array {
  const [count = 0] = readSizes({ file, bytes }, { magic: labelsMagic, axes: 1 });
  checkSize(file, 'labels', count, maximumCount);
  const labels = readBody({ file, bytes }, 8, count, `${count} labels`);
  const wrong = labels.findIndex((label) => label >= digitCount);
  if (wrong !== -1)
    throw invalid(file, `label ${labels[wrong]} at position ${wrong}`, `labels from 0 to ${digitCount - 1}`);
  return labels;
}

/** The two files of one set, which must have equally many entries. */
export function parseIdxDigits(files: { readonly images: NamedBytes; readonly labels: NamedBytes }): IdxDigits {
  const images = parseIdxImages(files.images);
  const labels = parseIdxLabels(files.labels);
  if (labels.length !== images.images.length) {
    throw invalid(
      files.labels.file,
      `${labels.length} labels`,
      `${images.images.length} labels, one a picture of ${files.images.file}`,
    );
  }
  return { ...images, labels };
}

/** Checks the magic number and returns the sizes of the axes. Nothing is allocated from what the header says. */
function readSizes({ file, bytes }: NamedBytes, header: { readonly magic: number; readonly axes: number }): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = 4 + 4 * header.axes;
  const described = `a header of ${length} bytes that starts with ${hexadecimal(header.magic)}`;
  if (bytes.length === 0) throw invalid(file, 'an empty file', described);
  if (bytes.length < 4) throw invalid(file, `${bytes.length} bytes`, described);
  const magic = view.getUint32(0);
  if (magic !== header.magic) throw invalid(file, `a file that starts with ${hexadecimal(magic)}`, described);
  if (bytes.length < length) throw invalid(file, `a header cut off after ${bytes.length} bytes`, described);
  return Array.from({ length: header.axes }, (_, axis) => view.getUint32(4 + 4 * axis));
}

function readBody({ file, bytes }: NamedBytes, start: number, length: number, contents: string): Uint8Array {
  const expected = `${start + length} bytes (${contents}, as its header says)`;
  if (bytes.length < start + length) throw invalid(file, `a file cut off after ${bytes.length} bytes`, expected);
  if (bytes.length > start + length) {
    throw invalid(file, `${bytes.length} bytes, ${bytes.length - start - length} of them after the end`, expected);
  }
  return bytes.subarray(start);
}

function checkSize(file: string, axis: string, size: number, maximum: number): void {
  if (size < 1 || size > maximum) throw invalid(file, `a header that says ${size} ${axis}`, `1 to ${maximum} ${axis}`);
}

function hexadecimal(magic: number): string {
  return `0x${magic.toString(16).padStart(8, '0')}`;
}

function invalid(file: string, got: string, expected: string): HarnessError {
  return new HarnessError('invalid-images', {
    what: 'A file of pictures or labels in the IDX format (as MNIST has it) is damaged or something else.',
    where: file,
    got,
    expected,
    next: 'fetch the file again from where it came from, and check that it was not renamed',
  });
}
