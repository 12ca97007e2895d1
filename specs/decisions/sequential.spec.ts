// Laws and examples of the sequential design (decisions.md B1 to B3): where it stops, what it spends, and that only the seeds
// up to the stop, in the order of their numbers, have a say.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { ExistenceRule, Samples } from '../../src/decisions/decision.ts';
import { SEQUENTIAL, STRICT, THREE_LOOKS } from '../../src/decisions/design.ts';
import { decideSoundly, equivalence, existence, existenceOfLess, trend, type Whole } from './example-rules.ts';

const rule: ExistenceRule = { ...existence, alpha: 0.01, design: SEQUENTIAL };
const less: ExistenceRule = { ...existenceOfLess, alpha: 0.01, design: SEQUENTIAL };
const strict: ExistenceRule = { ...rule, design: STRICT };
const equal = { ...equivalence, alpha: 0.01, design: SEQUENTIAL };
const rising = { ...trend, alpha: 0.01, design: SEQUENTIAL };

const clear = [0.5, 0.6, 0.4, 0.55, 0.45, 0.7, 0.5, 0.6, 0.4];
/** About 0.6 SD beyond the threshold: between no effect and the smallest one. */
const undecided = Array.from({ length: 40 }, (_, seed) => [1.4, -0.2, 1.2, -0.3, 1.1, 0.3, -0.4, 1.1][seed % 8] ?? 0);
const cycle = (values: readonly number[], count: number) =>
  Array.from({ length: count }, (_, index) => values[index % values.length] ?? 0);
const hundredths = (most: number) => fc.array(fc.integer({ min: -150, max: 250 }), { minLength: 8, maxLength: most });
const asNegated = (values: readonly number[]) => values.map((value) => -value);
const asValues = (integers: readonly number[]) => integers.map((integer) => integer / 100);
/** With what it has not, as it is not decided, or is. */
const sequenceOf = ({ sequence, seedsNeeded }: Whole) => {
  if (sequence === undefined) throw new Error('no sequence');
  return { stoppedBy: null, nextLookAt: null, moreSeedsAtMost: 0, seedsNeeded, ...sequence };
};

