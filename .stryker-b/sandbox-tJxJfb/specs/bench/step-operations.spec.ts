// The count of operations behind "share of peak": against counts by hand, and linear in the batch.
import { describe, expect, it } from 'vitest';
import { modelOfWidth } from '../../lab/bench/cell-training.ts';
import { operationsOfDecoder, operationsOfMlp } from '../../lab/bench/step-operations.ts';
import { aliasTextBase } from '../../src/claims/arms/alias-text.ts';

describe('the operations of a training step of the residual MLP', () => {
  it('are those of a count by hand at width 64', () => {
    // A row forward: features 60 x 64, tokens 9 x 64, two blocks of 64 x 128 and 128 x 64, head 64 x 12.
    const data = 60 * 64 + 9 * 64;
    const inner = 2 * (64 * 128 + 128 * 64) + 64 * 12;
    // Forward and weights' gradient for all, the inputs' gradient for all but what reads data; two operations each.
    const perRow = 2 * (2 * data + 3 * inner);
    expect(operationsOfMlp(modelOfWidth(64), 1)).toBe(perRow);
    expect(perRow).toBe(218_880);
  });

  it('grow with the batch and nothing else', () => {
    const model = modelOfWidth(128);
    expect(operationsOfMlp(model, 256)).toBe(256 * operationsOfMlp(model, 1));
  });
});

describe('the operations of a training step of a decoder', () => {
  it('are those of a count by hand at width 2', () => {
    const layout = {
      size: 0,
      entries: [
        { name: 'embedding', shape: [7, 2] },
        { name: 'positions', shape: [3, 2] },
        { name: 'block 1.attention.in.weight', shape: [2, 6] },
        { name: 'block 1.attention.out.weight', shape: [2, 2] },
        { name: 'block 1.mlp.up.weight', shape: [2, 8] },
        { name: 'block 1.mlp.down.weight', shape: [8, 2] },
        { name: 'block 1.attention.in.bias', shape: [1, 6] },
      ],
    };
    const config = aliasTextBase.model;
    const one = { config: { ...config, width: 2, layers: 1 }, layout };
    // A document of three tokens: queries, keys and values at all of them, scores and mixtures of 9 pairs, and at the one that is
    // asked the rest of the block and the readout. Forward and two gradients, two operations each.
    const forward = 3 * 12 + 2 * 9 * 2 + (4 + 16 + 16) + 7 * 2;
    expect(operationsOfDecoder(one, { documents: 5, length: 3 })).toBe(6 * 5 * forward);
    // Blocks before the last are for all tokens.
    const names = layout.entries.map(({ name, shape }) => ({ name: name.replace('block 1', 'block 2'), shape }));
    const two = {
      config: { ...config, width: 2, layers: 2 },
      layout: { size: 0, entries: [...layout.entries, ...names.slice(2)] },
    };
    const more = 3 * 12 + 2 * 9 * 2 + 3 * (4 + 16 + 16);
    expect(operationsOfDecoder(two, { documents: 5, length: 3 })).toBe(6 * 5 * (forward + more));
  });
});
