// All valid runs of a ledger into one sink, in the order of folders and cohorts. What is damaged is left out and named: an export is
// never less than it seems.
import { dirname, join } from 'node:path';
import { HarnessError } from '../../errors/harness-error.ts';
import type { LedgerEntry } from '../ledger-entries.ts';
import { EXPERIMENT_NAME } from '../ledger-layout.ts';
import { readCohorts } from '../read-cohorts.ts';
import { readExperiment } from '../survey-ledger.ts';
import type { NamedDamage } from '../verify-ledger.ts';
import { exportRows, taskOf } from './export-rows.ts';
import type { ExportSink } from './export-sink.ts';

export interface ExportRequest {
  readonly root: string;
  readonly isWanted: (entry: LedgerEntry) => boolean;
  readonly sink: ExportSink;
  readonly signal: AbortSignal;
}

export interface Exported {
  readonly runs: number;
  readonly rows: number;
  readonly leftOut: readonly NamedDamage[];
}

/** @throws HarnessError `invalid-option` where there is nothing to export (decisions.md promise 2), `interrupted` */
export async function exportLedger({ root, isWanted, sink, signal }: ExportRequest): Promise<Exported> {
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
