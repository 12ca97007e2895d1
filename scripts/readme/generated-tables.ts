// Every table in our documents that a program wrote: where it stands, between which markers, and from what it is made.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { validateBench } from '../../lab/bench/bench-schema.ts';
import { markdownTable as benchTable } from '../../lab/bench/markdown-table.ts';
import type { ReportDocument } from '../../src/execution/campaign/report-document.ts';
import { readReport } from '../../src/report/read-report.ts';
import { betweenMarkers } from './between-markers.ts';
import { claimsTable, headlineTable, untestedTable, verdictsTable } from './claim-tables.ts';
import { commandSections } from './command-tables.ts';

export interface GeneratedTable {
  /** From the root of the repository. */
  readonly file: string;
  /** Of its markers: `<!-- NAME:start -->` and `<!-- NAME:end -->`. */
  readonly name: string;
  readonly make: (root: string) => Promise<string>;
}

const ON_THE_GRID = ['digit-grid/symbols', 'digit-grid/handwriting'];
const IN_TEXT = ['alias-text', 'alias-entity', 'set-inclusion'];

export const GENERATED_TABLES: readonly GeneratedTable[] = [
  { file: 'README.md', name: 'verdicts', make: async (root) => headlineTable(await sample(root)) },
  { file: 'docs/guides/claims.md', name: 'quick', make: async (root) => verdictsTable(await sample(root)) },
  {
    file: 'docs/guides/claims.md',
    name: 'standard',
    make: async (root) => verdictsTable(await standard(root), ON_THE_GRID),
  },
  { file: 'docs/guides/claims.md', name: 'claims', make: async () => claimsTable() },
  { file: 'docs/guides/claims.md', name: 'untested', make: async () => untestedTable() },
  { file: 'docs/guides/text.md', name: 'text', make: async (root) => verdictsTable(await standard(root), IN_TEXT) },
  { file: 'docs/guides/commands.md', name: 'commands', make: commandSections },
  {
    file: 'docs/guides/bench.md',
    name: 'bench',
    make: (root) => benchOf(join(root, 'reports/sample-bench/bench.json')),
  },
  {
    file: 'docs/guides/bench.md',
    name: 'decoders',
    make: (root) => benchOf(join(root, 'reports/sample-bench/decoder.json')),
  },
];

export interface UpdatedFile {
  readonly file: string;
  /** Names of the tables that were not as they are made. */
  readonly stale: readonly string[];
  readonly text: string;
}

/** The documents as they should be. @throws HarnessError where markers or samples are not what they should be */
export async function updatedFiles(
  root: string,
  tables: readonly GeneratedTable[] = GENERATED_TABLES,
): Promise<readonly UpdatedFile[]> {
  const files = [...new Set(tables.map(({ file }) => file))];
  return Promise.all(
    files.map(async (file) => {
      const stale: string[] = [];
      let text = await readFile(join(root, file), 'utf8');
      for (const { name, make } of tables.filter((table) => table.file === file)) {
        const updated = betweenMarkers(text, { name, content: await make(root), where: file });
        if (updated !== text) stale.push(name);
        text = updated;
      }
      return { file, stale, text };
    }),
  );
}

function sample(root: string): Promise<ReportDocument> {
  return readReport(join(root, 'reports/sample'));
}

function standard(root: string): Promise<ReportDocument> {
  return readReport(join(root, 'reports/sample-standard'));
}

async function benchOf(path: string): Promise<string> {
  return benchTable(validateBench(JSON.parse(await readFile(path, 'utf8')), path));
}
