// What the model is shown of a document: one interface, so that the task does not know whether digits are symbols or pictures.
import type { RandomStream } from '../randomness/random-stream.ts';

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
    readonly variable: number;
    readonly query: number;
    readonly target: Float32Array;
    readonly offset: number;
    readonly chance: RandomStream;
    readonly instances: 'training' | 'testing';
  }): void;
}
