// Laws and examples of the dispersion rule (decisions.md B3). Its error rates, by exact fractions: specs/oracles/share-evidence.spec.ts.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { operatingRates, simulate } from '../../src/decisions/campaigns.ts';
import { chanceOfNotReproduced, chanceOfReproduced, requirePower, truthIn } from '../../src/decisions/chances.ts';
import { weigh } from '../../src/decisions/decide.ts';
import type { DispersionRule, Outcome } from '../../src/decisions/decision.ts';
import { FIXED, SEQUENTIAL, STRICT, THREE_LOOKS } from '../../src/decisions/design.ts';
import { shareBeyond } from '../../src/decisions/dispersion.ts';
import { decideWithMissing } from '../../src/decisions/missing-seeds.ts';
import { operatingCurve, pointAt } from '../../src/decisions/operating-curve.ts';
import { refusal } from '../refusal.ts';
import { decideSoundly, dispersion } from './example-rules.ts';
import { inFull } from './in-full.ts';

const sequential = { ...dispersion, design: SEQUENTIAL };

/** Values about 0 of which those with a 1 lie beyond the margin of 1, on either side in turn. */
const valuesOf = (pattern: string): number[] =>
  [...pattern].map((mark, seed) => (mark === '1' ? 1.5 : 0.3 + (seed % 5) / 10) * (seed % 2 === 0 ? 1 : -1));

