// A world without the effect, trained: none of the claims on it may be reproduced there, whether or not their gates stand before.
import { readFileSync } from 'node:fs';
import { symbolArms } from '../../../src/claims/arms/digit-grid.ts';
import { experimentOf } from '../../../src/claims/arms/experiments-of.ts';
import type { GridExperiment } from '../../../src/experiments/experiment.ts';
import { experimentHash } from '../../../src/experiments/experiment.ts';
import { judgeRuns, judgeSpoilt, said, saidOfPart, storedRun, testOf } from '../planted/judged.ts';
import { NULL_CLAIMS, NULL_SEEDS, type NullRuns, nullArms } from '../planted/null-world.ts';
import { type Defect, UNPROVEN, UNPROVEN_BECAUSE } from './defect.ts';

export const NULL_WORLD_DEFECTS: readonly Defect[] = NULL_CLAIMS.map(
  (claim): Defect => ({
    id: `no-effect-${claim.id}`,
    category: 'data',
    what: `Tags say nothing in Stage 1 (alpha .5 in every arm), and the claim is asked: ${claim.id}.`,
    standsIn: 'runs-of-the-control',
    mustBe: UNPROVEN,
    because: UNPROVEN_BECAUSE,
    run: async (at) => {
      if (at.nullRuns === null) throw new Error('The null world is not trained.');
      const runs = JSON.parse(readFileSync(at.nullRuns, 'utf8')) as NullRuns;
      const arms = nullArms(claim);
      const runOf = (arm: string, seed: number) => runs[experimentHash(arms[arm] as GridExperiment)]?.[seed] ?? null;
      const test = { ...testOf(claim), context: [], plots: () => [] };
      const options = { arms, seeds: NULL_SEEDS, all: true };
      const gated = said(judgeRuns(claim.id, runOf, { ...options, test }));
      if (gated.outcome === 'reproduced') return gated;
      return said(judgeRuns(claim.id, runOf, { ...options, test: { ...test, gates: [] } }));
    },
  }),
);

export const RECORD_DATA_DEFECTS: readonly Defect[] = [
  {
    id: 'runs-of-the-control',
    category: 'data',
    what: 'The runs of the control without the effect stand in the place of the base.',
    mustBe: 'not-reproduced',
    because: /shown to fall short of 0\.1/,
    run: async (at) => {
      const control = experimentOf(symbolArms.uninformative, '');
      return saidOfPart(
        judgeSpoilt(at, 'iml-appears', (_, seed) => storedRun(at, control, seed), { arms: { base: control } }),
      );
    },
  },
];
