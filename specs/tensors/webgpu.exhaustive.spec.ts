// WebGPU against the plain JavaScript backend: every operation and its gradient, the whole loss, a short training; the same bits
// in every process; and what it says where there is no GPU, or a GPU that fails. Runs in processes of its own (webgpu-child.ts). Minutes: a
// driver in software compiles each shader for seconds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test as law } from '@fast-check/vitest';
import { execaNode } from 'execa';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { tinyExperiment, VARIANTS } from '../../lab/defects/fabricated/tiny-experiment.ts';
import { numericsFingerprint } from '../../src/execution/fingerprint/numerics-fingerprint.ts';
import { runInWorkers } from '../../src/execution/workers/worker-pool.ts';
import { loaderOptions } from '../../src/execution/workers/worker-process.ts';
import { experimentHash } from '../../src/experiments/experiment.ts';
import { runCohort } from '../../src/experiments/run-cohort.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import type { Answer, Question } from './webgpu-child.ts';
import { webGpuDriver } from './webgpu-driver.ts';
import { LAYER_NAMES } from './webgpu-layers.ts';

// Rounding of 32-bit sums, where the reference adds in 64 bits: 3e-6 at most in 24 cases of each operation on SwiftShader.
const TOLERANCE = 2e-5;
// Likewise, carried through 20 steps of the optimizer: 7e-8 on SwiftShader; GPUs may take other exponentials.
const TRAINING_TOLERANCE = 1e-5;

const driver = webGpuDriver(process.env);

function startChild(environment: Readonly<Record<string, string>> = driver.environment) {
  const file = `${import.meta.dirname}/webgpu-child.ts`;
  const child = execaNode(file, {
    nodeOptions: loaderOptions(file),
    env: environment,
    ipc: true,
    reject: false,
    stdin: 'ignore',
  });
  const ask = async (question: Question): Promise<Answer> => {
    const [answer] = await Promise.all([child.getOneMessage(), child.sendMessage(question as never)]);
    return answer as unknown as Answer;
  };
  /** @returns how the process ended once nobody asks any more */
  const end = async () => {
    child.disconnect?.();
    const { exitCode, signal } = await child;
    return { exitCode, signal };
  };
  return { ask, end };
}
type Child = ReturnType<typeof startChild>;

async function train(child: Child, experiment = tinyExperiment(), seeds: readonly number[] = [1, 2]) {
  const answer = await child.ask({ kind: 'train', experiment, seeds });
  if (answer.kind !== 'trained') throw new Error(JSON.stringify(answer));
  return answer;
}

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

/** Numbers of a record that move smoothly; accuracies and probes count, and a rounding may tip one answer. */
function smoothNumbers(records: readonly RunRecord[]): Record<string, number> {
  return Object.fromEntries(
    records.flatMap(({ seed, values, training }) => [
      ...Object.entries(values)
        .filter(([name]) => /log-likelihood|cosine/.test(name))
        .flatMap(([name, groups]) =>
          Object.entries(groups).map(([group, value]) => [`${seed} ${name} ${group}`, value] as const),
        ),
      ...Object.entries(training).map(([stage, { finalLoss }]) => [`${seed} ${stage}`, finalLoss] as const),
    ]),
  );
}

// The reporter only counts what is skipped.
if (driver.missing !== null) process.stderr.write(`WebGPU is not checked here: ${driver.missing}.\n`);

