// What a null of the mean cannot see, and the dispersion rule does (decisions.md B3): models that each prefer a tag, by a coin. In a planted world, and in
// the golden pools at alpha .5, with the rule that is registered for them and with narrower margins.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordAsDeclared } from '../../lab/defects/fabricated/record-as-declared.ts';
import { symbolArms } from '../../src/claims/arms/digit-grid.ts';
import { experimentsOf } from '../../src/claims/arms/experiments-of.ts';
import { type ClaimPart, part } from '../../src/claims/claim.ts';
import { antitheticIml, antitheticTextIml, evaluate, iml } from '../../src/claims/estimands.ts';
import { claimById } from '../../src/claims/registry/registry.ts';
import { fewBeyond, nothingBeyond } from '../../src/claims/rules.ts';
import { judge } from '../../src/claims/verdicts/judge.ts';
import type { PartVerdict } from '../../src/claims/verdicts/verdict.ts';
import { decide, weigh } from '../../src/decisions/decide.ts';
import type { GridExperiment } from '../../src/experiments/experiment.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { parsePool } from '../../src/goldens/pool-file.ts';
import { runsOfPool } from '../../src/goldens/pool-schema.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { sampleMoments } from '../../src/statistics/sample-moments.ts';

describe('in a world where every model has a gap of .15, its sign by a coin', () => {
  const { uninformative } = experimentsOf({ uninformative: symbolArms.uninformative }, '');
  const experiment = uninformative as GridExperiment;
  /** SD of chance in the evaluation of a gap, as that of alias-text; of half of main minus exchanged it is .037. */
  const chance = 0.053;
  const parts: readonly [ClaimPart, ClaimPart] = [
    part('mean', nothingBeyond(0.15, [0, 0.08]), iml('uninformative')),
    part('single models', fewBeyond(0.11, [0, 0.037]), antitheticIml('uninformative')),
  ];

  /** Exchanged, the tag that it prefers is that of the other definitions. */
  const planted = (size: number, seed: number): RunRecord['values'] => {
    const noise = seedTree(seed).child('planted preference').stream();
    const preferred = noise.coin() ? size : -size;
    const gapOf = (sign: 1 | -1) => ({ D5: 0.7, D6: 0.7 - sign * preferred - chance * noise.normal() });
    return { 'after-stage-2/qa/accuracy': gapOf(1), 'after-stage-2-swapped/qa/accuracy': gapOf(-1) };
  };

  const CAMPAIGNS = 50;
  const record = { ...recordAsDeclared(experiment, 0), curves: {} };

  const outcomesOf = (size: number, { rule, estimands: [estimand] }: ClaimPart) => {
    const found = Array.from({ length: CAMPAIGNS }, (_, campaign) => {
      const seeds = Array.from({ length: 32 }, (_, index) => 1_000_000 + 32 * campaign + index);
      const runs = seeds.map((seed) => ({ uninformative: { ...record, seed, values: planted(size, seed) } }));
      return weigh(
        rule,
        runs.map((run) => evaluate(estimand, run)),
      ).outcome;
    });
    const count = (outcome: string) => found.filter((one) => one === outcome).length;
    return `reproduced ${count('reproduced')}, not reproduced ${count('not-reproduced')} of ${CAMPAIGNS}`;
  };

  test('the null of the mean passes in most runs, and the dispersion is refuted', () => {
    expect(outcomesOf(0.15, parts[0])).toMatchInlineSnapshot(`"reproduced 43, not reproduced 0 of 50"`);
    expect(outcomesOf(0.15, parts[1])).toMatchInlineSnapshot(`"reproduced 0, not reproduced 50 of 50"`);
    // Without the gap both pass.
    expect(outcomesOf(0, parts[0])).toMatchInlineSnapshot(`"reproduced 50, not reproduced 0 of 50"`);
    expect(outcomesOf(0, parts[1])).toMatchInlineSnapshot(`"reproduced 50, not reproduced 0 of 50"`);
    // With a margin of the very size of the gap half of the models lie beyond it, and 32 seeds seldom tell that from .3.
    expect(outcomesOf(0.15, { ...parts[1], rule: fewBeyond(0.15, [0, 0.037]) })).toMatchInlineSnapshot(
      `"reproduced 0, not reproduced 9 of 50"`,
    );
  });

  test('the verdict on such a claim is not-reproduced, with the share, and its seeds between the margins', () => {
    const claim = claimById('uninformative-tags-no-iml');
    const [test] = claim.tests;
    if (test === undefined) throw new Error('no test');
    const verdict = judge({
      claim,
      test: {
        ...test,
        arms: { uninformative: symbolArms.uninformative },
        parts,
        gates: [],
        assay: [],
        context: [],
        plots: () => [],
      },
      arms: { uninformative: experiment },
      seeds: Array.from({ length: 32 }, (_, index) => 20_000 + index),
      runOf: (_, seed) => ({ ...recordAsDeclared(experiment, seed), curves: {}, values: planted(0.15, seed) }),
      verdictOf: () => 'reproduced',
      replay: '',
    });
    expect(verdict.verdict).toBe('not-reproduced');
    expect(verdict.reason).toMatchInlineSnapshot(
      `"single models: After 8 of at most 32 seeds 8 of 8 models lie beyond ±0.11 (98 % confidence sequence of the share 0.505 to 1): evidence of 5720 to 1 for a share above 0.3, to refute at 100."`,
    );
    const [, single] = verdict.parts as readonly [PartVerdict, PartVerdict];
    expect(single.decision).toMatchObject({ outcome: 'not-reproduced' });
    expect(verdict.plots[1]).toMatchObject({ kind: 'seeds', band: [-0.11, 0.11], series: [{ low: null, high: null }] });
  });
});

