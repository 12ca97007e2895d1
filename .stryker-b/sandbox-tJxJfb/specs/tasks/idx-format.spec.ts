// The IDX parser: files made here, every kind of damage named, and nothing but a HarnessError for any bytes at all.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { parseIdxDigits, parseIdxImages, parseIdxLabels } from '../../src/tasks/grid/idx-format.ts';
import { refusalOf } from '../refusal.ts';
import { encodeIdxImages, encodeIdxLabels } from './encode-idx.ts';

const file = 'train-images-idx3-ubyte';
const twoImages = encodeIdxImages({
  rows: 1,
  columns: 3,
  images: [Uint8Array.of(0, 127, 255), Uint8Array.of(1, 2, 3)],
});
const labels = encodeIdxLabels([4, 9]);

function withHeader(bytes: Uint8Array, ...words: readonly number[]): Uint8Array {
  const changed = bytes.slice();
  for (const [index, word] of words.entries()) new DataView(changed.buffer).setUint32(4 * index, word);
  return changed;
}

describe('the IDX parser', () => {
  it('reads the pictures and labels that a file says it has', () => {
    const { rows, columns, images } = parseIdxImages({ file, bytes: twoImages });
    expect([rows, columns]).toEqual([1, 3]);
    expect(images.map((image) => [...image])).toEqual([
      [0, 127, 255],
      [1, 2, 3],
    ]);
    expect([...parseIdxLabels({ file, bytes: labels })]).toEqual([4, 9]);
  });

  it('reads bytes that lie in the middle of a larger buffer', () => {
    const larger = new Uint8Array(twoImages.length + 7);
    larger.set(twoImages, 5);
    const bytes = larger.subarray(5, 5 + twoImages.length);
    expect(parseIdxImages({ file, bytes })).toEqual(parseIdxImages({ file, bytes: twoImages }));
  });

  const magic = 0x803;
  it.each([
    ['empty', new Uint8Array(0), 'empty', '0x00000803'],
    ['shorter than a magic number', twoImages.slice(0, 3), '3 bytes', '0x00000803'],
    ['of labels', labels, '0x00000801', '0x00000803'],
    ['gzip that was never unpacked', Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0), '0x1f8b0800', '0x00000803'],
    ['little-endian', withHeader(twoImages, 0x03080000), '0x03080000', '0x00000803'],
    ['cut off in its header', twoImages.slice(0, 10), 'cut off after 10 bytes', '16 bytes'],
    ['cut off in its pictures', twoImages.slice(0, -1), 'cut off after 21 bytes', '22 bytes'],
    ['followed by other bytes', Uint8Array.of(...twoImages, 0, 0), '2 of them after the end', '22 bytes'],
    ['of no pictures', withHeader(twoImages, magic, 0), '0 pictures', '1 to'],
    ['of pictures without rows', withHeader(twoImages, magic, 2, 0), '0 rows', '1 to'],
    ['of pictures without columns', withHeader(twoImages, magic, 2, 1, 0), '0 columns', '1 to'],
    ['of too many pictures', withHeader(twoImages, magic, 0xffffffff), '4294967295 pictures', '10000000'],
    ['of too large pictures', withHeader(twoImages, magic, 2, 257), '257 rows', '256'],
    [
      'with a huge but allowed header',
      withHeader(twoImages, magic, 10_000_000, 256, 256),
      'cut off',
      '655360000016 bytes',
    ],
  ])('refuses a file %s, and says what it got and what it expected', (_, bytes, got, expected) => {
    const error = refusalOf(() => parseIdxImages({ file, bytes }));
    expect(error.code).toBe('invalid-images');
    expect(error.parts.where).toBe(file);
    expect(error.parts.got).toContain(got);
    expect(error.parts.expected).toContain(expected);
  });

  it('refuses a label above 9 and says where it stands', () => {
    const error = refusalOf(() => parseIdxLabels({ file, bytes: encodeIdxLabels([0, 9, 10]) }));
    expect(error.parts.got).toBe('label 10 at position 2');
  });

  it('refuses labels that are fewer or more than the pictures, and names both files', () => {
    for (const wrong of [[1], [1, 2, 3]]) {
      const files = {
        images: { file, bytes: twoImages },
        labels: { file: 'the labels', bytes: encodeIdxLabels(wrong) },
      };
      const error = refusalOf(() => parseIdxDigits(files));
      expect(error.parts).toMatchObject({ where: 'the labels', got: `${wrong.length} labels` });
      expect(error.parts.expected).toBe(`2 labels, one a picture of ${file}`);
    }
  });

  it('reads back what was encoded', () => {
    const side = fc.integer({ min: 1, max: 6 });
    const set = fc.tuple(side, side).chain(([rows, columns]) => {
      const image = fc.uint8Array({ minLength: rows * columns, maxLength: rows * columns });
      const entries = fc.array(fc.tuple(image, fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 8 });
      return fc.record({ rows: fc.constant(rows), columns: fc.constant(columns), entries });
    });
    fc.assert(
      fc.property(set, ({ rows, columns, entries }) => {
        const images = entries.map(([image]) => image);
        const digits = entries.map(([, digit]) => digit);
        const parsed = parseIdxDigits({
          images: { file, bytes: encodeIdxImages({ rows, columns, images }) },
          labels: { file, bytes: encodeIdxLabels(digits) },
        });
        expect(parsed).toEqual({ rows, columns, images, labels: Uint8Array.from(digits) });
      }),
    );
  });

  it('never ends in anything but numbers or a HarnessError, whatever the bytes', () => {
    const anyBytes = fc.uint8Array({ maxLength: 64 });
    const afterMagic = fc
      .tuple(fc.constantFrom(0x803, 0x801), fc.array(fc.nat({ max: 4 }), { maxLength: 3 }), anyBytes)
      .map(([first, sizes, rest]) =>
        Uint8Array.of(...new Uint8Array(4 + 4 * sizes.length), ...rest).map((_, i, all) => {
          const word = [first, ...sizes][i >> 2];
          return word === undefined ? (all[i] ?? 0) : (word >>> (8 * (3 - (i & 3)))) & 255;
        }),
      );
    fc.assert(
      fc.property(fc.oneof(anyBytes, afterMagic), (bytes) => {
        for (const parse of [parseIdxImages, parseIdxLabels]) {
          try {
            parse({ file, bytes });
          } catch (error) {
            if (!(error instanceof HarnessError) || error.code !== 'invalid-images') throw error;
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses a file of pictures cut at any byte', () => {
    for (let length = 0; length < twoImages.length; length++) {
      const error = refusalOf(() => parseIdxImages({ file, bytes: twoImages.slice(0, length) }));
      expect(error.code).toBe('invalid-images');
    }
  });
});
