// The operating characteristic of a part's rule: a plot of what it would say by the true effect, below the part's evidence.
import type { PartVerdict } from '../../claims/verdicts/verdict.ts';
import { thresholdOf } from '../../decisions/chances.ts';
import { describeOperatingCurve, describeRates } from '../describe-verdict.ts';
import { formatDeclared } from '../format-number.ts';
import { curvesPlot } from '../plots/curves-plot.ts';
import { type Layer, layerOf, plotSvg, thresholdColour } from '../plots/plot-svg.ts';
import { type Html, html, trustedHtml } from './html-template.ts';

/** Null where the report has no curve. @param id unique in the page */
export async function operatingFigure(
  part: Pick<PartVerdict, 'name' | 'unit' | 'rule' | 'operatingCurve'>,
  id: string,
): Promise<Html | null> {
  const { name, unit, rule, operatingCurve: curve } = part;
  if (curve === undefined || curve.points.length === 0) return null;
  const { points, standardDeviation, mostSeeds } = curve;
  const drawn = curvesPlot(
    {
      kind: 'curves',
      title: name,
      unit: 'share of runs',
      axis: `${rule.kind === 'equivalence' ? 'size of the true effect' : 'true effect'}, ${unit}`,
      series: OUTCOMES.map(([outcome, label]) => ({
        label,
        x: points.map(({ effect }) => effect),
        seeds: [{ seed: 0, values: points.map((point) => point[outcome]) }],
      })),
    },
    { height: HEIGHT, above: [lineAt(thresholdOf(rule))] },
  );
  const svg = trustedHtml(
    await plotSvg(drawn, {
      id,
      title: `What the rule would say of ${name}`,
      description: 'Shares of runs by the true effect; the sentence above tells the two that matter.',
    }),
  );
  const line = rule.kind === 'equivalence' ? 'the margin' : 'the threshold';
  return html`<figure class="rates"><p>${describeOperatingCurve(part)}</p><div class="plot">${svg}</div><figcaption>Share of runs by the true effect, at a standard deviation of ${formatDeclared(standardDeviation)} between seeds and at most ${mostSeeds} of them. Dashed: ${line}. ${describeRates(curve)}</figcaption></figure>
`;
}

const OUTCOMES = [
  ['reproduced', 'reproduced'],
  ['notReproduced', 'not reproduced'],
  ['inconclusive', 'inconclusive'],
] as const;

/** There is one at every part of every claim, so it is lower than the plots of evidence. */
const HEIGHT = 120;

function lineAt(threshold: number): Layer {
  return layerOf([{ x: threshold }], {
    mark: { type: 'rule', stroke: thresholdColour, strokeDash: [4, 3], strokeWidth: 1.5 },
    x: { field: 'x', type: 'quantitative' },
  });
}
