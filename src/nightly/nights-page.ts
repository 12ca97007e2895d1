// The page of the nights of one scope: what the last one says, all in a table, and each claim's numbers over the nights against the goldens.
// Self-contained, as the report is; drawn from the sealed files of the history alone.
import { describeCode } from '../execution/fingerprint/code-version.ts';
import { formatNumber, formatSigned, formatSpan } from '../report/format-number.ts';
import {
  dataTable,
  drawEach,
  factList,
  type Html,
  html,
  names,
  numbers,
  passMark,
  prose,
  section,
  trustedHtml,
  warningList,
} from '../report/html/html-template.ts';
import { renderPage } from '../report/html/page.ts';
import {
  asGiven,
  type DrawnPlot,
  drawnIn,
  layerOf,
  numberAxis,
  plotDomain,
  plotSvg,
  plotWidth,
  seriesColour,
  thresholdColour,
  unitAbove,
} from '../report/plots/plot-svg.ts';
import { sampleMoments } from '../statistics/sample-moments.ts';
import { inWordsOfPower, powerLines } from './night-power.ts';
import type { NightHistory, NightRecord, WatchedVerdict } from './night-record.ts';
import { describeScope } from './night-scope.ts';
import { nightBadge } from './night-verdict.ts';

/** @param history at least one night, all of one environment and scope. The same history gives the same bytes. */
export async function renderNightsPage({ nights, damaged }: NightHistory): Promise<string> {
  const last = nights.at(-1) as NightRecord;
  const figures = await drawEach([...byTask(last.watched)], ([task, watched]) =>
    taskSection(task, { watched, nights }),
  );
  const numberByNumber = html`<p class="quiet">A dot is the mean over a night's fresh seeds, the bar two standard errors to both sides; dashed and shaded are mean and standard deviation of the golden pool. An orange triangle marks a night on which an alarm was confirmed.</p>
${figures}`;
  return renderPage(
    `iml-verify nights, ${last.environment.name}`,
    html`<header class="page">
<p class="kicker">iml-verify · nights on ${last.environment.name} · ${describeScope(last)}</p>
<h1>Does it still hold?</h1>
<p class="lead">Night of ${last.night}: ${nightBadge(last.verdict)}. ${last.reason}</p>
${facts(last, nights)}
${warningList(
  'Not counted as nights',
  damaged.map(({ path, reason }) => `${path}: ${reason}`),
)}</header>
<main>
${attention(last)}${nightsTable(nights)}${section('numbers', 'Number by number', numberByNumber)}${allWatched(last)}</main>`,
  );
}

function facts(last: NightRecord, nights: readonly NightRecord[]): Html {
  const { environment, goldens, seeds, controls, budget } = last;
  const alarms = nights.filter(({ verdict }) => verdict === 'drift').length;
  const power = powerLines(last.watched);
  const nullAlarms = nights.filter((night) => !night.controls.null.passed).length;
  return factList({
    Where: `${environment.backend} on ${environment.device}, ${environment.platform}, Node ${environment.node}, ${describeCode(environment)}, ${formatSpan(last.startedAt, last.finishedAt)}`,
    Goldens: `at least ${goldens.seeds} seeds a pool, recorded ${goldens.recordedAt.slice(0, 10)} at ${describeCode(goldens)}`,
    Seeds: `${seeds.fresh.length} fresh from ${seeds.fresh[0] ?? 0} on, ${seeds.golden.length} golden ones again`,
    Inputs: last.differences.length === 0 ? 'as when the goldens were recorded' : last.differences.join('; '),
    'Null control': html`${passMark(controls.null.passed)} ${controls.null.words}`,
    Planted: html`${passMark(controls.planted.passed)} ${controls.planted.words}`,
    ...(controls.halved === undefined
      ? {}
      : { 'Planted, half': html`${passMark(controls.halved.passed)} ${controls.halved.words}` }),
    ...(power.length === 0 ? {} : { Power: power.join(' ') }),
    Alarms: `${budget.words} So far ${alarms} of ${nights.length} nights drifted; the null control, which can only alarm falsely, alarmed on ${nullAlarms}.`,
  });
}

