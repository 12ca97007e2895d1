// The plot that a part gets by its rule: a dot a seed against threshold or band, or a line a seed over the levels of a trend.
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
  const { effect } = decision;
  const series = [
    { label: name, values, mean: effect?.estimate ?? 0, low: effect?.low ?? null, high: effect?.high ?? null },
  ];
  const base = { kind: 'seeds', title: name, unit, series } as const;
  return rule.kind === 'existence'
    ? { ...base, threshold: rule.threshold }
    : { ...base, band: [-rule.margin, rule.margin] };
}
