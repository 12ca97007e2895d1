// `iml plan`: what a profile would spend before it spends it, as a table or as JSON; with --plots the operating characteristics.
import { WORLDS, type World } from '../../decisions/chances.ts';
import { absolutePath, one } from '../../execution/inputs/option.ts';
import { ASKED_OPTIONS, RUN_OPTIONS } from '../../execution/inputs/run-request.ts';
import type { PlanDocument } from '../../execution/planning/plan-ahead.ts';
import { processStopwatch } from '../../execution/workers/spent.ts';
import { formatLeast } from '../../report/format-number.ts';
import { defineCommand, printJson } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { answerIn, counted, oneLine, textColumns } from '../terminal/text-columns.ts';

export const command = defineCommand({
  options: {
    ...ASKED_OPTIONS,
    processes: RUN_OPTIONS.processes,
    ledgerFolder: RUN_OPTIONS.ledgerFolder,
    plots: one('--plots <file>', 'also write a page with the operating characteristics of each rule', absolutePath),
    json: printJson,
  },
  async run({ plots, json, ...asked }, { terminal: { stdout, stderr, now } }) {
    const say = (words: string) => stderr.write(`${oneLine(words)}\n`);
    const { planAhead } = await import('../../execution/planning/plan-ahead.ts');
    const document = await planAhead({ ...asked, now, stopwatch: processStopwatch, say });
    stdout.write(answerIn(json, document, planLines(document)));
    if (plots !== null) {
      const { writePlanPage } = await import('../../report/write-plan-page.ts');
      stderr.write(`Plots: ${await writePlanPage(document, plots)}\n`);
    }
    return EXIT_CODES.success;
  },
});

const heads: Readonly<Record<World, string>> = {
  none: 'no effect',
  smallest: 'planning distance',
  measured: 'planned effect',
};

export function planLines({ claims, total, processes, backend, device, experiments, profile }: PlanDocument): string[] {
  const rows = claims.map(({ claim, task, parts, power, seeds, alone }) => [
    oneLine(claim),
    oneLine(task),
    ...WORLDS.map((world) => `${inSeeds(seeds[world].mean)} (${inSeeds(seeds[world].ninetieth)})`),
    String(Math.max(...parts.map(({ mostSeeds }) => mostSeeds))),
    power.atLeast === null ? '–' : formatLeast(power.atLeast),
    inMinutes(alone.measured.minutes),
    inPowersOfTen(alone.measured.steps),
    inPowersOfTen(alone.measured.flops),
  ]);
  const measures = ['at most', 'power at least', 'minutes', 'steps', 'FLOPs'];
  const columns = ['claim', 'task', ...WORLDS.map((world) => heads[world]), ...measures];
  return [
    `Seeds by claim, on average (and in nine runs of ten), by the true effect; at the planning distance it lies as far beyond the threshold as the design is made to see (of an equivalence: at the margin).`,
    ...textColumns([columns, ...rows]),
    '',
    'Power: the chance that a claim as a whole is reproduced at the planned effects, with the most seeds. It is of all its parts and of the claims that it leans on (a control on its positive claims, a claim behind a gate on that), and at least so much: the chances to fail are added up. Validity gates are not in it.',
    '',
    `Minutes, steps and FLOPs (of matrix products) are expected ones, of a claim alone at the planned effect. The whole profile ${profile} from nothing, each run counted once:`,
    ...textColumns(
      WORLDS.map((world) => {
        const { runs, rounds, minutes, minutesNinetieth, cpuMinutes, steps, flops } = total[world];
        return [
          heads[world],
          `${Math.round(runs)} runs`,
          `in ${inSeeds(rounds)} rounds`,
          `${inMinutes(minutes)} min expected`,
          `${inMinutes(minutesNinetieth)} min in nine runs of ten`,
          `${inMinutes(cpuMinutes)} min of processors`,
          `${inPowersOfTen(steps)} steps`,
          `${inPowersOfTen(flops)} FLOPs`,
        ];
      }),
      '  ',
    ),
    '',
    `Minutes are for ${counted(processes, 'process', 'processes')} on ${backend} (${device}), with whatever else runs on this machine now. ${whereFrom(experiments)}`,
  ];
}

function whereFrom(experiments: PlanDocument['experiments']): string {
  const fromLedger = experiments.filter(({ source }) => source === 'ledger').length;
  const measured = experiments.length - fromLedger;
  return `Of ${experiments.length} experiments the time of ${fromLedger} is known from this machine's runs in the ledger, of ${measured} from one cohort each, cut short, that so many processes trained now.`;
}

function inSeeds(seeds: number): string {
  return Number.isInteger(seeds) ? String(seeds) : seeds.toFixed(1);
}

function inMinutes(minutes: number): string {
  return minutes < 10 ? minutes.toFixed(1) : String(Math.round(minutes));
}

/** 8.6e5: what matters is the size. */
function inPowersOfTen(value: number): string {
  return value.toExponential(1).replace('e+', 'e');
}
