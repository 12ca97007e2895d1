// Someone's own configuration in the report: what it is, and the claims that were not asked of it, each with its reason.
import type { ReportConfiguration } from '../../execution/report-document.ts';
import { dataTable } from './data-table.ts';
import { type Html, html } from './html-template.ts';

export function configurationSection(configuration: ReportConfiguration | undefined): Html | null {
  if (configuration === undefined) return null;
  const { name, file, description, extends: base, experiment, experimentHash, unasked } = configuration;
  return html`<section id="configuration" aria-labelledby="configuration-title">
<h2 id="configuration-title">The configuration</h2>
${description === null ? null : html`<p>${description}</p>\n`}<p>All verdicts are about this configuration: the registered rules, thresholds, gates and seeds of each claim, with experiments derived from this one as the registry derives its own.</p>
<dl class="facts">
<div><dt>Name</dt><dd>${name}</dd></div>
<div><dt>File</dt><dd><code>${file}</code></dd></div>
<div><dt>Extends</dt><dd>${base ?? 'nothing: it is whole'}</dd></div>
<div><dt>Experiment</dt><dd><code class="hash">${experimentHash}</code></dd></div>
</dl>
<details><summary>The experiment in full</summary><pre><code>${JSON.stringify(experiment, null, 2)}</code></pre></details>
${unaskedTable(unasked)}</section>
`;
}

function unaskedTable(unasked: ReportConfiguration['unasked']): Html | null {
  if (unasked.length === 0) return null;
  return html`<div class="coverage">${dataTable({
    caption: 'Not asked of it, and why',
    columns: [
      { head: 'Claim', name: true },
      { head: 'Reason', prose: true },
    ],
    rows: unasked.map(({ claim, reason }) => [html`<code>${claim}</code>`, reason]),
  })}</div>
`;
}
