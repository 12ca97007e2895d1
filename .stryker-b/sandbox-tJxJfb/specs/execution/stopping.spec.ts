// Where the verdict on a test stops counting seeds (src/claims/verdicts/stopping.ts): by the order of seed numbers and nothing else, with
// the first part that fails and the last that passes.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { ClaimPart } from '../../src/claims/claim.ts';
import { at, type Group, type Measurement } from '../../src/claims/estimands.ts';
import { fewestSeedsOf, mostSeedsOf, type SeedState, standingOf } from '../../src/claims/verdicts/stopping.ts';
import type { DecisionRule } from '../../src/decisions/decision.ts';
import { SEQUENTIAL, THREE_LOOKS } from '../../src/decisions/design.ts';
import { existence } from '../decisions/example-rules.ts';

/** A run stands for its values here: the parts read `values.x` by name, as claims do. */
const runOf = (x: number, y = x): SeedState => ({ base: { values: { x: { all: x, other: y } } } }) as never;
const FAILED: SeedState = { base: null };
const part = (rule: DecisionRule, group = 'all'): ClaimPart => ({
  name: group,
  unit: 'accuracy',
  range: { low: -1, high: 1 },
  rule,
  estimands: [at('base', 'x' as Measurement, group as Group)],
});
const sequential = { ...existence, alpha: 0.01, design: SEQUENTIAL };
const one = { parts: [part(sequential)] } as const;
const two = { parts: [part(sequential), part(sequential, 'other')] } as const;

const clear = [0.5, 0.6, 0.4, 0.55, 0.45, 0.7, 0.5, 0.6, 0.4, 0.5];
const vague = [1.3, -0.3, 1.1, -0.4, 1.0, 0.2, -0.5, 1.0, 1.3, -0.3];
const stand = (test: { readonly parts: readonly [ClaimPart, ...ClaimPart[]] }, states: readonly SeedState[]) =>
  standingOf(test, { seeds: states.map((_, index) => 100 + index), stateOf: (seed) => states[seed - 100] ?? 'open' });
const states = (values: readonly number[], others = values) =>
  values.map((value, index) => runOf(value, others[index]));

describe('the seeds of a verdict', () => {
  it('are those up to the stop, however many more there are', () => {
    expect(stand(one, states(clear))).toEqual({ isDecided: true, seeds: [100, 101, 102, 103, 104, 105, 106, 107] });
  });

  it('are asked for while a part is open, and all of them once there are no more', () => {
    expect(stand(one, [...states(vague), 'open'])).toMatchObject({ isDecided: false, seeds: { length: 10 } });
    expect(stand(one, states(vague))).toMatchObject({ isDecided: true, seeds: { length: 10 } });
  });

  it('wait for the last part that passes, but not behind the first that fails', () => {
    expect(stand(two, [...states(clear, vague), 'open']).isDecided).toBe(false);
    const fails = clear.map((value) => value / 20);
    expect(stand(two, [...states(vague, fails), 'open'])).toMatchObject({ isDecided: true, seeds: { length: 8 } });
  });

  it('do not pass over a gap: an open seed is waited for', () => {
    expect(stand(one, states(clear).with(3, 'open'))).toMatchObject({ isDecided: false, seeds: { length: 3 } });
  });

  it('go on after a failed seed until whatever it could have shown leads to the same verdict', () => {
    const failed = (values: readonly number[]) => states(values).with(3, FAILED);
    expect(stand(one, [...failed(clear), 'open'])).toMatchObject({ isDecided: false, seeds: { length: 10 } });
    const long = [...clear, ...clear, ...clear];
    const { isDecided, seeds } = stand(one, failed(long));
    expect([isDecided, seeds.length > 10, seeds.length < 30]).toEqual([true, true, true]);
    expect(stand(one, states(clear).with(9, FAILED))).toMatchObject({ isDecided: true, seeds: { length: 8 } });
  });

  it('end at a failed seed that nothing can bound, and at the fourth that failed', () => {
    const unbounded = {
      parts: [{ ...part(sequential), range: { low: Number.NEGATIVE_INFINITY, high: 0 } }],
    } as const;
    expect(stand(unbounded, states(clear).with(3, FAILED))).toMatchObject({ isDecided: true, seeds: { length: 4 } });
    const four = states(clear).map((state, index) => (index % 2 === 1 ? FAILED : state));
    expect(stand(one, four)).toMatchObject({ isDecided: true, seeds: { length: 8 } });
  });

  it('are all that were asked for where the design is fixed', () => {
    const fixed = { parts: [part(existence)] } as const;
    expect(stand(fixed, states(clear).with(9, FAILED))).toMatchObject({ isDecided: true, seeds: { length: 10 } });
    expect(stand(fixed, states(clear).with(0, 'open')).isDecided).toBe(false);
    expect([fewestSeedsOf(fixed, 12), mostSeedsOf(fixed, 12)]).toEqual([12, 12]);
    expect([fewestSeedsOf(one, 12), mostSeedsOf(one, 12), fewestSeedsOf(one, 4)]).toEqual([8, 32, 4]);
    const looks = { parts: [part({ ...sequential, design: THREE_LOOKS })] } as const;
    expect([fewestSeedsOf(looks, 12), mostSeedsOf(looks, 12)]).toEqual([6, 20]);
  });

  law.prop([
    fc.array(fc.tuple(fc.integer({ min: -10, max: 20 }), fc.integer({ min: -10, max: 20 })), {
      minLength: 8,
      maxLength: 32,
    }),
    fc.func(fc.nat()),
    fc.nat({ max: 40 }),
  ])('are the same in whatever order the runs finish, one that failed among them', (pairs, rankOf, failure) => {
    const whole = pairs.map(([x, y], index): SeedState => (index === failure ? FAILED : runOf(x / 20, y / 20)));
    const final = stand(two, whole);
    let arrived: SeedState[] = whole.map(() => 'open');
    const order = whole.map((_, index) => index).sort((left, right) => rankOf(left) - rankOf(right) || left - right);
    for (const index of order) {
      const run = whole[index];
      if (run !== undefined) arrived = arrived.with(index, run);
      const now = stand(two, arrived);
      if (now.isDecided) expect(now).toEqual(final);
    }
    expect(stand(two, arrived)).toEqual(final);
  });
});
