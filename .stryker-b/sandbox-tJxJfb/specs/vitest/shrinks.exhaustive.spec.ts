// A property over verdicts shrinks to the smallest configuration where the verdict flips. Some 25 s: hundreds of verdicts, each with its
// planted runs.
import { fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import '../../src/vitest/index.ts';
import { experiments } from '../../src/vitest/experiments.ts';
import { wideWorld } from './planted-world.ts';

describe('a property over configurations', () => {
  const trainer = wideWorld();

  it('shrinks to the smallest configuration where the verdict flips', { timeout: 300_000 }, async () => {
    const property = fc.asyncProperty(experiments(), async (experiment) => {
      await expect(experiment).not.toReproduce('iml-appears', { trainer });
    });
    const { failed, counterexample, counterexamplePath } = await fc.check(property, { seed: 20_251_123, numRuns: 200 });
    const [smallest] = counterexample ?? [];
    expect(failed).toBe(true);
    expect(counterexamplePath).toMatch(/^\d+(:\d+)*$/);
    expect(smallest?.model).toEqual({ kind: 'residual-mlp', width: 13, layers: 0, patchEncoder: null });
    const { groups, cells, trainedCells, consistentShare, wordOrder } = smallest?.task ?? {};
    expect({ groups, cells, trainedCells, wordOrder }).toEqual({
      groups: { D1QA1: 4, D2QA2: 4, QA3: 0, D5: 4, D6: 4, D8: 0, QA7: 0 },
      cells: 3,
      trainedCells: 1,
      wordOrder: 'tag-first',
    });
    expect(consistentShare).toEqual({ reliable: 1, unreliable: 0 });
    expect(smallest?.protocol.stage1).toMatchObject({ batchSize: 4, length: { epochs: 1 } });
  });
});
