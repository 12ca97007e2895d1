// The table in README.md, between two markers: machine, date, figures, and nothing that a person wrote.
import { HarnessError } from '../../src/errors/harness-error.ts';
import type { BenchDocument } from './bench-schema.ts';
import { machineWords, stepTables, summarySentences, threadWords } from './step-table.ts';

const START = '<!-- bench:start -->';
const END = '<!-- bench:end -->';

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

/** The text with what stands between the markers replaced. @throws HarnessError if there are no such markers, once each */
export function withTable(text: string, table: string, where: string): string {
  const [before, rest, ...more] = text.split(START);
  const [old, after, ...evenMore] = (rest ?? '').split(END);
  if (before === undefined || old === undefined || after === undefined || more.length + evenMore.length > 0)
    throw new HarnessError('not-readable', {
      what: 'The place for the table of the benchmark is not there.',
      where,
      expected: `${START} and then ${END}, once each`,
    });
  return `${before}${START}\n${table}\n${END}${after}`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