describe('sequential existence', () => {
  test('stops at the first look for a clear effect, and looks at no seed beyond', () => {
    const decision = decideSoundly(rule, clear.slice(0, 8));
    expect(decision.outcome).toBe('reproduced');
    const { isDecided, stoppedBy, look, moreSeedsAtMost, nextLookAt } = sequenceOf(decision);
    expect([isDecided, stoppedBy, look, moreSeedsAtMost, nextLookAt]).toEqual([true, 'evidence-for', 1, 0, null]);
    expect(decision.effect?.low).toBeGreaterThan(0.1);
    expect(decision.estimates?.inDirection).toMatchObject({ seeds: 8, of: 8, high: 1 });
  });

  test('waits for its first look, whatever it has seen, and says how much it may still ask for', () => {
    for (const count of [2, 5, 7]) {
      const decision = decideSoundly(rule, clear.slice(0, count));
      expect(decision.outcome).toBe('inconclusive');
      expect(decision.tests).toEqual([]);
      expect(sequenceOf(decision)).toMatchObject({
        isDecided: false,
        look: 0,
        nextLookAt: 8,
        moreSeedsAtMost: 32 - count,
      });
    }
    const alone = decideSoundly(rule, [0.5]);
    expect(alone.outcome).toBe('invalid');
    expect(sequenceOf(alone)).toMatchObject({ isDecided: false, nextLookAt: 8 });
  });

  test('refutes by evidence of a mean short of the threshold, however small and sure the effect', () => {
    for (const values of [cycle([-0.3, -0.2], 8), cycle([0.05, 0.04, 0.06], 8)]) {
      const decision = decideSoundly(rule, values);
      expect(decision.outcome).toBe('not-reproduced');
      expect(decision.reason).toMatch(/: shown to fall short of 0\.1 with evidence of \S+ to 1, to refute at 100\.$/);
      const { eValue, evidence } = sequenceOf(decision);
      expect(eValue).toBeLessThan(1);
      expect(evidence[0]?.against).toBeGreaterThanOrEqual(100);
      // What three questions could refute takes three times the evidence.
      const many = decideSoundly({ ...rule, refutable: 1e9 }, values);
      expect(many.outcome).toBe('inconclusive');
    }
  });

  test('gives up on a mean at the threshold, which is inconclusive, not evidence of anything', () => {
    const decision = decideSoundly(rule, cycle([0.4, -0.2], 32), null);
    expect(decision.outcome).toBe('inconclusive');
    expect(decision.seeds).toBeLessThan(32);
    expect(sequenceOf(decision)).toMatchObject({ isDecided: true, stoppedBy: 'given-up' });
    expect(decision.reason).toContain('and given up: neither a mean 1 SD beyond it nor one 1 SD short of it');
    // One seed among clear ones that lies far off inflates the spread, and with it what "one SD" is: no evidence against.
    const outlier = decideSoundly(rule, [...cycle([0.29, 0.27, 0.31], 7), -1], null);
    expect(outlier.outcome).toBe('inconclusive');
  });

  test('does not take a mean beyond the threshold for evidence of it', () => {
    // Surely above 0 and, by its mean of 0.12, above 0.1; but the seeds do not tell 0.12 from 0.1.
    const decision = decideSoundly(rule, cycle([0.05, 0.19, 0.12], 33), null);
    expect(decision.effect?.estimate).toBeGreaterThan(0.1);
    expect(decision.outcome).not.toBe('reproduced');
    expect(decideSoundly({ ...rule, threshold: 0 }, cycle([0.05, 0.19, 0.12], 8)).outcome).toBe('reproduced');
  });

  test('says in numbers what it tested, against the threshold and by sign-flip against 0', () => {
    const decision = decideSoundly(rule, clear.slice(0, 8));
    expect(decision.reason).toMatch(/: above 0\.1 with evidence of \S+ to 1, to pass at 100\.$/);
    expect(decision.tests.map(({ name }) => name)).toEqual([
      'mean above 0.1 (sequential t)',
      'mean above 0 (exact sign-flip)',
    ]);
    expect(decision.tests[0]?.detail).toMatch(/^Mean above 0\.1: evidence of \S+ to 1, to pass at 100\.$/);
    expect(decideSoundly(less, asNegated(clear.slice(0, 8))).reason).toContain(': below -0.1 with evidence of ');
  });

  test('asks the strict design for signs about 0 and, where the threshold is another, for t beyond it', () => {
    const names = (threshold: number) => decideSoundly({ ...strict, threshold }, clear).tests.map(({ name }) => name);
    expect(names(0)).toEqual(['mean above 0 (sign symmetry)', 'mean above 0 (exact sign-flip)']);
    expect(names(0.1)).toEqual([
      'mean above 0 (sign symmetry)',
      'mean above 0.1 (sequential t)',
      'mean above 0 (exact sign-flip)',
    ]);
    const decision = decideSoundly({ ...strict, threshold: 0.5 }, cycle(clear, 33), null);
    const [signs, beyond] = decision.tests;
    expect([signs?.passed, beyond?.passed, decision.outcome === 'reproduced']).toEqual([true, false, false]);
    // The least of the two speaks for the claim.
    expect(sequenceOf(decision).eValue).toBeLessThan(1);
  });

  test('states the power of the whole design at the planned effect, wherever it stopped', () => {
    for (const design of [SEQUENTIAL, THREE_LOOKS]) {
      const planned = { effect: 0.6, standardDeviation: 0.3 };
      const early = decideSoundly({ ...rule, planned, design }, cycle(clear, 12), null);
      const late = decideSoundly({ ...rule, planned, design }, undecided, null);
      expect(early.seeds).toBeLessThan(late.seeds);
      expect(early.power).toBe(late.power);
      expect(early.power).toBeGreaterThan(0.99);
      // A planned effect at the threshold itself is reproduced as seldom as the null.
      const atIt = decideSoundly({ ...rule, planned: { ...planned, effect: 0.1 }, design }, cycle(clear, 12), null);
      expect(atIt.power).toBeLessThan(0.01);
    }
  });

  test('ends inconclusive at its maximum, and says at how many seeds it would pass', () => {
    const decision = decideSoundly(rule, undecided);
    expect(decision.outcome).toBe('inconclusive');
    const { stoppedBy, seedsNeeded } = sequenceOf(decision);
    expect([stoppedBy, decision.seeds]).toEqual(['maximum', 32]);
    expect(seedsNeeded).toBeGreaterThan(32);
    expect(decision.reason).toContain(`it would pass at about ${seedsNeeded} seeds`);
  });

  test.each([0.3, 0])('stays open while all seeds give %d, and is invalid if they always do', (constant) => {
    const open = decideSoundly(rule, cycle([constant], 31));
    expect(open).toMatchObject({ outcome: 'inconclusive', tests: [], sequence: { isDecided: false, eValue: null } });
    expect(open.reason).toContain(`all 31 seeds gave ${constant}, and a measurement that does not vary`);
    const decision = decideSoundly(rule, cycle([constant], 32));
    expect(decision).toMatchObject({ outcome: 'invalid', sequence: { stoppedBy: 'invalid' } });
    // Neither is a spread that is far below the planned one.
    expect(decideSoundly(rule, cycle([0.3, 0.30001], 32))).toMatchObject({ outcome: 'invalid' });
  });

  test('is invalid once a look meets a value that is no number, and not by one behind its stop', () => {
    expect(sequenceOf(decideSoundly(rule, clear.with(3, Number.NaN)))).toMatchObject({
      stoppedBy: 'invalid',
      isDecided: true,
    });
    expect(decideSoundly(rule, clear.with(8, Number.POSITIVE_INFINITY).slice(0, 9), 8).outcome).toBe('reproduced');
  });

  law.prop([hundredths(40)])(
    'never stops before its minimum nor after its maximum, and stands once decided',
    (integers) => {
      const values = asValues(integers);
      for (const each of [rule, strict]) {
        const decision = decideSoundly(each, values, null);
        const { isDecided } = sequenceOf(decision);
        expect(decision.seeds).toBeGreaterThanOrEqual(8);
        expect(decision.seeds).toBeLessThanOrEqual(32);
        expect(isDecided).toBe(decision.seeds < values.length || sequenceOf(decision).stoppedBy !== null);
        if (isDecided) expect({ ...decideSoundly(each, [...values, 2, -2], null) }).toEqual(decision);
        // What a caller that feeds one seed at a time sees is what a caller with all seeds sees.
        const fed = values.map((_, index) => decideSoundly(each, values.slice(0, index + 1), null));
        expect(fed.find((step) => sequenceOf(step).isDecided) ?? fed.at(-1)).toEqual(decision);
      }
    },
  );

  law.prop([hundredths(20)])('mirrors: a claim of less about negated seeds is a claim of more', (integers) => {
    const values = asValues(integers);
    const [more, mirrored] = [
      decideSoundly(rule, values, null),
      decideSoundly(
        less,
        values.map((value) => -value),
        null,
      ),
    ];
    expect(mirrored.outcome).toBe(more.outcome);
    expect(sequenceOf(mirrored)).toMatchObject({ look: sequenceOf(more).look, eValue: sequenceOf(more).eValue });
  });

  law.prop([fc.shuffledSubarray([0.9, -0.1, 0.4, 0.2, 0.55, 0.7, 0.35, 0.6], { minLength: 8 })])(
    'gives the same decision whatever the order of the seeds within its first look',
    (shuffled) => {
      const sorted = [...shuffled].sort((left, right) => left - right);
      expect(decideSoundly(rule, shuffled)).toEqual(decideSoundly(rule, sorted));
    },
  );
});

