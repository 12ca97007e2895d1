// The count of operations behind "share of peak": against a count by hand, and linear in batch and seeds.
import { describe, expect, it } from 'vitest';
import { matmulOperationsAStep } from '../../scripts/bench/step-operations.ts';
import { modelOfWidth } from '../../scripts/bench/training-cell.ts';

describe('the operations of a training step', () => {
  it('are those of a count by hand at width 64', () => {
    // A row forward: features 60 x 64, tokens 9 x 64, two blocks of 64 x 128 and 128 x 64, head 64 x 12.
    const data = 60 * 64 + 9 * 64;
    const inner = 2 * (64 * 128 + 128 * 64) + 64 * 12;
    // Forward and weights' gradient for all, the inputs' gradient for all but what reads data; two operations each.
    const perRow = 2 * (2 * data + 3 * inner);
    expect(matmulOperationsAStep(modelOfWidth(64), { batch: 1, seeds: 1 })).toBe(perRow);
    expect(perRow).toBe(218_880);
  });

  it('grow with batch and seeds and nothing else', () => {
    const model = modelOfWidth(128);
    const one = matmulOperationsAStep(model, { batch: 1, seeds: 1 });
    expect(matmulOperationsAStep(model, { batch: 256, seeds: 8 })).toBe(2048 * one);
  });
});
