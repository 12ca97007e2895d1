// `iml plan`: costs that can be counted by hand, seeds that the rules declare, runs counted once, and times that the ledger knows.
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { symbolExperiments } from '../../../src/claims/digit-grid-experiments.ts';
import type { DecisionRule } from '../../../src/decisions/decision.ts';
import { SEQUENTIAL } from '../../../src/decisions/design.ts';
import { rememberedRates } from '../../../src/execution/planning/claim-seeds.ts';
import { operatingCurve } from '../../../src/execution/planning/operating-curve.ts';
import { type PlanDocument, planAhead } from '../../../src/execution/planning/plan-ahead.ts';
import { calibrate, secondsInLedger } from '../../../src/execution/planning/run-seconds.ts';
import { truthIn } from '../../../src/execution/planning/supposed-worlds.ts';
import { trainingCost } from '../../../src/execution/planning/training-cost.ts';
import { experimentHash } from '../../../src/experiments/experiment.ts';
import { openLedger } from '../../../src/ledger/ledger.ts';
import { renderPlanPage } from '../../../src/report/write-plan-page.ts';
import { startBackend } from '../../../src/tensors/backend.ts';
import { tinyExperiment, VARIANTS } from '../../experiments/tiny-experiment.ts';

let folder = '';
let plan: PlanDocument;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'iml-plan-'));
  plan = await planAhead({
    profile: 'quick',
    claims: ['full-batch-iml'],
    seeds: null,
    firstSeed: 20_000,
    backend: 'wasm',
    processes: 2,
    ledgerFolder: folder,
    imagesFolder: null,
    now: () => performance.now(),
    say: () => {},
  });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the cost of a run', () => {
  it('counts three products a weight, batch and step, in every stage', () => {
    // 3 cells of 10 digits; 7 tokens: 3 cells, 3 tags, the alias. Two logits a cell, and as many for the tags.
    const { steps, flops } = trainingCost(VARIANTS.plain, null);
    const weights = (layers: number) => 30 * 4 + tokens * 4 + layers * (4 * 8 + 8 * 4) + 4 * 2 * 3;
    const tokens = 7;
    expect(steps).toBe(2 * 4 + 6);
    expect(flops).toBe(3 * 2 * weights(1) * (16 * 8 + 8 * 6));
  });

  it('counts Stage 2 twice where tags are swapped, and the loss-bound stage at its maximum', () => {
    const swapped = tinyExperiment({ protocol: { swappedStage2: true } });
    const once = trainingCost(VARIANTS.plain, null);
    expect(trainingCost(swapped, null).steps).toBe(once.steps + 6);
    expect(trainingCost(VARIANTS.loss, null).steps).toBe(3 * 4 + 6);
  });
});

describe('the plan of a profile', () => {
  it('has for fixed rules the declared seeds in every world, and counts shared runs once', () => {
    const claims = Object.fromEntries(plan.claims.map((one) => [`${one.claim} ${one.task}`, one]));
    const { seeds, alone } = claims['full-batch-iml digit-grid/symbols'] ?? {};
    expect(seeds?.none).toEqual({ mean: 12, ninetieth: 12 });
    expect(alone?.measured.runs).toBe(12);
    const sum = plan.claims.reduce((total, claim) => total + claim.alone.measured.runs, 0);
    expect(plan.total.measured.runs).toBeLessThanOrEqual(sum);
    expect(plan.total.measured.minutes).toBeGreaterThan(0);
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

  it('give curves that rise from no effect to beyond the planned one, on the side of the claim', () => {
    const part = { name: 'a', unit: 'b', rule, mostSeeds: 12, power: null, worlds: {} as never };
    const { effects, rates } = operatingCurve(part, rememberedRates());
    expect(effects[0]).toBeGreaterThan(0);
    expect(effects.at(-1)).toBeLessThan(-0.3);
    expect(rates[0]?.notReproduced).toBeGreaterThan(0.8);
    expect(rates.at(-1)?.reproduced).toBeGreaterThan(0.8);
  });
});

describe('seconds of a run', () => {
  it('come from what this machine trained under these numerics', () => {
    const experiment = symbolExperiments.base;
    const hash = experimentHash(experiment);
    const ledger = openLedger(join(folder, 'remembered'));
    const record = (seed: number) => ({
      seed,
      roles: { reliableTag: 0, groups: '', legend: {} },
      training: {},
      values: {},
      curves: {},
    });
    const write = (cohort: number, fingerprint: string, host: string, seconds: number) =>
      ledger.write(
        {
          experimentHash: hash,
          fingerprint,
          cohort,
          seeds: [2 * cohort, 2 * cohort + 1],
          records: [record(2 * cohort), record(2 * cohort + 1)],
        },
        { host, startedAt: '2026-01-01T00:00:00Z', seconds, harnessVersion: '0' },
      );
    const [here, there] = ['a'.repeat(64), 'b'.repeat(64)];
    write(0, here, hostname(), 8);
    write(1, here, hostname(), 20);
    write(2, here, hostname(), 10);
    write(3, here, 'elsewhere', 1000);
    write(4, there, hostname(), 1000);
    const seconds = secondsInLedger(ledger, { fingerprint: here, host: hostname() });
    expect(seconds(experiment)).toBe(5);
    expect(seconds(symbolExperiments.width4)).toBeNull();
  });

  it('are measured on a few steps where nothing is remembered', async () => {
    const backend = await startBackend('wasm');
    let clock = 0;
    // A clock of its own: each look at it is a second later, so that all short runs take one second and no step costs more.
    const seconds = await calibrate(VARIANTS.plain, { backend, images: null, now: () => 1000 * clock++ });
    expect(seconds).toBe(1);
  });
});
