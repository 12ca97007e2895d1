// Where claims transfer to: e-BH over the configurations that a claim was asked of, on decisions that the harness's own rules made.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Verdict, VerdictWord } from '../../src/claims/verdicts/verdict.ts';
import { decide } from '../../src/decisions/decide.ts';
import { type ExistenceRule, effectIn } from '../../src/decisions/decision.ts';
import { SEQUENTIAL } from '../../src/decisions/design.ts';
import type { ReportDocument } from '../../src/execution/campaign/report-document.ts';
import { TRANSFER_RATE, transferDocument } from '../../src/report/transfer-document.ts';
import { renderTransferHtml, renderTransferMarkdown, validateTransfer } from '../../src/report/write-transfer.ts';
import { refusalOf } from '../refusal.ts';
import { OTHER_SETTINGS, sampleWith } from './sample-document.ts';

const rule: ExistenceRule = {
  kind: 'existence',
  direction: 'greater',
  threshold: 0.1,
  alpha: 0.01,
  planned: { effect: 0.3, standardDeviation: 0.05 },
  design: SEQUENTIAL,
};

/** Eight seeds around `mean`, the same spread each time. */
const seeds = (mean: number, spread = 0.05) => [-1, 0.4, 1.1, -0.6, 0.2, -1.3, 0.9, 0.3].map((z) => mean + spread * z);

function verdictOf(values: readonly number[], word?: VerdictWord): Verdict {
  const decision = decide(rule, values);
  const { verdicts } = sampleWith(word ?? decision.outcome, { claim: 'iml-appears', task: 'alias-text' });
  const [verdict] = verdicts as [Verdict];
  const { estimate = 0, low = null, high = null } = effectIn(decision) ?? {};
  const effect = { estimate, low, high, unit: 'accuracy', standardised: null };
  return {
    ...verdict,
    ...('effect' in verdict ? { effect } : {}),
    parts: [{ name: 'the gap', unit: 'accuracy', rule, decision, perSeed: [] }],
  };
}

/** @param verdict null: the claim does not apply to it */
function reportOf(
  name: string,
  verdict: Verdict | null,
): { readonly document: ReportDocument; readonly report: string } {
  const configuration = {
    name,
    file: `${name}.json`,
    description: null,
    extends: 'alias-text',
    experimentHash: 'abc',
    experiment: {},
    sizes: null,
    batches: null,
    activations: null,
    asked: ['verify', `${name}.json`],
    unasked: verdict === null ? [{ claim: 'iml-appears', reason: 'it has a single stage' }] : [],
  };
  return {
    document: { ...sampleWith('reproduced'), configuration, verdicts: verdict === null ? [] : [verdict] },
    report: `2026-${name}`,
  };
}

const transferOf = (verdicts: readonly (Verdict | null)[]) =>
  transferDocument(
    verdicts.map((verdict, index) => reportOf(`c${index + 1}`, verdict)),
    { replay: 'npx iml verify', order: ['iml-appears', 'full-batch-iml'] },
  );
const cellsOf = (verdicts: readonly (Verdict | null)[]) =>
  (transferOf(verdicts).claims[0]?.cells ?? []).map((cell) => ({ eValue: null, transfers: false, ...cell }));

