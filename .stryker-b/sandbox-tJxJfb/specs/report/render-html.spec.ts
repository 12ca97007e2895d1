// The HTML report: self-contained, complete, escaped, and the same bytes each time.
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { STATEMENTS } from '../../src/claims/registry/statements.ts';
import { renderHtml } from '../../src/report/render-html.ts';
import { OTHER_SETTINGS, sampleDocument, sampleWith } from './sample-document.ts';

const page = await renderHtml(sampleDocument);

describe('the HTML report', () => {
  it('says first, and not in green, that an exploratory run confirms nothing', async () => {
    const exploratory = await renderHtml(sampleWith('reproduced', { registration: OTHER_SETTINGS }));
    expect(exploratory).toContain('<h1>Exploratory: does implicit meta-learning reproduce?</h1>');
    expect(exploratory).toContain('<p class="lead">Exploratory. Not the declared design: 3 seeds a claim');
    const blocks = /<(?:header class="page"|main) style="--reproduced: var\(--quiet\)">/g;
    expect(exploratory.match(blocks)).toHaveLength(2);
    expect(page.match(blocks)).toBeNull();
    expect(page).toContain('<h1>Does implicit meta-learning reproduce?</h1>');
    const mixed = {
      ...sampleDocument,
      verdicts: [...sampleDocument.verdicts, ...sampleWith('reproduced', { registration: OTHER_SETTINGS }).verdicts],
    };
    expect(await renderHtml(mixed)).toContain(
      '<p class="lead">Exploratory in 1 of 6 verdicts. Not the declared design',
    );
  });

  it('loads nothing from elsewhere and runs no script', () => {
    expect(page).not.toMatch(/<(script|link|img|iframe|object)\b/);
    expect(page).not.toMatch(/(?:src|href)="(?!#)/);
    expect(page).not.toMatch(/@import|url\((?!#)/);
  });

  it('shows the verdict table before any plot and before any section', () => {
    const table = page.indexOf('class="verdicts"');
    expect(table).toBeGreaterThan(0);
    expect(table).toBeLessThan(page.indexOf('<figure>'));
    expect(table).toBeLessThan(page.indexOf('class="claim '));
  });

  it('names the verdict in words, not by colour alone', () => {
    for (const label of ['reproduced', 'not reproduced', 'inconclusive', 'invalid', 'not run']) {
      expect(page).toContain(`<span>${label}</span>`);
    }
  });

  it('draws every plot with a title and a description', () => {
    const plots = sampleDocument.verdicts.reduce(
      (sum, { plots: all, parts }) => sum + all.length + parts.filter(({ operatingCurve }) => operatingCurve).length,
      0,
    );
    expect(page.match(/<svg [^>]*role="img"/g)).toHaveLength(plots);
    expect(page.match(/<svg [^>]*role="img"[^>]*><title [^>]*>[^<]+<\/title><desc [^>]*>[^<]+<\/desc>/g)).toHaveLength(
      plots,
    );
  });

  it('draws below a part what its rule would say, and says what it would have missed', () => {
    expect(page).toContain(
      'This rule would say reproduced in 94\u00a0% of runs at the planning distance, 1 SD beyond the threshold (0.09 share correct), and in &lt; 1.5\u00a0% where there is none; not reproduced in 2\u00a0% and in &gt; 98.5\u00a0%. It spends 16.1 and 8.2 seeds on average, in nine runs of ten at most 26 and 9.',
    );
    expect(page).toContain('where it is as large as the margin (0.03 share correct)');
    expect(page).toContain('From 200 to 400 simulated campaigns a point, with normal noise.');
    expect(page.match(/<figure class="rates">/g)).toHaveLength(2);
    expect(page.indexOf('Tests of D5 minus D6')).toBeLessThan(page.indexOf('<figure class="rates">'));
  });

  it('renders a report of an earlier version, which has no such curve', async () => {
    const [first] = sampleDocument.verdicts;
    const parts = first?.parts.map(({ operatingCurve, ...part }) => part) ?? [];
    const earlier = await renderHtml(sampleWith('reproduced', { parts }));
    expect(earlier).toContain('Tests of D5 minus D6');
    expect(earlier).not.toContain('<figure class="rates">');
  });

  it('has unique ids, and every link and reference leads to one', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const references = [...page.matchAll(/(?:href="#|url\(#|aria-labelledby=")([^")]+)/g)];
    for (const id of references.flatMap(([, names = '']) => names.split(' '))) expect(ids).toContain(id);
  });

  it('keeps every statement of the paper in sight, tested or not', () => {
    for (const { id } of STATEMENTS) expect(page).toContain(`>${id}</th>`);
    expect(page).toContain('needs an encoder-decoder language model');
  });

  it('says of the paper what is contradicted where it says what is reproduced, before it tells claim by claim', () => {
    const lead = /<p class="lead">(.*)<\/p>/.exec(page)?.[1];
    expect(lead).toContain('1 reproduced, 1 contradicted (C15a).');
    expect(lead).toContain('1 of 4 findings reproduced; 0 of 1 harness checks hold.');
    expect(page).toContain(
      'C15a is contradicted, or smaller than the smallest effect of interest: Smaller batches show more IML (against it: smaller-batches-more-iml',
    );
    expect(page.indexOf('id="coverage"')).toBeLessThan(page.indexOf('id="claims"'));
  });

  it('has confidence and spread beside each effect, in cards as in rows', () => {
    expect(page).toContain('<span class="unit">share correct (98\u00a0%)</span>');
    expect(page).toContain('data-label="SD">0.033</td>');
    const row = /<tr role="row" class="invalid">.*<\/tr>/.exec(page)?.[0];
    expect(row).toContain('data-label="SD">–</td>');
  });

  it('bounds the error of all verdicts in one sentence below the table', () => {
    const sentence = 'The chance that any of the 5 verdicts here is falsely reproduced is at most 0.13';
    expect(page.split(sentence)).toHaveLength(2);
    expect(page.indexOf(sentence)).toBeLessThan(page.indexOf('id="coverage"'));
  });

  it('says which verdicts rest on the same runs', () => {
    expect(page).toContain('3 of 3 verdicts on digit-grid/symbols read the same runs');
  });

  it('renders a report of an earlier version, which says nothing of the statements', async () => {
    const { coverage: _, ...earlier } = sampleDocument;
    expect(await renderHtml(earlier)).not.toContain('What it says of the paper');
  });

  it('states the effect against the threshold in words, and what to do without an interval', () => {
    expect(page).toContain('confidence sequence +0.101 to +0.136, which lies wholly above the threshold 0.05.');
    expect(page).toContain('which lies wholly inside the margin ±0.03.');
    expect(page).toContain('There is no interval');
  });

  it('is the same bytes however often this process renders it', async () => {
    expect(await renderHtml(sampleDocument)).toBe(page);
    expect(await renderHtml(structuredClone(sampleDocument))).toBe(page);
  });

  it('renders twice the same claim on the same task under two anchors', async () => {
    const [first] = sampleDocument.verdicts;
    const twice = await renderHtml({ ...sampleDocument, verdicts: first === undefined ? [] : [first, first] });
    expect(twice.match(/<section class="claim [^>]* id="([^"]+)"/g)).toHaveLength(2);
    expect(twice).toContain('digit-grid-symbols-2"');
  });

  it('renders a report without verdicts', async () => {
    await expect(renderHtml({ ...sampleDocument, verdicts: [] })).resolves.toContain(
      '0 of 0 tests of claims reproduced',
    );
  });

  const text = fc.string({ unit: 'binary', maxLength: 40 }).map((tail) => `<script>"'&\`</${tail}`);
  test.prop([text], { numRuns: 30 })('shows any text as text, in words, attributes and plots', async (evil) => {
    const plot = {
      kind: 'levels' as const,
      title: evil,
      unit: evil,
      axis: evil,
      levels: [evil, `${evil} `, 'c'],
      seeds: [{ seed: 0, values: [0, 1, 2] }],
    };
    const seeds = {
      kind: 'seeds' as const,
      title: evil,
      unit: evil,
      series: [{ label: evil, values: [], mean: 0, low: null, high: null }],
    };
    const [first] = sampleDocument.verdicts;
    const parts = first?.parts.map((part) => ({ ...part, name: evil, unit: evil })) ?? [];
    const changes = { reason: evil, title: evil, claim: evil, task: evil, replay: evil, plots: [plot, seeds], parts };
    const rendered = await renderHtml(sampleWith('invalid', changes));
    expect(rendered).not.toContain('<script');
    expect(rendered).toContain('&lt;script&gt;&quot;&#39;&amp;`&lt;/');
  });
});
