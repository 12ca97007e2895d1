// Where pictures of digits come from: the fixture in this repository (UCI, 8 x 8), or a folder with the four MNIST files that the
// user names. Checked before use, and carried with a digest of their contents, so that a result says which pictures it saw.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { type Static, Type } from 'typebox';
import { messageOf } from '../../errors/caused-error.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import { checked } from '../../schemas/checked.ts';
import { inOneLine } from '../../schemas/complaints.ts';
import { closed, Digest } from '../../schemas/parts.ts';
import { type DigitImage, type DigitImagePool, digitCount } from '../../tasks/grid/digit-images.ts';
import { type IdxDigits, type NamedBytes, parseIdxDigits } from '../../tasks/grid/idx-format.ts';

const Positive = Type.Integer({ minimum: 1 });
const ProvenanceSchema = closed({
  source: Type.String({ minLength: 1 }),
  licence: Type.String({ minLength: 1 }),
  /** Of digits.csv.gz as it lies there. */
  sha256: Digest,
  images: Positive,
  rows: Positive,
  columns: Positive,
  /** The value of a pixel full of ink. */
  maximum: Positive,
});
type Provenance = Static<typeof ProvenanceSchema>;
const isProvenance = checked<Provenance>(ProvenanceSchema);

/** A gzip file that unpacks to more than this is no set of digit pictures (MNIST: 47 MB). */
const maximumUnpackedBytes = 2 ** 30;
const mnistMaximum = 255;
const idxNames = ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'] as const;

/** Of a request: MNIST's four files from a folder, or the digits that come with the package. */
export function loadImages(folder: string | null): DigitImagePool {
  return folder === null ? loadOptdigits() : loadIdxFolder(folder);
}

/** The 1,797 pictures of fixtures/optdigits: no testing set of their own. */
export function loadOptdigits(folder: string = findOptdigitsFolder()): DigitImagePool {
  const provenance = readProvenance(join(folder, 'provenance.json'));
  const file = join(folder, 'digits.csv.gz');
  const packed = readRegularFile(file, damagedFixture);
  const sha256 = createHash('sha256').update(packed).digest('hex');
  if (sha256 !== provenance.sha256) throw damagedFixture(file, `sha256 ${sha256}`, `sha256 ${provenance.sha256}`);
  const csv = unpack({ file, bytes: packed }, damagedFixture);
  const byDigit = parseOptdigits({ file, bytes: csv }, provenance);
  const { rows, columns } = provenance;
  const digest = createHash('sha256').update(csv).digest('hex');
  return { name: 'optdigits', digest, rows, columns, byDigit, testingByDigit: null };
}

/** A folder with the MNIST files, or others in the same format under the same names, each plain or gzip (.gz). */
export function loadIdxFolder(folder: string): DigitImagePool {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    const got = existsSync(folder) ? 'a file' : 'nothing at this path';
    throw invalidImages(folder, got, 'a folder with the four MNIST files');
  }
  const missing = idxNames.filter((name) => findIdxFile(folder, name) === null).map((name) => `no ${name}-ubyte`);
  if (missing.length > 0) {
    const expected = 'each of the four MNIST files, with "-" or "." before idx, plain or with .gz';
    throw invalidImages(folder, missing.join(', '), expected);
  }
  const hash = createHash('sha256');
  const load = (name: (typeof idxNames)[number]): NamedBytes => {
    const file = findIdxFile(folder, name) ?? join(folder, name);
    const bytes = unpack({ file, bytes: readRegularFile(file, invalidImages) }, invalidImages);
    hash.update(bytes); // each file tells its own length, so joined bytes are unambiguous
    return { file, bytes };
  };
  const training = parseIdxDigits({ images: load('train-images-idx3'), labels: load('train-labels-idx1') });
  const testing = parseIdxDigits({ images: load('t10k-images-idx3'), labels: load('t10k-labels-idx1') });
  const { rows, columns } = training;
  if (testing.rows !== rows || testing.columns !== columns) {
    const got = `testing pictures of ${testing.rows} x ${testing.columns}`;
    throw invalidImages(folder, got, `${rows} x ${columns}, as the training pictures`);
  }
  return {
    name: `idx-${rows}x${columns}`, // not the folder's name: results should not depend on where the files lie
    digest: hash.digest('hex'),
    rows,
    columns,
    byDigit: groupByDigit(training),
    testingByDigit: groupByDigit(testing),
  };
}

