// `npm run calibrate`: the whole suite over all cores, then table, plots and JSON document (options.ts has the words). The only
// file of this folder that touches process, clock and disk, but for the workers.
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { EXIT_CODES, type ExitCode } from '../../src/cli/exit-codes.ts';
import { writeTogether } from '../../src/report/replace-files.ts';
import { progressOf, runProgram } from '../shared/run-program.ts';
import { calibrationDocument } from './document.ts';
import { type CalibrateOptions, parseCalibrateOptions, USAGE } from './options.ts';
import { renderFiles } from './render-files.ts';
import { runCellsInWorkers } from './run-cells.ts';
import { fullSuite, onlyAbout } from './suite.ts';

const say = progressOf('calibrate');

await runProgram({ usage: USAGE, parse: parseCalibrateOptions, main });

async function main(options: CalibrateOptions): Promise<ExitCode> {
  const { seed, folder } = options;
  const suite = onlyAbout(fullSuite(options.campaigns), options.only);
  const processes = options.processes ?? availableParallelism();
  say(`${suite.cells.length} procedures and worlds, ${suite.statements.length} statements, ${processes} processes`);
  const tallies = await runCellsInWorkers(
    {
      cells: suite.cells,
      seed,
      onBlock: (done, total) => {
        if (done === total || Math.floor((10 * done) / total) > Math.floor((10 * (done - 1)) / total))
          say(`${Math.round((100 * done) / total)} %`);
      },
    },
    processes,
  );
  const document = calibrationDocument(suite, tallies, seed);
  const files = await renderFiles(suite, document);
  await mkdir(folder, { recursive: true });
  await writeTogether(folder, files);
  process.stdout.write(files['calibration.md'] ?? '');
  for (const name of Object.keys(files)) say(join(folder, name));
  return document.holds ? EXIT_CODES.success : EXIT_CODES.notReproduced;
}
