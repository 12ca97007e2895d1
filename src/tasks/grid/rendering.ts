// What the model is shown of a document: one interface, so that the task does not know whether digits are symbols or pictures.
import type { RandomStream } from '../../randomness/random-stream.ts';
import { DIGITS, type DigitGridWorld } from './digit-grid.ts';
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
