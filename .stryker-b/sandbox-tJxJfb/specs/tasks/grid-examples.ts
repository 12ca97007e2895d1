// Small digit grids for specs: a plain configuration, arbitrary valid ones, and pictures that name themselves by their pixels.
import { fc } from '@fast-check/vitest';
import type { DigitGridConfig } from '../../src/tasks/grid/digit-grid.ts';
import type { DigitImage, DigitImagePool } from '../../src/tasks/grid/digit-images.ts';
import { GROUP_NAMES } from '../../src/tasks/groups.ts';

export function gridConfig(change: Partial<DigitGridConfig> = {}): DigitGridConfig {
  return {
    kind: 'digit-grid',
    rendering: { kind: 'symbols' },
    cells: 3,
    trainedCells: 2,
    groups: { D1QA1: 8, D2QA2: 8, QA3: 4, D5: 8, D6: 8, D8: 4, QA7: 4 },
    consistentShare: { reliable: 1, unreliable: 0 },
    wordOrder: 'tag-first',
    ...change,
  };
}

/** Valid small configurations in symbols; shares are exact. */
export const arbitraryConfig: fc.Arbitrary<DigitGridConfig> = fc
  .record({
    sizes: fc.array(fc.nat(9), { minLength: GROUP_NAMES.length, maxLength: GROUP_NAMES.length }),
    cells: fc.integer({ min: 3, max: 7 }),
    trained: fc.nat(),
    consistent: fc.tuple(fc.nat(), fc.nat()),
    wordOrder: fc.constantFrom('tag-first' as const, 'alias-first' as const),
  })
  .filter(({ sizes }) => sizes.reduce((sum, size) => sum + size, 0) >= 2)
  .map(({ sizes, cells, trained, consistent, wordOrder }) => {
    const groups = Object.fromEntries(
      GROUP_NAMES.map((name, index) => [name, sizes[index]]),
    ) as DigitGridConfig['groups'];
    const share = (count: number, wanted: number) => (count === 0 ? 1 : (wanted % (count + 1)) / count);
    return gridConfig({
      cells,
      trainedCells: trained % (cells + 1),
      groups,
      consistentShare: {
        reliable: share(groups.D1QA1, consistent[0]),
        unreliable: share(groups.D2QA2, consistent[1]),
      },
      wordOrder,
    });
  });

/** `perDigit` pictures of each digit; `mark` of a picture stands in its middle pixel and tells digit and instance. */
export function imagePool(size: {
  readonly rows: number;
  readonly columns: number;
  readonly perDigit: number;
}): DigitImagePool {
  const { rows, columns, perDigit } = size;
  const picture = (digit: number, instance: number): DigitImage => {
    const pixels = new Float32Array(rows * columns);
    pixels[middlePixel(size)] = markOf(digit, instance);
    return pixels;
  };
  return {
    name: 'marked pictures',
    digest: 'marked-pictures',
    rows,
    columns,
    byDigit: Array.from({ length: 10 }, (_, digit) => Array.from({ length: perDigit }, (_, i) => picture(digit, i))),
    testingByDigit: null,
  };
}

export const middlePixel = ({ rows, columns }: { readonly rows: number; readonly columns: number }) =>
  Math.floor(rows / 2) * columns + Math.floor(columns / 2);

/** Exact in 32 bits, between 0 and 1, and another for every picture. */
export const markOf = (digit: number, instance: number) => (1 + digit * 64 + instance) / 1024;
export const pictureOf = (mark: number) => ({
  digit: Math.floor((mark * 1024 - 1) / 64),
  instance: (mark * 1024 - 1) % 64,
});