describe('the dispersion rule', () => {
  test('says of no share what so many seeds would have shown where they bound none', () => {
    const { outcome, reason } = decideSoundly({ ...dispersion, design: FIXED }, valuesOf('111'));
    expect(outcome).toBe('inconclusive');
    expect(reason).toContain('3 of 3 models lie beyond ±1');
    expect(reason).not.toContain('would have shown');
  });

  test('reproduces that few models lie beyond the margin: none of 16', () => {
    expect(inFull(decideSoundly(sequential, valuesOf('0'.repeat(20))))).toMatchInlineSnapshot(`
      "reproduced: After 16 of at most 32 seeds 0 of 16 models lie beyond ±1 (98 % confidence sequence of the share 0 to 0.291): evidence of 122 to 1 for a share below 0.3, to pass at 100.
      16 seeds, alpha 0.01, power 0.994679
      effect 0, 0.98 from 0 to 0.290844, SD none, none SD
      passed share beyond ±1 below 0.3: 0, p 0.00821615. Share beyond ±1 below 0.3: evidence of 122 to 1, to pass at 100.
      sequence {"isDecided":true,"stoppedBy":"evidence-for","look":9,"fewestSeeds":8,"mostSeeds":32,"eValue":121.712}
      evidence share beyond ±1 below 0.3: 121.712, against 0.000507487, at the smallest effect none"
    `);
    expect(decideSoundly(sequential, valuesOf('0'.repeat(15)))).toMatchObject({ outcome: 'inconclusive' });
  });

  test('does not reproduce it where many do, though their mean is 0', () => {
    expect(inFull(decideSoundly(sequential, valuesOf('11011101111111111111')))).toMatchInlineSnapshot(`
      "not-reproduced: After 11 of at most 32 seeds 9 of 11 models lie beyond ±1 (98 % confidence sequence of the share 0.329 to 0.997): evidence of 198 to 1 for a share above 0.3, to refute at 100.
      11 seeds, alpha 0.01, power 0.994679
      effect 0.818182, 0.98 from 0.328904 to 0.996865, SD none, none SD
      failed share beyond ±1 below 0.3: 0.818182, p 1. Share beyond ±1 below 0.3: evidence of 0.0114 to 1, to pass at 100.
      sequence {"isDecided":true,"stoppedBy":"evidence-against","look":4,"fewestSeeds":8,"mostSeeds":32,"eValue":0.0113531}
      evidence share beyond ±1 below 0.3: 0.0113531, against 198.467, at the smallest effect none"
    `);
  });

  test('is given up once neither could come any more', () => {
    expect(inFull(decideSoundly(sequential, valuesOf('0100000000100000000')))).toMatchInlineSnapshot(`
      "inconclusive: After 16 of at most 32 seeds 2 of 16 models lie beyond ±1 (98 % confidence sequence of the share 0.00113 to 0.527): a share neither shown to be below 0.3 nor above it, and given up: whatever the seeds that are left showed, they would not decide; so many seeds would have shown a share below 0.527; at this share it would pass at about 66 seeds.
      16 seeds, alpha 0.01, power 0.994679
      effect 0.125, 0.98 from 0.00112905 to 0.52672, SD none, none SD
      failed share beyond ±1 below 0.3: 0.125, p 0.452495. Share beyond ±1 below 0.3: evidence of 2.21 to 1, to pass at 100.
      sequence {"isDecided":true,"stoppedBy":"given-up","look":9,"fewestSeeds":8,"mostSeeds":32,"eValue":2.20997}
      evidence share beyond ±1 below 0.3: 2.20997, against 0.0036092, at the smallest effect none
      needs 66 seeds
      could have shown 0.52672"
    `);
  });

  test('is inconclusive before its first look, between looks and after the last', () => {
    expect(inFull(decideSoundly(sequential, valuesOf('0010')))).toMatchInlineSnapshot(`
      "inconclusive: After 4 of at most 32 seeds 1 of 4 models lies beyond ±1 (98 % confidence sequence of the share 0.000412 to 0.921); the first look is due at 8 seeds.
      4 seeds, alpha 0.01, power 0.994679
      effect 0.25, 0.98 from 0.000411811 to 0.920741, SD none, none SD
      sequence {"isDecided":false,"nextLookAt":8,"moreSeedsAtMost":28,"look":0,"fewestSeeds":8,"mostSeeds":32,"eValue":null}
      could have shown 0.920741"
    `);
    expect(decideSoundly(sequential, valuesOf('0010000001')).sequence).toMatchObject({
      isDecided: false,
      nextLookAt: 11,
    });
    const last = { ...sequential, design: { ...SEQUENTIAL, mostSeeds: 13 } };
    expect(decideSoundly(last, valuesOf('1111010110110')).sequence).toMatchObject({ stoppedBy: 'maximum' });
  });

  test('looks once at the same evidence', () => {
    expect(inFull(decideSoundly(dispersion, valuesOf('0'.repeat(16))))).toMatchInlineSnapshot(`
      "reproduced: Over 16 seeds 0 of 16 models lie beyond ±1 (98 % interval of the share 0 to 0.291): evidence of 122 to 1 for a share below 0.3, to pass at 100.
      16 seeds, alpha 0.01, power 0.933754
      effect 0, 0.98 from 0 to 0.290844, SD none, none SD
      passed share beyond ±1 below 0.3: 0, p 0.00821615. Share beyond ±1 below 0.3: evidence of 122 to 1, to pass at 100."
    `);
    expect(inFull(decideSoundly(dispersion, valuesOf('1'.repeat(7))))).toMatchInlineSnapshot(`
      "not-reproduced: Over 7 seeds 7 of 7 models lie beyond ±1 (98 % interval of the share 0.459 to 1): evidence of 1780 to 1 for a share above 0.3, to refute at 100.
      7 seeds, alpha 0.01, power 0
      effect 1, 0.98 from 0.459244 to 1, SD none, none SD
      failed share beyond ±1 below 0.3: 1, p 1. Share beyond ±1 below 0.3: evidence of 0.0197 to 1, to pass at 100."
    `);
    expect(inFull(decideSoundly(dispersion, valuesOf('0'.repeat(15))))).toMatchInlineSnapshot(`
      "inconclusive: Over 15 seeds 0 of 15 models lie beyond ±1 (98 % interval of the share 0 to 0.307): a share neither shown to be below 0.3 nor above it; so many seeds would have shown a share below 0.307; at this share it would pass at about 16 seeds.
      15 seeds, alpha 0.01, power 0
      effect 0, 0.98 from 0 to 0.306788, SD none, none SD
      failed share beyond ±1 below 0.3: 0, p 0.0114761. Share beyond ±1 below 0.3: evidence of 87.1 to 1, to pass at 100.
      needs 16 seeds
      could have shown 0.306788"
    `);
    expect(decideSoundly(dispersion, valuesOf('1'.repeat(5)).concat(0)).reason).toContain(
      'at this share no number of seeds would reproduce the claim',
    );
  });

  test('takes three looks at their levels', () => {
    const rule = { ...dispersion, design: THREE_LOOKS };
    expect(decideSoundly(rule, valuesOf('0'.repeat(20)))).toMatchObject({ outcome: 'reproduced', seeds: 20 });
    expect(decideSoundly(rule, valuesOf('1'.repeat(12)))).toMatchObject({ outcome: 'not-reproduced', seeds: 12 });
  });

  test('counts a value on the margin as one within', () => {
    const values = [1, -1, ...valuesOf('0'.repeat(14))];
    expect(decideSoundly(dispersion, values)).toMatchObject({ outcome: 'reproduced', effect: { estimate: 0 } });
  });

  test('is invalid where values do not vary, or hardly: they would pass whatever models do', () => {
    const none = Array.from({ length: 32 }, () => 0);
    expect(decideSoundly(dispersion, none).reason).toMatch(/a measurement that does not vary over seeds shows nothing/);
    expect(decideSoundly(sequential, none)).toMatchObject({ outcome: 'invalid', sequence: { isDecided: true } });
    expect(decideSoundly(sequential, none.slice(0, 20))).toMatchObject({
      outcome: 'inconclusive',
      sequence: { isDecided: false },
    });
    const hardly = none.map((_, seed) => seed * 1e-6);
    expect(decideSoundly(dispersion, hardly).reason).toMatch(/hardly varies/);
    expect(decideSoundly({ ...dispersion, design: THREE_LOOKS }, none.slice(0, 20)).outcome).toBe('invalid');
    for (const values of [[], [0], [0, Number.NaN], [0, Number.NEGATIVE_INFINITY]]) {
      expect(decideSoundly(dispersion, values).outcome).toBe('invalid');
    }
  });

  test('is refused where it is no rule', () => {
    const refused = (change: Partial<DispersionRule>, words: string) =>
      expect(() => weigh({ ...dispersion, ...change }, [0, 1])).toThrow(refusal('invalid-argument', words));
    refused({ margin: 0 }, 'a positive finite margin');
    refused({ shareBelow: 0 }, 'a share strictly between 0 and 1');
    refused({ shareBelow: 1 }, 'a share below 1');
    refused({ design: STRICT }, 'sign symmetry for existence only');
  });

  test('takes samples that are numbers', () => {
    expect(() => weigh(dispersion, [[0], [1]])).toThrow(refusal('invalid-argument', 'dispersion rule'));
  });
});

