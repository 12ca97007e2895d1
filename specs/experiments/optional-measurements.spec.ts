// What an experiment may measure beside the rest changes no other number of its record, and is what it says.
import { beforeAll, describe, expect, it } from 'vitest';
import { tinyExperiment } from '../../lab/defects/fabricated/tiny-experiment.ts';
import type { Experiment } from '../../src/experiments/experiment.ts';
import { runCohort } from '../../src/experiments/run-cohort.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { aliasText } from '../tasks/text/text-examples.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';
import { tinyText } from './tiny-text.ts';

const SHARES = { reliable: 0.75, unreliable: 0.25 };
const GROUPS = { D1QA1: 8, D2QA2: 8, QA3: 0, D5: 6, D6: 6, D8: 0, QA7: 0 };
const GRADIENTS = { variables: 4 };
const plain: readonly Experiment[] = [
  tinyExperiment({
    task: { consistentShare: SHARES, groups: GROUPS },
    measurements: { gradientAlignment: GRADIENTS },
  }),
  tinyText({
    task: aliasText({ consistentShare: SHARES, groups: GROUPS }),
    measurements: { gradientAlignment: GRADIENTS },
  }),
];

const measuring = (experiment: Experiment, change: Partial<Experiment['measurements']>) =>
  ({ ...experiment, measurements: { ...experiment.measurements, ...change } }) as Experiment;
const valuesOf = async (experiment: Experiment): Promise<RunRecord['values']> =>
  (await runCohort({ experiment, seeds: [1], images: null }))[0]?.values ?? {};

beforeAll(() => startBackend('wasm'));
leavesNoTensors();

describe('questions by consistency', () => {
  it.each(plain)('are those of the group: its number is the mean of its parts, weighted ($task.kind)', async (base) => {
    const values = await valuesOf(measuring(base, { byConsistency: true }));
    for (const metric of ['accuracy', 'log-likelihood', 'agreement-with-definition']) {
      const of = values[`before-stage-2/qa/${metric}`] ?? {};
      for (const [group, consistent] of [
        ['D1QA1', SHARES.reliable],
        ['D2QA2', SHARES.unreliable],
      ] as const) {
        const parts = consistent * (of[`${group}-consistent`] as number);
        expect(parts + (1 - consistent) * (of[`${group}-inconsistent`] as number)).toBeCloseTo(of[group] as number, 12);
      }
    }
    // What a true definition says is the truth.
    const truth = values['before-stage-2/qa/exact-match'] ?? values['before-stage-2/qa/accuracy'] ?? {};
    const definition = values['before-stage-2/qa/agreement-with-definition'] ?? {};
    expect(definition['D1QA1-consistent']).toBe(truth['D1QA1-consistent']);
    expect(Object.keys(values['after-stage-2/qa/accuracy'] ?? {})).toEqual(['D1QA1', 'D2QA2', 'D5', 'D6']);
  });

  it.each(plain)('change nothing else ($task.kind)', async (base) => {
    const [without, all] = [await valuesOf(base), await valuesOf(measuring(base, { byConsistency: true }))];
    const kept = Object.entries(all).map(([name, groups]) => [
      name,
      Object.fromEntries(Object.entries(groups).filter(([group]) => !group.includes('onsistent'))),
    ]);
    expect(Object.fromEntries(kept)).toEqual(without);
  });
});

describe('gradients before Stage 1', () => {
  it.each(plain)('change nothing else ($task.kind)', async (base) => {
    const gradientAlignment = { ...GRADIENTS, beforeTraining: true } as const;
    const { 'before-stage-1/gradient-cosine': first, ...others } = await valuesOf(
      measuring(base, { gradientAlignment }),
    );
    expect(others).toEqual(await valuesOf(base));
    expect(Object.keys(first ?? {})).toEqual(['reliable-tag', 'unreliable-tag', 'third-tag', 'other-variable']);
    expect(first).not.toEqual(others['before-stage-2/gradient-cosine']);
  });

  it.each(plain)('are those after it where it teaches nothing ($task.kind)', async (base) => {
    const gradientAlignment = { ...GRADIENTS, beforeTraining: true } as const;
    const { protocol } = base;
    const still = { ...base, protocol: { ...protocol, stage1: { ...protocol.stage1, learningRate: 1e-30 } } };
    const values = await valuesOf(measuring(still as Experiment, { gradientAlignment }));
    expect(values['before-stage-1/gradient-cosine']).toEqual(values['before-stage-2/gradient-cosine']);
  });
});
