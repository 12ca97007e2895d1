// The benchmark's document as Markdown: machine, date, figures. `npm run readme` puts that of the sample into docs/guides/bench.md.
import type { BenchDocument } from './bench-schema.ts';
import { machineWords, stepTables, summarySentences, threadWords } from './step-table.ts';

export function markdownTable(document: BenchDocument): string {
  const tables = document.steps === null ? [] : stepTables(document.steps);
  const parts = tables.map(({ threads, rows: [heading = [], ...rows] }) =>
    [
      `${threadWords(threads)}, milliseconds a step a seed, best (median) of ${document.steps?.rounds} rounds:`,
      '',
      line(heading),
      line(heading.map((_, column) => (column === 0 ? '---' : '---:'))),
      ...rows.map(line),
    ].join('\n'),
  );
  const sentences = [...document.warnings, ...summarySentences(document)].map((sentence) => `* ${sentence}`);
  return [`${machineWords(document)}.`, ...parts, sentences.join('\n')].filter((part) => part !== '').join('\n\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
