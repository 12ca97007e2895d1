// The line about the runs behind a report, in each place that prints it: retries are named where there are any, and only there.
import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../src/cli/verdict-table.ts';
import { describeRuns } from '../../src/report/describe-verdict.ts';
import { validateReport } from '../../src/report/read-report.ts';
import { renderHtml } from '../../src/report/render-html.ts';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import { sampleDocument } from './sample-document.ts';

const runs = { trained: 3, found: 2, failed: 1 };

describe('runs that needed more than one attempt', () => {
  it('are counted where there are any', () => {
    expect(describeRuns(runs)).toBe('3 trained, 2 found in the ledger, 1 failed');
    expect(describeRuns({ ...runs, retried: 2 })).toBe(
      '3 trained, 2 found in the ledger, 1 failed; 2 needed more than one attempt, at the same seeds',
    );
  });

  it.each([0, 1])('stand in every form of a report if they are more than none (%i)', async (retried) => {
    const document = validateReport(
      { ...sampleDocument, runs: { ...runs, ...(retried > 0 ? { retried } : {}) } },
      'here',
    );
    const forms = [renderMarkdown(document), await renderHtml(document), summaryOf(document, (_word, text) => text)];
    const words = '1 needed more than one attempt, at the same seed';
    expect(forms.map((form) => form.includes(words))).toEqual(forms.map(() => retried > 0));
  });
});
