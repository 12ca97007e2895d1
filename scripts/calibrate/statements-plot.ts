// A row a statement: measured rate with its exact interval, and the bound that it must keep. Error rates and powers differ by
// orders of magnitude, so every row is drawn in units of its own bound: the bound is a line at 1 for all of them.
import type { TopLevelSpec } from 'vega-lite';
import type { DrawnPlot } from '../../src/report/plots/plot-svg.ts';
import { plotConfig, seriesColour, thresholdColour } from '../../src/report/plots/plot-theme.ts';
import type { JudgedStatement } from './statement.ts';

const padding = { left: 470, right: 20, top: 24, bottom: 46 };
const innerWidth = 330;
const rowHeight = 17;

export function statementsPlot(statements: readonly JudgedStatement[]): DrawnPlot {
  const rows = statements.map((statement, index) => ({
    row: `${index}\n${statement.procedure}; ${statement.world}: ${statement.quantity} ${statement.side} ${statement.bound}`,
    estimate: statement.estimate / statement.bound,
    low: statement.low / statement.bound,
    high: statement.high / statement.bound,
    colour: statement.holds ? seriesColour(0) : seriesColour(1),
  }));
  const innerHeight = rowHeight * Math.max(1, rows.length);
  const largest = Math.max(1.1, ...rows.map(({ high }) => Math.min(high, 3)));
  const x = (field: string) => ({
    field,
    type: 'quantitative' as const,
    scale: { domain: [0, largest], nice: false, clamp: true },
    axis: { title: 'rate in units of the stated bound (line)', tickCount: 5, grid: true },
  });
  const y = {
    field: 'row',
    type: 'nominal' as const,
    scale: { domain: rows.map(({ row }) => row) },
    axis: { title: null, labelExpr: "split(datum.label, '\\n')[1]", labelLimit: 0, grid: false },
  };
  const colour = { field: 'colour', type: 'nominal' as const, scale: null };
  const spec: TopLevelSpec = {
    config: plotConfig,
    width: innerWidth,
    height: innerHeight,
    padding,
    layer: [
      {
        data: { values: [{ bound: 1 }] },
        mark: { type: 'rule', stroke: thresholdColour, strokeDash: [5, 3], strokeWidth: 1.5 },
        encoding: { x: x('bound') },
      },
      {
        data: { values: rows },
        mark: { type: 'rule', strokeWidth: 2.5, strokeCap: 'round' },
        encoding: { x: x('low'), x2: { field: 'high' }, y, stroke: colour },
      },
      {
        data: { values: rows },
        mark: { type: 'point', shape: 'diamond', filled: true, size: 70, opacity: 1 },
        encoding: { x: x('estimate'), y, fill: colour },
      },
    ],
  };
  const width = innerWidth + padding.left + padding.right;
  return { spec, width, height: innerHeight + padding.top + padding.bottom };
}