describe('the transfer report', () => {
  it('says where a claim transfers to, where not, and where it was not asked', () => {
    const cells = cellsOf([verdictOf(seeds(0.3)), verdictOf(seeds(0)), null]);
    expect(cells.map(({ verdict, transfers }) => [verdict, transfers])).toEqual([
      ['reproduced', true],
      ['not-reproduced', false],
      [null, false],
    ]);
    expect(cells[2]?.reason).toBe('it has a single stage');
  });

  it('asks more of each the fewer there are that hold', () => {
    // Reproduced with little to spare: enough for one configuration, and not as the only one of many.
    const means = Array.from({ length: 100 }, (_, index) => 0.15 + index / 500);
    const weak = means.map((mean) => verdictOf(seeds(mean))).find(({ verdict }) => verdict === 'reproduced') as Verdict;
    const evidence = cellsOf([weak])[0]?.eValue ?? 0;
    expect(evidence).toBeGreaterThan(1 / TRANSFER_RATE);
    const others = Array.from({ length: Math.ceil(evidence * TRANSFER_RATE) }, () => verdictOf(seeds(0)));
    expect(cellsOf([weak])[0]?.transfers).toBe(true);
    expect(cellsOf([weak, ...others])[0]?.transfers).toBe(false);
  });

  it('counts a claim that could not be judged as asked, with no evidence', () => {
    const cells = cellsOf([verdictOf(seeds(0.3), 'invalid'), verdictOf(seeds(0.3))]);
    expect(cells.map(({ eValue, transfers }) => [eValue === 0, transfers])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it('says of no exploratory verdict that it transfers, and takes its evidence for none', async () => {
    const chosen = { ...verdictOf(seeds(0.3)), registration: OTHER_SETTINGS };
    const document = transferOf([chosen, verdictOf(seeds(0.3))]);
    const cells = document.claims[0]?.cells ?? [];
    expect(cells.map(({ verdict }) => verdict)).toEqual(['reproduced', 'reproduced']);
    expect(cellsOf([chosen, verdictOf(seeds(0.3))]).map(({ transfers }) => transfers)).toEqual([false, true]);
    const alone = transferOf([chosen]);
    expect(renderTransferMarkdown(alone)).not.toContain(', transfers');
    expect(await renderTransferHtml(alone)).not.toContain('title="It transfers"');
    expect(renderTransferMarkdown(transferOf([verdictOf(seeds(0.3))]))).toContain('reproduced, transfers: ');
    expect(await renderTransferHtml(transferOf([verdictOf(seeds(0.3))]))).toContain('title="It transfers"');
  });

  law.prop([fc.array(fc.option(fc.double({ min: -0.3, max: 0.6, noNaN: true })), { minLength: 1, maxLength: 12 })])(
    'is e-BH over what was asked, and says transfers only of what is reproduced',
    (means) => {
      const verdicts = means.map((mean) => (mean === null ? null : verdictOf(seeds(mean))));
      if (verdicts.every((verdict) => verdict === null)) return;
      const cells = cellsOf(verdicts);
      const evidence = cells.flatMap(({ eValue }) => (eValue === null ? [] : [eValue])).sort((a, b) => b - a);
      // The definition, written anew: the largest k such that k of the e-values are at least K / (rate k).
      const found = evidence.filter((e, index) => e >= evidence.length / (TRANSFER_RATE * (index + 1))).length;
      const largest = evidence.reduce(
        (k, e, index) => (e >= evidence.length / (TRANSFER_RATE * (index + 1)) ? index + 1 : k),
        0,
      );
      const bar = largest === 0 ? Number.POSITIVE_INFINITY : (evidence[largest - 1] ?? 0);
      expect(found).toBeLessThanOrEqual(largest);
      for (const { verdict, eValue, transfers } of cells) {
        expect(transfers).toBe(verdict === 'reproduced' && (eValue ?? 0) >= bar);
      }
    },
  );

  it('passes its schema, and nothing else does', () => {
    const document = transferOf([verdictOf(seeds(0.3)), null]);
    expect(validateTransfer(JSON.parse(JSON.stringify(document)), 'here')).toEqual(document);
    expect(refusalOf(() => validateTransfer({ ...document, rate: 2 }, 'here')).code).toBe('invalid-report');
  });

  it('says first that verdicts on other seeds than declared confirm nothing, in pages that are not green', async () => {
    const exploratory = transferOf([{ ...verdictOf(seeds(0.3)), registration: OTHER_SETTINGS }, verdictOf(seeds(0))]);
    const words = `Exploratory in 1 of 2 verdicts. ${OTHER_SETTINGS.reason}`;
    expect(exploratory.exploratory).toBe(words);
    const page = await renderTransferHtml(exploratory);
    expect(page).toContain('<h1>Exploratory: which claims hold where?</h1>');
    expect(page).toContain(`<p class="lead">${words} A claim transfers`);
    expect(page.match(/ style="--reproduced: var\(--quiet\)"/g)).toHaveLength(2);
    expect(renderTransferMarkdown(exploratory)).toMatch(
      /^# Exploratory: iml-verify transfer report: .*\n\nExploratory in 1 of 2/,
    );
    expect(transferOf([verdictOf(seeds(0.3))])).not.toHaveProperty('exploratory');
  });

  it('is a page without script and a Markdown file, each with every cell', async () => {
    const document = transferOf([verdictOf(seeds(0.3)), verdictOf(seeds(0)), null]);
    const page = await renderTransferHtml(document);
    const markdown = renderTransferMarkdown(document);
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
    expect(page.match(/<svg/g)?.length).toBeGreaterThan(0);
    for (const text of [page, markdown]) {
      expect(text).toContain('It transfers to 1 of the 2 configurations that it was asked of: c1.');
      expect(text).toContain('it has a single stage');
      expect(text).toContain('c3');
    }
    expect(await renderTransferHtml(document)).toBe(page);
  });
});
