// What ran where, in full, and the command that makes the whole report again.
import type { ReportDocument } from '../../execution/report-document.ts';
import { type Html, html } from './html-template.ts';

export function environmentSection({
  environment,
  startedAt,
  finishedAt,
  schemaVersion,
  replay,
}: ReportDocument): Html {
  const facts: readonly (readonly [string, string | number])[] = [
    ['Backend', environment.backend],
    ['Device', environment.device],
    ['Cores', environment.cores],
    ['Platform', environment.platform],
    ['Node', environment.node],
    ['Harness', environment.harnessVersion],
    ['Started', startedAt],
    ['Finished', finishedAt],
    ['Report schema', schemaVersion],
  ];
  return html`<section id="environment" aria-labelledby="environment-title">
<h2 id="environment-title">Environment</h2>
<dl class="facts">
${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}<div><dt>Fingerprint</dt><dd><code class="hash">${environment.fingerprint}</code><br><span class="quiet">Digest of everything that can change a number. Equal fingerprints: numbers may be compared digit by digit.</span></dd></div>
</dl>
<h3>Make this report again</h3>
<pre><code>${replay}</code></pre>
</section>
`;
}
