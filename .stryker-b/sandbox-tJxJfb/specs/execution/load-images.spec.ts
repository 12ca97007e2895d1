// Digit pictures from disk: the fixture against numbers from Python, and MNIST-like folders with every kind of damage.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadIdxFolder, loadOptdigits } from '../../src/execution/inputs/load-images.ts';
import { refusalOf } from '../refusal.ts';
import { encodeIdxImages, encodeIdxLabels } from '../tasks/encode-idx.ts';
import { ownFolder } from '../temporary-folder.ts';

const fixture = join(import.meta.dirname, '../../fixtures/optdigits');
let folder = '';
beforeEach(() => {
  folder = ownFolder('digits');
});

describe('the built-in pictures', () => {
  // python3 -c "import numpy as np; d = np.loadtxt('fixtures/optdigits/digits.csv.gz', delimiter=',').astype(int)
  // print(d.shape, np.bincount(d[:, 64]).tolist(), [d[d[:, 64] == k, :64].sum() for k in range(10)], d[:, :64].sum())"
  // numpy 2.4.6: (1797, 65), the two lists below, 561718
  const counts = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180];
  const inkByDigit = [56415, 57007, 55566, 56151, 56239, 55915, 56336, 54289, 57408, 56392];

  it('are the 1,797 pictures that Python reads, digit by digit', () => {
    const pool = loadOptdigits();
    expect(pool).toMatchObject({ name: 'optdigits', rows: 8, columns: 8, testingByDigit: null });
    expect(pool.byDigit.map((pictures) => pictures.length)).toEqual(counts);
    // Sixteenths are exact in 32 bits, so the sums are too.
    const ink = pool.byDigit.map((pictures) =>
      pictures.reduce((sum, picture) => sum + 16 * picture.reduce((a, b) => a + b), 0),
    );
    expect(ink).toEqual(inkByDigit);
    expect(ink.reduce((a, b) => a + b)).toBe(561718);
  });

  it('have values from 0 to 1, and the digest of the uncompressed file', () => {
    const pool = loadOptdigits();
    const pixels = pool.byDigit.flat().flatMap((picture) => [...picture]);
    expect([pixels.reduce((a, b) => Math.min(a, b)), pixels.reduce((a, b) => Math.max(a, b))]).toEqual([0, 1]);
    const csv = gunzipSync(readFileSync(join(fixture, 'digits.csv.gz')));
    expect(pool.digest).toBe(createHash('sha256').update(csv).digest('hex'));
  });

  it('start with the first line of the file', () => {
    const [first] = loadOptdigits().byDigit[0] ?? [];
    expect([...(first ?? [])].slice(0, 8).map((pixel) => pixel * 16)).toEqual([0, 0, 5, 13, 9, 1, 0, 0]);
  });

  it('are found by a program built into another folder of the package', () => {
    // A copy of src/ at another depth stands for dist/: only the way upwards matters.
    const repository = join(import.meta.dirname, '../..');
    const built = join(folder, 'package/dist/execution');
    mkdirSync(join(folder, 'package/fixtures/optdigits'), { recursive: true });
    for (const name of ['digits.csv.gz', 'provenance.json']) {
      copyFileSync(join(fixture, name), join(folder, 'package/fixtures/optdigits', name));
    }
    // What is loaded only when it is needed.
    symlinkSync(join(repository, 'node_modules'), join(folder, 'package/node_modules'), 'junction');
    execFileSync(join(repository, 'node_modules/.bin/esbuild'), [
      join(repository, 'src/execution/inputs/load-images.ts'),
      '--bundle',
      '--platform=node',
      '--format=esm',
      '--banner:js=import{createRequire as requireOf}from"node:module";const require=requireOf(import.meta.url);',
      '--log-level=error',
      `--outfile=${join(built, 'load.mjs')}`,
    ]);
    const script = `import('${join(built, 'load.mjs')}').then((m) => console.log(m.loadOptdigits().byDigit.flat().length))`;
    expect(execFileSync(process.execPath, ['-e', script], { cwd: tmpdir(), encoding: 'utf8' }).trim()).toBe('1797');
  });

  describe('when damaged', () => {
    beforeEach(() => {
      for (const name of ['digits.csv.gz', 'provenance.json']) copyFileSync(join(fixture, name), join(folder, name));
    });
    /** Replaces the pictures and the checksum with it, so that what is behind the checksum is tested. */
    function replaceCsv(bytes: Uint8Array): void {
      writeFileSync(join(folder, 'digits.csv.gz'), bytes);
      const provenance = JSON.parse(readFileSync(join(folder, 'provenance.json'), 'utf8'));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      writeFileSync(join(folder, 'provenance.json'), JSON.stringify({ ...provenance, sha256 }));
    }
    const csv = gunzipSync(readFileSync(join(fixture, 'digits.csv.gz'))).toString('utf8');
    const editLine = (edit: (line: string) => string) => csv.replace(/^.*\n/, edit);

    it.each([
      ['the checksum differs', () => writeFileSync(join(folder, 'digits.csv.gz'), 'other'), 'sha256'],
      ['the pictures are gone', () => rmSync(join(folder, 'digits.csv.gz')), 'ENOENT'],
      ['the provenance is gone', () => rmSync(join(folder, 'provenance.json')), 'ENOENT'],
      ['the provenance is no JSON', () => writeFileSync(join(folder, 'provenance.json'), '{'), 'no JSON'],
      [
        'the provenance lacks fields',
        () => writeFileSync(join(folder, 'provenance.json'), '{}'),
        'the field is missing',
      ],
      ['the gzip file is cut off', () => replaceCsv(gzipSync(csv).subarray(0, 1000)), 'cut off'],
      ['a line is missing', () => replaceCsv(gzipSync(editLine(() => ''))), '1796 lines'],
      ['a line is too short', () => replaceCsv(gzipSync(editLine((line) => line.slice(2)))), ''],
      ['a pixel is above 16', () => replaceCsv(gzipSync(editLine((line) => `17${line.slice(1)}`))), 'line 1'],
      ['a pixel is no number', () => replaceCsv(gzipSync(editLine((line) => `x${line.slice(1)}`))), 'line 1'],
      ['a pixel is empty', () => replaceCsv(gzipSync(editLine((line) => line.slice(1)))), 'line 1'],
      ['a digit is above 9', () => replaceCsv(gzipSync(editLine((line) => line.replace(/,\d\n$/, ',10\n')))), 'line 1'],
    ])('are refused if %s', (_, damage, got) => {
      damage();
      const error = refusalOf(() => loadOptdigits(folder));
      expect(error.code).toBe('invalid-fixture');
      expect(error.parts.where).toContain(folder);
      expect(error.parts.got).toContain(got);
    });
  });
});

