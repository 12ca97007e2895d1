// How often a size is said to be another one when it is the same, where our sample stopped as soon as the rule was decided: the interval knows
// nothing of that. Simulated through the registered rules with normal noise: errors of .01 a side become .02 at most, wherever the truth lies;
// beside a reference of two seeds they become .05, stopped or not. Half of a planned effect must be shown smaller. Some 10 s: 40,000 campaigns.
import { describe, expect, it } from 'vitest';
import { claimById } from '../../src/claims/registry/registry.ts';
import { sizeOf } from '../../src/claims/verdicts/effect-size.ts';
import { decide, weigh } from '../../src/decisions/decide.ts';
import type { DecisionRule } from '../../src/decisions/decision.ts';
import { referenceEffects, referenceFor } from '../../src/execution/campaign/reference-effects.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { sampleMoments } from '../../src/statistics/sample-moments.ts';
import { welchInterval } from '../../src/statistics/welch.ts';

const firstRule = (id: string) => claimById(id).tests[0]?.parts[0]?.rule as DecisionRule;
const CAMPAIGNS = 2000;
/** Four standard errors of a share of .02. */
const LUCK = 0.0125;

/** How often equal effects are told apart, on either side. */
function errorsOf(rule: DecisionRule, { truth, of, stops }: { truth: number; of: number; stops: boolean }) {
  const { standardDeviation: spread } = rule.planned;
  const stream = seedTree(20_251).child(`size-${truth}-${of}`).stream();
  const draw = (count: number) => Array.from({ length: count }, () => truth + spread * stream.normal());
  const errors = { smaller: 0, larger: 0 };
  for (let campaign = 0; campaign < CAMPAIGNS; campaign++) {
    const ours = draw(32);
    const theirs = sampleMoments(draw(of));
    const seen = sampleMoments(ours.slice(0, stops ? weigh(rule, ours).seeds : 12));
    const { low = 0, high = 0 } = welchInterval(seen, theirs, 0.98) ?? {};
    if (low > 0) errors.larger += 1 / CAMPAIGNS;
    if (high < 0) errors.smaller += 1 / CAMPAIGNS;
  }
  return errors;
}

describe('equal effects are told apart', () => {
  const existence = firstRule('iml-appears');
  const equivalence = firstRule('before-stage-2-no-difference');
  const beyond = (distance: number) => 0.1 + distance * existence.planned.standardDeviation;

  it.each([
    ...[0, 0.5, 1, 1.5, 2, 6].map((distance) => ['a threshold', distance, existence, beyond(distance)] as const),
    ...[0, 1].map((distance) => ['no effect', distance, equivalence, distance * 0.024] as const),
  ])('at most twice as often as stated, stopped %s and %d SD', (_, __, rule, truth) => {
    for (const of of [8, 16]) {
      const { smaller, larger } = errorsOf(rule, { truth, of, stops: true });
      expect(Math.max(smaller, larger)).toBeLessThan(0.02 + LUCK);
    }
  });

  it('as often as stated where nothing stopped, and five times as often beside two seeds', () => {
    const { smaller, larger } = errorsOf(existence, { truth: beyond(6), of: 8, stops: false });
    expect(Math.max(smaller, larger)).toBeLessThan(0.01 + LUCK);
    const beside = [true, false].map((stops) => errorsOf(existence, { truth: beyond(1), of: 2, stops }));
    for (const errors of beside) {
      expect(Math.max(errors.smaller, errors.larger)).toBeLessThan(0.05 + LUCK);
      expect(Math.min(errors.smaller, errors.larger)).toBeGreaterThan(0.01);
    }
  });
});

describe('half of a planned effect', () => {
  const effects = referenceEffects();

  it.each([
    ['iml-appears', 0],
    ['iml-appears', 3],
    ['unreliable-definitions-still-leak', 0],
    ['probe-transfers', 0],
  ])('of %s (test %d) is shown smaller', (id, index) => {
    const test = claimById(id).tests[index] as ReturnType<typeof claimById>['tests'][number];
    const { rule } = test.parts[0] as (typeof test.parts)[number];
    const reference = referenceFor({ ...test, claim: id }, 0, effects);
    if (reference === undefined) throw new Error(`No reference for ${id}.`);
    const stream = seedTree(20_251).child(`half-${id}`).stream();
    const { estimate, standardDeviation } = reference;
    const outcomes = Array.from({ length: 100 }, () => {
      const ours = Array.from({ length: 32 }, () => estimate / 2 + standardDeviation * stream.normal());
      const perSeed = ours.map((value) => ({ values: [value] }));
      return sizeOf({ rule, decision: decide(rule, ours), perSeed }, reference)?.outcome;
    });
    expect(outcomes.filter((outcome) => outcome === 'smaller').length).toBeGreaterThanOrEqual(99);
  });
});
