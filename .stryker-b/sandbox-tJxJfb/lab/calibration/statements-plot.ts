// A row for what is stated of a procedure, and in it a measured rate with its exact interval for each world that it is stated of.
// Error rates and powers differ by orders of magnitude, so every row is drawn in units of its own bound: the bound is a line at
// 1 for all of them.
import type { TopLevelSpec } from 'vega-lite';
import { type DrawnPlot, plotConfig, seriesColour, thresholdColour } from '../../src/report/plots/plot-svg.ts';
import type { JudgedStatement } from './statement.ts';

const padding = { right: 20, top: 24, bottom: 46 };
/** Room for a letter of a label, with whatever font there is. */
const letterWidth = 6.2;
const innerWidth = 330;
const rowHeight = 17;

export function statementsPlot(statements: readonly JudgedStatement[]): DrawnPlot {
  const points = statements.map((statement) => ({
    row: `${statement.procedure}: ${statement.quantity} ${statement.side} ${Number(statement.bound.toFixed(6))}`,
    estimate: statement.estimate / statement.bound,
    low: statement.low / statement.bound,
    high: statement.high / statement.bound,
    colour: statement.holds ? seriesColour(0) : seriesColour(1),
  }));
  const rows = [...new Set(points.map(({ row }) => row))];
  const innerHeight = rowHeight * Math.max(1, rows.length);
  const largest = Math.max(1.1, ...points.map(({ high }) => Math.min(high, 3)));
  const left = 16 + letterWidth * Math.max(0, ...rows.map((row) => row.length));
  const x = (field: string) => ({
    field,
    type: 'quantitative' as const,
    scale: { domain: [0, largest], nice: false, clamp: true },
    axis: { title: 'rate in units of the stated bound (line)', tickCount: 5, grid: true },
  });
  const y = {
    field: 'row',
    type: 'nominal' as const,
    scale: { domain: rows },
    axis: { title: null, labelLimit: 0, grid: false },
  };
  const colour = { field: 'colour', type: 'nominal' as const, scale: null };
  const spec: TopLevelSpec = {
    config: plotConfig,
    width: innerWidth,
    height: innerHeight,
    padding: { ...padding, left },
    layer: [
      {
        data: { values: [{ bound: 1 }] },
        mark: { type: 'rule', stroke: thresholdColour, strokeDash: [5, 3], strokeWidth: 1.5 },
        encoding: { x: x('bound') },
      },
      {
        data: { values: points },
        mark: { type: 'rule', strokeWidth: 2.5, strokeCap: 'round', opacity: 0.5 },
        encoding: { x: x('low'), x2: { field: 'high' }, y, stroke: colour },
      },
      {
        data: { values: points },
        mark: { type: 'point', shape: 'diamond', filled: true, size: 40, opacity: 0.7 },
        encoding: { x: x('estimate'), y, fill: colour },
      },
    ],
  };
  const width = innerWidth + left + padding.right;
  return { spec, width, height: innerHeight + padding.top + padding.bottom };
}
