// A made-up report with everything that a report can hold: five verdict words, all rules, all plots, awkward text.
// Its numbers come from a sine, so that they look like seeds and never change. They are not results.
import { coverageOf } from '../../src/claims/verdicts/coverage.ts';
import type {
  CurvesPlot,
  HeatmapPlot,
  LevelsPlot,
  SeedsPlot,
  Verdict,
  VerdictWord,
} from '../../src/claims/verdicts/verdict.ts';
import type { Effect, TestResult } from '../../src/decisions/decision.ts';
import type { OperatingCurve } from '../../src/decisions/operating-curve.ts';
import { REPORT_VERSION, type ReportDocument } from '../../src/execution/campaign/report-document.ts';

const seeds = Array.from({ length: 12 }, (_, seed) => seed);

/** Something between -1 and 1 that looks like noise. */
function wobble(seed: number, stream: number): number {
  return Math.sin(12.9898 * (seed + 1) + 78.233 * (stream + 1));
}

function around(mean: number, spread: number, stream: number): readonly { seed: number; value: number }[] {
  return seeds.map((seed) => ({ seed, value: round(mean + spread * wobble(seed, stream)) }));
}

function round(value: number): number {
  return Number(value.toFixed(6));
}

const difference = around(0.118, 0.05, 1);

const seedsPlot: SeedsPlot = {
  kind: 'seeds',
  title: 'D5 minus D6, per seed',
  unit: 'share correct',
  series: [{ label: 'D5 − D6, in distribution', values: difference, mean: 0.118, low: 0.101, high: 0.136 }],
  threshold: 0.05,
};

const groupsPlot: SeedsPlot = {
  kind: 'seeds',
  title: 'Accuracy by group after Stage 2',
  unit: 'share correct',
  series: [
    { label: 'D5, reliable tag, new aliases', values: around(0.46, 0.04, 2), mean: 0.46, low: 0.44, high: 0.48 },
    { label: 'D6, unreliable tag, new aliases', values: around(0.34, 0.05, 3), mean: 0.34, low: 0.31, high: 0.37 },
    { label: 'D8, a tag never seen before', values: around(0.42, 0.05, 4), mean: 0.42, low: 0.39, high: 0.45 },
    { label: 'QA7, never defined', values: around(0.25, 0.02, 5), mean: 0.25, low: 0.24, high: 0.26 },
  ],
};

const bandPlot: SeedsPlot = {
  kind: 'seeds',
  title: 'Before Stage 2: D5 minus D6',
  unit: 'share correct',
  series: [
    {
      label: 'D5 − D6 at the end of Stage 1',
      values: around(-0.002, 0.012, 6),
      mean: -0.002,
      low: -0.0071,
      high: 0.0032,
    },
  ],
  band: [-0.03, 0.03],
};

const levels = ['full batch', '256', '64', '16', '4'];

const levelsPlot: LevelsPlot = {
  kind: 'levels',
  title: 'D5 minus D6 by batch size',
  unit: 'share correct',
  axis: 'batch size (largest first)',
  levels,
  seeds: seeds.map((seed) => ({
    seed,
    values: levels.map((_, level) => round(0.01 + 0.03 * level + 0.02 * wobble(seed, 10 + level))),
  })),
};

const heatmapPlot: HeatmapPlot = {
  kind: 'heatmap',
  title: 'Linear probe for the tag, by layer and stage',
  unit: 'probe accuracy',
  rowAxis: 'layer',
  columnAxis: 'stage',
  rows: ['embedding', 'block 1', 'block 2', 'block 3', 'readout'],
  columns: ['untrained', 'after Stage 1', 'after Stage 2, entity first'],
  values: [
    [0.5, 0.52, 0.51],
    [0.51, 0.66, 0.71],
    [0.49, 0.79, 0.84],
    [0.5, 0.88, 0.861],
    [null, 0.83, 0.8],
  ],
  domain: [0.5, 1],
};

const divergingPlot: HeatmapPlot = {
  kind: 'heatmap',
  title: 'Gradient alignment, definitions by questions',
  unit: 'cosine',
  rowAxis: 'gradient of definitions',
  columnAxis: 'gradient of questions',
  rows: ['D1', 'D2', 'D5', 'D6'],
  columns: ['QA1', 'QA2', 'QA3', 'QA4', 'QA5', 'QA6', 'QA7', 'QA8'],
  values: [0, 1, 2, 3].map((row) => [0, 1, 2, 3, 4, 5, 6, 7].map((column) => round(0.028 * wobble(row, column)))),
  domain: [-0.03, 0.03],
};

