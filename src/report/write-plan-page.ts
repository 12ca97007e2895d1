// The plan as a page: per part of a claim its operating characteristic, drawn and in numbers. Self-contained, as the report is.
import { basename, dirname } from 'node:path';
import { WORLDS } from '../decisions/chances.ts';
import { shareBeyond } from '../decisions/dispersion.ts';
import { operatingCurve } from '../decisions/operating-curve.ts';
import { type PartPlan, rememberedCampaigns, type Simulate } from '../execution/planning/claim-seeds.ts';
import type { PlanDocument } from '../execution/planning/plan-ahead.ts';
import { describeRule } from './describe-rule.ts';
import { formatDeclared, formatNumber, formatRate } from './format-number.ts';
import { dataTable, drawEach, type Html, html, numbers } from './html/html-template.ts';
import { renderPage } from './html/page.ts';
import { operatingFigure } from './html/verdict-section.ts';
import { writeInto } from './replace-files.ts';

const worldNames = { none: 'no effect', smallest: 'planning distance', measured: 'planned effect' } as const;

/** @returns the file */
export async function writePlanPage(document: PlanDocument, file: string): Promise<string> {
  const texts = { [basename(file)]: await renderPlanPage(document) };
  await writeInto(dirname(file), { texts, where: file, what: 'The page cannot be written.' });
  return file;
}

/** The same document gives the same bytes: simulated rates are the same every time. */
export async function renderPlanPage({ profile, claims }: PlanDocument): Promise<string> {
  const simulated = rememberedCampaigns();
  const sections = await drawEach(claims, async ({ claim, task, design, parts }, index) => {
    const figures = await drawEach(parts, (part, place) =>
      partFigure(part, { id: `oc-${index + 1}-${place + 1}`, simulated }),
    );
    return html`<section class="claim"><p class="claim-head"><code class="id">${claim}</code><span class="tag">${task}</span></p>
<p class="quiet">${design}</p>
<div class="figures">${figures}</div>
</section>
`;
  });
  return renderPage(
    `iml-verify plan, profile ${profile}`,
    html`<header class="page"><p class="kicker">iml-verify · profile ${profile}</p>
<h1>What each rule would say, by the true effect</h1>
<p class="lead">Normal noise between seeds, at the planned standard deviation. Dashed: the rule's threshold, which is the smallest effect of interest, or its margin. The planning distance is how far beyond the threshold a design is made to see, in SDs between seeds; for an equivalence the table has the margin in its place, for a dispersion the share that is its bound.</p></header>
<main>
${sections}</main>`,
  );
}

async function partFigure(
  part: PartPlan,
  { id, simulated }: { readonly id: string; readonly simulated: Simulate },
): Promise<Html> {
  const { name, unit, rule, mostSeeds } = part;
  const curve = operatingCurve(rule, mostSeeds, (...asked) => simulated(...asked).rates);
  const figure = await operatingFigure({ name, unit, rule, operatingCurve: curve }, id);
  return html`<div class="part"><h4>${name}</h4><p class="quiet">${describeRule(rule, unit)}</p>
${figure}${worldTable(part)}</div>
`;
}

function worldTable({ name, rule, worlds }: PartPlan): Html {
  return dataTable({
    caption: `Outcomes of ${name}`,
    columns: ['World', ...['True effect', 'Reproduced', 'Not reproduced', 'Seeds'].map(numbers), 'Rates'],
    rows: WORLDS.map((world) => {
      const { truth, rates } = worlds[world];
      return [
        worldNames[world],
        rule.kind === 'dispersion'
          ? `${formatNumber(shareBeyond(rule.margin, truth))} of models`
          : formatDeclared(truth.effect),
        formatRate(rates.reproduced, rates.campaigns),
        formatRate(rates.notReproduced, rates.campaigns),
        `${rates.meanSeeds.toFixed(1)} (${rates.ninetiethSeeds})`,
        rates.campaigns === null ? 'exact' : `${rates.campaigns} campaigns`,
      ];
    }),
  });
}
