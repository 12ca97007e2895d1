// Operating characteristic: rates of the three outcomes by the true effect, with a line where the rule's threshold lies.
import type { TopLevelSpec } from 'vega-lite';
import { curvesPlot } from './curves-plot.ts';
import type { DrawnPlot } from './plot-svg.ts';
import { thresholdColour } from './plot-theme.ts';

export interface RatesPlot {
  readonly title: string;
  /** What the effects are, with their unit. */
  readonly axis: string;
  readonly effects: readonly number[];
  readonly series: readonly { readonly label: string; readonly values: readonly number[] }[];
  readonly threshold: number;
}

/** There is one at every part of every claim, so it is lower than the plots of evidence. */
const HEIGHT = 120;

export function ratesPlot({ title, axis, effects, series, threshold }: RatesPlot): DrawnPlot {
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

type Layer = Extract<TopLevelSpec, { layer: readonly unknown[] }>['layer'][number];
