// The first thing to read: one row a claim. On a narrow screen every row becomes a card.
import { soundOrNull, type Verdict } from '../../claims/verdict.ts';
import { describeRegistration, standingMark } from '../describe-registration.ts';
import { effectWithInterval, thresholdOf } from '../describe-verdict.ts';
import { formatSeeds } from '../format-seeds.ts';
import { type Html, html } from './html-template.ts';
import { verdictBadge } from './verdict-badge.ts';

export function verdictTable(verdicts: readonly Verdict[], anchors: readonly string[]): Html {
  // Roles are written out because cards (display: grid) would otherwise cost the table its meaning.
  return html`<section id="verdicts" aria-labelledby="verdicts-title">
<h2 id="verdicts-title">Verdicts</h2>
<table class="verdicts" role="table" aria-labelledby="verdicts-title">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Verdict</th><th role="columnheader" scope="col">Claim</th><th role="columnheader" scope="col">Task</th><th role="columnheader" scope="col" class="number">Effect [interval]</th><th role="columnheader" scope="col" class="number">Threshold</th><th role="columnheader" scope="col" class="number">Seeds</th><th role="columnheader" scope="col" class="number"><span title="What a design takes that looks once, at a fixed number of seeds">Fixed</span></th></tr></thead>
<tbody role="rowgroup">
${verdicts.map((verdict, index) => verdictRow(verdict, anchors[index] ?? ''))}</tbody></table>
<p class="note">Intervals are two-sided at 1 − 2 alpha. Where a test looks at a fixed number of seeds they agree with its one-sided tests; where it looks after every seed they are confidence sequences, which hold wherever it stops and are wider. Fixed: what the same test takes if it looks once. A claim with several parts shows its primary one here and is reproduced only if all parts are.</p>
</section>
`;
}

function verdictRow(verdict: Verdict, anchor: string): Html {
  const optional = verdict.required
    ? null
    : html` <span class="tag" title="Reported, but does not decide the exit code">not required</span>`;
  const mark = standingMark(verdict);
  const standing =
    mark === null ? null : html` <span class="tag" title="${describeRegistration(verdict) ?? ''}">${mark}</span>`;
  const effect = soundOrNull(verdict)?.effect ?? null;
  const unit = effect === null ? null : html`<span class="unit">${effect.unit}</span>`;
  return html`<tr role="row" class="${verdict.verdict}"><td role="cell" class="word">${verdictBadge(verdict.verdict)}</td><th role="rowheader" scope="row"><a href="#${anchor}">${verdict.title}</a>${optional}${standing}<code class="id">${verdict.claim}</code></th><td role="cell" class="task" data-label="Task">${verdict.task}</td><td role="cell" class="number" data-label="Effect"><span class="effect">${effectWithInterval(effect)}</span>${unit}</td><td role="cell" class="number" data-label="Threshold">${thresholdOf(verdict)}</td><td role="cell" class="number" data-label="Seeds"><span title="${formatSeeds(verdict.seeds)}">${verdict.seeds.length}</span></td><td role="cell" class="number" data-label="Fixed">${verdict.budget.fixed}</td></tr>
`;
}