// A driver in software compiles each shader for seconds, and these processes share the cores with others.
describe.skipIf(driver.missing !== null)('WebGPU', { timeout: 180_000 }, () => {
  let child: Child;
  beforeAll(async () => {
    child = startChild();
    const answer = await child.ask({ kind: 'start' });
    expect(answer).toMatchObject({ kind: 'started' });
  });
  afterAll(async () => {
    // Dawn keeps a process alive unless it is told to exit.
    expect(await child.end()).toEqual({ exitCode: 0, signal: undefined });
  });

  it('says what it computes on, and records all that may change a number', async () => {
    const answer = await child.ask({ kind: 'start' });
    expect(answer).toMatchObject({
      kind: 'started',
      backend: {
        name: 'webgpu',
        device: expect.stringMatching(/^WebGPU (on|in software)/),
        numerics: { backend: 'webgpu', tfjs: '4.22.0', dawn: expect.stringMatching(/^\d/), matMulProgram: 3 },
      },
    });
    const { backend } = answer as Answer & { kind: 'started' };
    expect(backend.numerics.cohortSize).toBe(backend.cohortSize);
    expect(backend.cohortSize).toBe(backend.numerics.software === true ? 1 : 32);
    for (const fact of ['vendor', 'architecture', 'device', 'description'])
      expect(backend.numerics[fact], fact).toBeTypeOf('string');
  });

  const sizes = fc.record({
    seeds: fc.integer({ min: 1, max: 3 }),
    rows: fc.integer({ min: 1, max: 6 }),
    inner: fc.integer({ min: 1, max: 9 }),
    columns: fc.integer({ min: 1, max: 9 }),
  });
  describe.each(LAYER_NAMES)('%s', (layer) => {
    law.prop([sizes, fc.nat()], { numRuns: 5 })('agrees with cpu, forward and backward', async (shape, chance) => {
      const answer = await child.ask({ kind: 'layer', layer, sizes: shape, chance });
      expect(answer).toEqual({ kind: 'differences', values: expect.any(Number), gradients: expect.any(Number) });
      const { values, gradients } = answer as Answer & { kind: 'differences' };
      expect(Math.max(values, gradients)).toBeLessThan(TOLERANCE);
    });
  });

  it('agrees with cpu where a matrix is larger than the tiles that it is cut into', async () => {
    for (const layer of LAYER_NAMES.filter((name) => name === 'linear' || name.startsWith('products'))) {
      const large = { seeds: 2, rows: 33, inner: 70, columns: 35 };
      // Gradients of squares are sums of hundreds of products.
      expect(await child.ask({ kind: 'layer', layer, sizes: large, chance: 1 })).toMatchObject({
        values: expect.toSatisfy((difference: number) => difference < TOLERANCE),
        gradients: expect.toSatisfy((difference: number) => difference < 20 * TOLERANCE),
      });
    }
  });

  it.each(['symbols', 'pictures', 'pictures without tokens'] as const)(
    'has the loss and the gradient of the residual MLP: %s',
    async (model) => {
      const answer = await child.ask({ kind: 'loss', model, seeds: 3 });
      const { values, gradients } = answer as Answer & { kind: 'differences' };
      expect(Math.max(values, gradients)).toBeLessThan(TOLERANCE);
    },
  );

  it('trains and measures as cpu does', async () => {
    const { records } = await train(child, VARIANTS.everything, [1, 2]);
    await startBackend('cpu');
    const expected = smoothNumbers(await runCohort({ experiment: VARIANTS.everything, seeds: [1, 2], images: null }));
    const found = smoothNumbers(records);
    expect(Object.keys(found)).toEqual(Object.keys(expected));
    expect(Object.keys(found).length).toBeGreaterThan(50);
    for (const [name, number] of Object.entries(expected))
      expect(Math.abs((found[name] as number) - number), name).toBeLessThan(TRAINING_TOLERANCE);
  });

  it('gives the same bits in three processes, one of them a worker, and leaves no tensor and no memory behind', async () => {
    const other = startChild();
    const { backend } = (await child.ask({ kind: 'start' })) as Answer & { kind: 'started' };
    const trainings = [train(child), train(other), trainInWorker(numericsFingerprint(backend))] as const;
    const [first, second, third] = await Promise.all(trainings);
    expect(second.records).toEqual(first.records);
    expect(third).toEqual(first.records);
    await other.end();
    const [again, onceMore] = [await train(child), await train(child)];
    expect(again.records).toEqual(first.records);
    expect([onceMore.tensors, onceMore.bytes]).toEqual([again.tensors, again.bytes]);
  });

  it('refuses synchronous reads, and says how to read', async () => {
    const answer = await child.ask({ kind: 'break', how: 'synchronous' });
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

  it('is told from cpu by these specs where an operation is wrong (planted: tanh for erf)', async () => {
    const broken = startChild();
    const answer = await broken.ask({ kind: 'break', how: 'kernel' });
    expect((answer as Answer & { kind: 'differences' }).values).toBeGreaterThan(1000 * TOLERANCE);
    await broken.end();
  });
});

describe.skipIf(process.platform !== 'linux')('WebGPU without a driver', () => {
  it('is refused with what to install, and nothing else computes instead', async () => {
    const child = startChild({ VK_DRIVER_FILES: '/no/such/driver.json' });
    const answer = await child.ask({ kind: 'start' });
    expect(answer).toMatchObject({
      kind: 'refused',
      code: 'backend-unavailable',
      message: expect.stringMatching(/no GPU[\s\S]*driver[\s\S]*libvulkan1/),
    });
    await child.end();
  });
});
