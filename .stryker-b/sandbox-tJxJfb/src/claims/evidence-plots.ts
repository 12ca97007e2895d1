// Plots that a claim adds to the ones of its parts: learning curves, retrieval matrix, probe maps. Data only; drawn in report/.
import { mean } from '../statistics/sample-moments.ts';
import type { ClaimTest, JudgedRuns } from './claim.ts';
import { armOf, evaluate, type Group, type Moment, probeExcess, type SeedRuns } from './estimands.ts';
import type { CurvesPlot, PlotData } from './verdicts/verdict.ts';

/** What is drawn of the runs that are judged. */
type Drawing = (judged: JudgedRuns) => PlotData;

export function drawn(...drawings: readonly Drawing[]): ClaimTest['plots'] {
  return (judged) => drawings.map((drawing) => drawing(judged));
}

/** Accuracy of D5 and D6 along Stage 2. */
export function stageTwoCurves(arm: string): Drawing {
  return (judged) => ({
    kind: 'curves',
    title: 'Questions about new aliases while Stage 2 trains their definitions',
    unit: 'accuracy',
    axis: 'Stage-2 step',
    series: [
      seriesOf(judged, { label: 'D5, reliable tag', arm, curve: 'stage 2/accuracy of D5 by step' }),
      seriesOf(judged, { label: 'D6, unreliable tag', arm, curve: 'stage 2/accuracy of D6 by step' }),
    ],
  });
}

/** Training loss of Stage 1 by epoch, one series an arm. */
export function stageOneLoss(...arms: readonly string[]): Drawing {
  return (judged) => ({
    kind: 'curves',
    title: 'Stage-1 training loss',
    unit: 'nats a question',
    axis: 'epoch',
    series: arms.map((arm) => seriesOf(judged, { label: arm, arm, curve: 'stage 1/loss by epoch' })),
  });
}

function seriesOf(
  judged: JudgedRuns,
  { label, arm, curve }: Readonly<Record<'label' | 'arm' | 'curve', string>>,
): CurvesPlot['series'][number] {
  const curves = judged.map(({ seed, runs }) => ({ seed, ...(armOf(runs, arm).curves[curve] ?? { x: [], y: [] }) }));
  return { label, x: curves[0]?.x ?? [], seeds: curves.map(({ seed, y }) => ({ seed, values: y })) };
}

/** Accuracy after Stage 2, groups by query. @param chance where the colours begin */
export function retrievalMap(arm: string, groups: readonly string[], chance = 0.5): Drawing {
  const queries = ['qa', 'reliable-tag', 'unreliable-tag', 'third-tag'];
  return (judged) => ({
    kind: 'heatmap',
    title: 'What the model answers about an alias, by what it is asked with',
    unit: 'accuracy',
    rowAxis: 'aliases',
    columnAxis: 'query',
    rows: groups,
    columns: ['question', 'reliable tag', 'unreliable tag', 'third tag'],
    values: cellsOf(judged, [groups, queries], (runs, group, query) => {
      return armOf(runs, arm).values[`after-stage-2/${query}/accuracy`]?.[group];
    }),
    domain: [chance, 1],
  });
}

const PROBES = {
  kind: 'heatmap',
  unit: 'accuracy above permuted labels',
  rowAxis: 'layer',
  domain: [0, 0.5] as [number, number],
} as const;

/** Probe accuracy above permuted labels, layers by what is probed. */
export function probeMap(arm: string, title: string): Drawing {
  const layers = ['input', 'block 1', 'block 2', 'final norm', 'logits'] as const;
  const columns = [
    { label: 'D1 | D2, Stage 1', moment: 'before-stage-2', group: 'D1QA1-D2QA2' },
    { label: 'D5 | D6, before', moment: 'before-stage-2', group: 'D5-D6' },
    { label: 'D5 | D6, after', moment: 'after-stage-2', group: 'D5-D6' },
    { label: 'transfer, before', moment: 'before-stage-2', group: 'transfer' },
    { label: 'transfer, after', moment: 'after-stage-2', group: 'transfer' },
  ] as const;
  return (judged) => ({
    ...PROBES,
    title,
    columnAxis: 'what is probed, and when',
    rows: layers,
    columns: columns.map(({ label }) => label),
    values: cellsOf(judged, [layers, columns], (runs, layer, { moment, group }) => {
      return evaluate(probeExcess(arm, moment, layer, group), runs);
    }),
  });
}

interface Probed {
  readonly moment: Moment;
  readonly group: Group;
}

export const OLD_TAGS: Probed = { moment: 'before-stage-2', group: 'D1QA1-D2QA2' };
export const NEW_TAGS: Probed = { moment: 'after-stage-2', group: 'D5-D6' };

/** Probe accuracy above permuted labels in text: layers by the token of the question at which they are read. */
export function textProbeMap(arm: string, { moment, group, title }: Probed & { readonly title: string }): Drawing {
  return (judged) => {
    const values = judged[0] === undefined ? {} : armOf(judged[0].runs, arm).values;
    const start = `${moment}/probe-excess/`;
    const places = Object.keys(values).flatMap((name) => (name.startsWith(start) ? [name.slice(start.length)] : []));
    const layers = [...new Set(places.map((place) => place.split(' at ')[0] as string))];
    const tokens = [...new Set(places.map((place) => place.split(' at ')[1] as string))];
    return {
      ...PROBES,
      title,
      columnAxis: 'token of the question',
      rows: layers,
      columns: tokens,
      values: cellsOf(judged, [layers, tokens], (runs, layer, token) => {
        return armOf(runs, arm).values[`${start}${layer} at ${token}`]?.[group];
      }),
    };
  };
}

/** Means over seeds; null for a cell that the experiment does not have. */
function cellsOf<Row, Column>(
  judged: JudgedRuns,
  [rows, columns]: readonly [readonly Row[], readonly Column[]],
  numberIn: (runs: SeedRuns, row: Row, column: Column) => number | undefined,
): (number | null)[][] {
  const cellOf = (row: Row, column: Column) => {
    const present = judged.map(({ runs }) => numberIn(runs, row, column)).filter((value) => value !== undefined);
    return present.length === 0 ? null : mean(present);
  };
  return rows.map((row) => columns.map((column) => cellOf(row, column)));
}
