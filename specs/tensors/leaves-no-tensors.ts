// A law of every spec that makes tensors: after each example there are as many as before it.
import { afterEach, beforeEach, expect } from 'vitest';
import { memory } from '../../src/tensors/tensorflow.ts';

/** Call it within a `describe`, or in a file for all of its examples. */
export function leavesNoTensors(): void {
  let before = 0;
  beforeEach(() => {
    before = memory().numTensors;
  });
  afterEach(() => {
    expect(memory().numTensors).toBe(before);
  });
}