function learning(plateau: number, stream: number) {
  const x = Array.from({ length: 21 }, (_, step) => step * 500);
  return {
    x,
    seeds: seeds.map((seed) => ({
      seed,
      values: x.map((step, index) =>
        round(plateau * (1 - Math.exp(-step / 2500)) + 0.02 * wobble(seed + index * 0.7, stream)),
      ),
    })),
  };
}

const curvesPlot: CurvesPlot = {
  kind: 'curves',
  title: 'Held-out accuracy during Stage 2',
  unit: 'share correct',
  axis: 'training step',
  series: [
    { label: 'D5 reliable', ...learning(0.47, 20) },
    { label: 'D8 unseen tag', ...learning(0.45, 21) },
    { label: 'D6 unreliable', ...learning(0.36, 22) },
    { label: 'QA7 never defined', ...learning(0.24, 23) },
  ],
};

const effect: Effect = {
  estimate: 0.1182,
  low: 0.1011,
  high: 0.1355,
  confidence: 0.98,
  standardised: 3.61,
  standardDeviation: 0.0327,
};

function test(name: string, passed: boolean, pValue: number | null): TestResult {
  const statistic = pValue === null ? null : 7.1234;
  return {
    name,
    statistic,
    pValue,
    passed,
    detail: `t(11) = 7.12, mean 0.118 against 0.05; ${passed ? 'holds' : 'fails'}.`,
  };
}

/** Rows: effect, reproduced, not reproduced, mean seeds, and the number that nine runs of ten stay within. */
function curveOf(
  rows: readonly (readonly [number, number, number, number, number])[],
  { standardDeviation, smallestEffect }: Pick<OperatingCurve, 'standardDeviation' | 'smallestEffect'>,
): OperatingCurve {
  const points = rows.map(([effect, reproduced, notReproduced, meanSeeds, ninetiethSeeds]) => ({
    effect,
    reproduced,
    notReproduced,
    inconclusive: round(1 - reproduced - notReproduced),
    meanSeeds,
    ninetiethSeeds,
    campaigns: effect === 0 ? 200 : 400,
  }));
  return { standardDeviation, mostSeeds: 32, smallestEffect, points };
}

const existenceCurve = curveOf(
  [
    [0, 0, 1, 8.2, 9],
    [0.05, 0.005, 0.98, 10.1, 15],
    [0.09, 0.94, 0.02, 16.1, 26],
    [0.13, 1, 0, 8.4, 10],
  ],
  { standardDeviation: 0.04, smallestEffect: 0.09 },
);

const equivalenceCurve = curveOf(
  [
    [0, 1, 0, 8.6, 10],
    [0.02, 0.31, 0.001, 28.8, 32],
    [0.03, 0, 0.005, 31.9, 32],
    [0.05, 0, 0.97, 12.3, 20],
  ],
  { standardDeviation: 0.012, smallestEffect: 0.03 },
);

type Shared = Omit<Verdict, 'verdict'>;
const shared: Shared = {
  claim: 'reliable-definitions-internalised-more',
  task: 'digit-grid/symbols',
  reason: 'D5 exceeds D6 by 0.118 in 12 seeds (98 % interval 0.101 to 0.136, threshold 0.05).',
  rung: 'R2',
  kind: 'finding',
  title: 'Definitions with the reliable tag are internalised more',
  statement:
    'After the second stage the model answers questions about D5 better than about D6, although both are correct & neither has QA.',
  source: 'Section 3.1, figure 2a; abstract',
  design: 'Two stages, 12 seeds; which tag is reliable is drawn per seed before training.',
  required: true,
  threshold: 0.05,
  alpha: 0.01,
  seeds,
  budget: { fewest: 8, most: 32, fixed: 16 },
  version: 2,
  family: { role: 'primary', members: 3, gate: null, pValue: 0.00004 },
  experimentHashes: ['5f1c0b9a7d3e', '90aa41c2be77'],
  replay: 'npx iml run --claim reliable-definitions-internalised-more --task digit-grid/symbols --seeds 0-11',
  parts: [
    {
      name: 'D5 minus D6',
      bearing: { statement: 'C4', prediction: 'as-in-paper', kind: 'finding' },
      unit: 'share correct',
      rule: {
        kind: 'existence',
        direction: 'greater',
        threshold: 0.05,
        alpha: 0.01,
        planned: { effect: 0.1, standardDeviation: 0.04 },
      },
      decision: {
        outcome: 'reproduced',
        reason: 'The interval lies above the threshold.',
        effect,
        tests: [test('paired t', true, 0.00002), test('exact sign-flip', true, 0.0005)],
        seeds: 12,
        alpha: 0.01,
        power: 0.973,
        sequence: {
          isDecided: true,
          stoppedBy: 'evidence-for',
          look: 5,
          fewestSeeds: 8,
          mostSeeds: 32,
          eValue: 25_000,
          evidence: [{ name: 'mean above 0.05', eValue: 25_000, ratioAtSmallestEffect: 9_000 }],
        },
        estimates: {
          standardised: { estimate: 4.1, low: 2.2, high: 6 },
          inDirection: { seeds: 12, of: 12, low: 0.68, high: 1 },
        },
      },
      perSeed: difference.map(({ seed, value }) => ({ seed, values: [value] })),
      operatingCurve: existenceCurve,
    },
  ],
  gates: [{ description: 'held-out accuracy of D1QA1 at the end of Stage 1', mean: 0.913, minimum: 0.8, passed: true }],
  assay: [],
  context: [
    { name: 'Stage-1 loss', mean: 0.0213, standardDeviation: 0.0041 },
    { name: 'accuracy on QA7', mean: 0.249, standardDeviation: null },
  ],
  plots: [seedsPlot, groupsPlot, curvesPlot],
};

