// What the model is shown: one-hot symbols; pictures from the right set, in the right patch; frame and bar code on the pixels.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import type { DigitGridConfig } from '../../src/tasks/grid/digit-grid.ts';
import { type DigitGridWorld, drawDigitGrid } from '../../src/tasks/grid/digit-grid.ts';
import { type DigitImages, splitDigitImages } from '../../src/tasks/grid/digit-images.ts';
import { queryTokens } from '../../src/tasks/grid/documents.ts';
import { handwritingRendering, type Rendering, symbolRendering } from '../../src/tasks/grid/rendering.ts';
import { refusal } from '../refusal.ts';
import { arbitraryConfig, gridConfig, imagePool, middlePixel, pictureOf } from './grid-examples.ts';

const seed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const SIZE = { rows: 5, columns: 4, perDigit: 30 };
const PIXELS = SIZE.rows * SIZE.columns;
const MARGIN = 3;

type Handwriting = Extract<DigitGridConfig['rendering'], { kind: 'handwriting' }>;

function handwriting(number: number, change: Partial<Handwriting> = {}, size = SIZE) {
  const rendering: Handwriting = {
    kind: 'handwriting',
    imagesDigest: 'marked-pictures',
    query: 'tokens',
    columns: 3,
    ...change,
  };
  const tree = seedTree(number);
  const world = drawDigitGrid(gridConfig({ cells: 6, trainedCells: 4, rendering }), tree);
  const images = splitDigitImages(imagePool(size), (length, digit) =>
    tree.child('images').child(digit).stream().permutation(length),
  );
  return { world, images, rendering: handwritingRendering(world, images, tree) };
}

/** The numbers of one document, drawn with a margin on both sides that must stay as it is. */
function drawn(
  rendering: Rendering,
  document: {
    readonly alias: number;
    readonly query: number;
    readonly instances?: 'training' | 'testing';
    readonly chance?: number;
  },
): Float32Array {
  const target = new Float32Array(rendering.features + 2 * MARGIN);
  const { alias, query, instances = 'training', chance = 1 } = document;
  rendering.draw({ alias, query, target, offset: MARGIN, chance: seedTree(chance).stream(), instances });
  expect([...target.subarray(0, MARGIN), ...target.subarray(-MARGIN)]).toEqual(new Array(2 * MARGIN).fill(0));
  return target.subarray(MARGIN, -MARGIN);
}

const patchOf = (values: Float32Array, patch: number) => values.subarray(patch * PIXELS, (patch + 1) * PIXELS);
const markIn = (patch: Float32Array) => patch[middlePixel(SIZE)] as number;
const digitAt = (world: DigitGridWorld, alias: number, cell: number) => world.digits[alias * world.cells + cell];

describe('symbols', () => {
  law.prop([arbitraryConfig, seed, fc.nat()])(
    'show each cell as a one-hot digit, whatever is asked',
    (config, number, any) => {
      const world = drawDigitGrid(config, seedTree(number));
      const rendering = symbolRendering(world);
      expect(rendering).toMatchObject({ features: 10 * config.cells, patches: null, tokens: config.cells + 4 });
      const alias = any % world.aliases;
      const values = drawn(rendering, { alias, query: any % rendering.tokens });
      for (let cell = 0; cell < config.cells; cell += 1) {
        const oneHot = Array.from({ length: 10 }, (_, digit) => (digit === digitAt(world, alias, cell) ? 1 : 0));
        expect([...values.subarray(10 * cell, 10 * cell + 10)]).toEqual(oneHot);
      }
    },
  );
});

describe('handwriting', () => {
  law.prop([seed, fc.constantFrom('training' as const, 'testing' as const), fc.nat(43)], { numRuns: 30 })(
    'shows pictures of the right digits, from the asked set only',
    (number, instances, alias) => {
      const { world, images, rendering } = handwriting(number);
      for (let chance = 0; chance < 5; chance += 1) {
        const values = drawn(rendering, { alias, query: 0, instances, chance });
        for (let cell = 0; cell < world.cells; cell += 1) {
          const patch = patchOf(values, cell);
          const { digit } = pictureOf(markIn(patch));
          expect(digit).toBe(digitAt(world, alias, cell));
          expect(images[instances][digit]).toContainEqual(patch);
        }
      }
    },
  );

  it('shares no picture between training and testing', () => {
    const { world, images, rendering } = handwriting(3);
    const seen = { training: new Set<number>(), testing: new Set<number>() };
    for (const instances of ['training', 'testing'] as const) {
      for (let chance = 0; chance < 40; chance += 1) {
        for (let alias = 0; alias < world.aliases; alias += 1) {
          const values = drawn(rendering, { alias, query: 0, instances, chance });
          for (let cell = 0; cell < world.cells; cell += 1) seen[instances].add(markIn(patchOf(values, cell)));
        }
      }
    }
    // 10,560 draws over 240 or 60 pictures: all are seen.
    const count = (side: keyof DigitImages & ('training' | 'testing')) => images[side].flat().length;
    expect([seen.training.size, seen.testing.size]).toEqual([count('training'), count('testing')]);
    expect([...seen.training].filter((mark) => seen.testing.has(mark))).toEqual([]);
  });

  it('draws another instance at each presentation, and the same from the same stream', () => {
    const { rendering } = handwriting(4);
    const chance = seedTree(9).stream();
    const presentations = Array.from({ length: 20 }, () => {
      const target = new Float32Array(rendering.features);
      rendering.draw({ alias: 0, query: 0, target, offset: 0, chance, instances: 'training' });
      return target.join();
    });
    expect(new Set(presentations).size).toBe(20);
    const again = [
      drawn(rendering, { alias: 0, query: 0, chance: 9 }),
      drawn(rendering, { alias: 0, query: 0, chance: 9 }),
    ];
    expect(again[0]).toEqual(again[1]);
    expect(again[0]?.join()).toBe(presentations[0]);
  });

  it('keeps query tokens beside the pictures: one patch a cell, nothing drawn over it', () => {
    const { world, rendering } = handwriting(5);
    expect(rendering).toMatchObject({ features: 6 * PIXELS, patches: { count: 6, pixels: PIXELS }, tokens: 10 });
    const values = [0, 5, queryTokens.tag(6, 2), queryTokens.alias(6)].map((query) =>
      drawn(rendering, { alias: 1, query }),
    );
    for (const other of values) expect(other).toEqual(values[0]);
    expect([...(values[0] as Float32Array)].filter((pixel) => pixel > 0)).toHaveLength(world.cells);
  });
});

