// Plots that a claim adds to the ones of its parts: learning curves, retrieval matrix, probe maps. Data only; drawn in report/.
import { mean } from '../statistics/sample-moments.ts';
import type { JudgedRuns } from './claim.ts';
import { armOf, evaluate, type Group, type Moment, probeExcess } from './estimands.ts';
import type { CurvesPlot, HeatmapPlot } from './verdicts/verdict.ts';

/** Accuracy of D5 and D6 along Stage 2. */
export function stageTwoCurves(judged: JudgedRuns, arm: string): CurvesPlot {
  return {
    kind: 'curves',
    title: 'Questions about new aliases while Stage 2 trains their definitions',
    unit: 'accuracy',
    axis: 'Stage-2 step',
    series: [
      seriesOf(judged, { label: 'D5, reliable tag', arm, curve: 'stage 2/accuracy of D5 by step' }),
      seriesOf(judged, { label: 'D6, unreliable tag', arm, curve: 'stage 2/accuracy of D6 by step' }),
    ],
  };
}

/** Training loss of Stage 1 by epoch, one series an arm. */
export function stageOneLoss(judged: JudgedRuns, arms: readonly string[]): CurvesPlot {
  return {
    kind: 'curves',
    title: 'Stage-1 training loss',
    unit: 'nats a question',
    axis: 'epoch',
    series: arms.map((arm) => seriesOf(judged, { label: arm, arm, curve: 'stage 1/loss by epoch' })),
  };
}

function seriesOf(
  judged: JudgedRuns,
  { label, arm, curve }: Readonly<Record<'label' | 'arm' | 'curve', string>>,
): CurvesPlot['series'][number] {
  const curves = judged.map(({ seed, runs }) => ({ seed, ...(armOf(runs, arm).curves[curve] ?? { x: [], y: [] }) }));
  return { label, x: curves[0]?.x ?? [], seeds: curves.map(({ seed, y }) => ({ seed, values: y })) };
}

/** Accuracy after Stage 2, groups by query. @param chance where the colours begin */
export function retrievalMap(judged: JudgedRuns, arm: string, groups: readonly string[], chance = 0.5): HeatmapPlot {
  const queries = ['qa', 'reliable-tag', 'unreliable-tag', 'third-tag'];
  return {
    kind: 'heatmap',
    title: 'What the model answers about an alias, by what it is asked with',
    unit: 'accuracy',
    rowAxis: 'aliases',
    columnAxis: 'query',
    rows: groups,
    columns: ['question', 'reliable tag', 'unreliable tag', 'third tag'],
    values: groups.map((group) =>
      queries.map((query) =>
        meanOrNull(judged.map(({ runs }) => armOf(runs, arm).values[`after-stage-2/${query}/accuracy`]?.[group])),
      ),
    ),
    domain: [chance, 1],
  };
}

/** Probe accuracy above permuted labels, layers by what is probed. */
export function probeMap(judged: JudgedRuns, arm: string, title: string): HeatmapPlot {
  const layers = ['input', 'block 1', 'block 2', 'final norm', 'logits'] as const;
  const columns = [
    { label: 'D1 | D2, Stage 1', moment: 'before-stage-2', group: 'D1QA1-D2QA2' },
    { label: 'D5 | D6, before', moment: 'before-stage-2', group: 'D5-D6' },
    { label: 'D5 | D6, after', moment: 'after-stage-2', group: 'D5-D6' },
    { label: 'transfer, before', moment: 'before-stage-2', group: 'transfer' },
    { label: 'transfer, after', moment: 'after-stage-2', group: 'transfer' },
  ] as const;
  return {
    kind: 'heatmap',
    title,
    unit: 'accuracy above permuted labels',
    rowAxis: 'layer',
    columnAxis: 'what is probed, and when',
    rows: layers,
    columns: columns.map(({ label }) => label),
    values: layers.map((layer) =>
      columns.map(({ moment, group }) =>
        meanOrNull(judged.map(({ runs }) => evaluate(probeExcess(arm, moment, layer, group), runs))),
      ),
    ),
    domain: [0, 0.5],
  };
}

interface Probed {
  readonly moment: Moment;
  readonly group: Group;
}

export const OLD_TAGS: Probed = { moment: 'before-stage-2', group: 'D1QA1-D2QA2' };
export const NEW_TAGS: Probed = { moment: 'after-stage-2', group: 'D5-D6' };

/** Probe accuracy above permuted labels in text: layers by the token of the question at which they are read. */
export function textProbeMap(
  judged: JudgedRuns,
  arm: string,
  { moment, group, title }: Probed & { readonly title: string },
): HeatmapPlot {
  const values = judged[0] === undefined ? {} : armOf(judged[0].runs, arm).values;
  const start = `${moment}/probe-excess/`;
  const places = Object.keys(values).flatMap((name) => (name.startsWith(start) ? [name.slice(start.length)] : []));
  const [layers, tokens] = [0, 1].map((part) => [
    ...new Set(places.map((place) => place.split(' at ')[part] as string)),
  ]);
  return {
    kind: 'heatmap',
    title,
    unit: 'accuracy above permuted labels',
    rowAxis: 'layer',
    columnAxis: 'token of the question',
    rows: layers as string[],
    columns: tokens as string[],
    values: (layers as string[]).map((layer) =>
      (tokens as string[]).map((token) =>
        meanOrNull(judged.map(({ runs }) => armOf(runs, arm).values[`${start}${layer} at ${token}`]?.[group])),
      ),
    ),
    domain: [0, 0.5],
  };
}

/** Null for a cell that the experiment does not have. */
function meanOrNull(values: readonly (number | undefined)[]): number | null {
  const present = values.filter((value) => value !== undefined);
  return present.length === 0 ? null : mean(present);
}
