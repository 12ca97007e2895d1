// All valid runs of a ledger into one sink, in the order of folders and cohorts, as rows: one a measurement and group of a run. What is
// damaged is left out and named: an export is never less than it seems.
import { dirname, join } from 'node:path';
import { HarnessError } from '../../errors/harness-error.ts';
import { EXPERIMENT_NAME, type LedgerEntry } from '../ledger-layout.ts';
import { type FoundCohort, readCohorts } from '../open-ledger-to-read.ts';
import { readExperiment } from '../survey-ledger.ts';
import type { NamedDamage } from '../verify-ledger.ts';

/** In this order in every format: first the columns that other programs rely on (architecture.md interfaces), the rest behind. */
export const EXPORT_COLUMNS = [
  'experiment',
  'seed',
  'backend',
  'measurement',
  'group',
  'value',
  'task',
  'fingerprint',
  'cohort',
] as const;

export type ExportRow = Readonly<
  Record<'experiment' | 'measurement' | 'group' | 'fingerprint', string> &
    Record<'seed' | 'value' | 'cohort', number> &
    /** Null for runs of before backends were named in the ledger, and where the folder does not say the task (`digit-grid/symbols`). */
    Record<'backend' | 'task', string | null>
>;

interface ExportRequest {
  readonly root: string;
  readonly isWanted: (entry: LedgerEntry) => boolean;
  readonly sink: ExportSink;
  readonly signal: AbortSignal;
}

const CHUNK = 1 << 18;

/** @throws HarnessError `invalid-option` where there is nothing to export (decisions.md promise 2), `interrupted` */
export async function exportLedger({ root, isWanted, sink, signal }: ExportRequest) {
  const counts = { runs: 0, rows: 0 };
  const leftOut: NamedDamage[] = [];
  const tasks = new Map<string, string | null>();
  for (const found of readCohorts(root, isWanted)) {
    if (signal.aborted) throw new HarnessError('interrupted', { what: 'Interrupted. Nothing was exported.' });
    if (found.kind !== 'valid') {
      const reason = found.kind === 'damaged' ? found.reason : `it is of schema version ${found.version}, a newer one`;
      leftOut.push({ path: found.path, reason });
      continue;
    }
    const folder = dirname(found.path);
    if (!tasks.has(folder)) tasks.set(folder, taskOf(readExperiment(join(folder, EXPERIMENT_NAME))));
    const rows = exportRows(found, tasks.get(folder) ?? null);
    counts.runs += found.payload.records.length;
    counts.rows += rows.length;
    await sink.add(rows);
  }
  if (counts.rows === 0) {
    throw new HarnessError('invalid-option', {
      what: 'There are no runs to export, so nothing was written.',
      where: root,
      ...(leftOut.length === 0 ? {} : { got: `${leftOut.length} files that could not be read` }),
      expected: 'a ledger with runs, and prefixes that fit some of them',
      next: '`iml ledger list` shows what there is',
    });
  }
  await sink.finish();
  return { ...counts, leftOut };
}

function exportRows({ payload, about }: FoundCohort & { readonly kind: 'valid' }, task: string | null): ExportRow[] {
  const { experimentHash: experiment, fingerprint, cohort, records } = payload;
  const same = { experiment, backend: about.backend ?? null, task, fingerprint, cohort };
  return records.flatMap(({ seed, values }) =>
    Object.entries(values).flatMap(([measurement, groups]) =>
      Object.entries(groups).map(([group, value]) => ({ ...same, seed, measurement, group, value })),
    ),
  );
}

/** From experiment.json as it is: it may be of any version. */
export function taskOf(experiment: unknown): string | null {
  const { task } = Object(experiment) as { readonly task?: unknown };
  const { kind, rendering } = Object(task) as { readonly kind?: unknown; readonly rendering?: unknown };
  if (typeof kind !== 'string') return null;
  const rendered = (Object(rendering) as { readonly kind?: unknown }).kind;
  return typeof rendered === 'string' ? `${kind}/${rendered}` : kind;
}

/** Where exported rows go, in whatever format: a few at a time, so that memory does not grow with the ledger. */
export interface ExportSink {
  readonly add: (rows: readonly ExportRow[]) => Promise<void>;
  /** Nothing is complete before. */
  readonly finish: () => Promise<void>;
}

// Rows as text: CSV as RFC 4180 has it, with a line of names first, or one JSON object a line. Numbers are the shortest text that reads
// as the same number, so pandas and R get back every bit.
export function csvSink(write: (bytes: Uint8Array) => Promise<void>): ExportSink {
  return textSink(write, { head: `${EXPORT_COLUMNS.join(',')}\n`, lineOf: csvLine });
}

export function jsonLinesSink(write: (bytes: Uint8Array) => Promise<void>): ExportSink {
  return textSink(write, { head: '', lineOf: (row) => `${JSON.stringify(row, [...EXPORT_COLUMNS])}\n` });
}

function textSink(
  write: (bytes: Uint8Array) => Promise<void>,
  { head, lineOf }: { readonly head: string; readonly lineOf: (row: ExportRow) => string },
): ExportSink {
  const encoder = new TextEncoder();
  let text = head;
  const flush = async () => {
    const bytes = encoder.encode(text);
    text = '';
    await write(bytes);
  };
  return {
    add: async (rows) => {
      for (const row of rows) text += lineOf(row);
      if (text.length >= CHUNK) await flush();
    },
    finish: flush,
  };
}

function csvLine(row: ExportRow): string {
  const cells = EXPORT_COLUMNS.map((column) => {
    const value = row[column];
    return typeof value === 'string' ? quoted(value) : (value ?? '');
  });
  return `${cells.join(',')}\n`;
}

/** Only where it has to be; an empty text in quotes, so that it is not taken for none. */
function quoted(text: string): string {
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