/** What is not as it should be, first. */
function attention({ watched, failures, experiments }: NightRecord): Html | null {
  const bad = watched.filter(({ verdict }) => ['drift', 'unresolved', 'non-deterministic'].includes(verdict));
  const shaky = experiments.filter(({ deterministic }) => deterministic === false);
  if (bad.length + failures.length + shaky.length === 0) return null;
  const items = [
    ...shaky.map(({ label }) => html`<li>${label}: two trainings of the same seed tonight gave other bytes.</li>\n`),
    ...failures.map((failure) => html`<li>${failure}</li>\n`),
    ...bad.map(
      ({ claim, task, name, verdict, tier, reason }) =>
        html`<li>${nightBadge(verdict)} <code>${claim}</code> on ${task}, ${name} (${tier}): ${reason}</li>\n`,
    ),
  ];
  return html`<section id="attention" aria-labelledby="attention-title"><h2 id="attention-title">What needs a look</h2>
<ul>
${items}</ul></section>
`;
}

function nightsTable(nights: readonly NightRecord[]): Html {
  const table = dataTable({
    caption: 'All nights, the last one first',
    columns: [
      names('Night'),
      'Verdict',
      prose('Code'),
      ...['Same bytes', 'Drifted', 'Unresolved'].map(numbers),
      'Null control',
      'Planted',
      'Planted, half',
      prose('Why'),
    ],
    rows: [...nights].reverse().map((night) => {
      const count = (word: WatchedVerdict['verdict']) => night.watched.filter(({ verdict }) => verdict === word).length;
      const sum = (of: 'identical' | 'replayed') => night.experiments.reduce((total, one) => total + one[of], 0);
      return [
        nights.some((one) => one !== night && one.night === night.night)
          ? `${night.night}, begun at ${night.startedAt.slice(11, 16)}`
          : night.night,
        nightBadge(night.verdict),
        describeCode(night.environment),
        `${sum('identical')} of ${sum('replayed')}`,
        count('drift'),
        count('unresolved'),
        passMark(night.controls.null.passed),
        passMark(night.controls.planted.passed),
        night.controls.halved === undefined ? '' : passMark(night.controls.halved.passed),
        night.reason,
      ];
    }),
  });
  return html`<section id="nights" aria-labelledby="nights-title"><h2 id="nights-title">Night by night</h2>
${table}</section>
`;
}

async function taskSection(
  task: string,
  { watched, nights }: { readonly watched: readonly WatchedVerdict[]; readonly nights: readonly NightRecord[] },
): Promise<Html> {
  const figures = await drawEach(watched, (one, index) =>
    watchedFigure(one, { id: `n-${task.replaceAll(/[^a-z]/g, '-')}-${index + 1}`, nights }),
  );
  return html`<h3>${task}</h3>
<div class="figures">${figures}</div>
`;
}

async function watchedFigure(
  { id: watchedId, claim, name, unit, golden, verdict }: WatchedVerdict,
  { id, nights }: { readonly id: string; readonly nights: readonly NightRecord[] },
): Promise<Html> {
  const points = nights.flatMap(({ night, watched }) => {
    const then = watched.find((one) => one.id === watchedId);
    if (then === undefined || then.fresh.length === 0) return [];
    const { mean, standardDeviation } = sampleMoments(then.fresh);
    // One seed alone has no spread.
    const standardError = (standardDeviation ?? 0) / Math.sqrt(then.fresh.length);
    const mark =
      then.alarm?.confirmed === true
        ? { colour: thresholdColour, shape: 'triangle-up' }
        : { colour: seriesColour(0), shape: 'circle' };
    return [{ night, mean, low: mean - 2 * standardError, high: mean + 2 * standardError, ...mark }];
  });
  const latest = points.at(-1);
  const description = `${name}: golden mean ${formatNumber(golden.mean)}; ${points.length} nights, the last one ${latest === undefined ? 'without runs' : formatNumber(latest.mean)}.`;
  const svg =
    points.length === 0 ? null : await plotSvg(nightsPlot({ unit, golden, points }), { id, title: name, description });
  return html`<figure><h4>${name}</h4>
<p class="quiet"><code>${claim}</code> ${nightBadge(verdict)}</p>
${svg === null ? null : html`<div class="plot">${trustedHtml(svg)}</div>`}</figure>
`;
}

