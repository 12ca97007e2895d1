// The planted regressions of a night, over fabricated runs: what is found, what may be missed, and that a night that sees nothing fails them.
import { describe, expect, it } from 'vitest';
import { examplePools, fabricatedRun, scope } from '../../lab/defects/fabricated/golden-examples.ts';
import { watchedNumbers } from '../../src/claims/verdicts/watched-numbers.ts';
import { type Experiment, experimentHash } from '../../src/experiments/experiment.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { goldenTests, judgePools } from '../../src/goldens/golden-tests.ts';
import { type Pool, runsOfPools } from '../../src/goldens/pool-schema.ts';
import { nightControls } from '../../src/nightly/night-controls.ts';
import { effectToPlant, type GoldenEffect, goldenEffects } from '../../src/nightly/night-effects.ts';
import { powerLines, powerTonight } from '../../src/nightly/night-power.ts';
import type { NightRuns } from '../../src/nightly/night-runs.ts';
import { nightSeeds } from '../../src/nightly/night-seeds.ts';
import { NIGHT_SEEDS } from '../../src/nightly/run-night.ts';
import { betweenTags, exampleWatched, leftBetweenTags } from './night-examples.ts';

const seeds = nightSeeds('2026-11-26', { ...NIGHT_SEEDS, confirming: 24 });
const EFFECT = 0.375;

/** @param wider by how much more golden seeds and runs differ from each other than fabricated ones do */
function world(claims = betweenTags('iml-appears', 16), { wider = 1 } = {}) {
  const tests = goldenTests({ ...scope, claims });
  const pools = examplePools({ claims }).map(
    (pool): Pool => ({ ...pool, records: pool.records.map((run) => widened(run, wider)) }),
  );
  const verdicts = judgePools(tests, pools);
  const effects = goldenEffects({
    tests,
    verdicts: verdicts.map((one) => ({ ...one })),
    pools: pools.map((pool) => ({ ...pool, path: '', sha256: '' })),
  });
  return { tests, effects, golden: watchedNumbers(tests, runsOfPools(pools)), wider };
}

function widened<Run extends Pick<RunRecord, 'values'>>(run: Run, wider: number): Run {
  const { D5, D6 } = run.values['after-stage-2/qa/accuracy'] as { D5: number; D6: number };
  return { ...run, values: { 'after-stage-2/qa/accuracy': { D5: 0.5 + wider * (D5 - 0.5), D6 } } };
}

/** Of runs that keep what this says of the effect. */
function controlsOf(
  { tests, effects, golden, wider }: ReturnType<typeof world>,
  {
    keeps = leftBetweenTags,
    alpha = 1e-4,
    effect = effectToPlant(effects),
    isMoved = false,
  }: {
    keeps?: (experiment: Experiment) => number;
    alpha?: number;
    effect?: GoldenEffect | null;
    isMoved?: boolean;
  } = {},
) {
  const known = new Map<string, Experiment>();
  const runs: NightRuns = {
    train: async (_, wanted) => {
      for (const { experiment } of wanted) known.set(experimentHash(experiment), experiment);
    },
    recordOf: (hash, seed) => {
      const experiment = known.get(hash) ?? Object.values(tests[0]?.arms ?? {})[0];
      if (experiment === undefined) return null;
      const run = widened(fabricatedRun(experiment, seed), wider);
      const { D5, D6 } = run.values['after-stage-2/qa/accuracy'] as { D5: number; D6: number };
      return { ...run, values: { 'after-stage-2/qa/accuracy': { D5: D5 - EFFECT * (1 - keeps(experiment)), D6 } } };
    },
    failures: () => [],
  };
  return nightControls({ night: '2026-11-26', tests, golden, effect, isMoved, runs, seeds, alpha });
}

