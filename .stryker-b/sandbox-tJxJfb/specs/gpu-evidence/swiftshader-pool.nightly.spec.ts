// The sample of gpu-evidence is also a small golden pool of the backend WebGPU: its runs on SwiftShader are trained anew and give the same
// bytes, where the same driver is here, and the same numbers to rounding on another. A minute or two: WebGPU in software.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Evidence, type GoldenEvidence, validateEvidence } from '../../scripts/gpu-evidence/evidence-schema.ts';
import { armOfTest, train } from '../../scripts/gpu-evidence/measure.ts';
import { imlAppears } from '../../src/claims/iml-appears.ts';
import { experimentHash } from '../../src/experiments/experiment.ts';
import { webGpuDriver } from '../tensors/webgpu-driver.ts';

const SAMPLE = resolve(import.meta.dirname, '../../reports/sample-gpu-evidence/evidence.json');
const TASK = 'digit-grid/symbols';
/** Of log-likelihoods, after 20 steps a stage; WebAssembly and SwiftShader lay 2e-8 apart. */
const TOLERANCE = 1e-5;
const { environment, missing } = webGpuDriver(process.env);

describe.skipIf(missing !== null)(
  `the golden pool of WebGPU${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    it('trains again to the same bytes', { timeout: 900_000 }, async () => {
      const sample: Evidence = validateEvidence(JSON.parse(readFileSync(SAMPLE, 'utf8')), SAMPLE);
      const pool = sample.golden.find(({ task }) => task === TASK) as GoldenEvidence;
      const test = imlAppears.tests[0] as (typeof imlAppears.tests)[number];
      const { experiment } = armOfTest(test, '', sample.request.steps);
      expect(experimentHash(experiment)).toBe(pool.experiment);
      const seeds = pool.webgpu.runs.map(({ seed }) => seed);
      const signal = new AbortController().signal;
      const { trained } = await train('webgpu', seeds, { experiment, signal, environment });
      const sameNumerics = JSON.stringify(trained.numerics) === JSON.stringify(pool.webgpu.numerics);
      for (const [index, run] of trained.runs.entries()) {
        const golden = pool.webgpu.runs[index];
        if (sameNumerics) expect(run.record).toBe(golden?.record);
        for (const [group, value] of Object.entries(run.values['after-stage-2/qa/log-likelihood'] ?? {})) {
          const known = golden?.values['after-stage-2/qa/log-likelihood']?.[group] ?? Number.NaN;
          expect(Math.abs(value - known), `seed ${run.seed}, ${group}`).toBeLessThan(TOLERANCE);
        }
      }
      // It would see a change: one seed's bytes are not another's.
      expect(new Set(trained.runs.map(({ record }) => record)).size).toBe(seeds.length);
    });
  },
);
