// How long stages are and how they warm up.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { rateFactor, stagePlan } from '../../src/training/protocol-config.ts';
import { stageConfig } from './stage-config.ts';

describe('a stage plan', () => {
  it.each([
    [
      'drops the last partial batch',
      { batchSize: 64, length: { kind: 'epochs', epochs: 16 } },
      3500,
      [64, 54, 864, 4, null],
    ],
    [
      'takes all documents as one full batch',
      { batchSize: 'full', length: { kind: 'epochs', epochs: 16 } },
      3500,
      [3500, 1, 16, 4, null],
    ],
    ['counts steps as they are', { batchSize: 32, length: { kind: 'steps', steps: 160 } }, 300, [32, 9, 160, 4, null]],
    [
      'caps training to a loss',
      { batchSize: 'full', length: { kind: 'loss', target: 0.01, maximumEpochs: 7 } },
      9,
      [9, 1, 7, 4, 0.01],
    ],
    [
      'fits a batch of exactly all documents',
      { batchSize: 9, length: { kind: 'epochs', epochs: 2 } },
      9,
      [9, 1, 2, 2, null],
    ],
  ] as const)('%s', (_, change, documents, [batchSize, stepsPerEpoch, maximumSteps, warmUpSteps, targetLoss]) => {
    expect(stagePlan(stageConfig(change), documents)).toEqual({
      batchSize,
      stepsPerEpoch,
      maximumSteps,
      warmUpSteps,
      targetLoss,
      decays: false,
    });
  });

  it.each([
    [50, 0.1, 864, 50],
    [50, 0.1, 160, 16],
    [50, 0.1, 169, 16],
    [5, 1, 160, 5],
    [5, 1, 3, 3],
    [5, 0, 100, 0],
    [0, 1, 100, 0],
  ])('warms up over %i steps, at most a share of %d: of %i steps, %i', (steps, shareAtMost, all, expected) => {
    const plan = stagePlan(stageConfig({ warmUp: { steps, shareAtMost }, length: { kind: 'steps', steps: all } }), 100);
    expect(plan.warmUpSteps).toBe(expected);
  });

  it.each([
    [8, 7],
    ['full', 0],
  ] as const)('refuses a batch of %s out of %i documents', (batchSize, documents) => {
    expect(() => stagePlan(stageConfig({ batchSize }), documents)).toThrow(
      expect.objectContaining({
        code: 'invalid-experiment',
        message: expect.stringContaining(`${documents} documents`),
      }),
    );
  });

  law.prop([fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 20 })])(
    'takes as many whole batches an epoch as there are',
    (documents, batchSize, epochs) => {
      fc.pre(batchSize <= documents);
      const plan = stagePlan(stageConfig({ batchSize, length: { kind: 'epochs', epochs } }), documents);
      expect(plan.stepsPerEpoch * batchSize).toBeLessThanOrEqual(documents);
      expect((plan.stepsPerEpoch + 1) * batchSize).toBeGreaterThan(documents);
      expect(plan.maximumSteps).toBe(epochs * plan.stepsPerEpoch);
    },
  );
});

describe('the warm-up', () => {
  it('rises linearly and stays at one', () => {
    const plan = { warmUpSteps: 5, maximumSteps: 100, decays: false };
    expect([1, 2, 3, 4, 5, 6, 100].map((step) => rateFactor(step, plan))).toEqual([0.2, 0.4, 0.6, 0.8, 1, 1, 1]);
  });

  it('is one from the first step where there is none', () => {
    const plan = { warmUpSteps: 0, maximumSteps: 50, decays: false };
    expect([1, 2, 50].map((step) => rateFactor(step, plan))).toEqual([1, 1, 1]);
  });

  it('may be followed by a linear fall towards the zero of the step after the last', () => {
    const plan = { warmUpSteps: 2, maximumSteps: 6, decays: true };
    const factors = [1, 2, 3, 4, 5, 6].map((step) => rateFactor(step, plan));
    expect(factors).toEqual([0.5, 1, 1 - 1 / 5, 1 - 2 / 5, 1 - 3 / 5, expect.closeTo(1 / 5, 12)]);
  });
});