describe('sequential equivalence', () => {
  test('reproduces when both shifted processes speak, and not when the mean is beyond the margin', () => {
    expect(decideSoundly(equal, cycle([0.1, -0.1, 0.05], 8))).toMatchObject({ outcome: 'reproduced', seeds: 8 });
    const beyond = decideSoundly(equal, cycle([1.6, 1.4, 1.5], 8));
    expect(beyond.outcome).toBe('not-reproduced');
    expect(beyond.reason).toContain('for an effect of 1 or more');
  });

  test('stays open while the seeds do not vary, and is invalid if they never do', () => {
    expect(sequenceOf(decideSoundly(equal, cycle([0], 20)))).toMatchObject({ isDecided: false, eValue: null });
    expect(decideSoundly(equal, cycle([0], 32))).toMatchObject({
      outcome: 'invalid',
      sequence: { stoppedBy: 'invalid' },
    });
  });

  law.prop([hundredths(32)])('mirrors: the sign of the differences changes nothing', (integers) => {
    const values = asValues(integers);
    const mirrored = decideSoundly(
      equal,
      values.map((value) => -value),
      null,
    );
    const { outcome, seeds } = decideSoundly(equal, values, null);
    expect([mirrored.outcome, mirrored.seeds]).toEqual([outcome, seeds]);
  });
});

