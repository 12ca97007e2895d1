// The statistical specs: each claim of the quick profile holds on this machine. False-alarm rate alpha = .01 a claim; miss
// rate 1 - power, stated in each verdict; the smallest effect that counts is the claim's registered threshold.
import { readFileSync } from 'node:fs';
import { describe, expect, inject, it } from 'vitest';
import { CLAIMS } from '../../src/claims/registry.ts';
import type { Verdict } from '../../src/claims/verdict.ts';
import type { ReportDocument } from '../../src/execution/report-document.ts';

const report = JSON.parse(readFileSync(inject('quickReport'), 'utf8')) as ReportDocument;

describe.each(CLAIMS.map((claim) => [claim.id, claim] as const))('%s', (id, claim) => {
  const tests = claim.tests.filter(({ seeds }) => seeds.quick !== undefined);
  it.each(tests.map((test) => [test.task, test] as const))(
    'is decided on %s with its declared seeds and power',
    (task, test) => {
      const verdict = verdictOf(id, task);
      expect(verdict.seeds).toHaveLength(test.seeds.quick as number);
      for (const { name, decision } of verdict.parts) {
        expect.soft(decision.alpha, `alpha of ${name}`).toBe(0.01);
        // The resolution of the test itself: what it was designed to see, it sees nine times out of ten.
        expect.soft(decision.power, `power of ${name}`).toBeGreaterThanOrEqual(0.9);
      }
      expect(['reproduced', 'not-reproduced'], verdict.reason).toContain(verdict.verdict);
    },
  );

  it.each(tests.filter(({ required }) => required).map((test) => [test.task] as const))(
    'is reproduced on %s',
    (task) => {
      const verdict = verdictOf(id, task);
      expect(verdict.verdict, `${verdict.reason}\nagain: ${verdict.replay}`).toBe('reproduced');
    },
  );
});

describe('the quick profile', () => {
  it('keeps all 28 claims of the paper in the denominator, each tested or with a reason', () => {
    expect(report.coverage.claims).toBe(28);
    for (const { testedBy, untestedBecause } of report.coverage.paper) {
      expect(testedBy.length > 0).toBe(untestedBecause === null);
    }
  });

  it('records roles for every seed', () => {
    expect(report.runs.failed).toBe(0);
  });
});

function verdictOf(id: string, task: string): Verdict {
  const verdict = report.verdicts.find((candidate) => candidate.claim === id && candidate.task === task);
  if (verdict === undefined) throw new Error(`The report has no verdict on ${id} (${task}).`);
  return verdict;
}