describe('a folder of MNIST files', () => {
  const images = Array.from({ length: 20 }, (_, i) => Uint8Array.of(i, 255, 0, 51));
  const labels = images.map((_, i) => i % 10);
  const contents = {
    'train-images-idx3-ubyte': encodeIdxImages({ rows: 2, columns: 2, images }),
    'train-labels-idx1-ubyte': encodeIdxLabels(labels),
    't10k-images-idx3-ubyte': encodeIdxImages({ rows: 2, columns: 2, images: images.slice(0, 10) }),
    't10k-labels-idx1-ubyte': encodeIdxLabels(labels.slice(0, 10)),
  };
  type Name = keyof typeof contents;
  const put = (rename: (name: string) => string, encode: (bytes: Uint8Array) => Uint8Array) => {
    for (const [name, bytes] of Object.entries(contents)) writeFileSync(join(folder, rename(name)), encode(bytes));
  };
  const replace = (name: Name, bytes: Uint8Array) => writeFileSync(join(folder, name), bytes);
  const plain = (bytes: Uint8Array) => bytes;
  const same = (name: string) => name;

  it('gives each digit its training and testing pictures, scaled to 0..1', () => {
    put(same, plain);
    const pool = loadIdxFolder(folder);
    expect(pool).toMatchObject({ name: 'idx-2x2', rows: 2, columns: 2 });
    expect(pool.byDigit.map((pictures) => pictures.length)).toEqual(Array.from({ length: 10 }, () => 2));
    expect(pool.testingByDigit?.map((pictures) => pictures.length)).toEqual(Array.from({ length: 10 }, () => 1));
    expect(pool.byDigit[3]?.[1]).toEqual(Float32Array.of(13 / 255, 1, 0, 0.2));
  });

  it('means the same however it is packed and named, down to the digest', () => {
    put(same, plain);
    const { digest } = loadIdxFolder(folder);
    const dotted = (name: string) => name.replace('-idx', '.idx');
    for (const [rename, encode] of [
      [(name: string) => `${name}.gz`, gzipSync],
      [dotted, plain],
      [(name: string) => `${dotted(name)}.gz`, gzipSync],
    ] as const) {
      rmSync(folder, { recursive: true });
      mkdirSync(folder);
      put(rename, encode);
      expect(loadIdxFolder(folder).digest).toBe(digest);
    }
    const joined = Buffer.concat(Object.values(contents));
    expect(digest).toBe(createHash('sha256').update(joined).digest('hex'));
  });

  it.each(Object.keys(contents) as Name[])('without %s is refused, naming the file', (name) => {
    put(same, plain);
    rmSync(join(folder, name));
    const error = refusalOf(() => loadIdxFolder(folder));
    expect(error.code).toBe('invalid-images');
    expect(error.parts).toMatchObject({ where: folder, got: `no ${name}` });
  });

  it('that is empty, a file, or nothing is refused', () => {
    expect(refusalOf(() => loadIdxFolder(folder)).parts.got?.match(/ubyte/g)).toHaveLength(4);
    writeFileSync(join(folder, 'file'), '');
    expect(refusalOf(() => loadIdxFolder(join(folder, 'file'))).parts.got).toBe('a file');
    expect(refusalOf(() => loadIdxFolder(join(folder, 'none'))).parts.got).toBe('nothing at this path');
    expect(refusalOf(() => loadIdxFolder(join(folder, 'file/below'))).code).toBe('invalid-images');
  });

  it.each(Object.keys(contents) as Name[])('with a damaged or cut off %s is refused, naming the file', (name) => {
    const packed = gzipSync(contents[name]);
    const flipped = Uint8Array.from(packed, (byte, i) => (i === packed.length - 6 ? byte ^ 1 : byte)); // in its checksum
    for (const bytes of [
      packed.subarray(0, -1),
      packed.subarray(0, 12),
      packed.subarray(0, 0),
      flipped,
      Buffer.from('text'),
    ]) {
      put((file) => `${file}.gz`, gzipSync);
      writeFileSync(join(folder, `${name}.gz`), bytes);
      const error = refusalOf(() => loadIdxFolder(folder));
      expect(error.code).toBe('invalid-images');
      expect(error.parts.where).toBe(join(folder, `${name}.gz`));
    }
  });

  it('with a named pipe in place of a file is refused instead of waiting for ever', () => {
    put(same, plain);
    rmSync(join(folder, 'train-images-idx3-ubyte'));
    execFileSync('mkfifo', [join(folder, 'train-images-idx3-ubyte')]);
    expect(refusalOf(() => loadIdxFolder(folder)).parts.got).toBe('something that is not a file');
  });

  it('with testing pictures of another size than the training pictures is refused', () => {
    put(same, plain);
    const wide = images.slice(0, 5).map((image) => Uint8Array.of(...image, ...image));
    replace('t10k-images-idx3-ubyte', encodeIdxImages({ rows: 2, columns: 4, images: wide }));
    replace('t10k-labels-idx1-ubyte', encodeIdxLabels([0, 1, 2, 3, 4]));
    expect(refusalOf(() => loadIdxFolder(folder)).parts.got).toBe('testing pictures of 2 x 4');
  });
});