const head = {
  effect: { estimate: 0.1182, low: 0.1011, high: 0.1355, unit: 'share correct', standardised: 3.61 },
  power: 0.973,
};
const base: Verdict = { ...shared, ...head, verdict: 'reproduced' };

const trend: Verdict = {
  ...shared,
  ...head,
  claim: 'smaller-batches-more-iml',
  verdict: 'not-reproduced',
  reason: 'Rises over the levels, but last minus first is below 0.15.',
  title: 'Smaller batches show more implicit meta-learning',
  statement: 'The effect grows as the batch shrinks; full-batch training removes it.',
  effect: { estimate: 0.1213, low: 0.1102, high: 0.1327, unit: 'share correct', standardised: 4.2 },
  threshold: 0.15,
  replay: 'npx iml run --claim smaller-batches-more-iml --task digit-grid/symbols --seeds 0-11',
  parts: [
    {
      name: 'gap by batch size',
      bearing: { statement: 'C15a', prediction: 'as-in-paper', kind: 'finding' },
      unit: 'share correct',
      rule: {
        kind: 'trend',
        levels,
        endpointThreshold: 0.15,
        reversalMargin: 0.02,
        alpha: 0.05,
        planned: { effect: 0.2, standardDeviation: 0.05 },
      },
      decision: {
        outcome: 'not-reproduced',
        reason: 'Endpoints too close.',
        effect: { ...effect, estimate: 0.1213, low: 0.1102, high: 0.1327, confidence: 0.9 },
        tests: [
          test('contrast', true, 0.00001),
          test("Page's L", true, 0.00001),
          test('no material reversal', true, 0.012),
          test('endpoints', false, 0.998),
        ],
        seeds: 12,
        alpha: 0.05,
        power: 0.9991,
        trendOnly: true,
      },
      perSeed: levelsPlot.seeds,
    },
  ],
  plots: [levelsPlot],
};

