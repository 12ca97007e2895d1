// Where exported rows go, in whatever format: a few at a time, so that memory does not grow with the ledger.
import type { ExportRow } from './export-rows.ts';

export interface ExportSink {
  readonly add: (rows: readonly ExportRow[]) => Promise<void>;
  /** Nothing is complete before. */
  readonly finish: () => Promise<void>;
}
