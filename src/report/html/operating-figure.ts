// The operating characteristic of a part's rule: a plot of what it would say by the true effect, below the part's evidence.

import type { TopLevelSpec } from 'vega-lite';
import type { PartVerdict } from '../../claims/verdicts/verdict.ts';
import { thresholdOf } from '../../decisions/chances.ts';
import { describeOperatingCurve, describeRates } from '../describe-verdict.ts';
import { formatDeclared } from '../format-number.ts';
import { curvesPlot } from '../plots/curves-plot.ts';
import { type DrawnPlot, type Layer, plotSvg, thresholdColour } from '../plots/plot-svg.ts';
import { type Html, html, trustedHtml } from './html-template.ts';

/** Null where the report has no curve. @param id unique in the page */
export async function operatingFigure(
  { name, unit, rule, operatingCurve: curve }: Pick<PartVerdict, 'name' | 'unit' | 'rule' | 'operatingCurve'>,
  id: string,
): Promise<Html | null> {
  if (curve === undefined || curve.points.length === 0) return null;
  const words = describeOperatingCurve({ rule, unit, curve });
  const { points, standardDeviation, mostSeeds } = curve;
  const drawn = ratesPlot({
    title: name,
    axis: `${rule.kind === 'equivalence' ? 'size of the true effect' : 'true effect'}, ${unit}`,
    effects: points.map(({ effect }) => effect),
    series: [
      { label: 'reproduced', values: points.map(({ reproduced }) => reproduced) },
      { label: 'not reproduced', values: points.map(({ notReproduced }) => notReproduced) },
      { label: 'inconclusive', values: points.map(({ inconclusive }) => inconclusive) },
    ],
    threshold: thresholdOf(rule),
  });
  const svg = trustedHtml(
    await plotSvg(drawn, {
      id,
      title: `What the rule would say of ${name}`,
      description: 'Shares of runs by the true effect; the sentence above tells the two that matter.',
    }),
  );
  const line = rule.kind === 'equivalence' ? 'the margin' : 'the threshold';
  return html`<figure class="rates"><p>${words}</p><div class="plot">${svg}</div><figcaption>Share of runs by the true effect, at a standard deviation of ${formatDeclared(standardDeviation)} between seeds and at most ${mostSeeds} of them. Dashed: ${line}. ${describeRates(curve)}</figcaption></figure>
`;
}

interface RatesPlot {
  readonly title: string;
  /** What the effects are, with their unit. */
  readonly axis: string;
  readonly effects: readonly number[];
  readonly series: readonly { readonly label: string; readonly values: readonly number[] }[];
  readonly threshold: number;
}

/** There is one at every part of every claim, so it is lower than the plots of evidence. */
const HEIGHT = 120;

// Operating characteristic: rates of the three outcomes by the true effect, with a line where the rule's threshold lies.
function ratesPlot({ title, axis, effects, series, threshold }: RatesPlot): DrawnPlot {
  const drawn = curvesPlot(
    {
      kind: 'curves',
      title,
      unit: 'share of runs',
      axis,
      series: series.map(({ label, values }) => ({ label, x: effects, seeds: [{ seed: 0, values }] })),
    },
    HEIGHT,
  );
  const mark: Layer = {
    data: { values: [{ x: threshold }] },
    mark: { type: 'rule', stroke: thresholdColour, strokeDash: [4, 3], strokeWidth: 1.5 },
    encoding: { x: { field: 'x', type: 'quantitative' } },
  };
  const { spec } = drawn;
  return 'layer' in spec ? { ...drawn, spec: { ...spec, layer: [...spec.layer, mark] } as TopLevelSpec } : drawn;
}
