// The report as one self-contained HTML page: no script, no external resource, verdicts first, then the evidence.

import type { ReportDocument } from '../execution/report-document.ts';
import { describeSubject } from './describe-subject.ts';
import { configurationSection } from './html/configuration-section.ts';
import { coverageSection } from './html/coverage-section.ts';
import { environmentSection } from './html/environment-section.ts';
import { type Html, html, trustedHtml } from './html/html-template.ts';
import { pageHeader } from './html/page-header.ts';
import { pageStyle } from './html/page-style.ts';
import { verdictAnchors } from './html/verdict-anchors.ts';
import { verdictSection } from './html/verdict-section.ts';
import { verdictTable } from './html/verdict-table.ts';

/** The same document gives the same bytes. */
export async function renderHtml(document: ReportDocument): Promise<string> {
  const anchors = verdictAnchors(document.verdicts);
  const sections: Html[] = [];
  for (const [index, verdict] of document.verdicts.entries()) {
    sections.push(await verdictSection(verdict, anchors[index] ?? ''));
  }
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>iml-verify report, ${describeSubject(document)}</title>
<style>${trustedHtml(pageStyle)}</style>
</head>
<body>
<a class="skip" href="#verdicts">Skip to the verdicts</a>
${pageHeader(document)}<main>
${verdictTable(document.verdicts, anchors)}<section id="claims" aria-labelledby="claims-title">
<h2 id="claims-title">Claim by claim</h2>
${sections}</section>
${configurationSection(document.configuration)}${coverageSection(document, anchors)}${environmentSection(document)}</main>
</body>
</html>
`;
  return page.markup;
}
