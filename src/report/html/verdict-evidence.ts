// What a verdict rests on besides its effect: error rates, validity gates, assay sensitivity, context numbers.
import { type SoundVerdict, soundOrNull, type Verdict } from '../../claims/verdict.ts';
import { describeFamily } from '../describe-evidence.ts';
import { formatDeclared, formatNumber, formatPercent } from '../format-number.ts';
import { dataTable } from './data-table.ts';
import { type Html, html } from './html-template.ts';
import { passMark } from './pass-mark.ts';
import { verdictBadge } from './verdict-badge.ts';

export function errorRates(verdict: Verdict): Html {
  const sound = soundOrNull(verdict);
  return html`<h4>Error rates</h4>
<dl class="facts">
<div><dt>False alarm</dt><dd>at most ${formatDeclared(verdict.alpha)} (alpha), if the claim is false</dd></div>
${sound === null ? null : html`<div><dt>Detection</dt><dd>${detection(sound)}</dd></div>\n`}<div><dt>Family</dt><dd>${describeFamily(verdict)}</dd></div>
</dl>`;
}

function detection({ power, seeds, budget }: SoundVerdict): string {
  if (power === null) return 'not computable for this rule and number of seeds';
  const spent = budget.most === seeds.length ? `${seeds.length} seeds` : `at most ${budget.most} seeds`;
  return `${formatPercent(power)} (power), if the effect is as planned, with ${spent}`;
}

export function controlTables({ gates, assay, context }: Verdict): Html {
  return html`${gates.length === 0 ? null : gateTable(gates)}${assay.length === 0 ? null : assayTable(assay)}${
    context.length === 0 ? null : contextTable(context)
  }`;
}

function gateTable(gates: Verdict['gates']): Html {
  const table = dataTable({
    caption: 'Gates: below one of these the runs answer no question',
    columns: [
      { head: 'Gate', prose: true },
      { head: 'Passed' },
      { head: 'Mean', number: true },
      { head: 'At least', number: true },
    ],
    rows: gates.map(({ description, mean, minimum, passed }) => [
      description,
      passMark(passed),
      mean === null ? '–' : formatNumber(mean),
      formatDeclared(minimum),
    ]),
  });
  return html`<h4>Validity gates</h4>\n${table}\n`;
}

function assayTable(assay: Verdict['assay']): Html {
  const table = dataTable({
    caption: 'Positive claims that must hold in the same runs for this control to mean anything',
    columns: [{ head: 'Positive claim' }, { head: 'Passed' }, { head: 'Verdict' }],
    rows: assay.map(({ claim, verdict, passed }) => [
      html`<code>${claim}</code>`,
      passMark(passed),
      verdictBadge(verdict),
    ]),
  });
  return html`<h4>Assay sensitivity</h4>\n${table}\n`;
}

function contextTable(context: Verdict['context']): Html {
  const table = dataTable({
    caption: 'Numbers beside the verdict, not judged',
    columns: [{ head: 'Number' }, { head: 'Mean', number: true }, { head: 'SD over seeds', number: true }],
    rows: context.map(({ name, mean, standardDeviation }) => [
      name,
      formatNumber(mean),
      standardDeviation === null ? '–' : formatNumber(standardDeviation, [mean, standardDeviation]),
    ]),
  });
  return html`<h4>Context</h4>\n${table}\n`;
}
