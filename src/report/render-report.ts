// All files of a report, drawn from its document: what is written, and what an audit compares with.
import type { ReportDocument } from '../execution/report-document.ts';
import { renderHtml } from './render-html.ts';
import { renderJson } from './render-json.ts';
import { renderJunit } from './render-junit.ts';
import { renderMarkdown } from './render-markdown.ts';

/** By name of the file, in the order of writing: where report.json is new, all others are. */
export async function renderReport(document: ReportDocument) {
  return {
    'report.html': await renderHtml(document),
    'report.md': renderMarkdown(document),
    'junit.xml': renderJunit(document),
    'report.json': renderJson(document),
  };
}