const POOLS = {
  'alias-text': 'alias-text-uninformative-tags-no-iml-uninformative-1b05f2637706',
  symbols: 'digit-grid-symbols-uninformative-tags-no-iml-uninformative-c19e27c50984',
  handwriting: 'digit-grid-handwriting-uninformative-tags-no-iml-uninformative-43c8681f4da0',
} as const;

/** Questions about D5 or D6: aliases times attributes, variables times cells. */
const QUESTIONS = { 'alias-text': 25 * 6, symbols: 150 * 6, handwriting: 150 * 6 } as const;

type PoolName = keyof typeof POOLS;

function runsIn(environment: string, name: PoolName): readonly RunRecord[] {
  const file = join(import.meta.dirname, '../../golden/pools', environment, 'quick', `${POOLS[name]}.jsonl`);
  const pool = parsePool(readFileSync(file));
  if (typeof pool === 'string') throw new Error(pool);
  return [...runsOfPool(pool.records).values()];
}

/** Half of main minus exchanged of each seed, and its SD by chance in the evaluation alone, were questions answered independently. */
function halves(environment: string, name: PoolName) {
  const runs = runsIn(environment, name);
  const estimand = name === 'alias-text' ? antitheticTextIml('arm') : antitheticIml('arm');
  const metric = name === 'alias-text' ? 'exact-match' : 'accuracy';
  const variances = runs.map(({ values }) => {
    const shares = ['after-stage-2', 'after-stage-2-swapped'].flatMap((moment) =>
      ['D5', 'D6'].map((group) => values[`${moment}/qa/${metric}`]?.[group] ?? Number.NaN),
    );
    return shares.reduce((sum, share) => sum + (share * (1 - share)) / QUESTIONS[name], 0) / 4;
  });
  return {
    values: runs.map((run) => evaluate(estimand, { arm: run })),
    evaluation: Math.sqrt(sampleMoments(variances).mean),
  };
}

function lineOf(environment: string, name: PoolName, marginOf: (evaluation: number) => number): string {
  const { values, evaluation } = halves(environment, name);
  const { standardDeviation = null } = sampleMoments(values);
  const margin = marginOf(evaluation);
  const beyond = values.filter((value) => Math.abs(value) > margin).length;
  const { outcome, reason } = decide(fewBeyond(margin, [0, standardDeviation ?? Number.NaN]), values);
  const digits = (value: number | null) => (value ?? Number.NaN).toFixed(4);
  return `${environment}, ${name}: SD ${digits(standardDeviation)}, of evaluation ${digits(evaluation)}; beyond ±${digits(margin)} ${beyond} of ${values.length}. ${outcome}: ${reason}`;
}