function allWatched({ watched }: NightRecord): Html {
  const table = dataTable({
    caption: 'Shift: today less golden',
    columns: [
      names('Claim'),
      'Task',
      prose('Number'),
      'Verdict',
      'Tier',
      ...['Golden', 'Shift [interval]', 'Margin', 'Power: gone, halved'].map(numbers),
      prose('Why'),
    ],
    rows: watched.map(({ claim, task, name, verdict, tier, golden, size, margin, power, reason }) => [
      html`<code>${claim}</code>`,
      task,
      name,
      nightBadge(verdict),
      tier,
      formatNumber(golden.mean),
      inWordsOfSize(size),
      margin === null ? '–' : formatNumber(margin),
      power ? `${inWordsOfPower(power.removed)}, ${inWordsOfPower(power.halved)}` : '–',
      reason,
    ]),
  });
  return html`<details><summary>All ${watched.length} watched numbers of the last night</summary>${table}</details>
`;
}

function inWordsOfSize(size: WatchedVerdict['size']): string {
  if (size === null) return '–';
  const { shift, low, high } = size;
  return low === null || high === null
    ? formatSigned(shift)
    : `${formatSigned(shift)} [${formatSigned(low)}, ${formatSigned(high)}]`;
}

/** Estimands of claims alone: vital signs are in the table. */
function byTask(watched: readonly WatchedVerdict[]): Map<string, WatchedVerdict[]> {
  const tasks = new Map<string, WatchedVerdict[]>();
  for (const one of watched) {
    if (one.kind !== 'part') continue;
    tasks.set(one.task, [...(tasks.get(one.task) ?? []), one]);
  }
  return tasks;
}

// One watched number over the nights: a dot with an interval a night, against the mean and spread of the goldens.

const padding = { left: 52, right: 16, top: 26, bottom: 40 };
const innerWidth = plotWidth - padding.left - padding.right;
const innerHeight = 130;

/** @param points in the order of the days */
function nightsPlot({
  unit,
  golden: { mean, standardDeviation },
  points,
}: Pick<WatchedVerdict, 'unit' | 'golden'> & {
  readonly points: readonly { readonly night: string; readonly low: number; readonly high: number }[];
}): DrawnPlot {
  const band = { low: mean - standardDeviation, high: mean + standardDeviation };
  const domain = plotDomain([band.low, band.high, ...points.flatMap(({ low, high }) => [low, high])]);
  const x = {
    field: 'night',
    type: 'temporal' as const,
    axis: { title: 'night', grid: false, tickCount: 4, format: '%b %d', labelFlush: true, labelOverlap: true },
    // A single night has no stretch of time.
    scale: { type: 'utc' as const, ...(points.length === 1 ? { domain: around(points[0]?.night ?? '') } : {}) },
  };
  const y = numberAxis('mean', domain, { title: null, tickCount: 4 });
  const interval = { y: { ...y, field: 'low' }, y2: { field: 'high' } };
  return drawnIn({ width: innerWidth, height: innerHeight, padding }, [
    layerOf([band], {
      mark: { type: 'rect', fill: 'currentColor', opacity: 0.09 },
      x: { value: 0 },
      x2: { value: innerWidth },
      ...interval,
    }),
    layerOf([{ mean }], { mark: { type: 'rule', strokeDash: [5, 3], opacity: 0.7 }, y }),
    layerOf(points, { mark: { type: 'rule', strokeWidth: 2 }, x, ...interval, stroke: asGiven('colour') }),
    layerOf(points, {
      mark: { type: 'point', filled: true, size: 60, opacity: 1 },
      x,
      y,
      fill: asGiven('colour'),
      shape: asGiven('shape'),
    }),
    unitAbove(unit, padding.left),
  ]);
}

/** The days before and after. */
function around(night: string): string[] {
  const ms = Date.parse(night);
  return [-1, 1].map((days) => new Date(ms + days * 86_400_000).toISOString());
}
