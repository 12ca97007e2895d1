// The report document itself, as the bytes that report.json holds and `iml run --json` prints. Apart from the renderings, which bring the
// plots: who prints a document does not wait for those.
import type { ReportDocument } from '../execution/campaign/report-document.ts';

export function renderJson(document: ReportDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
