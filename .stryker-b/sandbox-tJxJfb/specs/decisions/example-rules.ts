// Rules that the specs of decisions share, and a check that a decision holds nothing that is not a number.
import { expect } from 'vitest';
import { decide } from '../../src/decisions/decide.ts';
import {
  type Decision,
  DecisionSchema,
  type DispersionRule,
  type EquivalenceRule,
  type ExistenceRule,
  type Found,
  type PatternRule,
  type Samples,
  type TrendRule,
} from '../../src/decisions/decision.ts';
import { checked } from '../../src/schemas/checked.ts';

export const existence: ExistenceRule = {
  kind: 'existence',
  direction: 'greater',
  threshold: 0.1,
  alpha: 0.05,
  planned: { effect: 0.5, standardDeviation: 0.3 },
};

export const equivalence: EquivalenceRule = {
  kind: 'equivalence',
  margin: 1,
  alpha: 0.05,
  planned: { effect: 0, standardDeviation: 1 },
};

export const dispersion: DispersionRule = {
  kind: 'dispersion',
  margin: 1,
  shareBelow: 0.3,
  alpha: 0.01,
  planned: { effect: 0, standardDeviation: 0.35 },
};

export const trend: TrendRule = {
  kind: 'trend',
  levels: ['none', 'some', 'half', 'all'],
  endpointThreshold: 0.5,
  reversalMargin: 0.4,
  alpha: 0.05,
  planned: { effect: 1.5, standardDeviation: 0.5 },
};

export const pattern: PatternRule = {
  kind: 'pattern',
  cells: [
    { name: 'late', expected: 'above' },
    { name: 'early', expected: 'chance' },
    { name: 'permuted', expected: 'control' },
  ],
  threshold: 0.03,
  margin: 0.03,
  alpha: 0.05,
  planned: { effect: 0.2, standardDeviation: 0.1 },
};

/** The same rule with every pass and fail turned round zero. */
export const existenceOfLess: ExistenceRule = {
  ...existence,
  direction: 'less',
  threshold: -existence.threshold,
  planned: { ...existence.planned, effect: -existence.planned.effect },
};

/** A decision with every field that one may have: null or empty where its outcome has none, so that a spec may ask for any. */
export type Whole = Omit<Extract<Found, { outcome: 'inconclusive' }>, 'outcome'> & Pick<Decision, 'outcome'>;

export const whole = (decision: Decision): Whole => ({
  effect: null,
  tests: [],
  power: null,
  seedsNeeded: null,
  ...decision,
});

export const decideWhole = (...asked: Parameters<typeof decide>): Whole => whole(decide(...asked));

const isDecision = checked<Decision>(DecisionSchema);

/**
 * Decides, and holds every decision of the specs to what all decisions promise.
 * @param seeds that it must have looked at: by default all; null for any number of them (a sequence may stop early)
 */
export function decideSoundly(
  rule: Parameters<typeof decide>[0],
  samples: Samples,
  seeds: number | null = rule.design === undefined ? samples.length : null,
): Whole {
  const decided = decide(rule, samples);
  expect(isDecision.complaints(decided)).toEqual([]);
  const decision = whole(decided);
  expectFiniteThroughout(decision);
  expect(decision.seeds).toBeLessThanOrEqual(samples.length);
  if (seeds !== null) expect(decision.seeds).toBe(seeds);
  expect(decision.alpha).toBe(rule.alpha);
  expect(decision.reason).toMatch(/^[A-Z0-9].*\.$/);
  expect(decision.outcome === 'reproduced').toBe(
    decision.tests.length > 0 && decision.tests.every((test) => test.passed),
  );
  return decision;
}

function expectFiniteThroughout(value: unknown): void {
  if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
  else if (typeof value === 'string') expect(value).not.toMatch(/NaN|Infinity|undefined|null/);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(expectFiniteThroughout);
}
