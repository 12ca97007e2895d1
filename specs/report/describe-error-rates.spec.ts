// Error rates in words: what a whole report may err in, and where a rule is said to find what.
import { describe, expect, it } from 'vitest';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import { atFamilyLevel, familyPlace } from '../../src/claims/verdicts/family.ts';
import type { PartVerdict, Verdict } from '../../src/claims/verdicts/verdict.ts';
import {
  describeOperatingCurve,
  describePower,
  describeReportWideError,
} from '../../src/report/describe-error-rates.ts';
import { describeRule } from '../../src/report/describe-rule.ts';
import { describeEstimates } from '../../src/report/describe-verdict.ts';
import { OTHER_SETTINGS, sampleDocument, sampleWith } from './sample-document.ts';

const [reproduced, trend, control] = sampleDocument.verdicts as [Verdict, Verdict, Verdict];
const [gap] = reproduced.parts as [PartVerdict];
const [equivalence] = control.parts as [PartVerdict];

describe('the power of a claim', () => {
  it('names the claims without a verdict where it is not known for want of them', () => {
    const leaning = {
      ...control,
      family: { ...control.family, gate: { claim: 'behind', verdict: 'not-run' } },
      assay: [{ claim: 'there', verdict: 'reproduced', passed: true }],
      leastPower: { atLeast: null, parts: 1, leansOn: ['there'] },
    } as const;
    expect(describePower(leaning)).toBe('not computable: it leans on behind, without a verdict here');
    expect(describePower({ ...leaning, leastPower: { ...leaning.leastPower, leansOn: ['there', 'behind'] } })).toBe(
      'not computable for this claim and number of seeds',
    );
  });
});

/** With the level of the rule of each part. */
function verdictAt(...levels: readonly number[]): Verdict {
  return { ...reproduced, parts: levels.map((alpha) => ({ ...gap, rule: { ...gap.rule, alpha } })) };
}

const bounds = (verdicts: readonly Verdict[]) =>
  [...(describeReportWideError(verdicts) ?? '').matchAll(/at most ([\d.]+)[,:]/g)].map(([, bound]) => Number(bound));

describe('the error of a whole report', () => {
  it('is a sum over claims of the largest level of a part; of what refutes, over parts', () => {
    expect(bounds([verdictAt(0.01)])).toEqual([0.01, 0.01]);
    expect(bounds([verdictAt(0.01), verdictAt(0.01, 0.05)])).toEqual([0.06, 0.07]);
  });

  it('is the level of a claim on both sides where its questions share that', () => {
    for (const claim of CLAIMS) {
      for (const test of claim.tests) {
        const { parts } = atFamilyLevel(test, familyPlace(claim, test, { catalogue: CLAIMS, profile: 'standard' }));
        const judged = parts.map(({ rule }) => ({ ...gap, rule }));
        const level = Math.ceil(1000 * (judged[0] as PartVerdict).rule.alpha - 1e-6) / 1000;
        expect(bounds([{ ...reproduced, parts: judged }])).toEqual([level, level]);
      }
    }
  });

  it('is rounded up, and never above 1', () => {
    expect(bounds([verdictAt(0.05 / 9)])).toEqual([0.006, 0.006]);
    expect(bounds(Array.from({ length: 300 }, () => verdictAt(0.01)))).toEqual([1, 1]);
  });

  it('says what is assumed', () => {
    expect(describeReportWideError([reproduced])).toMatch(
      /^The chance that the verdict here is .* Assumed: noise between seeds that is normal, or, for tests that look after every seed, symmetric/,
    );
  });

  it('leaves out verdicts on chosen seeds, which keep no level', () => {
    const { verdicts } = sampleWith('reproduced', { registration: OTHER_SETTINGS });
    expect(describeReportWideError(verdicts)).toBeNull();
    expect(describeReportWideError([reproduced, reproduced, ...verdicts])).toContain(
      'any of the 2 confirmatory verdicts here',
    );
    expect(describeReportWideError([])).toBeNull();
  });
});

describe('the words for a rule', () => {
  it('call only the threshold the smallest effect of interest, and how far beyond it the design sees the planning distance', () => {
    const curve = gap.operatingCurve as NonNullable<PartVerdict['operatingCurve']>;
    expect(describeOperatingCurve(gap)).toContain('at the planning distance, 1 SD beyond the threshold (0.09 share');
    const threshold = { ...gap, operatingCurve: { ...curve, smallestEffect: 0.05 } };
    expect(describeOperatingCurve(threshold)).toContain('at the threshold (0.05 share correct)');
  });

  it('call the level of a test no alpha, which is the consistency of tags in the paper', () => {
    for (const { parts } of [reproduced, trend, control]) {
      for (const { rule, unit } of parts) expect(describeRule(rule, unit)).toMatch(/level 0\.0[15]\b(?!.*\balpha\b)/);
    }
  });

  it('say of equivalence how many seeds lie above zero, for it predicts no side', () => {
    const estimates = { standardised: null, inDirection: { seeds: 5, of: 12, low: 0.13, high: 0.75 } };
    const withEstimates = (part: PartVerdict) =>
      part.decision.outcome === 'invalid' ? part : { ...part, decision: { ...part.decision, estimates } };
    expect(describeEstimates(withEstimates(equivalence))).toMatch(/^5 of 12 seeds lie above zero/);
    expect(describeEstimates(withEstimates(gap))).toMatch(/^5 of 12 seeds point the predicted way/);
  });
});
