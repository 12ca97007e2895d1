// Plots: each kind draws what it is given, follows the theme of its page, and survives the odd cases.
import { describe, expect, it } from 'vitest';
import type { PlotData } from '../../src/claims/verdicts/verdict.ts';
import { spreadLabels } from '../../src/report/plots/curves-plot.ts';
import { cellColours } from '../../src/report/plots/heatmap-plot.ts';
import { textWidth, wrapText } from '../../src/report/plots/plot-svg.ts';
import { renderPlot } from '../../src/report/plots/render-plot.ts';
import { sampleDocument } from './sample-document.ts';

const plots = sampleDocument.verdicts.flatMap((verdict) => verdict.plots);

describe('a plot', () => {
  it.each(plots.map((plot) => [plot.title, plot] as const))(
    'scales to its container and holds no broken number: %s',
    async (_, plot) => {
      const svg = await renderPlot(plot, 'p');
      expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+" style="width:100%;[^"]*height:auto"/);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      expect(svg).toContain('currentColor');
      expect(svg).not.toMatch(/(?:fill|stroke)="(?:#000|black)"/);
    },
  );

  it('shows one dot a seed', async () => {
    const plot = plots.find(({ kind }) => kind === 'seeds');
    const svg = plot === undefined ? '' : await renderPlot(plot, 'p');
    expect(svg.match(/opacity="0.5"/g)).toHaveLength(12);
    expect(svg).toContain('threshold 0.05');
  });

  it('writes the number into every cell of a heatmap and a dash where there is none', async () => {
    const plot = plots.find(({ kind }) => kind === 'heatmap');
    const svg = plot === undefined ? '' : await renderPlot(plot, 'p');
    for (const words of ['>0.49<', '>0.88<', '>–<']) expect(svg).toContain(words);
  });

  const empty: readonly PlotData[] = [
    { kind: 'seeds', title: 'none', unit: 'u', series: [] },
    {
      kind: 'seeds',
      title: 'equal',
      unit: 'u',
      series: [{ label: 'a', values: [{ seed: 0, value: 0 }], mean: 0, low: null, high: null }],
    },
    { kind: 'levels', title: 'none', unit: 'u', axis: 'a', levels: [], seeds: [] },
    {
      kind: 'heatmap',
      title: 'none',
      unit: 'u',
      rowAxis: 'r',
      columnAxis: 'c',
      rows: [],
      columns: [],
      values: [],
      domain: [0, 0],
    },
    { kind: 'curves', title: 'none', unit: 'u', axis: 'a', series: [] },
    { kind: 'curves', title: 'no seeds', unit: 'u', axis: 'a', series: [{ label: 'a', x: [0, 1], seeds: [] }] },
  ];
  it.each(empty.map((plot) => [`${plot.kind}, ${plot.title}`, plot] as const))(
    'is drawn even from almost nothing: %s',
    async (_, plot) => {
      expect(await renderPlot(plot, 'p')).not.toMatch(/NaN|undefined|Infinity/);
    },
  );

  it('keeps labels apart, in order and as near as possible', () => {
    const centres = spreadLabels({ wanted: [50, 52, 10], heights: [20, 20, 20], from: 0, to: 100 });
    expect(centres).toEqual([50, 70, 10]);
    expect(spreadLabels({ wanted: [99, 98], heights: [20, 20], from: 0, to: 100 })).toEqual([90, 70]);
  });

  it('wraps labels without losing a character', () => {
    const lines = wrapText('reliable tag, averyveryverylongwordindeed', 80, 12);
    expect(lines.join('').replaceAll(' ', '')).toBe('reliabletag,averyveryverylongwordindeed');
    for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(80);
  });

  it('makes cell text readable on every colour of both scales', () => {
    for (let share = 0; share <= 1; share += 0.01) {
      for (const colours of [cellColours(share, [0, 1]), cellColours(2 * share - 1, [-1, 1])]) {
        expect(contrast(colours.fill, colours.text)).toBeGreaterThan(4);
      }
    }
  });
});

function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(css: string): number {
  const [red = 0, green = 0, blue = 0] = [...css.matchAll(/\d+/g)].map(([digits]) => {
    const share = Number(digits) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