/** Upwards from this file to the folder that holds fixtures/, so that src/ and a built dist/ both find it. */
function findOptdigitsFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  for (let folder = here; ; folder = dirname(folder)) {
    const candidate = join(folder, 'fixtures', 'optdigits');
    if (existsSync(join(candidate, 'provenance.json'))) return candidate;
    if (dirname(folder) === folder) throw damagedFixture(here, 'no folder fixtures/optdigits above it', 'one');
  }
}

function readProvenance(file: string): Provenance {
  const text = readRegularFile(file, damagedFixture).toString('utf8');
  let provenance: unknown;
  try {
    provenance = JSON.parse(text);
  } catch (cause) {
    throw damagedFixture(file, `no JSON (${messageOf(cause)})`, 'JSON');
  }
  if (isProvenance(provenance)) return provenance;
  throw damagedFixture(file, inOneLine(isProvenance.complaints(provenance)), 'the fields of ProvenanceSchema');
}

function parseOptdigits({ file, bytes }: NamedBytes, { rows, columns, images, maximum }: Provenance): DigitImage[][] {
  let lines: string[][];
  try {
    lines = parse(Buffer.from(bytes));
  } catch (cause) {
    throw damagedFixture(file, `no CSV (${messageOf(cause)})`, 'CSV');
  }
  if (lines.length !== images) throw damagedFixture(file, `${lines.length} lines`, `${images} lines`);
  const byDigit: DigitImage[][] = Array.from({ length: digitCount }, () => []);
  for (const [index, line] of lines.entries()) {
    const numbers = line.map((cell) => (/^\d{1,3}$/.test(cell) ? Number(cell) : Number.NaN));
    const pixels = numbers.slice(0, -1);
    const pictures = byDigit[numbers.at(-1) ?? -1];
    if (pixels.length !== rows * columns || !pixels.every((pixel) => pixel <= maximum) || pictures === undefined) {
      const expected = `${rows * columns} whole numbers from 0 to ${maximum}, then a digit`;
      throw damagedFixture(file, `line ${index + 1}: ${line.join(',')}`, expected);
    }
    pictures.push(scale(pixels, maximum));
  }
  return byDigit;
}

function groupByDigit({ images, labels }: IdxDigits): DigitImage[][] {
  const byDigit: DigitImage[][] = Array.from({ length: digitCount }, () => []);
  for (const [index, image] of images.entries()) {
    byDigit[labels[index] ?? -1]?.push(scale(image, mnistMaximum));
  }
  return byDigit;
}

/** A plain loop: Float32Array.from with a function takes seconds for MNIST. */
function scale(pixels: ArrayLike<number>, maximum: number): DigitImage {
  const image = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) image[i] = (pixels[i] ?? 0) / maximum;
  return image;
}

/** The plain file is preferred: torchvision leaves both, with the same contents. */
function findIdxFile(folder: string, name: string): string | null {
  const names = [`${name}-ubyte`, `${name.replace('-idx', '.idx')}-ubyte`];
  const candidates = [...names, ...names.map((plain) => `${plain}.gz`)].map((candidate) => join(folder, candidate));
  return candidates.find((candidate) => existsSync(candidate)) ?? null;
}

function readRegularFile(file: string, refuse: Refuse): Buffer {
  try {
    // A named pipe would never end.
    if (statSync(file).isFile()) return readFileSync(file);
  } catch (cause) {
    throw refuse(file, messageOf(cause), 'a file that can be read');
  }
  throw refuse(file, 'something that is not a file', 'a file');
}

function unpack({ file, bytes }: NamedBytes, refuse: Refuse): Uint8Array {
  if (!file.endsWith('.gz')) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: maximumUnpackedBytes });
  } catch (cause) {
    throw refuse(file, `a damaged or cut off gzip file (${messageOf(cause)})`, 'a gzip file');
  }
}

type Refuse = (where: string, got: string, expected: string) => HarnessError;

function damagedFixture(where: string, got: string, expected: string): HarnessError {
  const what = 'The built-in pictures of digits are damaged.';
  const next = 'git checkout -- fixtures/optdigits';
  return new HarnessError('invalid-fixture', { what, where, got, expected, next });
}

function invalidImages(where: string, got: string, expected: string): HarnessError {
  const what = 'The pictures of digits could not be loaded from the folder given.';
  const next = 'put the four MNIST files there, or leave the option out to use the built-in pictures';
  return new HarnessError('invalid-images', { what, where, got, expected, next });
}
