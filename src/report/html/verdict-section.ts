// Everything about one judged claim: its words and design, the plots, what decided, and how to run it again.
import type { Verdict } from '../../claims/verdict.ts';
import { describeRegistration, standingMark } from '../describe-registration.ts';
import { describeRung } from '../describe-verdict.ts';
import { formatSeeds } from '../format-seeds.ts';
import { plotLegend, renderPlot } from '../plots/render-plot.ts';
import { type Html, html, trustedHtml } from './html-template.ts';
import { operatingFigures } from './operating-figure.ts';
import { verdictBadge } from './verdict-badge.ts';
import { controlTables, errorRates } from './verdict-evidence.ts';
import { partBlocks, perSeedTables } from './verdict-parts.ts';

export async function verdictSection(verdict: Verdict, anchor: string): Promise<Html> {
  const figures = await plotFigures(verdict, anchor);
  const mark = standingMark(verdict);
  const curves = await operatingFigures(verdict, anchor);
  return html`<section class="claim ${verdict.verdict}" id="${anchor}" aria-labelledby="${anchor}-title">
<p class="claim-head">${verdictBadge(verdict.verdict)}<code class="id">${verdict.claim}</code><span class="tag">${verdict.task}</span>${
    verdict.required ? null : html`<span class="tag">not required</span>`
  }${mark === null ? null : html`<span class="tag">${mark}</span>`}</p>
<h3 id="${anchor}-title">${verdict.title}</h3>
<p class="reason">${verdict.reason}</p>
<blockquote>${verdict.statement}</blockquote>
<dl class="facts">
<div><dt>Source</dt><dd>${verdict.source}${verdict.paperClaims.length === 0 ? null : html` <span class="quiet">(${verdict.paperClaims.join(', ')})</span>`}</dd></div>
<div><dt>Design</dt><dd>${verdict.design}</dd></div>
<div><dt>Fidelity</dt><dd>${describeRung(verdict.rung)}</dd></div>
</dl>
${figures}
${partBlocks(verdict.parts, curves)}
${errorRates(verdict)}
${controlTables(verdict)}
${perSeedTables(verdict)}
${reproduction(verdict)}
<p class="up"><a href="#verdicts">↑ All verdicts</a></p>
</section>
`;
}

async function plotFigures(verdict: Verdict, anchor: string): Promise<Html | null> {
  const figures: Html[] = [];
  for (const [index, plot] of verdict.plots.entries()) {
    const svg = trustedHtml(await renderPlot(plot, `${anchor}-plot-${index + 1}`));
    figures.push(
      html`<figure><h4>${plot.title}</h4><div class="plot">${svg}</div><figcaption>${plotLegend(plot)}</figcaption></figure>\n`,
    );
  }
  return figures.length === 0 ? null : html`<div class="figures">${figures}</div>`;
}

function reproduction(verdict: Verdict): Html {
  const { seeds, experimentHashes, replay } = verdict;
  const registered = describeRegistration(verdict);
  const differences = verdict.registration?.differences ?? [];
  const hashes =
    experimentHashes.length === 0 ? 'none' : experimentHashes.map((hash) => html`<code class="hash">${hash}</code> `);
  return html`<h4>Reproduce</h4>
<pre><code>${replay}</code></pre>
<dl class="facts small">
<div><dt>Seeds</dt><dd>${formatSeeds(seeds)}</dd></div>
<div><dt>Experiments</dt><dd>${hashes}</dd></div>
${
  registered === null
    ? null
    : html`<div><dt>Registered</dt><dd>${registered}</dd></div>
`
}${
  differences.length === 0
    ? null
    : html`<div><dt>Changed since</dt><dd><ul>${differences.map((one) => html`<li><code>${one}</code></li>`)}</ul></dd></div>
`
}</dl>`;
}
