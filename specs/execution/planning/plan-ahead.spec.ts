// `iml plan`: costs that can be counted by hand, seeds that the rules declare, runs counted once, and times that the ledger knows.
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tinyExperiment, VARIANTS } from '../../../lab/defects/fabricated/tiny-experiment.ts';
import { symbolArms, symbolsBase } from '../../../src/claims/arms/digit-grid.ts';
import { experimentOf } from '../../../src/claims/arms/experiments-of.ts';
import { truthIn } from '../../../src/decisions/chances.ts';
import type { DecisionRule } from '../../../src/decisions/decision.ts';
import { SEQUENTIAL } from '../../../src/decisions/design.ts';
import { measureCohort } from '../../../src/execution/planning/measure-cohort.ts';
import { type PlanDocument, planAhead, timesInLedger } from '../../../src/execution/planning/plan-ahead.ts';
import { trainingCost } from '../../../src/execution/planning/training-cost.ts';
import { processStopwatch, type Spent } from '../../../src/execution/workers/spent.ts';
import { experimentHash } from '../../../src/experiments/experiment.ts';
import { openLedger } from '../../../src/ledger/ledger.ts';
import { renderPlanPage } from '../../../src/report/write-plan-page.ts';
import { startBackend } from '../../../src/tensors/backend.ts';
import { ASSETS, namedExperiment } from '../../experiments/tiny-named.ts';
import { stage } from '../../experiments/tiny-text.ts';
import { sharedFolder } from '../../temporary-folder.ts';

const folder = sharedFolder('plan');
let plan: PlanDocument;
beforeAll(async () => {
  plan = await planAhead({
    profile: 'quick',
    claims: ['full-batch-iml'],
    seeds: null,
    firstSeed: 28_000,
    backend: 'wasm',
    processes: 2,
    ledgerFolder: folder,
    now: () => performance.now(),
    stopwatch: processStopwatch,
    say: () => {},
  });
}, 120_000);

const NOTHING_ELSE = { images: null, module: null };

describe('the cost of a run', () => {
  it('counts three products a weight, batch and step, in every stage', () => {
    // 3 cells of 10 digits; 7 tokens: 3 cells, 3 tags, the alias. Two logits a cell, and as many for the tags.
    const { steps, flops } = trainingCost(VARIANTS.plain, NOTHING_ELSE);
    const weights = (layers: number) => 30 * 4 + tokens * 4 + layers * (4 * 8 + 8 * 4) + 4 * 2 * 3;
    const tokens = 7;
    expect(steps).toBe(2 * 4 + 6);
    expect(flops).toBe(3 * 2 * weights(1) * (16 * 8 + 8 * 6));
  });

  it('counts Stage 2 twice where tags are swapped, and the loss-bound stage at its maximum', () => {
    const swapped = tinyExperiment({ protocol: { swappedStage2: true } });
    const once = trainingCost(VARIANTS.plain, NOTHING_ELSE);
    expect(trainingCost(swapped, NOTHING_ELSE).steps).toBe(once.steps + 6);
    expect(trainingCost(VARIANTS.loss, NOTHING_ELSE).steps).toBe(3 * 4 + 6);
  });
});

describe('the plan of a profile', () => {
  it('has the seeds of its rules in every world, and counts shared runs once', () => {
    const claims = Object.fromEntries(plan.claims.map((one) => [`${one.claim} ${one.task}`, one]));
    const { seeds, alone } = claims['full-batch-iml digit-grid/symbols'] ?? {};
    // A margin of 1.5 SDs decides in 12 seeds on average (decisions.md B3).
    expect(seeds?.none?.mean).toBeGreaterThan(12);
    expect(seeds?.none?.mean).toBeLessThan(13);
    expect(alone?.measured.runs).toBeGreaterThan(12);
    const sum = plan.claims.reduce((total, claim) => total + claim.alone.measured.runs, 0);
    expect(plan.total.measured.runs).toBeLessThanOrEqual(sum);
    expect(plan.total.measured.minutes).toBeGreaterThan(0);
    expect(plan.total.measured.minutesNinetieth).toBeGreaterThan(0.99 * plan.total.measured.minutes);
    // Two workers start and train side by side, so processors are busy for longer than anyone waits, or for as long at least.
    expect(plan.starts.worker.seconds).toBeGreaterThan(0);
    expect(plan.total.measured.cpuMinutes).toBeGreaterThan(plan.starts.own.cpuSeconds / 60);
    expect(plan.experiments.every(({ source }) => source === 'calibration')).toBe(true);
  });

  it('prints rates and curves as a page, the same bytes each time', async () => {
    const page = await renderPlanPage(plan);
    expect(page).toContain('full-batch-iml');
    expect(page.match(/<svg /g)?.length).toBe(plan.claims.flatMap(({ parts }) => parts).length);
    expect(await renderPlanPage(plan)).toBe(page);
  });
});

