// What the model is shown of a document: one interface, so that the task does not know whether digits are symbols or pictures.
import { HarnessError } from '../../errors/harness-error.ts';
import type { RandomStream } from '../../randomness/random-stream.ts';
import type { SeedTree } from '../../randomness/seed-tree.ts';
import { DIGITS, type DigitGridWorld, TAGS } from './digit-grid.ts';
import type { DigitImage, DigitImages } from './digit-images.ts';
import { queryTokens } from './documents.ts';

export interface Rendering {
  /** Numbers a document. */
  readonly features: number;
  /** For pictures: how the features divide into patches, each read by the shared encoder. Null for symbols. */
  readonly patches: { readonly count: number; readonly pixels: number } | null;
  /** Query tokens beside the features; 0 where the query is drawn into the picture. */
  readonly tokens: number;
  /**
   * Writes one document at `target[offset ...]`, which must be zero before.
   * @param chance where the handwriting of each cell comes from; symbols draw nothing
   */
  draw(document: {
    readonly alias: number;
    readonly query: number;
    readonly target: Float32Array;
    readonly offset: number;
    readonly chance: RandomStream;
    readonly instances: 'training' | 'testing';
  }): void;
}

/** Symbols: each cell is a one-hot digit, the query a token (experiments.md 1). */
export function symbolRendering(world: DigitGridWorld): Rendering {
  const { cells, digits } = world;
  return {
    features: cells * DIGITS,
    patches: null,
    tokens: queryTokens.count(cells),
    draw({ alias, target, offset }) {
      for (let cell = 0; cell < cells; cell += 1) {
        target[offset + cell * DIGITS + (digits[alias * cells + cell] as number)] = 1;
      }
    },
  };
}

// Handwriting: each cell is a picture of a real handwritten digit, another instance at each presentation.
// Query as token, or as in the paper (2.9): a bar-code strip over the grid is the tag, a white frame marks the asked cell.

/** @param tree the run's seed tree: the bar codes are drawn from its child `bar codes` */
export function handwritingRendering(world: DigitGridWorld, images: DigitImages, tree: SeedTree): Rendering {
  const { cells, digits, config } = world;
  if (config.rendering.kind !== 'handwriting') throw new TypeError('The experiment does not ask for handwriting.');
  const { query: queryForm, columns } = config.rendering;
  const pixels = images.rows * images.columns;
  const inPixels = queryForm === 'pixels';
  if (inPixels && (cells % columns !== 0 || config.wordOrder === 'alias-first')) {
    throw new HarnessError('invalid-experiment', {
      what: 'A query in pixels needs a full grid and definitions with the tag first.',
      got: `${cells} cells in ${columns} columns, word order ${config.wordOrder}`,
      expected: 'cells divisible by columns, word order tag-first',
    });
  }
  const stripPatches = inPixels ? columns : 0;
  const barCodes = inPixels ? drawBarCodes(columns * images.columns, tree) : [];

  return {
    features: (stripPatches + cells) * pixels,
    patches: { count: stripPatches + cells, pixels },
    tokens: inPixels ? 0 : queryTokens.count(cells),
    draw({ alias, query, target, offset, chance, instances }) {
      const gridStart = offset + stripPatches * pixels;
      for (let cell = 0; cell < cells; cell += 1) {
        const digit = digits[alias * cells + cell] as number;
        const choices = images[instances][digit] as readonly DigitImage[];
        target.set(choices[chance.integerBelow(choices.length)] as DigitImage, gridStart + cell * pixels);
      }
      if (!inPixels) return;
      if (query < cells) drawFrame(target, gridStart + query * pixels, images);
      else drawStrip(target, offset, barCodes[query - cells] as Uint8Array, images, columns);
    },
  };
}

/** One bar code a tag, all different: a random half of the columns of the strip is ink. */
function drawBarCodes(width: number, tree: SeedTree): Uint8Array[] {
  if (width < 3) {
    throw new HarnessError('invalid-experiment', {
      what: 'The strip over the grid is too narrow for the bar codes of three tags.',
      got: `${width} pixels`,
      expected: '3 pixels or more: `columns` times the width of a picture',
    });
  }
  const codes: Uint8Array[] = [];
  for (let tag = 0; tag < TAGS; tag += 1) {
    const stream = tree.child('bar codes').child(tag).stream();
    let bars: Uint8Array;
    do {
      bars = new Uint8Array(width);
      for (const column of stream.choice(width, Math.floor(width / 2))) bars[column] = 1;
    } while (codes.some((code) => code.join() === bars.join()));
    codes.push(bars);
  }
  return codes;
}

/** Vertical bars over the whole height of the strip, patch by patch. */
function drawStrip(target: Float32Array, offset: number, bars: Uint8Array, images: DigitImages, patches: number): void {
  const { rows, columns } = images;
  for (let patch = 0; patch < patches; patch += 1) {
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        target[offset + (patch * rows + row) * columns + column] = bars[patch * columns + column] as number;
      }
    }
  }
}

function drawFrame(target: Float32Array, start: number, { rows, columns }: DigitImages): void {
  for (let column = 0; column < columns; column += 1) {
    target[start + column] = 1;
    target[start + (rows - 1) * columns + column] = 1;
  }
  for (let row = 0; row < rows; row += 1) {
    target[start + row * columns] = 1;
    target[start + row * columns + columns - 1] = 1;
  }
}
