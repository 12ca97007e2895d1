// A world with known truth in place of training: a run's accuracies follow from its configuration, plus noise drawn from its seed.
import { recordAsDeclared } from '../../lab/defects/fabricated/record-as-declared.ts';
import { type Experiment, experimentHash, type GridExperiment } from '../../src/experiments/experiment.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import type { Trainer } from '../../src/vitest/reproduce-matcher.ts';

export interface PlantedWorld {
  /** Mean of D5 minus D6 after Stage 2. */
  readonly imlOf: (experiment: Experiment) => number;
  readonly standardDeviation?: number;
  /** Accuracy of D5, which a validity gate reads. */
  readonly fit?: number;
  readonly brokenSeeds?: readonly number[];
  /** Whether each arm of a seed has noise of its own; else they differ by what they are alone, and not at all over seeds. */
  readonly ownNoise?: boolean;
}

export function plantedWorld({
  imlOf,
  standardDeviation = 0.02,
  fit = 0.95,
  brokenSeeds = [],
  ownNoise = false,
}: PlantedWorld): Trainer {
  return ({ experiment, seeds }) =>
    seeds.map((seed): RunRecord => {
      if (brokenSeeds.includes(seed)) throw new Error(`seed ${seed} broke`);
      const shared = seedTree(seed).child('planted noise');
      const noise = (ownNoise ? shared.child(experimentHash(experiment)) : shared).stream();
      const gap = imlOf(experiment) + standardDeviation * noise.normal();
      return {
        ...recordAsDeclared(experiment as GridExperiment, seed),
        values: {
          'before-stage-2/qa/accuracy': { D1QA1: fit },
          'after-stage-2/qa/accuracy': { D5: fit, D6: fit - gap },
          'after-stage-2-swapped/qa/accuracy': { D5: fit - gap, D6: fit },
          'after-stage-2/reliable-tag/accuracy': { D5: fit + 0.04 },
          'after-stage-2/unreliable-tag/accuracy': { D6: fit + 0.04 },
          'after-stage-2/qa/log-likelihood': { D5: -2, D6: -2 - 3.6 * gap },
        },
        curves: {},
      };
    });
}

/** The effect needs width 13 and tags that inform, and nothing else. */
export function wideWorld() {
  return plantedWorld({
    imlOf: ({ model, task }) =>
      'width' in model && model.width >= 13 && task.consistentShare.reliable > 0.75 ? 0.29 : 0,
  });
}
