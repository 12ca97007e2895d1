// A missing run never creates a verdict: every run of every golden pool that a test sees taken away, one at a time (looking
// once, of every fourth seed). Some two minutes: a thousand verdicts.
import { describe, expect, test } from 'vitest';
import { casesOf, expectNoOtherVerdict, goldenTests } from './one-seed-missing.ts';

describe('with any one run of a golden pool missing', () => {
  test.each(
    goldenTests.flatMap((golden) => [false, true].map((isFixed) => ({ golden, isFixed, name: golden.claim.id }))),
  )(
    '$name on $golden.test.task (looking once: $isFixed) is what it is with all runs, inconclusive, or invalid',
    ({ golden, isFixed }) => {
      const cases = casesOf(golden, isFixed);
      expect(cases.length).toBeGreaterThanOrEqual(8);
      for (const one of cases) expectNoOtherVerdict(one);
    },
  );
});
