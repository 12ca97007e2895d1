// All files of a report, each drawn from its document: what is written, and what an audit compares with.
import type { ReportDocument } from '../execution/campaign/report-document.ts';
import { renderHtml } from './render-html.ts';
import { renderJson } from './render-json.ts';
import { renderJunit } from './render-junit.ts';
import { renderMarkdown } from './render-markdown.ts';

type Render = (document: ReportDocument) => string | Promise<string>;

/** In the order of writing: where report.json is new, all others are. */
export const RENDERINGS: readonly (readonly [file: string, render: Render])[] = [
  ['report.html', renderHtml],
  ['report.md', renderMarkdown],
  ['junit.xml', renderJunit],
  ['report.json', renderJson],
];
