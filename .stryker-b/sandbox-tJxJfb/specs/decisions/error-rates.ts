// Statistical spec: the rules keep their stated error rates in simulated campaigns (decisions.md promise 13, small version).
// Each check fails by chance with probability below 1e-6 (exact Clopper-Pearson bound); with 1500 campaigns at alpha 0.05 it
// sees a true rate of about 0.1 or more nearly always, with 500 one of about 0.13. Rules known to be bad must be caught by the same checker.
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, test } from 'vitest';
import { weigh } from '../../src/decisions/decide.ts';
import { SEQUENTIAL, STRICT, THREE_LOOKS } from '../../src/decisions/design.ts';
import { clopperPearson } from '../../src/statistics/clopper-pearson.ts';
import { pairedT } from '../../src/statistics/paired-t.ts';
import { mean } from '../../src/statistics/sample-moments.ts';
import { decideWhole, equivalence, existence, trend } from './example-rules.ts';

const ALPHA = 0.05;
const CONFIDENCE = 1 - 2e-6;

type Draw = () => number;

/** Draws of one kind of noise, all with mean 0 and an SD of about 1, from a fixed seed. */
function noise(kind: 'normal' | 'role-randomised skewed' | 'quantised', seed: number): Draw {
  const generator = xoroshiro128plus(seed);
  const uniform = (): number => uniformFloat64(generator);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  switch (kind) {
    case 'normal':
      return normal;
    case 'role-randomised skewed':
      return () => (uniform() < 0.5 ? -1 : 1) * (-Math.log(1 - uniform()) - 0.5);
    case 'quantised':
      return () => Math.round(normal());
  }
}