describe('the worlds of a plan', () => {
  const rule: DecisionRule = {
    kind: 'existence',
    direction: 'less',
    threshold: -0.1,
    alpha: 0.01,
    planned: { effect: -0.3, standardDeviation: 0.2 },
  };

  it('take as the smallest effect the threshold, or how far beyond it a sequential design is made to see', () => {
    expect(truthIn('smallest', rule).effect).toBe(-0.1);
    expect(truthIn('smallest', { ...rule, design: SEQUENTIAL }).effect).toBeCloseTo(-0.3, 12);
    expect(truthIn('none', rule)).toEqual({ effect: 0, standardDeviation: 0.2 });
    expect(truthIn('measured', rule)).toEqual(rule.planned);
  });
});

describe('the time of a cohort', () => {
  it('is the mean of what this machine trained under these numerics, without what slept', () => {
    const experiment = symbolsBase;
    const hash = experimentHash(experiment);
    const ledger = openLedger(join(folder, 'remembered'));
    const record = (seed: number) => ({
      seed,
      roles: { reliableTag: 0, groups: '', legend: {} },
      training: {},
      values: {},
      curves: {},
    });
    const write = (cohort: number, fingerprint: string, host: string, spent: Partial<Spent> & { seconds: number }) =>
      ledger.write(
        {
          experimentHash: hash,
          fingerprint,
          cohort,
          seeds: [2 * cohort, 2 * cohort + 1],
          records: [record(2 * cohort), record(2 * cohort + 1)],
        },
        { host, startedAt: '2026-01-01T00:00:00Z', ...spent, harnessVersion: '0' },
      );
    const [here, there] = ['a'.repeat(64), 'b'.repeat(64)];
    write(0, here, hostname(), { seconds: 8, cpuSeconds: 5 });
    write(1, here, hostname(), { seconds: 12, cpuSeconds: 6 });
    write(2, here, hostname(), { seconds: 10 });
    write(3, here, hostname(), { seconds: 1000 });
    write(4, here, 'elsewhere', { seconds: 1 });
    write(5, there, hostname(), { seconds: 1 });
    const known = timesInLedger(ledger, { fingerprint: here, host: hostname() });
    expect(known.get(hash)).toEqual({ seconds: 10, cpuSeconds: 7 });
    expect(known.has(experimentHash(experimentOf(symbolArms.width4, '')))).toBe(false);
  });

  it('is measured whole where no stage is longer than a hundred steps', async () => {
    const backend = await startBackend('wasm');
    // A watch of its own: each look at it is a second and a processor's half later. Both stages are shorter than a report.
    let looks = 0;
    const stopwatch = () => ({ seconds: ++looks, cpuSeconds: looks / 2 });
    const spent = await measureCohort(VARIANTS.plain, { backend, images: null, stopwatch });
    // The start, one report a stage, the end.
    expect(spent).toEqual({ seconds: 3, cpuSeconds: 1.5 });
  });

  it('is drawn out where a stage was cut, at the pace of its second fifty steps', async () => {
    const backend = await startBackend('wasm');
    const { protocol } = VARIANTS.plain;
    const long = { ...protocol.stage1, length: { kind: 'steps', steps: 350 } } as const;
    let looks = 0;
    const stopwatch = () => ({ seconds: ++looks, cpuSeconds: looks });
    const experiment = { ...VARIANTS.plain, protocol: { ...protocol, stage1: long } };
    const spent = await measureCohort(experiment, { backend, images: null, stopwatch });
    // Looks: the start, 50 and 100 steps, the end of Stage 2, the end. 250 steps were cut off, at a second for fifty.
    expect(spent.seconds).toBe(4 + 5);
  });

  it('is that of two deals of Stage 2, and as much as the second takes for each further one', async () => {
    const backend = await startBackend('wasm');
    let looks = 0;
    const stopwatch = () => ({ seconds: ++looks, cpuSeconds: looks });
    const experiment = namedExperiment({}, { stage2: stage(6), stage2Deals: 5 });
    const spent = await measureCohort(experiment, { backend, ...ASSETS, stopwatch });
    // Looks: the start, 2 and 4 steps of Stage 1, as many of four arms, the end. Two steps were cut off each arm, at a second for two, and three
    // deals: two arms each, of two looks and a second cut off.
    expect(spent.seconds).toBe(11 + 4 + 3 * 2 * (2 + 1));
  });
});
