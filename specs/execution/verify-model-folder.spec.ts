// A run on a user's model, end to end: workers load the folder by its digest, the ledger keeps its versions apart, and a folder
// that changed or breaks its promises ends the run before a cohort is lost to it.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { tinyExperiment } from '../../lab/defects/fabricated/tiny-experiment.ts';
import { unchanged } from '../../src/claims/arms/arm.ts';
import type { Claim } from '../../src/claims/claim.ts';
import { iml } from '../../src/claims/estimands.ts';
import { loadModelFolder, type ModelFolder } from '../../src/configurations/load-model-folder.ts';
import { verifyClaims } from '../../src/execution/campaign/verify-claims.ts';
import type { VerifyEvent, VerifyRequest } from '../../src/execution/campaign/verify-request.ts';
import { planAhead } from '../../src/execution/planning/plan-ahead.ts';
import { type Experiment, parseExperiment } from '../../src/experiments/experiment.ts';
import { refusal } from '../refusal.ts';
import { ownFolder } from '../temporary-folder.ts';
import { plantedClaim } from './planted-claims.ts';

const EXAMPLE = resolve(import.meta.dirname, '../../examples/model-folder/grid');
let root = '';
let folder = '';
beforeEach(() => {
  root = ownFolder('user-model');
  folder = join(root, 'model');
  cpSync(EXAMPLE, folder, { recursive: true });
});

/** IML of the experiment. */
function claimOn(experiment: Experiment): Claim {
  const planted = plantedClaim('iml-of-my-model', 16);
  return {
    ...planted,
    tests: planted.tests.map((test) => ({
      ...test,
      arms: unchanged({ base: experiment }),
      parts: test.parts.map((part) => ({
        ...part,
        estimands: [iml('base')],
      })) as unknown as typeof test.parts,
    })),
  };
}

function requestFor({ digest, path }: ModelFolder): VerifyRequest & { readonly events: VerifyEvent[] } {
  const model = { kind: 'module', digest, options: { width: 8 } };
  const experiment = parseExperiment({ ...tinyExperiment(), model }, 'spec');
  const events: VerifyEvent[] = [];
  return {
    profile: 'quick',
    claims: [],
    catalogue: [claimOn(experiment)],
    seeds: 2,
    firstSeed: 50,
    backend: 'wasm',
    processes: 2,
    ledgerFolder: join(root, 'ledger'),
    pathsByDigest: { [digest]: path },
    signal: new AbortController().signal,
    now: () => 0,
    onEvent: (event) => events.push(event),
    events,
  };
}

describe("a run on a user's model", { timeout: 240_000 }, () => {
  it('trains in workers, finds its runs again, and takes no changed folder for the old one', async () => {
    const first = requestFor(await loadModelFolder(folder));
    const { runs } = await verifyClaims(first);
    expect(runs).toEqual({ trained: 2, found: 0, failed: 0 });
    expect((await verifyClaims(first)).runs).toEqual({ trained: 0, found: 2, failed: 0 });

    const entry = join(folder, 'model.ts');
    writeFileSync(entry, `${readFileSync(entry, 'utf8')}\n// changed\n`);
    await expect(verifyClaims(first)).rejects.toThrow(refusal('invalid-configuration', 'no longer'));
    const again = requestFor(await loadModelFolder(folder));
    expect((await verifyClaims(again)).runs).toEqual({ trained: 2, found: 0, failed: 0 });
  });

  it('is planned like any other', async () => {
    const request = requestFor(await loadModelFolder(folder));
    const plan = await planAhead({
      ...request,
      backend: 'wasm',
      processes: 1,
      stopwatch: () => ({ seconds: 0, cpuSeconds: 0 }),
      now: () => performance.now(),
      say: () => {},
    });
    expect(plan.experiments[0]?.flops).toBeGreaterThan(0);
    expect(plan.experiments[0]?.source).toBe('calibration');
  });

  it('does not start with a model that breaks its promises, nor without its folder', async () => {
    const entry = join(folder, 'model.ts');
    writeFileSync(
      entry,
      readFileSync(entry, 'utf8').replace(
        'layers.gelu(apply(name))',
        'tf.relu(tf.sub(apply(name), tf.mean(apply(name), 0)))',
      ),
    );
    const request = requestFor(await loadModelFolder(folder));
    await expect(verifyClaims(request)).rejects.toThrow(refusal('invalid-configuration', 'alone than beside'));
    await expect(verifyClaims({ ...request, pathsByDigest: {} })).rejects.toThrow(
      refusal('invalid-configuration', 'where a user'),
    );
    expect(request.events).toEqual([]);
  });
});
