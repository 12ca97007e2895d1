// Operating characteristic: rates of the three outcomes by the true effect, with lines where the rule's threshold and the planned
// effect lie.
import type { TopLevelSpec } from 'vega-lite';
import { curvesPlot } from './curves-plot.ts';
import type { DrawnPlot } from './plot-svg.ts';
import { thresholdColour } from './plot-theme.ts';

export interface RatesPlot {
  readonly title: string;
  /** Of the effect. */
  readonly unit: string;
  readonly effects: readonly number[];
  readonly series: readonly { readonly label: string; readonly values: readonly number[] }[];
  /** Where the rule draws its line: one place, or two for a margin. */
  readonly thresholds: readonly number[];
}

export function ratesPlot({ title, unit, effects, series, thresholds }: RatesPlot): DrawnPlot {
  const drawn = curvesPlot({
    kind: 'curves',
    title,
    unit: 'share of campaigns',
    axis: `true effect, ${unit}`,
    series: series.map(({ label, values }) => ({ label, x: effects, seeds: [{ seed: 0, values }] })),
  });
  const marks: Layer = {
    data: { values: thresholds.map((x) => ({ x })) },
    mark: { type: 'rule', stroke: thresholdColour, strokeDash: [4, 3], strokeWidth: 1.5 },
    encoding: { x: { field: 'x', type: 'quantitative' } },
  };
  const { spec } = drawn;
  return 'layer' in spec ? { ...drawn, spec: { ...spec, layer: [...spec.layer, marks] } as TopLevelSpec } : drawn;
}

type Layer = Extract<TopLevelSpec, { layer: readonly unknown[] }>['layer'][number];
