// WebGPU against the plain JavaScript backend: every operation and its gradient, the whole loss; the same bits in every process; and what it
// says of a GPU that fails. A short training is in webgpu.exhaustive.spec.ts. Runs in processes of its own (webgpu-child.ts). Minutes: a driver
// in software compiles each shader for seconds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it, vi } from 'vitest';
import { tinyExperiment } from '../../lab/defects/fabricated/tiny-experiment.ts';
import { numericsFingerprint } from '../../src/execution/fingerprint/numerics-fingerprint.ts';
import { runInWorkers } from '../../src/execution/workers/worker-pool.ts';
import { experimentHash } from '../../src/experiments/experiment.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import type { Answer } from './webgpu-child.ts';
import { LAYER_NAMES } from './webgpu-layers.ts';
import { describeWithWebGpu, driver, startChild, TOLERANCE, train } from './with-webgpu.ts';

/** The same cohort by the pool of `iml run`, which also must see its worker end. */
async function trainInWorker(fingerprint: string): Promise<readonly RunRecord[]> {
  for (const [name, value] of Object.entries(driver.environment)) vi.stubEnv(name, value);
  const ledgerFolder = mkdtempSync(join(tmpdir(), 'iml-webgpu-'));
  try {
    const experiment = tinyExperiment();
    const hash = experimentHash(experiment);
    await runInWorkers({
      cohorts: [{ experiment, hash, label: 'tiny', cohort: 0, seeds: [1, 2] }],
      processes: 1,
      signal: new AbortController().signal,
      setup: {
        backend: 'webgpu',
        fingerprint,
        ledgerFolder,
        assets: { imagesFolder: null },
      },
      onSteps: () => {},
      onDone: () => {},
      onFailed: (_, reason) => expect.fail(reason),
    });
    const reading = openLedger(ledgerFolder).read(hash, fingerprint, 0);
    if (reading.kind !== 'found') throw new Error('the worker wrote no cohort');
    return reading.cohort.records as RunRecord[];
  } finally {
    vi.unstubAllEnvs();
    rmSync(ledgerFolder, { recursive: true, force: true });
  }
}

describeWithWebGpu((child) => {
  const sizes = fc.record({
    seeds: fc.integer({ min: 1, max: 3 }),
    rows: fc.integer({ min: 1, max: 6 }),
    inner: fc.integer({ min: 1, max: 9 }),
    columns: fc.integer({ min: 1, max: 9 }),
  });
  describe.each(LAYER_NAMES)('%s', (layer) => {
    law.prop([sizes, fc.nat()], { numRuns: 5 })('agrees with cpu, forward and backward', async (shape, chance) => {
      const answer = await child().ask({ kind: 'layer', layer, sizes: shape, chance });
      expect(answer).toEqual({ kind: 'differences', values: expect.any(Number), gradients: expect.any(Number) });
      const { values, gradients } = answer as Answer & { kind: 'differences' };
      expect(Math.max(values, gradients)).toBeLessThan(TOLERANCE);
    });
  });

  it('agrees with cpu where a matrix is larger than the tiles that it is cut into', async () => {
    for (const layer of LAYER_NAMES.filter((name) => name === 'linear' || name.startsWith('products'))) {
      const large = { seeds: 2, rows: 33, inner: 70, columns: 35 };
      // Gradients of squares are sums of hundreds of products.
      expect(await child().ask({ kind: 'layer', layer, sizes: large, chance: 1 })).toMatchObject({
        values: expect.toSatisfy((difference: number) => difference < TOLERANCE),
        gradients: expect.toSatisfy((difference: number) => difference < 20 * TOLERANCE),
      });
    }
  });

  it.each(['symbols', 'pictures', 'pictures without tokens'] as const)(
    'has the loss and the gradient of the residual MLP: %s',
    async (model) => {
      const answer = await child().ask({ kind: 'loss', model, seeds: 3 });
      const { values, gradients } = answer as Answer & { kind: 'differences' };
      expect(Math.max(values, gradients)).toBeLessThan(TOLERANCE);
    },
  );

  it('gives the same bits in three processes, one of them a worker, and leaves no tensor and no memory behind', async () => {
    const other = startChild();
    const { backend } = (await child().ask({ kind: 'start' })) as Answer & { kind: 'started' };
    const trainings = [train(child()), train(other), trainInWorker(numericsFingerprint(backend))] as const;
    const [first, second, third] = await Promise.all(trainings);
    expect(second.records).toEqual(first.records);
    expect(third).toEqual(first.records);
    await other.end();
    const [again, onceMore] = [await train(child()), await train(child())];
    expect(again.records).toEqual(first.records);
    expect([onceMore.tensors, onceMore.bytes]).toEqual([again.tensors, again.bytes]);
  });

  it('refuses synchronous reads, and says how to read', async () => {
    const answer = await child().ask({ kind: 'break', how: 'synchronous' });
    expect(answer).toMatchObject({
      kind: 'refused',
      code: 'internal',
      message: expect.stringContaining('await tensor.data()'),
    });
  });

  it.each([
    ['shader', 'a shader that does not compile', 'backend-unavailable', /GPU did not do what it was told[\s\S]*shader/],
    ['device', 'a device that is gone', 'backend-unavailable', /GPU did not do what it was told/],
  ] as const)('refuses to hand out numbers after a planted defect (%s): %s', async (how, _, code, words) => {
    const broken = startChild();
    const answer = await broken.ask({ kind: 'break', how });
    expect(answer).toMatchObject({ kind: 'refused', code, message: expect.stringMatching(words) });
    await broken.end();
  });
});