const anyRule = fc.record({
  shareBelow: fc.constantFrom(0.1, 0.2, 0.3, 0.5, 0.7),
  alpha: fc.constantFrom(0.05, 0.01, 0.005),
  refutable: fc.constantFrom(1, 2, 7),
});
const marks = (minLength: number, maxLength: number) =>
  fc
    .tuple(
      fc.constantFrom(0, 0.1, 0.4, 0.8, 1),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength, maxLength }),
    )
    .map(([share, draws]) => draws.map((draw) => (draw < share ? '1' : '0')).join(''));

describe('whatever the values', () => {
  law.prop([anyRule, marks(2, 40), fc.constantFrom(FIXED, SEQUENTIAL)])(
    'the interval never contradicts the verdict beside it',
    (declared, pattern, design) => {
      const { outcome, effect, sequence } = decideSoundly({ ...dispersion, ...declared, design }, valuesOf(pattern));
      // Before the first look nothing is judged.
      if (outcome === 'invalid' || effect === null || sequence?.look === 0) return;
      const { estimate, low, high } = effect;
      if (low === null || high === null) throw new Error('there is always an interval');
      expect(low <= estimate && estimate <= high).toBe(true);
      expect(high <= declared.shareBelow).toBe(outcome === 'reproduced');
      expect(low >= declared.shareBelow).toBe(outcome === 'not-reproduced');
    },
  );

  law.prop([anyRule, marks(2, 12), fc.integer({ min: 2, max: 13 }), fc.integer({ min: 1, max: 14 })])(
    'it is given up exactly where no path of the seeds that are left comes to either outcome',
    (declared, pattern, fewestSeeds, more) => {
      const design = { ...SEQUENTIAL, fewestSeeds, mostSeeds: fewestSeeds + more };
      const rule: DispersionRule = { ...dispersion, ...declared, design };
      // A value within and one beyond, so that no path is silent.
      const values = valuesOf(`01${pattern}`);
      const { outcome, seeds, sequence } = decideSoundly(rule, values);
      if (outcome !== 'inconclusive' || sequence === undefined || seeds < fewestSeeds || seeds >= design.mostSeeds)
        return;
      const isGivenUp = sequence.isDecided && sequence.stoppedBy === 'given-up';
      expect(isGivenUp).toBe(!mayStillDecide(rule, values.slice(0, seeds), design.mostSeeds));
    },
  );

  law.prop([anyRule, marks(2, 20), fc.constantFrom(1e-3, 7, 1e6)])(
    'nothing but the counts, in units of the margin, decides',
    (declared, pattern, unit) => {
      const values = valuesOf(pattern);
      const rule = { ...dispersion, ...declared };
      const stretched: DispersionRule = {
        ...rule,
        margin: unit,
        planned: { effect: 0, standardDeviation: unit * dispersion.planned.standardDeviation },
      };
      expect(
        weigh(
          stretched,
          values.map((value) => -unit * value),
        ).outcome,
      ).toBe(weigh(rule, values).outcome);
    },
  );
});

