// `npm run simulate-nights`: quiet years, years with shifts, procedures known to be bad, and the table of decisions.md B5 (options.ts has the words).
// The only file of this folder that touches process, clock and disk.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT_CODES, type ExitCode } from '../../src/cli/exit-codes.ts';
import { DRIFT } from '../../src/decisions/drift/drift.ts';
import { writeTogether } from '../../src/report/replace-files.ts';
import { progressOf, runProgram } from '../shared/run-program.ts';
import { EVERY_NIGHT, LAST_NIGHT, reusedGolden } from './bad-procedures.ts';
import { budgetOf, NIGHT_PLAN } from './night-plan.ts';
import { type BadSummary, badSummaries, nightsDocument, quietSummary, shiftedSummary } from './nights-document.ts';
import { parseSimulateOptions, type SimulateOptions, USAGE } from './options.ts';
import { quietYears } from './quiet-years.ts';
import { renderNights } from './render-nights.ts';
import { B5_SHIFTS, B5_TABLE, seedsToDetect } from './seeds-to-detect.ts';
import { ramp, shiftedYears, step } from './shifted-years.ts';
import { WATCHED_NOISES } from './watched-noise.ts';

const BAD_YEARS = 5;
const HAPPENINGS = [step(1), step(1.5), step(1.5, true), step(2), step(3), ramp(0.05)];

const say = progressOf('simulate-nights');

await runProgram({ usage: USAGE, parse: parseSimulateOptions, main });

async function main(options: SimulateOptions): Promise<ExitCode> {
  const { seed, folder } = options;
  const plan = NIGHT_PLAN;
  const noted = <Value>(words: string, value: Value): Value => {
    say(words);
    return value;
  };
  const quiet = WATCHED_NOISES.map((noise) => {
    // Where nearly all seeds agree a t test of eight seeds hardly ever speaks at all.
    const bad = noise === 'saturated' ? [] : [EVERY_NIGHT, LAST_NIGHT];
    const of = quietYears({ plan, noise, bad }, { years: options.years, badYears: BAD_YEARS, seed });
    return noted(`quiet years, ${noise}`, of);
  });
  const shifted = WATCHED_NOISES.filter((noise) => noise !== 'saturated').flatMap((noise) =>
    HAPPENINGS.map((happening) => {
      const of = shiftedYears({ plan, noise, happening }, { years: options.shiftedYears, seed });
      return noted(`${happening.name}, ${noise}`, shiftedSummary(of));
    }),
  );
  const seedCells = B5_TABLE.flatMap(({ goldenSeeds }) =>
    B5_SHIFTS.flatMap((shift) =>
      [[1], DRIFT.shifts].map((shifts) => seedsToDetect({ goldenSeeds, shift, shifts }, { campaigns: 2000, seed })),
    ),
  );
  say('seeds to detect');
  const document = nightsDocument({
    seed,
    plan,
    budget: budgetOf(plan),
    quiet: quiet.map(quietSummary),
    shifted,
    bad: [...quiet.flatMap((of) => badSummaries(of, plan.goldenSeeds)), ...reusedGoldens(seed)],
    seedsToDetect: seedCells,
  });
  await mkdir(folder, { recursive: true });
  const markdown = renderNights(document);
  await writeTogether(folder, { 'nights.json': `${JSON.stringify(document, null, 2)}\n`, 'nights.md': markdown });
  process.stdout.write(markdown);
  say(join(folder, 'nights.md'));
  return document.holds ? EXIT_CODES.success : EXIT_CODES.notReproduced;
}

/** The recursion that decisions.md B5 gave up, by the size of the golden sample: compared, since with enough golden seeds it happens to keep the budget. */
function reusedGoldens(seed: number): BadSummary[] {
  return [10, 20, NIGHT_PLAN.goldenSeeds].flatMap((goldenSeeds) => {
    const plan = { ...NIGHT_PLAN, goldenSeeds, pairs: Math.min(goldenSeeds, NIGHT_PLAN.pairs) };
    const bad = [reusedGolden(plan.watched * plan.nights)];
    const of = quietYears({ plan, noise: 'normal', bad }, { years: 2 * BAD_YEARS, badYears: 2 * BAD_YEARS, seed });
    say(`reused golden sample, ${goldenSeeds} seeds`);
    return badSummaries(of, goldenSeeds).map((one) => ({ ...one, isCaught: null }));
  });
}