describe('in the golden pools at alpha .5', () => {
  const environments = ['wasm', 'tensorflow-linux-x64'];

  test('with the rules that are registered: as declared, no pool says that many models prefer a tag', () => {
    const registered = claimById('uninformative-tags-no-iml').tests.flatMap(({ task, parts }) =>
      parts.flatMap(({ rule }) => (rule.kind === 'dispersion' ? [{ task, rule }] : [])),
    );
    const names = ['symbols', 'handwriting', 'alias-text'] as const;
    const found = names.flatMap((name) => {
      const { rule } = registered.find(({ task }) => task.endsWith(name)) ?? {};
      if (rule === undefined) throw new Error(`No rule for ${name}.`);
      return environments.map((one) => {
        const { outcome, seeds } = decide(rule, halves(one, name).values);
        return `${one}, ${name}, beyond ±${rule.margin}: ${outcome} after ${seeds} seeds`;
      });
    });
    expect(found).toMatchInlineSnapshot(`
      [
        "wasm, symbols, beyond ±0.1: reproduced after 16 seeds",
        "tensorflow-linux-x64, symbols, beyond ±0.1: reproduced after 16 seeds",
        "wasm, handwriting, beyond ±0.1: reproduced after 16 seeds",
        "tensorflow-linux-x64, handwriting, beyond ±0.1: reproduced after 16 seeds",
        "wasm, alias-text, beyond ±0.15: reproduced after 34 seeds",
        "tensorflow-linux-x64, alias-text, beyond ±0.15: reproduced after 34 seeds",
      ]
    `);
  });

  test('alias-text, with three SDs of evaluation', () => {
    expect(environments.map((one) => lineOf(one, 'alias-text', (evaluation) => 3 * evaluation))).toMatchInlineSnapshot(`
      [
        "wasm, alias-text: SD 0.0716, of evaluation 0.0370; beyond ±0.1109 4 of 40. inconclusive: After 16 of at most 32 seeds 2 of 16 models lie beyond ±0.111 (98 % confidence sequence of the share 0.00113 to 0.527): a share neither shown to be below 0.3 nor above it, and given up: whatever the seeds that are left showed, they would not decide; so many seeds would have shown a share below 0.527; at this share it would pass at about 66 seeds.",
        "tensorflow-linux-x64, alias-text: SD 0.0776, of evaluation 0.0369; beyond ±0.1106 6 of 40. inconclusive: After 19 of at most 32 seeds 5 of 19 models lie beyond ±0.111 (98 % confidence sequence of the share 0.0368 to 0.638): a share neither shown to be below 0.3 nor above it, and given up: whatever the seeds that are left showed, they would not decide; so many seeds would have shown a share below 0.638; at this share no number of seeds would reproduce the claim.",
      ]
    `);
  });

  test('symbols and handwriting, with the margin of their means, which is more than three SDs of evaluation', () => {
    const names = ['symbols', 'handwriting'] as const;
    expect(names.flatMap((name) => environments.map((one) => lineOf(one, name, () => 0.05)))).toMatchInlineSnapshot(`
      [
        "wasm, symbols: SD 0.0224, of evaluation 0.0134; beyond ±0.0500 1 of 40. reproduced: After 28 of at most 32 seeds 1 of 28 models lies beyond ±0.05 (98 % confidence sequence of the share 1.96e-8 to 0.298): evidence of 107 to 1 for a share below 0.3, to pass at 100.",
        "tensorflow-linux-x64, symbols: SD 0.0224, of evaluation 0.0134; beyond ±0.0500 1 of 40. reproduced: After 28 of at most 32 seeds 1 of 28 models lies beyond ±0.05 (98 % confidence sequence of the share 1.96e-8 to 0.298): evidence of 107 to 1 for a share below 0.3, to pass at 100.",
        "wasm, handwriting: SD 0.0245, of evaluation 0.0141; beyond ±0.0500 1 of 40. reproduced: After 28 of at most 32 seeds 1 of 28 models lies beyond ±0.05 (98 % confidence sequence of the share 1.96e-8 to 0.298): evidence of 107 to 1 for a share below 0.3, to pass at 100.",
        "tensorflow-linux-x64, handwriting: SD 0.0231, of evaluation 0.0141; beyond ±0.0500 1 of 40. reproduced: After 28 of at most 32 seeds 1 of 28 models lies beyond ±0.05 (98 % confidence sequence of the share 1.96e-8 to 0.298): evidence of 107 to 1 for a share below 0.3, to pass at 100.",
      ]
    `);
  });
});
