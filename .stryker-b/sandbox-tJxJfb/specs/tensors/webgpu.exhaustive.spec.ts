// WebGPU against the plain JavaScript backend, in small: what it computes on, a short training to the same numbers, a wrong kernel that is seen,
// and what it says where there is no GPU. Each operation for itself, the same bits in every process and a GPU that fails are for the night
// (webgpu.nightly.spec.ts). Some 30 s: a driver in software compiles each shader for seconds.
import { describe, expect, it } from 'vitest';
import { VARIANTS } from '../../lab/defects/fabricated/tiny-experiment.ts';
import { runCohort } from '../../src/experiments/run-cohort.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import type { Answer } from './webgpu-child.ts';
import { describeWithWebGpu, startChild, TOLERANCE, train } from './with-webgpu.ts';

// Rounding of 32-bit sums, carried through 20 steps of the optimizer: 7e-8 on SwiftShader; GPUs may take other exponentials.
const TRAINING_TOLERANCE = 1e-5;

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

describeWithWebGpu((child) => {
  it('says what it computes on, and records all that may change a number', async () => {
    const answer = await child().ask({ kind: 'start' });
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

  it('trains and measures as cpu does', async () => {
    const { records } = await train(child(), VARIANTS.everything, [1, 2]);
    await startBackend('cpu');
    const expected = smoothNumbers(await runCohort({ experiment: VARIANTS.everything, seeds: [1, 2], images: null }));
    const found = smoothNumbers(records);
    expect(Object.keys(found)).toEqual(Object.keys(expected));
    expect(Object.keys(found).length).toBeGreaterThan(50);
    for (const [name, number] of Object.entries(expected))
      expect(Math.abs((found[name] as number) - number), name).toBeLessThan(TRAINING_TOLERANCE);
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