describe('a sequential trend', () => {
  const noise = [0.05, -0.1, 0.08, -0.04, 0.1, -0.06, 0.02, -0.05];
  const rows = (means: readonly number[], count = 8) =>
    Array.from({ length: count }, (_, seed) =>
      means.map((mean, level) => mean + (noise[(seed * 3 + level * level) % 8] ?? 0)),
    );

  test('reproduces rising levels, and calls rising ends with a fall "trend only"', () => {
    expect(decideSoundly(rising, rows([0, 0.6, 1.2, 1.8]))).toMatchObject({
      outcome: 'reproduced',
      trendOnly: false,
      seeds: 8,
    });
    const fallen = decideSoundly(rising, rows([0, 1.5, 0.5, 2]));
    expect(fallen).toMatchObject({ outcome: 'not-reproduced', trendOnly: true });
    expect(fallen.reason).toContain('a reversal is shown (no reversal from some to half');
  });

  test('gives up on level ones, and on ends closer than the threshold', () => {
    expect(decideSoundly(rising, rows([0, 0, 0, 0])).outcome).toBe('not-reproduced');
    expect(decideSoundly(rising, rows([0, 0.1, 0.2, 0.3], 24)).outcome).toBe('not-reproduced');
  });

  test('is given up where its ends lie at their threshold, though it rises', () => {
    const decision = decideSoundly(rising, rows([0, 0.2, 0.35, 0.5]));
    expect(decision).toMatchObject({ outcome: 'inconclusive', trendOnly: true, sequence: { stoppedBy: 'given-up' } });
    expect(decideSoundly(rising, rows([0, 0.2, 0.4, 0.58])).sequence).toMatchObject({
      isDecided: false,
      nextLookAt: 9,
    });
  });

  test('is invalid where a level is no number', () => {
    const broken: Samples = rows([0, 0.6, 1.2, 1.8]).with(2, [0, Number.NaN, 1, 2]);
    expect(decideSoundly(rising, broken).outcome).toBe('invalid');
  });
});

describe('three looks', () => {
  const thrice: ExistenceRule = { ...rule, design: THREE_LOOKS };

  test('look after 6, 12 and 20 seeds at their nominal levels', () => {
    // 2^-6 is above alpha, so six seeds can refute but never reproduce.
    expect(sequenceOf(decideSoundly(thrice, clear.slice(0, 6)))).toMatchObject({
      look: 1,
      nextLookAt: 12,
      isDecided: false,
    });
    const decision = decideSoundly(thrice, cycle(clear, 15), 12);
    expect(decision).toMatchObject({
      outcome: 'reproduced',
      seeds: 12,
      sequence: { look: 2, stoppedBy: 'evidence-for' },
    });
    expect(decision.tests[0]?.detail).toContain('to pass at 0.0028');
    expect(sequenceOf(decideSoundly(thrice, cycle([0.4, -0.2], 20)))).toMatchObject({
      stoppedBy: 'maximum',
      isDecided: true,
    });
    expect(sequenceOf(decideSoundly(thrice, clear.slice(0, 4)))).toMatchObject({ look: 0, nextLookAt: 6 });
  });

  test('serve the other rules, and refuse an alpha that they were not found for', () => {
    expect(decideSoundly({ ...equal, design: THREE_LOOKS }, cycle([0.1, -0.1, 0.05], 6)).outcome).toBe('reproduced');
    expect(decideSoundly({ ...equal, design: THREE_LOOKS }, cycle([0], 20)).outcome).toBe('invalid');
    expect(() => decideSoundly({ ...thrice, alpha: 0.02 }, clear)).toThrow(
      'Three looks are calibrated for few alphas only',
    );
  });
});
