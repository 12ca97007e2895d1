// The plot that a part gets by its rule: a dot a seed against threshold or band, or a line a seed over the levels of a trend.
import { effectIn } from '../decisions/decision.ts';
import { mean } from '../statistics/sample-moments.ts';
import type { PlotData } from './plot-data.ts';
import type { PartVerdict } from './verdict.ts';

export function partPlot({ name, unit, rule, decision, perSeed }: PartVerdict): PlotData {
  if (rule.kind === 'trend') {
    return {
      kind: 'levels',
      title: name,
      unit,
      axis: name.replace(/^.* by /, ''),
      levels: rule.levels,
      seeds: perSeed,
    };
  }
  const values = perSeed.map(({ seed, values: [value] }) => ({ seed, value: value as number }));
  const { estimate, low, high } = effectIn(decision) ?? {
    estimate: mean(values.map(({ value }) => value)),
    low: null,
    high: null,
  };
  const series = [{ label: name, values, mean: estimate, low, high }];
  const base = { kind: 'seeds', title: name, unit, series } as const;
  return rule.kind === 'existence'
    ? { ...base, threshold: rule.threshold }
    : { ...base, band: [-rule.margin, rule.margin] };
}
