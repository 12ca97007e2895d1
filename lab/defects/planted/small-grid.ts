// The registered world of symbols at half its size: what is planted in it is found in a quarter of a second a run. Measured on 6
// development seeds: D1QA1 .919, D5 .937, IML .285 (SD .022), as in the registered one (.913, .973, .291).
import { symbolsBase as base } from '../../../src/claims/arms/digit-grid.ts';
import type { GridExperiment } from '../../../src/experiments/experiment.ts';
import type { RunRecord } from '../../../src/experiments/run-record.ts';
import type { Finding, Surroundings } from '../corpus/defect.ts';
import { judgeTrained, SEEDS, said } from './judged.ts';
import { type GridSpoil, trainGrid } from './train-grid.ts';

const stage2 = base.protocol.stage2 as NonNullable<typeof base.protocol.stage2>;

export const SMALL: GridExperiment = {
  ...base,
  task: { ...base.task, groups: { D1QA1: 160, D2QA2: 160, QA3: 0, D5: 60, D6: 60, D8: 0, QA7: 0 } },
  model: { ...base.model, width: 32 },
  protocol: {
    ...base.protocol,
    stage1: { ...base.protocol.stage1, batchSize: 32, length: { kind: 'epochs', epochs: 24 } },
    stage2: { ...stage2, length: { kind: 'steps', steps: 80 } },
    swappedStage2: false,
    curveEverySteps: null,
  },
  measurements: { retrieval: true, probes: null, gradientAlignment: null },
};

/** Without the effect: tags say nothing. */
export const SMALL_UNINFORMATIVE: GridExperiment = {
  ...SMALL,
  task: { ...SMALL.task, consistentShare: { reliable: 0.5, unreliable: 0.5 } },
  protocol: { ...SMALL.protocol, swappedStage2: true },
};

/** With questions that have no definition, for the claim on Stage 1 alone. */
export const SMALL_GROUPS: GridExperiment = {
  ...SMALL,
  task: { ...SMALL.task, groups: { ...SMALL.task.groups, QA3: 60 } },
};

export const SMALL_PROBED: GridExperiment = {
  ...SMALL,
  measurements: { ...SMALL.measurements, probes: { lambda: 10, permutations: 5 } },
};

/** Stage 2 as long as the registered one. */
export const SMALL_CONVERGED: GridExperiment = { ...SMALL, protocol: { ...SMALL.protocol, stage2 } };

const steps = { kind: 'steps', steps: 2 } as const;
/** Hardly trained: for defects that the records show without it. */
export const UNTRAINED: GridExperiment = {
  ...SMALL,
  protocol: {
    ...SMALL.protocol,
    stage1: { ...SMALL.protocol.stage1, length: steps },
    stage2: { ...stage2, length: steps },
  },
};

export function train(
  at: Surroundings,
  spoil: GridSpoil,
  { experiment = SMALL, seeds = SEEDS.slice(0, 8) }: { experiment?: GridExperiment; seeds?: readonly number[] } = {},
): Promise<RunRecord[]> {
  return trainGrid(spoil, { experiment, seeds, engine: at.engine });
}

/** Where a gate must fail: it does on two seeds as on eight. */
export function trainForGate(
  at: Surroundings,
  spoil: GridSpoil,
  experiment: GridExperiment = SMALL,
): Promise<RunRecord[]> {
  return train(at, spoil, { experiment, seeds: SEEDS.slice(0, at.gateSeeds) });
}

/** As the base of a claim. */
export const asBase = (records: readonly RunRecord[], experiment = SMALL) => ({ arms: ['base'], experiment, records });

/** What the claim says of a trained defect that fails a gate. */
export async function gated(at: Surroundings, spoil: GridSpoil): Promise<Finding> {
  return said(judgeTrained('iml-appears', asBase(await trainForGate(at, spoil))));
}
