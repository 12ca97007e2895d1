// The checkers of our documents bark: at a stale table, markers that are missing or twice, a README that grew, a dependency without a row,
// a folder without specs; and a number that the samples lack is refused, not left out.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { markdownTable } from '../../lab/shared/markdown-table.ts';
import { betweenMarkers } from '../../scripts/readme/between-markers.ts';
import { headlineTable, verdictsTable } from '../../scripts/readme/claim-tables.ts';
import { commandSections } from '../../scripts/readme/command-tables.ts';
import { type GeneratedTable, updatedFiles } from '../../scripts/readme/generated-tables.ts';
import { readReport } from '../../src/report/read-report.ts';
import { refusalOf } from '../refusal.ts';
import { sharedFolder } from '../temporary-folder.ts';
import { complaintsAboutDependencies, complaintsAboutFolders, complaintsAboutSize } from './document-complaints.ts';

const ROOT = resolve(import.meta.dirname, '../..');

describe('a document with a generated table', () => {
  const folder = sharedFolder('readme');
  const table: GeneratedTable = { file: 'a.md', name: 'sizes', make: async () => 'made today' };
  const found = async (text: string) => {
    writeFileSync(join(folder, 'a.md'), text);
    return updatedFiles(folder, [table]);
  };

  it('is as it should be where nothing changed', async () => {
    const text = 'before\n<!-- sizes:start -->\nmade today\n<!-- sizes:end -->\nafter\n';
    expect(await found(text)).toEqual([{ file: 'a.md', stale: [], text }]);
  });

  it('is stale where one digit is another one, and is mended there alone', async () => {
    const [updated] = await found('before\n<!-- sizes:start -->\nmade t0day\n<!-- sizes:end -->\nafter\n');
    expect(updated?.stale).toEqual(['sizes']);
    expect(updated?.text).toBe('before\n<!-- sizes:start -->\nmade today\n<!-- sizes:end -->\nafter\n');
  });

  it.each([
    'no markers',
    '<!-- sizes:start --> never ends',
    '<!-- sizes:end --> <!-- sizes:start -->',
    '<!-- sizes:start --> <!-- sizes:end --> <!-- sizes:start --> <!-- sizes:end -->',
  ])('is refused with wrong markers: %s', (text) => {
    const refusal = refusalOf(() => betweenMarkers(text, { name: 'sizes', content: 'new', where: 'a.md' }));
    expect(refusal.code).toBe('not-readable');
    expect(refusal.message).toContain('a.md');
  });
});

describe('a table', () => {
  it('keeps a cell in its line and between its borders', () => {
    expect(
      markdownTable([
        ['a', 'b'],
        ['one\ntwo', 'this|that'],
      ]),
    ).toBe('| a | b |\n| --- | --- |\n| one two | this\\|that |');
  });

  it('of verdicts is refused where the report lacks one', async () => {
    const report = await readReport(join(ROOT, 'reports/sample'));
    const verdicts = report.verdicts.filter(({ task }) => task !== 'alias-text');
    expect(refusalOf(() => headlineTable({ ...report, verdicts })).message).toContain('iml-appears, alias-text');
  });

  it('of verdicts has those on the tasks that are asked, told apart by design where a claim has several on one', async () => {
    const report = await readReport(join(ROOT, 'reports/sample'));
    const rows = verdictsTable(report, ['digit-grid/symbols'])
      .split('\n')
      .filter((row) => row.startsWith('| `'));
    expect(rows).toHaveLength(report.verdicts.filter(({ task }) => task === 'digit-grid/symbols').length);
    expect(
      rows.filter((row) => row.startsWith('| `larger-models-more-iml` | digit-grid/symbols: width ')),
    ).toHaveLength(2);
    expect(rows.filter((row) => row.startsWith('| `iml-appears` | digit-grid/symbols | '))).toHaveLength(1);
  });

  it('of commands has those of a user, with options and defaults, and none that only our processes call', async () => {
    const text = await commandSections();
    expect(text).toContain('### `iml golden promote`');
    expect(text).toContain('| `--reason <words>` | why the numbers may change | must be given |');
    expect(text).toContain('### `iml explain <claim>`');
    expect(text).toContain('| `--ledger <folder>` | where runs are kept | `.iml/ledger` |');
    expect(text).not.toMatch(/train-cohorts|judge-plan|try-backend|iml help/);
  });
});

describe('the checkers', () => {
  it('bark at a README above its size', () => {
    expect(complaintsAboutSize('README.md', 9_001, 9_000)).toEqual(['README.md has 9001 bytes, more than 9000']);
    expect(complaintsAboutSize('README.md', 9_000, 9_000)).toEqual([]);
  });

  it('bark at dependencies without a row, rows without a dependency, rows without a reason, and rows twice', () => {
    const text =
      '\n## Dependencies, each with its reason\n\n| package | why |\n| --- | --- |\n| `a`, `b` | x |\n| `c` | |\n| `a` | y |\n';
    const manifest = { dependencies: { a: '1' }, devDependencies: { b: '1' }, optionalDependencies: { d: '1' } };
    expect(complaintsAboutDependencies(text, manifest)).toEqual([
      'd has no row',
      'c is no dependency',
      'a has two rows',
      '`c` has no reason',
    ]);
  });

  it('bark at folders without a row, rows without a folder, and names that run nothing', () => {
    const text =
      '\n## Which tests for which folder\n\n| folder | NAME | also |\n| --- | --- | --- |\n| `tasks` | `tasks` | `gone`, `npm run x` |\n| `old` | | |\n';
    expect(complaintsAboutFolders(text, { folders: ['tasks', 'cli'], specs: ['specs/tasks/a.spec.ts'] })).toEqual([
      'src/cli has no row',
      'src/old is no folder',
      'src/old has no specs',
      '`npm test -- gone` runs nothing',
    ]);
  });
});