export function describeErrorRates(campaigns: number): void {
  /** How often `passes` says yes over campaigns of `seeds` draws around `centre`. */
  function passRate(
    passes: (differences: number[]) => boolean,
    campaign: { draw: Draw; centre: number; seeds: number },
  ) {
    let successes = 0;
    for (let index = 0; index < campaigns; index++) {
      if (passes(Array.from({ length: campaign.seeds }, () => campaign.centre + campaign.draw()))) successes += 1;
    }
    return { share: successes / campaigns, ...clopperPearson({ successes, trials: campaigns }, CONFIDENCE) };
  }

  const reproducesExistence = (threshold: number) => (differences: number[]) =>
    weigh({ ...existence, threshold, alpha: ALPHA }, differences).outcome === 'reproduced';
  const reproducesEquivalence = (differences: number[]): boolean =>
    weigh({ ...equivalence, alpha: ALPHA }, differences).outcome === 'reproduced';

  describe('false reproduction', () => {
    test.each(['normal', 'role-randomised skewed', 'quantised'] as const)(
      'of existence stays at alpha when there is no effect and the noise is %s',
      (kind) => {
        const rate = passRate(reproducesExistence(0), { draw: noise(kind, 11), centre: 0, seeds: 7 });
        expect(rate.low).toBeLessThanOrEqual(ALPHA);
      },
    );

    test('of existence stays at alpha when the effect is exactly the threshold', () => {
      const rate = passRate(reproducesExistence(1), { draw: noise('normal', 12), centre: 1, seeds: 8 });
      expect(rate.low).toBeLessThanOrEqual(ALPHA);
    });

    test.each([1, -1])('of equivalence stays at alpha when the effect is exactly the margin (%d)', (centre) => {
      const rate = passRate(reproducesEquivalence, { draw: noise('normal', 13), centre, seeds: 12 });
      expect(rate.low).toBeLessThanOrEqual(ALPHA);
      expect(rate.high).toBeGreaterThanOrEqual(ALPHA); // and it is not merely timid
    });

    test('of a trend stays at alpha when the endpoints differ by exactly the threshold', () => {
      const draw = noise('normal', 14);
      const profile = [0, 0.17, 0.33, 0.5];
      const passes = (): boolean =>
        weigh(
          trend,
          Array.from({ length: 8 }, () => profile.map((value) => value + 0.2 * draw())),
        ).outcome === 'reproduced';
      expect(passRate(passes, { draw, centre: 0, seeds: 0 }).low).toBeLessThanOrEqual(ALPHA);
    });
  });

  describe('the checker barks at rules known to be bad', () => {
    test.each<[string, (differences: number[]) => boolean]>([
      ['"not significantly different from 0" as equivalence', (d) => twoSidedP(d) > ALPHA],
      ['a point estimate inside the band as equivalence', (d) => Math.abs(mean(d)) < 1],
      [
        'a test of equivalence on one side only of a margin taken twice too wide',
        (d) => (pairedT(d, 2)?.pLess ?? 1) <= ALPHA,
      ],
    ])('%s', (_, passes) => {
      const rate = passRate(passes, { draw: noise('normal', 15), centre: 1, seeds: 5 });
      expect(rate.low).toBeGreaterThan(ALPHA);
    });

    test.each<[string, (differences: number[]) => boolean]>([
      ['a mean beyond the threshold as existence', (d) => mean(d) > 0],
      [
        'looking after every seed as existence',
        (d) => d.some((_, n) => n > 2 && (pairedT(d.slice(0, n), 0)?.pGreater ?? 1) <= ALPHA),
      ],
      [
        'dropping the worst seed as existence',
        (d) => (pairedT(d.toSorted((a, b) => a - b).slice(1), 0)?.pGreater ?? 1) <= ALPHA,
      ],
    ])('%s', (_, passes) => {
      const rate = passRate(passes, { draw: noise('normal', 16), centre: 0, seeds: 10 });
      expect(rate.low).toBeGreaterThan(ALPHA);
    });
  });

  describe('designs of several looks', () => {
    const designs = { 'the mixture': SEQUENTIAL, 'sign symmetry': STRICT, 'three looks': THREE_LOOKS };
    const outcomeBy = (name: keyof typeof designs) => (differences: number[]) =>
      weigh({ ...existence, threshold: 0, alpha: ALPHA, design: designs[name] }, differences).outcome;

    test.each([
      ['the mixture', 'normal'],
      ['the mixture', 'role-randomised skewed'],
      ['the mixture', 'quantised'],
      ['sign symmetry', 'role-randomised skewed'],
      ['three looks', 'normal'],
    ] as const)('%s keeps alpha over all its looks when the noise is %s', (name, kind) => {
      const outcome = outcomeBy(name);
      const rate = passRate((d) => outcome(d) === 'reproduced', { draw: noise(kind, 21), centre: 0, seeds: 32 });
      expect(rate.low).toBeLessThanOrEqual(ALPHA);
    });

    test.each(['the mixture', 'sign symmetry', 'three looks'] as const)(
      '%s keeps alpha where the true effect is exactly the threshold',
      (name) => {
        const rule = { ...existence, threshold: 1, alpha: ALPHA, design: designs[name] };
        const passes = (d: number[]) => weigh(rule, d).outcome === 'reproduced';
        const rate = passRate(passes, { draw: noise('normal', 25), centre: 1, seeds: 32 });
        expect(rate.low).toBeLessThanOrEqual(ALPHA);
      },
    );

    test('a sequential trend keeps alpha where its ends differ by exactly the threshold', () => {
      const draw = noise('normal', 26);
      const profile = [0, 0.17, 0.33, 0.5];
      const rule = { ...trend, design: SEQUENTIAL };
      const rows = () => Array.from({ length: 32 }, () => profile.map((value) => value + 0.2 * draw()));
      const passes = (): boolean => weigh(rule, rows()).outcome === 'reproduced';
      expect(passRate(passes, { draw, centre: 0, seeds: 0 }).low).toBeLessThanOrEqual(ALPHA);
    });

    test.each(['the mixture', 'sign symmetry', 'three looks'] as const)(
      '%s refutes at most as often as alpha where the true effect is exactly the threshold, or beyond it',
      (name) => {
        const outcome = outcomeBy(name);
        const refutes = (d: number[]) => outcome(d) === 'not-reproduced';
        for (const centre of [0, 0.25, 0.5]) {
          const rate = passRate(refutes, { draw: noise('normal', 22), centre, seeds: 32 });
          expect(rate.low).toBeLessThanOrEqual(ALPHA);
        }
        // Not because it never refutes: an effect as far on the other side mostly is.
        expect(passRate(refutes, { draw: noise('normal', 22), centre: -1, seeds: 32 }).low).toBeGreaterThan(0.5);
      },
    );

    test('sequential existence gives up on the smallest effect at most as often as beta, and is inconclusive then', () => {
      const rule = { ...existence, threshold: 0, alpha: ALPHA, design: SEQUENTIAL };
      const isOpen = (d: number[]) => weigh(rule, d).outcome === 'inconclusive';
      const there = passRate(isOpen, { draw: noise('normal', 22), centre: 1, seeds: 32 });
      expect(there.low).toBeLessThanOrEqual(SEQUENTIAL.beta);
      expect(passRate(isOpen, { draw: noise('normal', 22), centre: 0, seeds: 32 }).low).toBeGreaterThan(0.5);
    });

    test('sequential existence reproduces the smallest effect at alpha .01 as often as registered, from as few seeds', () => {
      const rule = { ...existence, threshold: 0, alpha: 0.01, design: SEQUENTIAL };
      let seeds = 0;
      const rate = passRate(
        (d) => {
          const decision = weigh(rule, d);
          seeds += decision.seeds;
          return decision.outcome === 'reproduced';
        },
        { draw: noise('normal', 23), centre: 1, seeds: 32 },
      );
      // decisions.md B1: .949 and 16.4 seeds; the mean of 500 campaigns has a standard error of 0.35.
      expect(rate.low).toBeLessThanOrEqual(0.949);
      expect(rate.high).toBeGreaterThanOrEqual(0.949);
      expect(Math.abs(seeds / campaigns - 16.4)).toBeLessThan(40 / Math.sqrt(campaigns));
    });

    test('sequential equivalence keeps alpha at the margin, over all its looks', () => {
      const rule = { ...equivalence, alpha: ALPHA, design: SEQUENTIAL };
      const rate = passRate((d) => weigh(rule, d).outcome === 'reproduced', {
        draw: noise('normal', 24),
        centre: 1,
        seeds: 32,
      });
      expect(rate.low).toBeLessThanOrEqual(ALPHA);
    });
  });

  describe('stated power', () => {
    test('is what campaigns at the planned effect achieve, for existence and equivalence', () => {
      const strong = { ...existence, threshold: 0.2, planned: { effect: 1.2, standardDeviation: 1 } };
      const tight = { ...equivalence, planned: { effect: 0.25, standardDeviation: 1 } };
      for (const [rule, centre] of [
        [strong, 1.2],
        [tight, 0.25],
      ] as const) {
        const stated =
          decideWhole(
            rule,
            Array.from({ length: 13 }, (_, index) => index),
          ).power ?? Number.NaN;
        const rate = passRate((d) => weigh(rule, d).outcome === 'reproduced', {
          draw: noise('normal', 17),
          centre,
          seeds: 13,
        });
        expect(stated).toBeGreaterThan(0.5);
        expect(rate.low).toBeLessThanOrEqual(stated);
        expect(rate.high).toBeGreaterThanOrEqual(stated);
      }
    });

    test('is the chance to refute an existence claim too: no effect at all is seldom left inconclusive', () => {
      const rule = { ...existence, threshold: 1 };
      const rate = passRate((d) => weigh(rule, d).outcome === 'not-reproduced', {
        draw: noise('normal', 18),
        centre: 0,
        seeds: 13,
      });
      expect(rate.low).toBeGreaterThan(0.9);
    });
  });
}

function twoSidedP(differences: readonly number[]): number {
  const test = pairedT(differences, 0);
  return test === null ? 1 : 2 * Math.min(test.pGreater, test.pLess);
}
