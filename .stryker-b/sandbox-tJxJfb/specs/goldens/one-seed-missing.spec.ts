// A missing run never creates a verdict, on golden runs: some of them here, all in the exhaustive tier.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type Case, casesOf, expectNoOtherVerdict, goldenTests } from './one-seed-missing.ts';

describe('with any one run of a golden pool missing', () => {
  law.prop([fc.constantFrom(...goldenTests), fc.boolean(), fc.nat()], { numRuns: 30 })(
    'the verdict of a claim is that of all runs, inconclusive, or invalid',
    (golden, isFixed, pick) => {
      const cases = casesOf(golden, isFixed);
      expectNoOtherVerdict(cases[pick % cases.length] as Case);
    },
  );

  test('there are cases of every test of the quick profile', () => {
    expect(goldenTests.length).toBeGreaterThanOrEqual(27);
  });
});
