// A ledger of any size for measurements: real cohort files about as long as those of the digit grid (7 kB a run), written without waiting
// for the disk. From a shell: npx tsx specs/ledger/many-runs.ts FOLDER RUNS COHORT_SIZE
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { tinyExperiment } from '../../lab/defects/fabricated/tiny-experiment.ts';
import { contentHash } from '../../src/experiments/content-hash.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { encodeCohortFile } from '../../src/ledger/cohort-file.ts';
import { cohortPath } from '../../src/ledger/ledger-layout.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { exampleAbout, fingerprint } from './cohort-examples.ts';

const RUNS_AN_EXPERIMENT = 2000;
const MOMENTS = ['after-stage-2-swapped', 'after-stage-2', 'before-stage-2'];
const MEASURES = ['accuracy', 'agreement-with-definition', 'log-likelihood'];
const GROUPS = ['D1QA1', 'D2QA2', 'D5', 'D6'];

export interface ManyRuns {
  readonly root: string;
  readonly runs: number;
  readonly cohortSize: number;
}

export function writeManyRuns({ root, runs, cohortSize }: ManyRuns): void {
  for (let first = 0; first < runs; first += RUNS_AN_EXPERIMENT) {
    const experiment = tinyExperiment({ model: { width: 4 + first / RUNS_AN_EXPERIMENT } });
    const experimentHash = contentHash(experiment);
    const count = Math.min(RUNS_AN_EXPERIMENT, runs - first);
    for (let cohort = 0; cohort * cohortSize < count; cohort++) {
      const seeds = Array.from({ length: cohortSize }, (_, i) => cohort * cohortSize + i);
      const payload = { experimentHash, fingerprint, cohort, seeds, records: seeds.map(recordOf) };
      const path = cohortPath(root, payload);
      if (cohort === 0) {
        mkdirSync(join(path, '..'), { recursive: true });
        writeFileSync(join(path, '..', 'experiment.json'), `${JSON.stringify(experiment, null, 2)}\n`);
      }
      writeFileSync(path, encodeCohortFile(payload, { ...exampleAbout(), backend: 'cpu' }));
    }
  }
}

function recordOf(seed: number): RunRecord {
  const random = seedTree(seed).stream();
  const number = () => random.uniform();
  const values = MOMENTS.flatMap((moment) =>
    MEASURES.map((measure) => [
      `${moment}/qa/${measure}`,
      Object.fromEntries(GROUPS.map((group) => [group, number()])),
    ]),
  );
  const curve = (points: number) => ({
    x: Array.from({ length: points }, (_, i) => i + 1),
    y: Array.from({ length: points }, number),
  });
  return {
    seed,
    roles: { reliableTag: seed % 2, groups: 'ABDE'.repeat(250), legend: { A: 'D1QA1', B: 'D2QA2', D: 'D5', E: 'D6' } },
    training: { 'stage 1': { steps: 500, epochs: 16, finalLoss: number(), reachedTarget: null } },
    values: Object.fromEntries(values),
    curves: Object.fromEntries(
      ['stage 1/loss by epoch', 'stage 2 swapped/loss by epoch', 'stage 2/loss by epoch'].map((name) => [
        name,
        curve(60),
      ]),
    ),
  };
}

const [, file = '', root, runs, cohortSize] = argv;
if (file.endsWith('many-runs.ts') && root !== undefined) {
  writeManyRuns({ root, runs: Number(runs), cohortSize: Number(cohortSize) });
}
