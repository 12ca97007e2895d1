// The statistical specs: each claim of the quick profile comes on this machine to the verdict that the goldens record of it, reproduced
// or not (`iml run` has the exit code of the paper's claims). False-alarm rate at most alpha = .01 a claim, and
// .05 for all primary claims of a task together; miss rate 1 - power, stated in each verdict; the smallest effect that counts is the
// claim's registered threshold. Decided seed after seed, and once more at the fixed number of seeds: with the same verdicts. In `npm test`
// on the golden pools, if this copy gives their bytes, and on eight fresh seeds of the first claim; in the exhaustive tier on fresh seeds.
import { readFileSync } from 'node:fs';
import { describe, expect, inject, it } from 'vitest';
import type { ClaimTest } from '../../src/claims/claim.ts';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import { CONFIRM_POOL, GOLDEN_POOL } from '../../src/claims/registry/seed-pools.ts';
import { STATEMENTS } from '../../src/claims/registry/statements.ts';
import type { Verdict, VerdictWord } from '../../src/claims/verdicts/verdict.ts';
import { recomputeReport } from '../../src/execution/campaign/recompute-report.ts';
import type { ReportDocument } from '../../src/execution/campaign/report-document.ts';
import { parseManifest } from '../../src/goldens/manifest.ts';
import { openLedgerToRead } from '../../src/ledger/open-ledger-to-read.ts';

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as ReportDocument;
const report = read(inject('quickReport'));
const fixed = read(inject('fixedReport'));
const verdictsOnce = JSON.parse(readFileSync(inject('verdictsOnce'), 'utf8')) as Verdict[];

/** As goldens keep it; specs/goldens/committed-goldens.spec.ts shows that their pools give it. */
const recorded = parseManifest(readFileSync(new URL('../../golden/manifest.json', import.meta.url)));
const recordedOn = (id: string, { task, design }: Pick<ClaimTest, 'task' | 'design'>): VerdictWord | undefined => {
  if (typeof recorded === 'string') throw new Error(recorded);
  const set = recorded.sets.find(({ environment, profile }) => environment === 'wasm' && profile === 'quick');
  return set?.verdicts.find((one) => one.claim === id && one.task === task && one.design === design)?.verdict;
};

/** What other seeds, or fewer, may come to: they may leave open what more of them decide against the claim, and the other way round. */
const agreeing = (word: VerdictWord | undefined) =>
  word === 'not-reproduced' || word === 'inconclusive' ? ['not-reproduced', 'inconclusive'] : [word];

const quickClaims = CLAIMS.filter(({ tests }) => tests.some(({ seeds }) => seeds.quick !== undefined));

describe.each(quickClaims.map((claim) => [claim.id, claim] as const))('%s', (id, claim) => {
  const tests = claim.tests.filter(({ seeds }) => seeds.quick !== undefined);
  it.each(tests.map((test) => [test.task, test] as const))(
    'is decided on %s by evidence, with its declared power, and as a fixed number of seeds decides it',
    (_, test) => {
      const verdict = verdictOf(report, id, test);
      // Of single models at alpha .5 in text more is asked.
      const most = id === 'uninformative-tags-no-iml' && test.task === 'alias-text' ? 48 : 32;
      expect(verdict.budget).toEqual({ fewest: 8, most, fixed: test.seeds.quick });
      for (const { name, decision } of verdict.parts) {
        expect.soft(decision.alpha, `alpha of ${name}`).toBeLessThanOrEqual(0.01);
        if (recordedOn(id, test) === 'reproduced') {
          expect.soft(decision.sequence, `end of ${name}`).toMatchObject({ stoppedBy: 'evidence-for' });
        }
        // The resolution of the test itself: what it was designed to see, it sees nine times out of ten.
        expect.soft('power' in decision && decision.power, `power of ${name}`).toBeGreaterThanOrEqual(0.9);
      }
      const once = verdictOf(fixed, id, test);
      expect(once.seeds).toHaveLength(test.seeds.quick as number);
      // With fewer seeds than were needed one after the other, a look at all of them may leave it open.
      const mayBeOpen = once.seeds.length < verdict.seeds.length ? ['inconclusive'] : [];
      const expected = [...agreeing(recordedOn(id, test)), ...mayBeOpen];
      expect(expected, `${once.reason}\nagainst: ${verdict.reason}`).toContain(once.verdict);
    },
  );

  it.each(tests.map((test) => [test.task, recordedOn(id, test), test] as const))(
    'comes to the golden verdict on %s: %s',
    (_, word, test) => {
      const { task, design } = test;
      const onAll = verdictsOnce.find((one) => one.claim === id && one.task === task && one.design === design);
      // Judged on the pools, as the manifest's verdict was, or on seeds that were trained instead.
      expect(report.request?.firstSeed === GOLDEN_POOL ? [word] : agreeing(word), onAll?.reason).toContain(
        onAll?.verdict,
      );
      const verdict = verdictOf(report, id, test);
      expect(agreeing(word), `${verdict.reason}\nagain: ${verdict.replay}`).toContain(verdict.verdict);
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

  it.each(
    first?.tests.filter(({ seeds }) => seeds.quick !== undefined).map((test) => [test.task, test] as const) ?? [],
  )('the first claim comes to the golden verdict in this copy, trained now: %s', (_, test) => {
    const verdict = verdictOf(fresh, 'iml-appears', test);
    expect(verdict.seeds.slice(0, 8)).toEqual(Array.from({ length: 8 }, (_, index) => CONFIRM_POOL + index));
    expect(verdict.registration?.standing).toBe('confirmatory');
    expect(agreeing(recordedOn('iml-appears', test)), verdict.reason).toContain(verdict.verdict);
  });
});

function verdictOf({ verdicts }: ReportDocument, id: string, { task, design }: Pick<ClaimTest, 'task' | 'design'>) {
  const verdict = verdicts.find((one) => one.claim === id && one.task === task && one.design === design);
  if (verdict === undefined) throw new Error(`The report has no verdict on ${id} (${task}, ${design}).`);
  return verdict;
}
