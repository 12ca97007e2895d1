// The document of the benchmark: its schema, the table in Markdown, the plot, and the sample that is kept in git.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { benchPlot } from '../../lab/bench/bench-plot.ts';
import { validateBench } from '../../lab/bench/bench-schema.ts';
import { busyWarning } from '../../lab/bench/machine.ts';
import { markdownTable } from '../../lab/bench/markdown-table.ts';
import { refusal } from '../refusal.ts';
import { exampleDocument } from './bench-examples.ts';

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

describe('the document', () => {
  it('passes its schema, and so does the sample', () => {
    expect(validateBench(exampleDocument(), 'the example')).toEqual(exampleDocument());
    const sample = validateBench(JSON.parse(read('reports/sample-bench/bench.json')), 'the sample');
    expect(sample.steps?.cells.length).toBeGreaterThan(0);
  });

  it.each([
    ['an unknown field', { ...exampleDocument(), speed: 1 }, '/speed'],
    ['a missing field', { ...exampleDocument(), machine: undefined }, '/machine'],
    ['a time that is no number', { ...exampleDocument(), startedAt: 'today' }, '/startedAt'],
    ['another version', { ...exampleDocument(), schemaVersion: 2 }, '/schemaVersion'],
  ])('is refused with %s', (_, document, field) => {
    expect(() => validateBench(document, 'a file')).toThrowError(refusal('invalid-report', field));
  });

  it('warns of a busy machine', () => {
    expect(busyWarning({ loadAverageAtStart: 0.5 })).toBeNull();
    expect(busyWarning({ loadAverageAtStart: 3.21 })).toContain('3.2');
  });
});

describe('the table in Markdown', () => {
  const table = markdownTable(exampleDocument());

  it('has machine, date, figures and warnings', () => {
    expect(table).toContain('Example, 2 cores, linux x64, Node v20.20.2');
    expect(table).toContain('2026-11-23');
    expect(table).toContain('| 64/64 | 4 | 0.300 (0.350) | – | 0.500 (0.500) | 0.60 | 0.23 |');
    expect(markdownTable({ ...exampleDocument(), warnings: ['Busy.'] })).toContain('* Busy.');
  });

  it('names a decoder before its width and batch', () => {
    const document = exampleDocument();
    const cells = document.steps?.cells.map((cell) => ({ ...cell, decoder: 'alias-text' as const })) ?? [];
    const renamed = { ...document, steps: document.steps === null ? null : { ...document.steps, cells } };
    expect(validateBench(renamed, 'a document')).toEqual(renamed);
    expect(markdownTable(renamed)).toContain('| alias-text 64/64 | 4 | 0.300 (0.350) |');
  });
});

describe('the plot', () => {
  it('has a panel a size, a line a contender, and says its figures in words', async () => {
    const { steps } = exampleDocument();
    if (steps === null) throw new Error('the example has steps');
    const svg = await benchPlot(steps);
    expect(svg).toContain('width/batch 64/64');
    expect(svg).toContain('PyTorch, stacked, 64/64, 4 seeds: 0.500');
    expect(svg.match(/native, replayed<\/text>/g)).toHaveLength(1);
    expect(await benchPlot(steps)).toBe(svg);
  });
});
