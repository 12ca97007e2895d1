// `iml nightly`: runs the night, prints what it says, writes record and page, and turns the verdict into an exit code.
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFolders } from '../ledger/write-atomically.ts';
import { readNights } from '../nightly/night-history.ts';
import type { NightRecord } from '../nightly/night-record.ts';
import { nightOf } from '../nightly/night-seeds.ts';
import { type NightWord, wordsOf } from '../nightly/night-verdict.ts';
import { renderNightsPage } from '../nightly/nights-page.ts';
import { runNight } from '../nightly/run-night.ts';
import { writeTogether } from '../report/replace-files.ts';
import type { BackendName } from '../tensors/backend-name.ts';
import { currentCommit } from './current-commit.ts';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import type { NightlyOptions } from './nightly-words.ts';
import { markedWord, paintFor } from './paint.ts';
import type { Terminal } from './terminal.ts';
import { oneLine } from './text-columns.ts';

const OUR_GOLDENS = fileURLToPath(new URL('../../golden', import.meta.url));

const exitCodeOfNight: Readonly<Record<NightWord, ExitCode>> = {
  identical: EXIT_CODES.success,
  'numerically-close': EXIT_CODES.success,
  equivalent: EXIT_CODES.success,
  unresolved: EXIT_CODES.inconclusive,
  drift: EXIT_CODES.drift,
  'non-deterministic': EXIT_CODES.drift,
  invalid: EXIT_CODES.invalid,
};

export async function nightlyCommand(
  options: Omit<NightlyOptions, 'backend'> & { readonly backend: BackendName | null },
  terminal: Terminal,
): Promise<ExitCode> {
  const { stdout, stderr, currentFolder, now, signal } = terminal;
  const nights = resolve(currentFolder, options.nights);
  makeFolders(nights);
  const record = await runNight({
    ...options,
    night: options.night ?? nightOf(now()),
    nights,
    goldens: options.goldens === null ? OUR_GOLDENS : resolve(currentFolder, options.goldens),
    commit: currentCommit(),
    imagesFolder: options.images === null ? null : resolve(currentFolder, options.images),
    processes: options.processes ?? availableParallelism(),
    signal,
    now,
    onEvent: (event) => {
      if (event.kind === 'warning') stderr.write(`${oneLine(event.message)}\n`);
      else stderr.write(`${oneLine(`${event.what}: ${event.runs} runs to train, ${event.found} found`)}\n`);
    },
  });
  const environment = record.environment.name;
  const page = `nights-${environment}.html`;
  const history = readNights(nights, environment);
  await writeTogether(nights, { [page]: await renderNightsPage(history) });
  if (options.json) stdout.write(`${JSON.stringify(record, null, 2)}\n`);
  else stdout.write(summaryOf(record, terminal));
  (options.json ? stderr : stdout).write(`Page: ${join(nights, page)}\n`);
  return exitCodeOfNight[record.verdict];
}

function summaryOf(record: NightRecord, terminal: Terminal): string {
  const paint = paintFor(terminal.stdout, terminal);
  const { verdict, night, environment, reason, controls, watched, differences, budget } = record;
  const { label, like } = wordsOf(verdict);
  const mark = markedWord(like).split(' ')[0];
  const bad = watched.filter((one) => ['drift', 'unresolved', 'non-deterministic'].includes(one.verdict));
  const control = (name: string, { passed, words }: { passed: boolean; words: string }) =>
    oneLine(`${name}: ${passed ? 'as it should be' : 'WRONG'}. ${words}`);
  return `${[
    `${paint(like, `${mark} ${label}`)}: night of ${night} on ${environment.name}.`,
    oneLine(reason),
    ...(differences.length === 0 ? [] : [oneLine(`Not as when the goldens were recorded: ${differences.join('; ')}.`)]),
    control('Null control', controls.null),
    control('Planted regression', controls.planted),
    oneLine(budget.words),
    ...bad.map((one) =>
      oneLine(`${wordsOf(one.verdict).label} (${one.tier}): ${one.claim} on ${one.task}, ${one.name}. ${one.reason}`),
    ),
  ].join('\n')}\n`;
}
