// `iml plan`: what a profile would spend before it spends it, as a table or as JSON; with --plots the operating characteristics.

import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { DesignName, ProfileName, TaskName } from '../claims/claim.ts';
import { CONFIRM_POOL } from '../claims/seed-pools.ts';
import { WORLDS, type World } from '../decisions/chances.ts';
import { type PlanAheadRequest, type PlanDocument, planAhead } from '../execution/planning/plan-ahead.ts';
import { processStopwatch } from '../execution/spent.ts';
import { formatPercent } from '../report/format-number.ts';
import type { BackendName } from '../tensors/backend-name.ts';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';
import { oneLine, textColumns } from './text-columns.ts';

export interface PlanOptions {
  readonly profile: ProfileName;
  readonly design: DesignName;
  readonly claims: readonly string[];
  readonly tasks: readonly TaskName[];
  readonly seeds: number | null;
  readonly backend: BackendName | null;
  readonly processes: number | null;
  readonly images: string | null;
  readonly ledger: string;
  /** File for the page with the plots; null for none. */
  readonly plots: string | null;
  readonly json: boolean;
}

export async function planCommand(options: PlanOptions, terminal: Terminal): Promise<ExitCode> {
  const { currentFolder, stdout, stderr, now } = terminal;
  const request: PlanAheadRequest = {
    profile: options.profile,
    design: options.design,
    claims: [...new Set(options.claims)],
    tasks: options.tasks,
    seeds: options.seeds,
    firstSeed: CONFIRM_POOL,
    backend: options.backend,
    processes: options.processes ?? availableParallelism(),
    imagesFolder: options.images === null ? null : resolve(currentFolder, options.images),
    ledgerFolder: resolve(currentFolder, options.ledger),
    now,
    stopwatch: processStopwatch,
    say: (words) => stderr.write(`${oneLine(words)}\n`),
  };
  const document = await planAhead(request);
  stdout.write(options.json ? `${JSON.stringify(document, null, 2)}\n` : `${planLines(document).join('\n')}\n`);
  if (options.plots !== null) {
    const { writePlanPage } = await import('../report/write-plan-page.ts');
    const path = await writePlanPage(document, resolve(currentFolder, options.plots));
    stderr.write(`Plots: ${path}\n`);
  }
  return EXIT_CODES.success;
}

const heads: Readonly<Record<World, string>> = {
  none: 'no effect',
  smallest: 'smallest effect',
  measured: 'measured effect',
};

export function planLines({ claims, total, processes, backend, device, experiments, profile }: PlanDocument): string[] {
  const rows = claims.map(({ claim, task, parts, seeds, alone }) => [
    oneLine(claim),
    oneLine(task),
    ...WORLDS.map((world) => `${inSeeds(seeds[world].mean)} (${inSeeds(seeds[world].ninetieth)})`),
    String(Math.max(...parts.map(({ mostSeeds }) => mostSeeds))),
    formatPercent(Math.min(...parts.map(({ power }) => power ?? 0))),
    inMinutes(alone.measured.minutes),
    inPowersOfTen(alone.measured.steps),
    inPowersOfTen(alone.measured.flops),
  ]);
  const columns = [
    'claim',
    'task',
    ...WORLDS.map((world) => heads[world]),
    'at most',
    'power',
    'minutes',
    'steps',
    'FLOPs',
  ];
  return [
    `Seeds by claim, on average (and in nine runs of ten), if there is ...`,
    ...textColumns([columns, ...rows]),
    '',
    `Minutes, steps and FLOPs (of matrix products) are expected ones, of a claim alone at the measured effect. The whole profile ${profile} from nothing, each run counted once:`,
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
    `Minutes are for ${processes} ${processes === 1 ? 'process' : 'processes'} on ${backend} (${device}), with whatever else runs on this machine now. ${whereFrom(experiments)}`,
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
