// A user's own files in the project that try-package.ts makes: settings of TypeScript and a spec with the matchers. Expectations
// that must fail are caught, so that their words can be checked.

export const projectFiles: Readonly<Record<string, string>> = {
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      target: 'ES2023',
      module: 'NodeNext',
      strict: true,
      // The declarations of TensorFlow.js and those of the browser contradict each other.
      skipLibCheck: true,
      types: ['node'],
      noEmit: true,
    },
    files: ['claims.test.ts'],
  }),
  'claims.test.ts': `
import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import 'iml-verify/vitest';
import { claimById, experimentsOf, type GridExperiment, runCohort, startBackend } from 'iml-verify';
import { experiments } from 'iml-verify/fast-check';

const registered = experimentsOf(claimById('iml-appears').tests[0]?.arms ?? {}, '')['base'] as GridExperiment;
const planned = { effect: 0.3, standardDeviation: 0.05 };
const gaps = [0.27, 0.31, 0.3, 0.28, 0.33, 0.29, 0.26, 0.32, 0.3, 0.27, 0.31, 0.29];

// @ts-expect-error TypeScript knows the matcher, and that it needs a plan
void (() => expect(gaps).toBeEquivalentTo(0.05));

test('samples exceed a threshold, and too few are refused', () => {
  expect(gaps).toExceed(0.1, { planned });
  expect(() => expect(gaps.slice(0, 3)).toExceed(0.1, { planned })).toThrow(/too small[^]*take \\d+ seeds/);
  expect(() => expect(gaps).not.toExceed(0.1, { planned: { effect: 0, standardDeviation: 0.05 } })).toThrow('reproduced: the evidence supports it');
});

test('an experiment of ours, trained by the workers of the package', { timeout: 120_000 }, async () => {
  const tiny: GridExperiment = {
    ...registered,
    task: { ...registered.task, groups: { D1QA1: 8, D2QA2: 8, QA3: 0, D5: 8, D6: 8, D8: 0, QA7: 0 } },
    model: { ...registered.model, width: 4 },
    protocol: {
      ...registered.protocol,
      stage1: { ...registered.protocol.stage1, batchSize: 16, length: { kind: 'steps', steps: 4 } },
      stage2: { batchSize: 8, learningRate: 0.001, warmUp: { steps: 1, shareAtMost: 1 }, length: { kind: 'steps', steps: 2 } },
      curveEverySteps: null,
    },
    measurements: { retrieval: true, probes: null, gradientAlignment: null },
  };
  await expect(expect(tiny).toReproduce('iml-appears', { backend: 'wasm' })).rejects.toThrow(/invalid: [^]*✘ held-out accuracy/);
  const { engine } = await startBackend('wasm');
  const [record] = await runCohort({ experiment: tiny, seeds: [1], images: null, engine });
  expect(record?.seed).toBe(1);
});

test.prop([experiments({ width: [1, 8] }), fc.nat()], { numRuns: 10 })('configurations are drawn', ({ model }) => {
  expect(model.width).toBeLessThanOrEqual(8);
});
`,
};
