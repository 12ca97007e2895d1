import type { ReportDocument } from '../execution/report-document.ts';
import type { Terminal } from './terminal.ts';

export interface ReportOfOne {
  readonly document: ReportDocument;
  readonly folder: string;
}

export interface TransferPublication {
  readonly reports: readonly ReportOfOne[];
  readonly folder: string;
  readonly json: boolean;
  readonly claims: readonly string[];
}

export async function publishTransfer(_: TransferPublication, __: Terminal): Promise<void> {}
