// gpu-evidence without a GPU: its words, what it says was reduced, how it compares backends, and that its sample is a document of it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { validateEvidence } from '../../scripts/gpu-evidence/evidence-schema.ts';
import { largestDifferences, shortened } from '../../scripts/gpu-evidence/measure.ts';
import { parseEvidenceOptions, TASKS } from '../../scripts/gpu-evidence/options.ts';
import { symbolsBase } from '../../src/claims/arms/digit-grid.ts';
import { loaderOptions } from '../../src/execution/workers/worker-process.ts';
import { experimentHash } from '../../src/experiments/experiment.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { ownFolder } from '../temporary-folder.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const SAMPLE = join(ROOT, 'reports/sample-gpu-evidence/evidence.json');

describe('the words of gpu-evidence', () => {
  it('ask for the real thing by themselves, and call nothing reduced', () => {
    expect(parseEvidenceOptions([])).toMatchObject({
      tasks: TASKS,
      seeds: 8,
      cohorts: [1, 8, 32, 128],
      steps: null,
      reduced: [],
    });
    expect(parseEvidenceOptions(['--seeds', '16', '--cohorts', '1,8,32,128,256', '--python', 'x']).reduced).toEqual([]);
  });

  it.each([
    [['--seeds', '2'], '2 seeds of iml-appears in place of 8'],
    [['--cohorts', '1,8'], 'the bench with 1, 8 stacked seeds in place of 1, 8, 32, 128'],
    [['--cohorts', 'none'], 'the bench with no stacked seeds in place of 1, 8, 32, 128'],
    [['--steps', '7'], 'no stage longer than 7 steps, and nothing measured but answers'],
    [['--task', 'alias-text'], 'only alias-text, of digit-grid/symbols, digit-grid/handwriting, alias-text'],
  ])('say what %j reduces', (words, reduction) => {
    expect(parseEvidenceOptions(words).reduced).toEqual([reduction]);
  });

  it.each([
    [['--seeds', '0']],
    [['--cohorts', '8,']],
    [['--task', 'alias-entity']],
    [['--minute', '1']],
    [['--steps', '1e3']],
  ])('refuse %j', (words) => {
    expect(() => parseEvidenceOptions(words)).toThrow(/does not understand/);
  });
});

describe('gpu-evidence', () => {
  it('cuts an experiment to another experiment, with a hash of its own', () => {
    const cut = shortened(symbolsBase, 3);
    expect(cut.protocol.stage1.length).toEqual({ kind: 'steps', steps: 3 });
    expect(experimentHash(cut)).not.toBe(experimentHash(symbolsBase));
  });

  const record = (accuracy: number, losses: readonly number[]): RunRecord => ({
    seed: 1,
    roles: {} as RunRecord['roles'],
    training: {},
    values: { 'after-stage-2/qa/accuracy': { D5: accuracy, D6: 0.5 } },
    curves: { 'stage 1/loss by epoch': { x: [1, 2], y: [...losses] } },
  });

  it('finds the largest difference between two backends, and refuses different measurements', () => {
    const one = [record(0.75, [0.5, 0.25]), record(1, [1, 1])];
    expect(largestDifferences(one, [record(0.5, [0.5, 0.75]), record(1, [1, 1])])).toEqual({
      'after-stage-2/qa/accuracy': 0.25,
      'stage 1/loss by epoch, first': 0,
      'stage 1/loss by epoch, last': 0.5,
    });
    expect(() => largestDifferences(one, [{ ...record(0.75, [0.5, 0.25]), values: {} }, record(1, [1, 1])])).toThrow(
      /measured different things/,
    );
  });

  it('leaves no document where WebGPU does not work', { timeout: 120_000 }, async () => {
    const folder = ownFolder('evidence');
    const file = join(ROOT, 'scripts/gpu-evidence/main.ts');
    const words = [...loaderOptions(file), file, '--output', join(folder, 'evidence.json')];
    const env = { VK_DRIVER_FILES: '/nowhere.json' };
    const { exitCode, stderr } = await execa(process.execPath, words, { reject: false, env });
    expect(stderr).toContain('WebGPU does not work here');
    expect(exitCode).toBe(16);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('has a sample that is whole in its parts and says what was reduced', () => {
    expect(existsSync(SAMPLE)).toBe(true);
    const sample = validateEvidence(JSON.parse(readFileSync(SAMPLE, 'utf8')), SAMPLE);
    expect(sample.whole).toBe(false);
    expect(sample.reduced.length).toBeGreaterThan(0);
    expect(sample.leftOut).toEqual([]);
    expect(sample.golden.map(({ task }) => task)).toEqual(sample.claim.map(({ task }) => task));
    expect(sample.bench).not.toBeNull();
    const broken = structuredClone(sample) as unknown as { golden: { webgpu: { runs: { record: string }[] } }[] };
    (broken.golden[0]?.webgpu.runs[0] as { record: string }).record = 'zz';
    expect(() => validateEvidence(broken, 'planted')).toThrow(/golden/);
  });
});
