// The plan: claims share runs, controls bring the claims that they lean on, and zero is never a pass.
import { describe, expect, it } from 'vitest';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import { numericsFingerprint } from '../../src/execution/fingerprint/numerics-fingerprint.ts';
import { replayCommand } from '../../src/execution/inputs/replay-command.ts';
import { makePlan } from '../../src/execution/planning/plan.ts';
import { plannedSteps } from '../../src/experiments/stages.ts';
import type { Backend } from '../../src/tensors/backend.ts';

const request = {
  profile: 'quick',
  claims: [] as string[],
  seeds: null as number | null,
  firstSeed: 28_000,
  imagesDigest: 'a'.repeat(64),
  cohortSize: 1,
} as const;

describe('a plan', () => {
  it('takes every claim of the quick profile, with the seeds that its design may use', () => {
    const { tests } = makePlan(request);
    const quick = CLAIMS.filter((claim) => claim.tests.some(({ seeds }) => seeds.quick !== undefined));
    expect([...new Set(tests.map(({ claim }) => claim.id))]).toEqual(quick.map(({ id }) => id));
    for (const { claim, test, seeds, budget } of tests) {
      // Of single models at alpha .5 in text more is asked.
      const most = claim.id === 'uninformative-tags-no-iml' && test.task === 'alias-text' ? 48 : 32;
      expect(seeds).toHaveLength(most);
      expect(budget).toEqual({ fewest: 8, most, fixed: test.seeds.quick });
    }
  });

  it('takes tests on the tasks that are asked for, and says where there is none', () => {
    const { tests } = makePlan({ ...request, tasks: ['alias-text'] });
    expect(tests.map(({ claim, test }) => [claim.id, test.task])).toEqual([
      ['iml-appears', 'alias-text'],
      ['tags-swapped-flips-iml', 'alias-text'],
      ['uninformative-tags-no-iml', 'alias-text'],
    ]);
    expect(() => makePlan({ ...request, tasks: ['set-inclusion'] })).toThrow(/no test on set-inclusion/);
    expect(() => makePlan({ ...request, tasks: ['alias-entity'], claims: ['iml-appears'] })).toThrow(
      /alias-entity in standard/,
    );
  });

  it('takes the fixed number of seeds, and rules that look once, where that is asked for', () => {
    for (const { test, seeds, budget } of makePlan({ ...request, design: 'fixed' }).tests) {
      expect(seeds).toHaveLength(test.seeds.quick as number);
      expect(budget.fewest).toBe(budget.fixed);
      for (const { rule } of test.parts) expect(rule.design).toEqual({ kind: 'fixed' });
    }
  });

  it.each([
    [4, 4, 4],
    [20, 8, 20],
    [99, 8, 32],
  ])('cut to %i seeds a claim looks from %i to %i', (seeds, fewest, most) => {
    expect(makePlan({ ...request, seeds }).tests[0]?.budget).toMatchObject({ fewest, most });
  });

  it('carries primary claims to the level of their family, whichever are selected, and no other', () => {
    const all = makePlan(request).tests.filter(({ test }) => test.task === 'digit-grid/symbols');
    const primary = all.filter(({ place }) => place.role === 'primary');
    expect(primary.length).toBeGreaterThan(5);
    for (const { test, place } of all) {
      for (const { rule } of test.parts) {
        expect(rule.alpha).toBe(place.role === 'primary' ? 0.05 / primary.length : 0.01);
      }
    }
    const alone = makePlan({ ...request, claims: ['single-stage-iml'] }).tests[0];
    expect(alone?.test.parts[0].rule.alpha).toBe(0.05 / primary.length);
  });

  it('brings the gate with a claim that stands behind it', () => {
    const { tests } = makePlan({ ...request, claims: ['probe-transfers'] });
    expect(tests.map(({ claim }) => claim.id)).toEqual(['probe-decodes-tag-when-alias-first', 'probe-transfers']);
  });

  it('plans no run twice, though claims share experiments', () => {
    const { cohorts, tests } = makePlan({ ...request, design: 'fixed' });
    const keys = cohorts.map(({ hash, cohort }) => `${hash}/${cohort}`);
    expect(new Set(keys).size).toBe(keys.length);
    const asked = tests.reduce((sum, { arms, seeds }) => sum + Object.keys(arms).length * seeds.length, 0);
    expect(keys.length).toBeLessThan(asked / 1.5);
  });

  it('brings the positive claim with its negative control', () => {
    const { tests } = makePlan({ ...request, claims: ['both-tags-reliable-no-iml'] });
    expect(tests.map(({ claim }) => claim.id)).toContain('iml-appears');
  });

  it('puts seed k into cohort floor(k / cohort size), whoever else is run', () => {
    const { cohorts } = makePlan({ ...request, claims: ['single-stage-iml'], seeds: 3, firstSeed: 5, cohortSize: 4 });
    expect(cohorts.map(({ cohort, seeds }) => [cohort, seeds])).toEqual([[1, [4, 5, 6, 7]]]);
  });

  it('knows how many steps are ahead', () => {
    const [cohort] = makePlan({ ...request, claims: ['single-stage-iml'] }).cohorts;
    // 3,800 documents in batches of 64 for 16 epochs.
    expect(cohort === undefined ? 0 : plannedSteps(cohort.experiment)).toBe(59 * 16);
  });
});

describe('the replay command', () => {
  it('says only what differs from the defaults, quoted for a shell', () => {
    const base = { profile: 'quick', seeds: null, firstSeed: 28_000, backend: null, imagesFolder: null } as never;
    expect(replayCommand(base, ['iml-appears'])).toBe('npm run iml -- run --profile quick --claim iml-appears');
    const changed = { profile: 'quick', seeds: 3, firstSeed: 0, backend: 'cpu', imagesFolder: "it's here" } as never;
    expect(replayCommand(changed, [])).toBe(
      "npm run iml -- run --profile quick --seeds 3 --first-seed 0 --backend cpu --images 'it'\\''s here'",
    );
  });
});

describe('the numerics fingerprint', () => {
  const backend = { numerics: { backend: 'wasm', cohortSize: 1 } } as unknown as Backend;

  it('changes with the backend; the code has specs of its own (specs/fingerprint)', () => {
    const before = numericsFingerprint(backend);
    expect(numericsFingerprint({ ...backend })).toBe(before);
    expect(numericsFingerprint({ ...backend, numerics: { backend: 'cpu', cohortSize: 1 } })).not.toBe(before);
    expect(numericsFingerprint({ ...backend, numerics: { backend: 'wasm', cohortSize: 2 } })).not.toBe(before);
  });
});