/** Depth first over counts: the order in which the seeds that are left come does matter, so no look is skipped. */
function mayStillDecide(
  rule: DispersionRule,
  seen: readonly number[],
  most: number,
  known = new Set<string>(),
): boolean {
  const key = `${seen.length} ${seen.filter((value) => Math.abs(value) > 1).length}`;
  if (known.has(key) || seen.length >= most) return false;
  known.add(key);
  return [0.5, 1.5].some((next) => {
    const after = [...seen, next];
    const { outcome } = weigh({ ...rule, design: FIXED }, after);
    return outcome === 'reproduced' || outcome === 'not-reproduced' || mayStillDecide(rule, after, most, known);
  });
}

describe('seeds without a run', () => {
  const shares = [0.2, 0.3, 0.6];

  law.prop([
    fc.constantFrom(...shares),
    fc.constantFrom(0.05, 0.01),
    marks(8, 24),
    fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 3 }),
    fc.constantFrom(FIXED, { ...SEQUENTIAL, mostSeeds: 24 }),
  ])(
    'leave what every filling of within and beyond comes to, and nothing else',
    (shareBelow, alpha, pattern, places, design) => {
      const rule: DispersionRule = { ...dispersion, shareBelow, alpha, design };
      const values = valuesOf(pattern);
      const holes = places.filter((at) => at < values.length);
      if (holes.length === 0) return;
      const bounded = holes.reduce<(number | { low: number; high: number })[]>(
        (samples, at) => samples.with(at, { low: Number.NEGATIVE_INFINITY, high: 2 }),
        [...values],
      );
      const decision = decideWithMissing(rule, bounded);
      const fillings = holes.reduce<number[][]>(
        (all, at) => all.flatMap((one) => [one.with(at, 0.77), one.with(at, 1.88)]),
        [values],
      );
      const found = fillings.map((filling) => weigh(rule, filling));
      const outcomes = new Set<Outcome>(found.map(({ outcome }) => outcome));
      if (decision.outcome === 'reproduced' || decision.outcome === 'not-reproduced') {
        expect([...outcomes]).toEqual([decision.outcome]);
      }
      if (decision.outcome === 'inconclusive' && decision.sequence?.isDecided !== false) {
        expect([...outcomes]).toEqual(['inconclusive']);
      }
      // Where every filling is decided at the same look in the same way, that stands.
      const [first] = found;
      if (outcomes.size === 1 && first !== undefined && found.every(({ seeds }) => seeds === first.seeds)) {
        expect(decision.outcome).toBe(first.outcome);
      }
    },
  );

  test('need no bound, and what is shown is of the seeds that ran', () => {
    const hole = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    const none = valuesOf('0'.repeat(32));
    // One beyond and a hole: with two beyond it would be given up.
    expect(
      decideWithMissing(
        sequential,
        none.with(3, 9).map((value, at) => (at === 9 ? hole : value)),
      ),
    ).toMatchObject({
      outcome: 'invalid',
      reason: expect.stringContaining('the verdict would be inconclusive or reproduced'),
    });
    const decision = decideWithMissing(
      sequential,
      [...none].map((value, at) => (at === 3 ? hole : value)),
    );
    expect(decision).toMatchObject({ outcome: 'reproduced', seeds: 28, effect: { estimate: 0 } });
    expect(decision.reason).toMatchInlineSnapshot(
      `"Over the 27 seeds that ran 0 of 27 models lie beyond ±1 (98 % interval of the share 0 to 0.185). 1 of 28 seeds has no run; with any value that they could have had every test passes."`,
    );
    expect(
      decideWithMissing(
        sequential,
        none.with(9, Number.NaN).map((value, at) => (at === 3 ? hole : value)),
      ),
    ).toMatchObject({ outcome: 'invalid' });
  });

  test('within the margin whatever they are count as such', () => {
    const near = { low: -0.9, high: 1 };
    const samples = valuesOf('0'.repeat(16)).map((value, at) => (at === 3 ? near : value));
    expect(decideWithMissing(sequential, samples)).toMatchObject({ outcome: 'reproduced', seeds: 16 });
  });

  test('that could make all values the same leave nothing shown', () => {
    const same = Array.from({ length: 16 }, () => 0.5);
    expect(decideWithMissing(dispersion, [...same, { low: 0, high: 0.9 }]).outcome).toBe('invalid');
  });
});