describe('handwriting with the query in pixels', () => {
  const { world, rendering } = handwriting(6, { query: 'pixels' });
  const strip = (query: number, chance = 1) => drawn(rendering, { alias: 2, query, chance }).subarray(0, 3 * PIXELS);

  it('has a strip of patches before the grid, and no tokens', () => {
    expect(rendering).toMatchObject({ features: 9 * PIXELS, patches: { count: 9, pixels: PIXELS }, tokens: 0 });
  });

  it.each([0, 3, 5])(
    'marks the asked cell %i by a white frame, leaves the strip empty and the other cells alone',
    (asked) => {
      const values = drawn(rendering, { alias: 2, query: asked });
      expect(strip(asked).every((pixel) => pixel === 0)).toBe(true);
      for (let cell = 0; cell < world.cells; cell += 1) {
        const patch = patchOf(values, 3 + cell);
        expect(pictureOf(markIn(patch)).digit).toBe(digitAt(world, 2, cell));
        for (const [place, pixel] of patch.entries()) {
          if (place === middlePixel(SIZE)) continue;
          const [row, column] = [Math.floor(place / SIZE.columns), place % SIZE.columns];
          const onEdge = row === 0 || row === SIZE.rows - 1 || column === 0 || column === SIZE.columns - 1;
          expect(pixel).toBe(cell === asked && onEdge ? 1 : 0);
        }
      }
    },
  );

  it.each([0, 1, 2])(
    'shows tag %i as vertical bars over the whole strip, half of them ink, and frames no cell',
    (tag) => {
      const query = queryTokens.tag(world.cells, tag);
      const values = drawn(rendering, { alias: 2, query });
      const columns = Array.from({ length: 3 * SIZE.columns }, (_, column) =>
        Array.from(
          { length: SIZE.rows },
          (_, row) =>
            patchOf(values, Math.floor(column / SIZE.columns))[row * SIZE.columns + (column % SIZE.columns)] as number,
        ),
      );
      for (const column of columns) expect(new Set(column).size).toBe(1);
      const ink = columns.map(([top]) => top as number);
      expect(ink.every((pixel) => pixel === 0 || pixel === 1)).toBe(true);
      expect(ink.filter((pixel) => pixel === 1)).toHaveLength(6);
      const grid = values.subarray(3 * PIXELS);
      expect([...grid].filter((pixel) => pixel > 0)).toHaveLength(world.cells);
    },
  );

  it('shows a tag alike at each presentation and for each alias', () => {
    const query = queryTokens.tag(world.cells, 1);
    expect(strip(query, 2)).toEqual(strip(query, 3));
    expect(drawn(rendering, { alias: 7, query }).subarray(0, 3 * PIXELS)).toEqual(strip(query));
  });

  // A strip of four columns has six codes: three codes drawn without looking would coincide in 44 percent of the seeds.
  it.each([
    ['three patches wide', SIZE, 3],
    ['four pixels wide', SIZE, 1],
    ['three pixels wide', { ...SIZE, columns: 3 }, 1],
  ])('gives the three tags different bar codes, in a strip %s', (_, size, columns) => {
    for (let number = 0; number < 60; number += 1) {
      const { rendering: narrow } = handwriting(number, { query: 'pixels', columns }, size);
      const codes = [0, 1, 2].map((tag) => {
        const values = drawn(narrow, { alias: 0, query: queryTokens.tag(6, tag) });
        return values.subarray(0, columns * size.rows * size.columns).join();
      });
      expect(new Set(codes).size).toBe(3);
    }
  });
});

describe('handwriting that cannot be drawn', () => {
  it.each([
    ['a grid that is not full', { columns: 4 }, 'tag-first', SIZE, /6 cells in 4 columns/],
    ['the alias first', { columns: 3 }, 'alias-first', SIZE, /word order alias-first/],
    ['a strip too narrow for three codes', { columns: 1 }, 'tag-first', { ...SIZE, columns: 2 }, /2 pixels/],
  ] as const)('refuses a query in pixels with %s', (_, change, wordOrder, size, message) => {
    const rendering: Handwriting = { kind: 'handwriting', imagesDigest: 'marked-pictures', query: 'pixels', ...change };
    const world = drawDigitGrid(gridConfig({ cells: 6, rendering, wordOrder }), seedTree(1));
    const images = splitDigitImages(imagePool(size), (length) => Array.from({ length }, (_, index) => index));
    expect(() => handwritingRendering(world, images, seedTree(1))).toThrow(refusal('invalid-experiment', message));
  });

  it('refuses an experiment in symbols', () => {
    const images = splitDigitImages(imagePool(SIZE), (length) => Array.from({ length }, (_, index) => index));
    const world = drawDigitGrid(gridConfig(), seedTree(1));
    expect(() => handwritingRendering(world, images, seedTree(1))).toThrow(/handwriting/);
  });
});
