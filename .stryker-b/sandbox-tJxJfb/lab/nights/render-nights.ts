// The simulated years as Markdown, from the JSON document alone.
import { markdownTable } from '../shared/markdown-table.ts';
import { CONFIDENCE, type NightsDocument, PROMISE } from './nights-document.ts';
import { B5_SHIFTS, B5_TABLE } from './seeds-to-detect.ts';
import { WATCHED_NOISE_WORDS } from './watched-noise.ts';

export function renderNights(document: NightsDocument): string {
  const { plan, budget, quiet, shifted, bad, seed } = document;
  return [
    '# Simulated years of nights',
    '',
    `${document.holds ? 'The budget is kept, shifts are found, every bad procedure is caught.' : 'Not everything holds.'} Seed ${seed}; bounds at ${percent(CONFIDENCE)}.`,
    '',
    `A night has ${plan.freshSeeds} fresh seeds of ${plan.watched} numbers, against ${plan.goldenSeeds} golden seeds; ${plan.pairs} of these are run again when the code is new, ${plan.changePointsAYear} nights in a year of ${plan.nights}. Budget: ${budget.words}`,
    '',
    ...Object.entries(WATCHED_NOISE_WORDS).map(([noise, words]) => `* **${noise}**: ${words}`),
    '',
    'Numbers of one seed have half of their variance in common.',
    '',
    '## Quiet years: every alarm is a false one',
    '',
    markdownTable([
      ['', 'noise', 'years', 'false alarms a year', 'at most', 'years with one', 'confirmed, a year', 'raised by'],
      ...quiet.map((one) => [
        mark(one.holds),
        one.noise,
        String(one.years),
        one.alarmsAYear.toFixed(3),
        one.atMost.toFixed(3),
        String(one.yearsWithAlarm),
        one.confirmedAYear.toFixed(3),
        Object.entries(one.bySource)
          .map(([from, count]) => `${from} ${count}`)
          .join(', ') || '-',
      ]),
    ]),
    '',
    `## Years with a shift on a random night: found within ${PROMISE.nights} nights`,
    '',
    'Found: alarmed, confirmed, in the right direction. A shift of 1.5 SD has to be found in 90 % of the years.',
    '',
    markdownTable([
      ['', 'what happens', 'noise', 'years', 'found in time', 'interval', 'median nights', '90 % within'],
      ...shifted.map((one) => [
        one.holds === null ? '' : mark(one.holds),
        one.happening,
        one.noise,
        String(one.years),
        percent(one.foundInTime),
        `${percent(one.low)} to ${percent(one.high)}`,
        String(one.medianNights ?? 'over 60'),
        String(one.ninetiethNights ?? 'over 60'),
      ]),
    ]),
    '',
    '## Procedures known to be bad',
    '',
    'Caught: more than ten times the budget. Without a mark: compared only.',
    '',
    markdownTable([
      ['', 'procedure', 'noise', 'golden seeds', 'years', 'false alarms a year'],
      ...bad.map((one) => [
        one.isCaught === null ? '' : mark(one.isCaught),
        one.name,
        one.noise,
        String(one.goldenSeeds),
        String(one.years),
        one.alarmsAYear.toFixed(2),
      ]),
    ]),
    '',
    '## Fresh seeds to find a shift at alpha .001 (median, looking after every seed)',
    '',
    'The table of B5 is that of one shift alone; the harness looks for two, which finds large shifts sooner.',
    '',
    detectionTable(document),
    '',
  ].join('\n');
}

function detectionTable({ seedsToDetect }: NightsDocument): string {
  const rows = B5_TABLE.flatMap(({ goldenSeeds, medians }) => {
    const measured = (shifts: number) =>
      B5_SHIFTS.map((shift) => {
        const cell = seedsToDetect.find(
          (one) => one.goldenSeeds === goldenSeeds && one.shift === shift && one.shifts.length === shifts,
        );
        if (cell === undefined) return '-';
        return `${cell.medianSeeds ?? `over ${cell.most}`} (${percent(cell.foundWithin / cell.campaigns)})`;
      });
    return [
      [String(goldenSeeds), 'B5', ...medians.map(String)],
      [String(goldenSeeds), '±1 SD', ...measured(1)],
      [String(goldenSeeds), '±1 and ±2 SD', ...measured(2)],
    ];
  });
  return markdownTable([
    ['golden seeds', 'mixture', ...B5_SHIFTS.map((shift) => `${shift} SD (found within 60)`)],
    ...rows,
  ]);
}

function mark(holds: boolean): string {
  return holds ? '✓' : '✗';
}

function percent(share: number): string {
  return `${Math.round(1000 * share) / 10} %`;
}
