// A configuration with a pretrained model and people of the user's own, down to the runs that are planned for it: workers find both by their digests,
// and what a run costs is counted without a weight.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../src/checkpoints/checkpoint.ts';
import { unchanged } from '../../src/claims/arms/arm.ts';
import type { Configuration } from '../../src/configurations/configuration-schema.ts';
import { assetLoader } from '../../src/execution/inputs/load-assets.ts';
import { planAhead } from '../../src/execution/planning/plan-ahead.ts';
import { trainingCost } from '../../src/execution/planning/training-cost.ts';
import { plannedSteps } from '../../src/experiments/stages.ts';
import { languageModel } from '../../src/models/pretrained/language-model.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { ownFiles, ownPretrained } from '../configurations/own-pretrained.ts';
import { configured } from '../configurations/try-configuration.ts';
import { sharedFolder } from '../temporary-folder.ts';
import { plantedClaim } from './planted-claims.ts';

const root = sharedFolder('plan-pretrained');
let own: Configuration;
beforeAll(async () => {
  own = await configured(ownPretrained(), ownFiles(root));
});

describe("runs on a user's pretrained model and facts", { timeout: 120_000 }, () => {
  it('are planned', async () => {
    const { experiment, pathsByDigest } = own;
    const planted = plantedClaim('of-my-model', 16);
    const tests = planted.tests.map((test) => ({ ...test, arms: unchanged({ base: experiment }) }));
    const plan = await planAhead({
      ...{ profile: 'quick', claims: [], catalogue: [{ ...planted, tests }], seeds: 2, firstSeed: 50 },
      ...{ backend: 'wasm', processes: 1, ledgerFolder: `${root}/ledger`, pathsByDigest },
      stopwatch: () => ({ seconds: 0, cpuSeconds: 0 }),
      now: () => performance.now(),
      say: () => {},
    });
    expect(plan.experiments).toMatchObject([
      { cohortSize: 1, source: 'calibration', steps: plannedSteps(experiment), flops: expect.any(Number) },
    ]);
  });

  it('are counted without a weight', async () => {
    const { experiment, pathsByDigest } = own;
    const { checkpoint, ...assets } = await assetLoader({ imagesFolder: null, pathsByDigest })(experiment);
    const unread = {
      ...(checkpoint as Checkpoint),
      readInto: (name: string) => {
        throw new Error(`${name} is read`);
      },
    };
    expect(trainingCost(experiment, { ...assets, checkpoint: unread }).flops).toBeGreaterThan(0);
    expect(() => languageModel(unread).initialParameters(seedTree(0))).toThrow('is read');
  });
});
