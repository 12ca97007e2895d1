// Markdown: the table first, and text that stays text.
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown, fencedCode, renderMarkdown } from '../../src/report/render-markdown.ts';
import { OTHER_SETTINGS, sampleDocument, sampleWith } from './sample-document.ts';

describe('the Markdown report', () => {
  const markdown = renderMarkdown(sampleDocument);

  it('starts with the verdicts, then tells each claim', () => {
    const at = (words: string): number => markdown.indexOf(words);
    expect(at('| Verdict | Claim |')).toBeGreaterThan(0);
    expect(at('| Verdict | Claim |')).toBeLessThan(at('## Definitions with the reliable tag'));
    expect(markdown).toContain(
      '| ✔ reproduced | Definitions with the reliable tag are internalised more | finding | digit-grid/symbols | +0.118 [+0.101, +0.136] share correct (98 %) | 0.033 | &gt; 0.05 | 12 |',
    );
    expect(markdown).toContain(
      '| ○ not run | Larger models show more implicit meta-learning | finding | alias-entity | – | – | 0.05 | 0 |',
    );
    expect(markdown).toContain('| C28 |');
  });

  it('shows what is contradicted as it shows what is reproduced, and what a part says of the paper', () => {
    expect(markdown).toMatch(/\| C4 \|.*\| ✔ reproduced \| R2; digit-grid\/symbols \|/);
    expect(markdown).toMatch(/\| C15a \|.*\| ✘ contradicted \| R2; digit-grid\/symbols \|/);
    expect(markdown).toContain(
      '* C15a is contradicted, or smaller than the smallest effect of interest: Smaller batches show more IML',
    );
    expect(markdown).toContain('It speaks to C4 of the paper.');
    expect(markdown).toContain(
      'A harness check: implied by the design once there is IML. It speaks to C6a of the paper.',
    );
  });

  it('says of a part what its rule would have missed', () => {
    expect(markdown).toContain(
      'This rule would say reproduced in 94 % of runs at the planning distance, 1 SD beyond the threshold',
    );
    expect(markdown).toContain('in &lt; 0.8 % where it is as large as the margin');
  });

  it('says once below the table what the threshold is, and how likely any verdict errs', () => {
    const below = markdown.slice(markdown.indexOf('| ○ not run |'), markdown.indexOf('## What it says of the paper'));
    expect(below).toContain('The threshold is the smallest effect of interest, in raw units');
    // Of two tests at .05 and three at .01; the control has two questions.
    expect(below).toContain(
      'The chance that any of the 5 verdicts here is falsely reproduced is at most 0.13, and falsely not reproduced at most 0.18',
    );
  });

  it('begins with the word exploratory where it confirms nothing', () => {
    expect(renderMarkdown(sampleWith('reproduced', { registration: OTHER_SETTINGS }))).toMatch(
      /^# Exploratory: iml-verify report, profile quick\n\nExploratory\. Not the declared design: 3 seeds .* This confirms nothing\. 1 of 1 findings/,
    );
    expect(markdown).not.toContain('Exploratory');
  });

  it('is the same text each time', () => {
    expect(renderMarkdown(structuredClone(sampleDocument))).toBe(markdown);
  });

  it('escapes what Markdown would read as markup', () => {
    expect(escapeMarkdown('a|b *c* `d` [e](f) <g> & h\ni')).toBe(
      'a\\|b \\*c\\* \\`d\\` \\[e\\](f) &lt;g&gt; &amp; h i',
    );
    expect(escapeMarkdown('1. one')).toBe('1\\. one');
  });

  it('fences code with more backticks than the code holds', () => {
    expect(fencedCode('a ```` b')).toBe('`````\na ```` b\n`````');
  });

  test.prop([fc.string({ unit: 'binary', maxLength: 60 })])(
    'keeps one row a verdict whatever the title says',
    (title) => {
      const rendered = renderMarkdown(sampleWith('invalid', { title }));
      const start = rendered.indexOf('| Verdict |');
      const table = rendered.slice(start, rendered.indexOf('\n\n', start)).split('\n');
      expect(table).toHaveLength(3);
      expect(table[2]?.match(/(?<!\\)(?:\\\\)*\|/g)).toHaveLength(10);
    },
  );
});
