// The words of a size, in a part and over a whole report.
import { describe, expect, it } from 'vitest';
import type { Size } from '../../src/claims/verdicts/effect-size.ts';
import type { Verdict } from '../../src/claims/verdicts/verdict.ts';
import { summaryOf } from '../../src/cli/verdict-table.ts';
import { compareReports } from '../../src/report/compare-reports.ts';
import { describeSize, describeSizes } from '../../src/report/describe-size.ts';
import { validateReport } from '../../src/report/read-report.ts';
import { renderHtml } from '../../src/report/render-html.ts';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import { equivalence, existence } from '../decisions/example-rules.ts';
import { sampleDocument } from './sample-document.ts';

const size: Size = {
  outcome: 'smaller',
  reference: { estimate: 0.394, standardDeviation: 0.1, seeds: 6 },
  difference: { estimate: -0.184, low: -0.28, high: -0.08, confidence: 0.98 },
  margin: 0.1,
};
const unit = 'exact match';
const withSize = (one: Size) => {
  const [first, ...rest] = sampleDocument.verdicts as readonly [Verdict, ...Verdict[]];
  const [part, ...others] = first.parts as readonly [Verdict['parts'][number], ...Verdict['parts']];
  return { ...sampleDocument, verdicts: [{ ...first, parts: [{ ...part, size: one }, ...others] }, ...rest] };
};

describe('a size in words', () => {
  it('is a share of the other effect, with the difference', () => {
    expect(describeSize({ size, unit, rule: existence })).toMatchInlineSnapshot(
      `"Size: about 53 % of the independent implementation’s effect (+0.394 exact match over 6 seeds; difference −0.184 [−0.280, −0.080], 98 % interval by Welch, margin ±0.1): shown smaller."`,
    );
  });

  it('is no certainty where it is as large as the other, and shows no 0 where the interval holds none', () => {
    const same = {
      ...size,
      outcome: 'equivalent',
      difference: { ...size.difference, estimate: -1e-5, low: -0.02, high: 0.02 },
    } as const;
    expect(describeSize({ size: same, unit, rule: existence })).toContain('about 100\u00a0% of');
    const larger = {
      ...size,
      outcome: 'larger',
      difference: { ...size.difference, estimate: 0.04, low: 0.00044, high: 0.08 },
    } as const;
    expect(describeSize({ size: larger, unit, rule: existence })).toContain(
      'difference +0.04000 [+0.00044, +0.08000], 98\u00a0% interval by Welch, margin ±0.1): shown larger.',
    );
  });

  it('has no share where there is no effect, or one of the other sign', () => {
    const turned = { ...size, difference: { ...size.difference, estimate: -0.5, low: -0.6, high: -0.4 } };
    expect(describeSize({ size: turned, unit, rule: existence })).toMatchInlineSnapshot(
      `"Size: no effect, or one of the other sign, beside the independent implementation’s effect (+0.394 exact match over 6 seeds; difference −0.500 [−0.600, −0.400], 98 % interval by Welch, margin ±0.1): shown smaller."`,
    );
    const none = { ...size, outcome: 'differs', reference: { ...size.reference, estimate: 0 } } as const;
    expect(describeSize({ size: none, unit, rule: equivalence })).toMatchInlineSnapshot(
      `"Size: beside the independent implementation’s effect (0.000 exact match over 6 seeds; difference −0.184 [−0.280, −0.080], 98 % interval by Welch, margin ±0.1): shown to differ."`,
    );
  });

  it('is silent where nothing is known', () => {
    expect(describeSize({ unit, rule: existence })).toBeNull();
    expect(describeSizes(sampleDocument.verdicts)).toBeNull();
  });
});

describe('a report with a size', () => {
  const document = withSize(size);

  it('says it in every rendering, and names what is shown to be another', async () => {
    expect(validateReport(document, 'here')).toBe(document);
    expect(describeSizes(document.verdicts)).toMatchInlineSnapshot(
      `"Sizes beside those of an independent implementation, without a say in any verdict: of 1 part 0 the same within the margin, 0 undecided; shown smaller: reliable-definitions-internalised-more (digit-grid/symbols: D5 minus D6)."`,
    );
    expect(describeSizes([...document.verdicts, ...document.verdicts])).toMatch(
      /Were all of them equal, about 0\.04 would still be shown other by chance\.$/,
    );
    const plain = (text: string) => text.replaceAll(/\s+/g, ' ');
    for (const text of [renderMarkdown(document), await renderHtml(document)]) {
      expect(plain(text)).toContain('about 53');
      expect(plain(text)).toContain('of 1 part 0 the same within the margin, 0 undecided; shown smaller:');
    }
    expect(plain(summaryOf(document, (_, text) => text))).toContain('of 1 part 0 the same within the margin');
  });

  it('is audited with it', () => {
    const other = withSize({ ...size, outcome: 'undecided' });
    expect(compareReports(other, document).map(({ what }) => what)).toEqual([
      expect.stringMatching(/^the size beside the independent implementation of .* was changed$/),
    ]);
    expect(compareReports(sampleDocument, document)).not.toEqual([]);
    expect(compareReports(document, sampleDocument)).not.toEqual([]);
  });
});
