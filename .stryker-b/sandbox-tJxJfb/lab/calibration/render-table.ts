// The outcome of the suite as Markdown: each statement with its measured rate and exact interval, the bad procedures, and all cells.
import { markdownTable } from '../shared/markdown-table.ts';
import type { CalibrationDocument, CellSummary } from './document.ts';
import { NOISE_WORDS } from './noise.ts';
import type { JudgedStatement } from './statement.ts';
import { COUNTED } from './tally.ts';

export function renderTable(document: CalibrationDocument): string {
  const { caught, cells, procedures } = document;
  const statements = document.statements.filter(({ demand }) => demand !== 'compared');
  const compared = document.statements.filter(({ demand }) => demand === 'compared');
  const failing = statements.filter(({ holds }) => !holds).length;
  const missed = caught.filter(({ refuted }) => refuted.length === 0).length;
  return [
    '# Calibration of the decision rules',
    '',
    `${statements.length} statements, ${failing === 0 ? 'all hold' : `${failing} do not hold`}; ${caught.length} procedures known to be bad, ${missed === 0 ? 'all caught' : `${missed} not caught`}. Seed ${document.seed}; intervals are exact, at ${percent(document.confidence)}.`,
    '',
    '"shown": the whole interval is on the right side of the bound. "consistent": the bound lies in it. "refuted": wholly on the wrong side, which befalls a true statement with a chance below 1e-6.',
    '',
    '## Procedures',
    '',
    ...procedures.map(
      ({ id, words, isKnownToBeBad }) => `* **${id}**${isKnownToBeBad ? ' (known to be bad)' : ''}: ${words}`,
    ),
    '',
    '## Noise',
    '',
    ...Object.entries(NOISE_WORDS).map(([noise, words]) => `* **${noise}**: ${words}`),
    '',
    '## Statements',
    '',
    markdownTable([
      ['', 'procedure', 'world', 'rate of', 'stated', 'measured', 'interval', 'campaigns', 'standing', 'source'],
      ...statements.map((statement) => [statement.holds ? '✓' : '✗', ...statementRow(statement)]),
    ]),
    '',
    '## Compared, not promised',
    '',
    'Figures that a reader might expect and that no rule promises, beside what was measured.',
    '',
    markdownTable([
      ['procedure', 'world', 'rate of', 'compared with', 'measured', 'interval', 'campaigns', 'standing', 'what it is'],
      ...compared.map(statementRow),
    ]),
    '',
    '## Procedures known to be bad',
    '',
    markdownTable([
      ['', 'procedure', 'world', 'rate of', 'stated', 'measured', 'interval', 'campaigns', 'standing', 'source'],
      ...caught.flatMap(({ procedure, refuted }) =>
        refuted.length === 0
          ? [['✗', procedure, '-', '-', '-', '-', '-', '-', 'not caught', '-']]
          : refuted.map((statement) => ['✓', ...statementRow(statement)]),
      ),
    ]),
    '',
    '## Operating characteristics',
    '',
    markdownTable([
      [
        'procedure',
        'world',
        'reproduced',
        'not reproduced',
        'inconclusive',
        'of them given up',
        'invalid',
        'mean seeds',
        '90 % of campaigns within',
        'campaigns',
      ],
      ...cells.map(cellRow),
    ]),
    '',
  ].join('\n');
}

function statementRow(statement: JudgedStatement): string[] {
  const { procedure, world, quantity, side, bound, estimate, low, high, campaigns, standing, source } = statement;
  const digits = (value: number): string => (quantity === 'mean seeds' ? value.toFixed(2) : rate(value));
  return [
    procedure,
    world,
    quantity,
    `${side} ${Number(bound.toFixed(6))}`,
    digits(estimate),
    `${digits(low)} to ${digits(high)}`,
    String(campaigns),
    standing,
    source,
  ];
}

function cellRow({ procedure, world, rates, meanSeeds, seedsOf90Percent, campaigns }: CellSummary): string[] {
  const shares = COUNTED.map((counted) => rate(rates[counted]?.estimate ?? 0));
  return [procedure, world, ...shares, meanSeeds.toFixed(1), String(seedsOf90Percent), String(campaigns)];
}

function rate(value: number): string {
  return value.toFixed(4);
}

function percent(share: number): string {
  return `${Math.round(1000 * share) / 10} %`;
}
