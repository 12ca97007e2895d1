// Operating characteristics: the chance of "reproduced" and mean seeds against the true effect, a line a procedure.
import type { TopLevelSpec } from 'vega-lite';
import {
  type DrawnPlot,
  fontSize,
  plotConfig,
  plotWidth,
  seriesColour,
  seriesDash,
} from '../../src/report/plots/plot-svg.ts';

export interface Characteristic {
  readonly procedure: string;
  readonly points: readonly { readonly effect: number; readonly value: number }[];
}

const padding = { left: 52, right: 16, top: 28, bottom: 46 };
const innerHeight = 200;
const lineHeight = 16;

export function characteristicsPlot(lines: readonly Characteristic[], { unit }: { readonly unit: string }): DrawnPlot {
  const innerWidth = plotWidth - padding.left - padding.right;
  const legendHeight = lineHeight * lines.length;
  const points = lines.flatMap(({ procedure, points: ofLine }, index) =>
    ofLine.map(({ effect, value }) => ({
      effect,
      value,
      procedure,
      colour: seriesColour(index),
      dash: seriesDash(index),
    })),
  );
  const x = {
    field: 'effect',
    type: 'quantitative' as const,
    scale: { nice: false },
    axis: { title: 'true effect, in SDs of a seed', tickCount: 6, grid: false },
  };
  const y = { field: 'value', type: 'quantitative' as const, axis: { title: null, tickCount: 5 } };
  const colour = { field: 'colour', type: 'nominal' as const, scale: null };
  const dash = { field: 'dash', type: 'nominal' as const, scale: null };
  const detail = { field: 'procedure', type: 'nominal' as const };
  const spec: TopLevelSpec = {
    config: plotConfig,
    width: innerWidth,
    height: innerHeight,
    padding: { ...padding, bottom: padding.bottom + legendHeight },
    layer: [
      {
        data: { values: points },
        mark: { type: 'line', strokeWidth: 2 },
        encoding: { x, y, stroke: colour, strokeDash: dash, detail },
      },
      {
        data: { values: points },
        mark: { type: 'point', filled: true, size: 26, opacity: 1 },
        encoding: { x, y, fill: colour },
      },
      {
        data: { values: [{ words: unit }] },
        mark: { type: 'text', align: 'left', baseline: 'bottom' },
        encoding: { x: { value: 8 - padding.left }, y: { value: -12 }, text: { field: 'words' } },
      },
      ...lines.map(
        ({ procedure }, index): Layer => ({
          data: { values: [{ procedure }] },
          mark: { type: 'text', align: 'left', baseline: 'middle', fontSize, fill: seriesColour(index) },
          encoding: {
            x: { value: 0 },
            y: { value: innerHeight + padding.bottom + lineHeight * (index + 0.3) },
            text: { field: 'procedure' },
          },
        }),
      ),
    ],
  };
  return { spec, width: plotWidth, height: innerHeight + padding.top + padding.bottom + legendHeight };
}

type Layer = Extract<TopLevelSpec, { layer: readonly unknown[] }>['layer'][number];
