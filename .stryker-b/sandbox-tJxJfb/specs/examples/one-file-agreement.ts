// Where examples/one-file.ts and `runCohort` part, given one seed's draws.
import { dispose, disposeVariables } from '@tensorflow/tfjs-core';
import { type Draws, runSeed, STAGES } from '../../examples/one-file.ts';
import { runCohort } from '../../src/experiments/run-cohort.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { harnessDraws, plainExperiment } from './harness-draws.ts';

export type Steps = readonly [number, number];
export type FlatStages = typeof STAGES;

export async function runHarness(seed: number, steps: Steps): Promise<RunRecord> {
  const { engine } = await startBackend('wasm');
  const records = await runCohort({ experiment: plainExperiment(steps), seeds: [seed], images: null, engine });
  return records[0] as RunRecord;
}

export const flatStages = (steps: Steps): FlatStages =>
  STAGES.map((stage, index) => ({ ...stage, steps: steps[index] ?? 0 }));

export function runFlat(seed: number, stages: FlatStages, change: (draws: Draws) => Draws = (draws) => draws) {
  const draws = harnessDraws(seed);
  try {
    return runSeed(change(draws), stages);
  } finally {
    dispose(draws.start);
    disposeVariables();
  }
}

/** The largest difference of an epoch's mean loss, and of an accuracy of D5 and D6, over both stages. */
export function differences(record: RunRecord, flat: ReturnType<typeof runSeed>) {
  const moments = ['before-stage-2', 'after-stage-2'];
  const losses = flat.flatMap((stage, index) => {
    const curve = record.curves[`stage ${index + 1}/loss by epoch`]?.y ?? [];
    const epoch = STEPS_AN_EPOCH[index] ?? 1;
    return curve.map((loss, place) => loss - mean(stage.losses.slice(place * epoch, (place + 1) * epoch)));
  });
  const accuracies = flat.flatMap((stage, index) => {
    const measured = record.values[`${moments[index]}/qa/accuracy`] ?? {};
    return [stage.D5 - (measured.D5 ?? Number.NaN), stage.D6 - (measured.D6 ?? Number.NaN)];
  });
  const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs));
  return { loss: largest(losses), accuracy: largest(accuracies) };
}

/** 3,500 documents in batches of 64; 300 in batches of 32. */
const STEPS_AN_EPOCH = [54, 9];

export const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
