// The table of a mutation run: what counts, and that no survivor goes without a reason, nor a reason without a survivor.
import { expect, test } from 'vitest';
import { type Explanation, explain } from '../../scripts/mutation/explanations.ts';
import { type MutationReport, scoresOf, survivorsOf } from '../../scripts/mutation/mutants.ts';
import { renderTable } from '../../scripts/mutation/render-table.ts';

const mutant = (status: string, [line, from, to]: readonly [number, number, number], replacement: string) => ({
  status,
  replacement,
  mutatorName: 'EqualityOperator',
  location: { start: { line, column: from }, end: { line, column: to } },
});

const report: MutationReport = {
  files: {
    'src/statistics/b.ts': {
      source: 'const a = 1;\n  if (a < b) return;\n',
      mutants: [
        mutant('Killed', [2, 7, 12], 'a >= b'),
        mutant('Survived', [2, 7, 12], 'a <= b'),
        mutant('NoCoverage', [2, 14, 20], ''),
        mutant('Ignored', [1, 11, 12], '0'),
      ],
    },
    'src/decisions/a.ts': {
      source: 'f();\n',
      mutants: [mutant('Timeout', [1, 1, 5], ''), mutant('Killed', [1, 1, 5], 'g()')],
    },
  },
};
const less: Explanation = {
  file: 'src/statistics/b.ts',
  lines: ['if (a < b)'],
  changes: ['a <= b'],
  why: 'Never equal.',
};
const all: Explanation = { file: 'src/statistics/b.ts', lines: ['if (a < b)'], why: 'Never reached.' };

test('timeouts count as killed, what no spec reaches as survived, and what is ignored not at all', () => {
  expect(scoresOf(report)).toEqual([
    { file: 'src/statistics/b.ts', killed: 1, timeout: 0, survived: 1, noCoverage: 1, ignored: 1 },
    { file: 'src/decisions/a.ts', killed: 1, timeout: 1, survived: 0, noCoverage: 0, ignored: 0 },
  ]);
});

test('a survivor goes to the first explanation that fits, and each lack is named', () => {
  const survivors = survivorsOf(report);
  expect(survivors.map(({ change }) => change)).toEqual(['a < b => a <= b', 'return => (nothing)']);
  expect(explain(survivors, [less, all])).toMatchObject({
    groups: [
      { explanation: less, survivors: [{ lineNumber: 2 }] },
      { explanation: all, survivors: [{ lineNumber: 2 }] },
    ],
    unexplained: [],
    unneeded: [],
  });
  const other: Explanation = { ...all, file: 'src/decisions/a.ts' };
  expect(explain(survivors, [less, other])).toMatchObject({
    unexplained: [{ change: 'return => (nothing)' }],
    unneeded: [other],
  });
});

test('the table adds up by folder', () => {
  const explained = explain(survivorsOf(report), [less, all]);
  expect(
    renderTable(scoresOf(report), explained, { command: 'npm run mutate', machine: 'a machine' }),
  ).toMatchInlineSnapshot(`
    "# Mutation score of the statistics and the decisions

    \`npm run mutate\` on a machine. A mutant is one small defect planted in the source; it is killed if a spec fails, or runs so long
    that it must have gone astray (timeout). Score: killed and timeouts over all mutants that are judged. Left out are prose (string
    literals: names and sentences; the words of closed sets are checked by the compiler) and constants that are made while a module loads.

    | file | mutants | killed | timeout | survived | not covered | score |
    |---|---:|---:|---:|---:|---:|---:|
    | \`src/decisions/a.ts\` | 2 | 1 | 1 | 0 | 0 | 100.0 % |
    | **src/decisions** | 2 | 1 | 1 | 0 | 0 | 100.0 % |
    | \`src/statistics/b.ts\` | 3 | 1 | 0 | 1 | 1 | 33.3 % |
    | **src/statistics** | 3 | 1 | 0 | 1 | 1 | 33.3 % |
    | **both** | 5 | 2 | 1 | 1 | 1 | 60.0 % |

    ## Survivors

    - \`src/statistics/b.ts\`: Never equal.
      - line 2: \`a < b => a <= b\`
    - \`src/statistics/b.ts\`: Never reached.
      - line 2: \`return => (nothing)\`
    "
  `);
});
