// The table that a run ends with, drawn from the sample report, whose numbers are made up.
import { describe, expect, it } from 'vitest';
import { countLines, reasonLines, summaryOf, verdictTable } from '../../src/cli/verdict-table.ts';
import { OTHER_SETTINGS, sampleDocument, sampleWith } from '../report/sample-document.ts';

const plain = (_word: unknown, text: string) => text;

describe('the verdict table', () => {
  it('has a line for each verdict, in aligned columns', () => {
    expect(verdictTable(sampleDocument, plain).join('\n')).toMatchInlineSnapshot(`
      "verdict           claim                                      kind           task                effect [low, high]          threshold     seeds      fixed
      ✔ reproduced      reliable-definitions-internalised-more     finding        digit-grid/symbols  +0.118 [+0.101, +0.136]     > 0.05        12 (0–11)  16
      ✘ not reproduced  smaller-batches-more-iml                   finding        digit-grid/symbols  +0.121 [+0.110, +0.133]     > 0.15        12 (0–11)  16
      ◐ inconclusive    no-difference-before-stage-two (optional)  harness check  digit-grid/symbols  −0.0021 [−0.0071, +0.0032]  within ±0.03  12 (0–11)  16
      ▲ invalid         tag-recoverable-by-probe                   finding        alias-text          –                           0.05          12 (0–11)  16
      ○ not run         larger-models-more-iml                     finding        alias-entity        –                           0.05          none       16"
    `);
  });

  it('gives the reason of each verdict that is not reproduced', () => {
    expect(reasonLines(sampleDocument, plain)).toHaveLength(4);
    expect(reasonLines(sampleWith('inconclusive', { reason: 'Too wide.' }), plain)).toEqual([
      '◐ inconclusive: reliable-definitions-internalised-more (digit-grid/symbols): Too wide.',
    ]);
  });

  it('counts the words and says how much of the paper they cover', () => {
    const said = countLines(sampleDocument).join(' ');
    expect(said).toContain('5 verdicts: 1 reproduced, 1 not reproduced, 1 inconclusive, 1 invalid, 1 not run.');
    expect(said).toContain('1 of 4 findings reproduced; 0 of 1 harness checks hold.');
    expect(said).toContain('2 are tested: 1 reproduced, 1 contradicted (C15a).');
    expect(said).toContain('not independent of each other: 3 of 3 verdicts on digit-grid/symbols read the same runs');
    expect(said).toContain(
      'C15a is contradicted, or smaller than the smallest effect of interest: Smaller batches show more IML',
    );
  });

  it('marks words in colour without moving the columns', () => {
    const coloured = verdictTable(sampleDocument, (_word, text) => `\u001b[31m${text}\u001b[39m`);
    const uncoloured = coloured.map((line) => line.replaceAll('\u001b[31m', '').replaceAll('\u001b[39m', ''));
    expect(uncoloured).toEqual(verdictTable(sampleDocument, plain));
  });

  it('begins with the word exploratory where it confirms nothing, and without the colour of a pass', () => {
    const exploratory = sampleWith('reproduced', { registration: OTHER_SETTINGS });
    const lines = summaryOf(exploratory, (_word, text) => `GREEN ${text}`).split('\n');
    expect(lines[0]).toBe(`Exploratory. ${OTHER_SETTINGS.reason}`);
    expect(lines[2]).toMatch(/^verdict/);
    expect(lines.join('\n')).not.toContain('GREEN');
  });

  it('lets no control character of a report reach the terminal', () => {
    const hostile = sampleWith('invalid', { claim: 'a\u001b[2Jb', task: 'c\nd', reason: 'e\u0007\r\nf' });
    expect(summaryOf(hostile, plain)).not.toMatch(/[^\n\P{Cc}]/u);
  });
});