describe('planted regressions', () => {
  it('are found, in full and by half, where the night can see them', async () => {
    const { planted, halved, ...rest } = await controlsOf(world());
    expect(rest.null.passed).toBe(true);
    expect(planted).toMatchObject({ passed: true, about: { lost: 1, hasSay: true, caught: true } });
    expect(halved).toMatchObject({ passed: true, about: { lost: 0.5, hasSay: true, caught: true } });
    expect(halved.about?.left).toBeCloseTo(0.5, 1);
    expect(halved.words).toContain('iml-appears on digit-grid/symbols with 50 % of the effect taken out');
  });

  it('fail the night if training does not take the effect out', async () => {
    const { planted, halved } = await controlsOf(world(), { keeps: () => 1 });
    for (const control of [planted, halved]) {
      expect(control).toMatchObject({ passed: false, about: { hasSay: true, caught: false } });
      expect(control.words).toContain('was missed');
    }
  });

  it('fail the night if it is the halved one alone that is missed', async () => {
    const { planted, halved } = await controlsOf(world(), {
      keeps: (experiment) => (leftBetweenTags(experiment) === 0 ? 0 : 1),
    });
    expect(planted.passed).toBe(true);
    expect(halved.passed).toBe(false);
  });

  it('are not found where the number grew', async () => {
    const { planted, halved } = await controlsOf(world(), { keeps: (experiment) => 2 - leftBetweenTags(experiment) });
    expect([planted, halved].map(({ passed, about }) => [passed, about?.caught])).toEqual([
      [false, false],
      [false, false],
    ]);
  });

  it('fail a detector that is blinded, whatever power it states of itself', async () => {
    const { planted, halved } = await controlsOf(world(), { alpha: 1e-300 });
    for (const control of [planted, halved]) {
      expect(control).toMatchObject({ passed: false, about: { power: 0, hasSay: true, caught: false } });
    }
  });

  it('have no say where the power is too low, and say so', async () => {
    const { planted, halved } = await controlsOf(world(betweenTags('iml-appears', 16), { wider: 3 }), {
      keeps: (experiment) => (leftBetweenTags(experiment) === 0 ? 0 : 1),
    });
    expect(planted).toMatchObject({ passed: true, about: { caught: true } });
    expect(halved).toMatchObject({ passed: true, about: { hasSay: false, caught: false } });
    expect(halved.about?.power).toBeLessThan(0.999);
    expect(halved.words).toContain('It has no say: a night is held to what it finds with a power of 0.999 or more.');
  });

  it('are half of something else where the number itself drifted, and then the halved one has no say', async () => {
    const grown = (experiment: Experiment) => 2 * leftBetweenTags(experiment);
    const { planted, halved } = await controlsOf(world(), { keeps: grown, isMoved: true });
    expect(planted).toMatchObject({ passed: true, about: { hasSay: true, caught: true } });
    expect(halved).toMatchObject({ passed: true, about: { hasSay: false, caught: false } });
    expect(halved.words).toContain('the number itself drifted tonight');
    expect((await controlsOf(world(), { keeps: grown })).halved.passed).toBe(false);
  });

  it('are missed where a run is', async () => {
    const { tests, effects, golden } = world();
    const runs: NightRuns = { train: async () => {}, recordOf: () => null, failures: () => [] };
    const { planted, halved } = await nightControls({
      night: '2026-11-26',
      tests,
      golden,
      effect: effectToPlant(effects),
      isMoved: false,
      runs,
      seeds,
      alpha: 1e-4,
    });
    for (const { passed, words } of [planted, halved])
      expect([passed, words]).toEqual([false, expect.stringContaining('only 0 of 16 seeds have runs')]);
  });

  it('are none where nothing is recorded that could be taken out', async () => {
    const controls = await controlsOf(world(), { effect: null });
    for (const { passed, words } of [controls.planted, controls.halved]) {
      expect([passed, words]).toEqual([true, expect.stringContaining('the silence of this night proves less')]);
    }
    expect(controls.null.passed).toBe(true);
  });
});

describe('the effect to plant in', () => {
  const claimOf = (effects: readonly GoldenEffect[]) => effectToPlant(effects)?.number.claim ?? null;

  it('is that of the main claim, wherever it is recorded as reproduced', () => {
    expect(claimOf(world([...betweenTags('larger', 16), ...betweenTags('iml-appears', 16)]).effects)).toBe(
      'iml-appears',
    );
  });

  it('is else the largest in golden SDs among claims that are', () => {
    const { effects } = world([
      ...betweenTags('iml-appears', 32),
      ...betweenTags('one', 16),
      ...betweenTags('other', 16),
    ]);
    expect(effects.map(({ number }) => number.claim)).toEqual(['one', 'other']);
    const [one, other] = effects as [GoldenEffect, GoldenEffect];
    expect(claimOf([one, { ...other, deviations: one.deviations + 1 }])).toBe('other');
    expect(claimOf([{ ...one, deviations: other.deviations + 1 }, other])).toBe('one');
  });

  it('is none that uninformative tags would leave: a number of one group alone', () => {
    const [claim] = betweenTags('iml-appears', 16);
    const alone = (claim?.tests ?? []).map((test) => {
      const [part] = test.parts;
      const [estimand] = part.estimands;
      const first = typeof estimand === 'object' && 'of' in estimand ? (estimand.of[0] ?? 0) : 0;
      return { ...test, parts: [{ ...part, estimands: [first] as const }] as const };
    });
    const { effects } = world(claim === undefined ? [] : [{ ...claim, tests: alone }]);
    expect(effects).toHaveLength(1);
    expect(claimOf(effects)).toBeNull();
  });
});

describe('the power of a night', () => {
  it('is stated for each number with an effect, and a task a line', () => {
    const { effects } = world();
    const [{ number }] = effects as [GoldenEffect];
    const power = powerTonight(number.id, { effects, fresh: 8, alpha: 1e-4 });
    expect(power?.removed).toBeGreaterThan(0.999);
    expect(power?.removed).toBeGreaterThanOrEqual(power?.halved ?? 1);
    expect(powerTonight('another', { effects, fresh: 8, alpha: 1e-4 })).toBeNull();
    const watched = [
      exampleWatched({ power: { removed: 0.9999, halved: 0.9995 } }),
      exampleWatched({ power: { removed: 0.4, halved: 0.0001 } }),
      exampleWatched({ power: null }),
    ];
    expect(powerLines(watched)).toEqual([
      "digit-grid/symbols: one night's fresh seeds find an effect gone with a power of at least 0.999 on 1 of 2 numbers, and halved on 1; least on iml-appears, D5 - D6 after Stage 2: 0.4 and below 0.001.",
    ]);
  });
});