describe('before there are data', () => {
  const truths = [0.2, 0.35, 0.5, 0.9, 1.6, 4].map((standardDeviation) => ({ effect: 0, standardDeviation }));

  test('chances are those of simulated campaigns, for looks after every seed, three looks and one', () => {
    for (const design of [SEQUENTIAL, THREE_LOOKS, FIXED]) {
      for (const truth of truths) {
        const asked = { rule: { ...dispersion, design }, truth, seeds: design.kind === 'three-looks' ? 20 : 32 };
        const { reproduced, notReproduced } = operatingRates(asked, { campaigns: 400, seed: 11 });
        // Three and more standard errors of at least 200 campaigns.
        expect(Math.abs(reproduced - (chanceOfReproduced(asked) ?? -1))).toBeLessThan(0.11);
        expect(Math.abs(notReproduced - (chanceOfNotReproduced(asked) ?? -1))).toBeLessThan(0.11);
      }
    }
  });

  test('draw one value a seed', () => {
    const { campaigns, rates } = simulate({
      rule: sequential,
      truth: { effect: 0, standardDeviation: 0.2 },
      seeds: 32,
    });
    expect(campaigns.every(({ outcome, seeds }) => outcome === 'reproduced' && seeds === 16)).toBe(true);
    expect(rates.meanSeeds).toBe(16);
  });

  test('nothing is known without a spread, or of a single seed', () => {
    const truth = { effect: 0, standardDeviation: 0 };
    expect(chanceOfReproduced({ rule: sequential, truth, seeds: 32 })).toBeNull();
    expect(chanceOfNotReproduced({ rule: sequential, truth, seeds: 32 })).toBeNull();
    expect(chanceOfReproduced({ rule: sequential, truth: dispersion.planned, seeds: 1 })).toBeNull();
    expect(chanceOfReproduced({ rule: sequential, truth: dispersion.planned, seeds: 5 })).toBe(0);
  });

  test('power by the margin in planned SDs, at alpha .01 and 32 seeds', () => {
    const rows = [1.5, 2, 2.25, 2.5, 2.75, 3, 4].map((margin) => {
      const truth = { effect: 0, standardDeviation: 1 / margin };
      return `${margin}: ${chanceOfReproduced({ rule: sequential, truth, seeds: 32 })?.toFixed(3)}`;
    });
    expect(rows).toMatchInlineSnapshot(`
      [
        "1.5: 0.145",
        "2: 0.682",
        "2.25: 0.873",
        "2.5: 0.961",
        "2.75: 0.990",
        "3: 0.998",
        "4: 1.000",
      ]
    `);
  });

  test('a share beyond is that of both tails, about whatever centre', () => {
    // scipy.stats.norm.cdf(-.1, .02, .04) + norm.sf(.1, .02, .04)
    const share = 0.024100030156;
    for (const effect of [0.02, -0.02]) {
      expect(shareBeyond(0.1, { effect, standardDeviation: 0.04 })).toBeCloseTo(share, 9);
    }
  });

  test('no look is counted that the seeds do not reach', () => {
    const truth = { effect: 0, standardDeviation: 0.5 };
    const within = 1 - shareBeyond(1, truth);
    const chances = (rule: DispersionRule, counts: readonly number[]) =>
      counts.map((seeds) => chanceOfReproduced({ rule, truth, seeds }));
    // None of 16 is the first that reproduces after every seed, none of 20 of three looks.
    expect(chances(sequential, [15, 16])).toEqual([0, expect.closeTo(within ** 16, 12)]);
    expect(chances({ ...dispersion, design: THREE_LOOKS }, [12, 19])).toEqual([0, 0]);
    expect(chanceOfReproduced({ rule: { ...dispersion, design: THREE_LOOKS }, truth, seeds: 20 })).toBeGreaterThan(0.3);
  });

  test('a design without power is refused with the margin that would do', () => {
    const rule = { ...sequential, planned: { effect: 0, standardDeviation: 0.7 } };
    const demand = { target: 0.95, awaited: 'reproduced', where: 'here', supposed: 'as planned' } as const;
    expect(() => requirePower({ rule, truth: rule.planned, seeds: 32 }, demand)).toThrow(
      refusal('under-powered', 'declare a margin of 1.8 in place of 1'),
    );
  });

  test('the curve is over the share of models beyond the margin, and the worlds of a plan are spreads', () => {
    const curve = operatingCurve(sequential, 32, (rule, truth, seeds) => operatingRates({ rule, truth, seeds }));
    expect(curve.smallestEffect).toBe(0.3);
    expect(pointAt(curve, 0)).toMatchObject({ reproduced: 1, notReproduced: 0, meanSeeds: 16 });
    expect(pointAt(curve, 0.3)?.reproduced).toBeLessThanOrEqual(0.01);
    expect(curve.points.at(-1)).toMatchObject({ effect: 0.86, notReproduced: expect.closeTo(1, 1) });
    expect(truthIn('smallest', sequential).standardDeviation).toBeCloseTo(1 / 1.0364333894937898, 12); // scipy.stats.norm.isf(.15)
    expect(truthIn('none', sequential)).toEqual({ effect: 0, standardDeviation: 0.35 });
  });
});
