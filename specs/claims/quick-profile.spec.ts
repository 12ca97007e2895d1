// The statistical specs: each claim of the quick profile holds on this machine. False-alarm rate at most alpha = .01 a claim, and
// .05 for all primary claims of a task together; miss rate 1 - power, stated in each verdict; the smallest effect that counts is the
// claim's registered threshold. Decided seed after seed, and once more at the fixed number of seeds: with the same verdicts. In `npm test`
// on the golden pools, if this copy gives their bytes, and on eight fresh seeds of the first claim; in the exhaustive tier on fresh seeds.
import { readFileSync } from 'node:fs';
import { describe, expect, inject, it } from 'vitest';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import { CONFIRM_POOL } from '../../src/claims/registry/seed-pools.ts';
import { STATEMENTS } from '../../src/claims/registry/statements.ts';
import type { Verdict } from '../../src/claims/verdicts/verdict.ts';
import { recomputeReport } from '../../src/execution/campaign/recompute-report.ts';
import type { ReportDocument } from '../../src/execution/campaign/report-document.ts';
import { openLedgerToRead } from '../../src/ledger/open-ledger-to-read.ts';

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as ReportDocument;
const report = read(inject('quickReport'));
const fixed = read(inject('fixedReport'));

const quickClaims = CLAIMS.filter(({ tests }) => tests.some(({ seeds }) => seeds.quick !== undefined));

describe.each(quickClaims.map((claim) => [claim.id, claim] as const))('%s', (id, claim) => {
  const tests = claim.tests.filter(({ seeds }) => seeds.quick !== undefined);
  it.each(tests.map((test) => [test.task, test] as const))(
    'is decided on %s by evidence, with its declared power, and as a fixed number of seeds decides it',
    (task, test) => {
      const verdict = verdictOf(report, id, task);
      expect(verdict.budget).toEqual({ fewest: 8, most: 32, fixed: test.seeds.quick });
      for (const { name, decision } of verdict.parts) {
        expect.soft(decision.alpha, `alpha of ${name}`).toBeLessThanOrEqual(0.01);
        expect.soft(decision.sequence, `end of ${name}`).toMatchObject({ stoppedBy: 'evidence-for' });
        // The resolution of the test itself: what it was designed to see, it sees nine times out of ten.
        expect.soft('power' in decision && decision.power, `power of ${name}`).toBeGreaterThanOrEqual(0.9);
      }
      expect(['reproduced', 'not-reproduced'], verdict.reason).toContain(verdict.verdict);
      const once = verdictOf(fixed, id, task);
      expect(once.seeds).toHaveLength(test.seeds.quick as number);
      expect(once.verdict, `${once.reason}\nagainst: ${verdict.reason}`).toBe(verdict.verdict);
    },
  );

  it.each(tests.filter(({ required }) => required).map((test) => [test.task] as const))(
    'is reproduced on %s',
    (task) => {
      const verdict = verdictOf(report, id, task);
      expect(verdict.verdict, `${verdict.reason}\nagain: ${verdict.replay}`).toBe('reproduced');
    },
  );
});

describe('the quick profile', () => {
  it('keeps all statements of the paper in the denominator, each tested or with a reason', () => {
    expect(report.coverage?.statements.map(({ id }) => id)).toEqual(STATEMENTS.map(({ id }) => id));
    for (const { tests, reason } of report.coverage?.statements ?? []) {
      expect(tests.length > 0 || reason !== null).toBe(true);
    }
  });

  it('spends fewer seeds than the fixed design', () => {
    const spent = (document: ReportDocument) => document.verdicts.reduce((sum, { seeds }) => sum + seeds.length, 0);
    expect(spent(report)).toBeLessThan(spent(fixed));
  });

  it('keeps the primary claims of a task within one family-wise alpha', () => {
    for (const task of new Set(report.verdicts.map((verdict) => verdict.task))) {
      const primary = report.verdicts.filter((one) => one.task === task && one.family?.role === 'primary');
      expect(primary.reduce((sum, { alpha }) => sum + (alpha ?? 1), 0)).toBeLessThanOrEqual(0.05 + 1e-12);
    }
  });

  it('has a complete run of every seed, each with the roles that its seed deals', async () => {
    expect(report.runs.failed).toBe(0);
    expect(report.runs.found + report.runs.trained).toBeGreaterThanOrEqual(8 * 16);
    const { lacking, foreign } = await recomputeReport(report, { ledger: openLedgerToRead(inject('ledgerFolder')) });
    expect({ lacking, foreign }).toEqual({ lacking: [], foreign: [] });
  });
});

describe('on seeds that no golden pool has', () => {
  const fresh = read(inject('freshReport'));
  const [first] = quickClaims;

  it.each(first?.tests.filter(({ seeds }) => seeds.quick !== undefined).map(({ task }) => [task] as const) ?? [])(
    'the first claim is reproduced by this copy, trained now: %s',
    (task) => {
      const verdict = verdictOf(fresh, 'iml-appears', task);
      expect(verdict.seeds.slice(0, 8)).toEqual(Array.from({ length: 8 }, (_, index) => CONFIRM_POOL + index));
      expect(verdict.registration?.standing).toBe('confirmatory');
      expect(verdict.verdict, verdict.reason).toBe('reproduced');
    },
  );
});

function verdictOf({ verdicts }: ReportDocument, id: string, task: string): Verdict {
  const verdict = verdicts.find((candidate) => candidate.claim === id && candidate.task === task);
  if (verdict === undefined) throw new Error(`The report has no verdict on ${id} (${task}).`);
  return verdict;
}
