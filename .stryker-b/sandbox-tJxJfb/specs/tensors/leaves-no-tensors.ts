// A law of every spec that makes tensors: after each example there are as many as before it.
import { engine } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect } from 'vitest';
import { memory } from '../../src/tensors/tensorflow.ts';

export const tensorsAndBuffers = () => ({
  tensors: memory().numTensors,
  buffers: engine().memory().numDataBuffers,
});

/** Call it within a `describe`, or in a file for all of its examples. */
export function leavesNoTensors(counts: () => unknown = () => memory().numTensors): void {
  let before: unknown;
  beforeEach(() => {
    before = counts();
  });
  afterEach(() => {
    expect(counts()).toEqual(before);
  });
}