const control: Verdict = {
  ...shared,
  outOfTime: false,
  claim: 'no-difference-before-stage-two',
  verdict: 'inconclusive',
  reason: 'The interval reaches across the margin; about 20 seeds would decide.',
  kind: 'harness-check',
  title: 'Before Stage 2 there is no difference',
  statement: 'At the end of Stage 1 the groups D5, D6, D8 and QA7 are alike.',
  required: false,
  effect: { estimate: -0.0021, low: -0.0071, high: 0.0032, unit: 'share correct', standardised: -0.11 },
  threshold: 0.03,
  alpha: 0.05,
  power: null,
  parts: [
    {
      name: 'D5 minus D6 at the end of Stage 1',
      bearing: { statement: 'C6a', prediction: 'as-in-paper', kind: 'harness-check' },
      unit: 'share correct',
      rule: { kind: 'equivalence', margin: 0.03, alpha: 0.05, planned: { effect: 0, standardDeviation: 0.012 } },
      decision: {
        outcome: 'inconclusive',
        reason: 'Too wide.',
        effect: { ...effect, estimate: -0.0021, low: -0.0071, high: 0.0032, confidence: 0.9, standardised: -0.11 },
        tests: [test('above −margin', true, 0.031), test('below +margin', false, 0.07)],
        seeds: 12,
        alpha: 0.05,
        power: null,
        seedsNeeded: null,
      },
      perSeed: around(-0.002, 0.012, 6).map(({ seed, value }) => ({ seed, values: [value] })),
      operatingCurve: equivalenceCurve,
    },
    {
      name: 'attribution is not below chance by a material amount',
      bearing: { statement: null, prediction: 'as-in-paper', kind: 'harness-check' },
      unit: 'share correct',
      rule: {
        kind: 'existence',
        direction: 'less',
        threshold: -0.02,
        alpha: 0.05,
        planned: { effect: -0.1, standardDeviation: 0.1 },
      },
      decision: {
        outcome: 'inconclusive',
        reason: 'Only one seed.',
        effect: { ...effect, estimate: -0.01, low: null, high: null, standardised: null, standardDeviation: null },
        tests: [test('paired t', false, null)],
        seeds: 1,
        alpha: 0.05,
        power: null,
        seedsNeeded: null,
      },
      perSeed: [{ seed: 0, values: [-0.01] }],
    },
  ],
  assay: [
    { claim: 'reliable-definitions-internalised-more', verdict: 'reproduced', passed: true },
    { claim: 'smaller-batches-more-iml', verdict: 'not-reproduced', passed: false },
  ],
  plots: [bandPlot],
};

const invalid: Verdict = {
  ...shared,
  claim: 'tag-recoverable-by-probe',
  family: {
    role: 'behind-gate',
    members: 3,
    gate: { claim: 'larger-models-more-iml', verdict: 'not-run' },
    pValue: null,
  },
  task: 'alias-text',
  verdict: 'invalid',
  reason: 'Gate failed: accuracy 0.41 < 0.80 on "D1QA1" <held-out> & the rest | see `log`; nothing *can* be said.',
  title: 'A linear probe recovers the tag <b>only</b> where definitions end in the entity',
  parts: [],
  gates: [
    { description: 'held-out accuracy of D1QA1', mean: 0.412, minimum: 0.8, passed: false },
    { description: 'loss reached its target', mean: null, minimum: 0.95, passed: false },
  ],
  plots: [heatmapPlot, divergingPlot],
};

const notRun: Verdict = {
  ...shared,
  claim: 'larger-models-more-iml',
  task: 'alias-entity',
  verdict: 'not-run',
  reason: 'Belongs to profile full; this was quick.',
  title: 'Larger models show more implicit meta-learning',
  seeds: [],
  experimentHashes: [],
  parts: [],
  gates: [],
  context: [],
  plots: [],
};

const verdicts = [base, trend, control, invalid, notRun];

export const sampleDocument: ReportDocument = {
  schemaVersion: REPORT_VERSION,
  profile: 'quick',
  startedAt: '2026-05-04T10:22:07.120Z',
  finishedAt: '2026-05-04T10:34:12.004Z',
  environment: {
    backend: 'wasm (TensorFlow.js 4.22.0)',
    device: 'Intel Xeon 2.10 GHz',
    node: 'v20.20.2',
    platform: 'linux-x64',
    cores: 2,
    fingerprint: '8c0d7a3b1f6e4d2290b7c1a5e3f8d6b4',
    harnessVersion: '0.1.0',
  },
  verdicts,
  coverage: coverageOf(verdicts, []),
  runs: { trained: 36, found: 48, failed: 0 },
  warnings: ['Set aside: 90aa41c2be77/cohort-3.json (checksum does not match).'],
  replay: 'npx iml run --profile quick',
};

/** As runs on development seeds are registered. */
export const OTHER_SETTINGS: NonNullable<Verdict['registration']> = {
  version: 2,
  hash: 'ab',
  standing: 'other-settings',
  reason: 'Not the declared design: 3 seeds a claim were asked for, not what it declares. This confirms nothing.',
  differences: [],
};

/** The sample with the verdict word of its first claim changed, and whatever else the example is about. */
export function sampleWith(
  verdict: VerdictWord,
  { outOfTime = false, ...changes }: Partial<Shared> & { readonly outOfTime?: boolean } = {},
): ReportDocument {
  const said = { ...shared, ...changes };
  const headless = verdict === 'invalid' || verdict === 'not-run';
  const sound = verdict === 'inconclusive' ? { ...head, verdict, outOfTime } : { ...head, verdict };
  const only = [(headless ? { ...said, verdict } : { ...said, ...sound }) as Verdict];
  return { ...sampleDocument, verdicts: only, coverage: coverageOf(only, []) };
}
