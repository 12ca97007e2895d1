// `iml nightly`: runs the night, prints what it says, writes record and page, and turns the verdict into an exit code.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeVersion, describeCode } from '../../execution/fingerprint/code-version.ts';
import { absolutePath, flag, one, text, usually } from '../../execution/inputs/option.ts';
import { ASKED_OPTIONS, RUN_OPTIONS } from '../../execution/inputs/run-request.ts';
import { makeFolders } from '../../ledger/write-atomically.ts';
import { powerLines } from '../../nightly/night-power.ts';
import { type NightRecord, readNights } from '../../nightly/night-record.ts';
import type { NightEvent } from '../../nightly/night-runs.ts';
import { describeScope, scopeName } from '../../nightly/night-scope.ts';
import { nightOf } from '../../nightly/night-seeds.ts';
import { type NightWord, wordsOf } from '../../nightly/night-verdict.ts';
import type { ReadAgain } from '../../nightly/run-night.ts';
import { formatInstant } from '../../report/format-number.ts';
import { writeTogether } from '../../report/replace-files.ts';
import { defineCommand } from '../command.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { CONFIGURATION, goldenSubject } from '../golden-subject.ts';
import { markedWord, paintFor, type Terminal } from '../terminal/terminal.ts';
import { answerIn, oneLine } from '../terminal/text-columns.ts';

const OUR_GOLDENS = fileURLToPath(new URL('../../../golden', import.meta.url));

const exitCodeOfNight: Readonly<Record<NightWord, ExitCode>> = {
  identical: EXIT_CODES.success,
  'numerically-close': EXIT_CODES.success,
  equivalent: EXIT_CODES.success,
  unresolved: EXIT_CODES.inconclusive,
  drift: EXIT_CODES.drift,
  'non-deterministic': EXIT_CODES.drift,
  invalid: EXIT_CODES.invalid,
};

const AFTER = `
Exit codes: 0 identical, numerically close or equivalent · 11 unresolved · 12 the night is invalid (a control was wrong, a run failed, or
the goldens are not valid) · 13 drift, or the same seed gave other bytes twice.

A cron line, with the exit code in the log:
  17 2 * * *  cd /path/to/clone && npm run --silent iml -- nightly >> .iml/nights.log 2>&1; echo "exit $?" >> .iml/nights.log
`;

export const command = defineCommand({
  options: {
    profile: { ...ASKED_OPTIONS.profile, help: 'quick or standard' },
    claims: {
      ...ASKED_OPTIONS.claims,
      help: 'watch only numbers of these claims, with the claims that they lean on',
    },
    tasks: { ...ASKED_OPTIONS.tasks, help: 'watch only tests on these tasks' },
    configuration: {
      ...CONFIGURATION,
      help: 'a night of this configuration of your own (default: of the registered claims)',
    },
    night: one('--night <day>', 'the day (UTC), which says its seeds (default: today)', text),
    backend: ASKED_OPTIONS.backend,
    processes: RUN_OPTIONS.processes,
    imagesFolder: ASKED_OPTIONS.imagesFolder,
    nights: usually('--nights <folder>', 'where the history of nights is kept', absolutePath, '.iml/nights'),
    goldens: one(
      '--goldens <folder>',
      'goldens to judge against (default: those of this copy; of a configuration NAME.goldens beside its file)',
      absolutePath,
    ),
    json: flag('--json', "print the night's record, and nothing else, on stdout"),
  },
  after: AFTER,
  async run(options, surroundings) {
    const { terminal } = surroundings;
    const { stdout, stderr, now, signal } = terminal;
    const { nights } = options;
    const subject = await goldenSubject(options, surroundings, OUR_GOLDENS);
    const { claims, own, backend, folder: goldens, pathsByDigest } = subject;
    makeFolders(nights);
    const { runNight } = await import('../../nightly/run-night.ts');
    const record = await runNight({
      ...options,
      night: options.night ?? nightOf(now()),
      catalogue: claims,
      ...{ own, backend, goldens, pathsByDigest },
      code: codeVersion(),
      processes: options.processes ?? availableParallelism(),
      signal,
      now,
      onEvent: (event) => {
        stderr.write(`${oneLine(wordsOfEvent(event))}\n`);
      },
    });
    const environment = record.environment.name;
    const page = `nights-${environment}.${scopeName(record)}.html`;
    const history = readNights(nights, environment, record);
    const { renderNightsPage } = await import('../../nightly/nights-page.ts');
    await writeTogether(nights, { [page]: await renderNightsPage(history) });
    stdout.write(answerIn(options.json, record, summaryOf(record, terminal)));
    (options.json ? stderr : stdout).write(`Page: ${join(nights, page)}\n`);
    return exitCodeOfNight[record.verdict];
  },
});

function wordsOfEvent(event: NightEvent | ReadAgain): string {
  switch (event.kind) {
    case 'training':
      return `${event.what}: ${event.runs} runs to train, ${event.found} found`;
    case 'read-again':
      return `Read again from ${event.path}: the same night, code and goldens were judged already, begun ${formatInstant(event.startedAt)}. Nothing was trained.`;
    case 'warning':
      return event.message;
  }
}

function summaryOf(record: NightRecord, terminal: Terminal): string[] {
  const paint = paintFor(terminal.stdout, terminal);
  const { verdict, night, environment, reason, controls, watched, differences, budget } = record;
  const { label, like } = wordsOf(verdict);
  const mark = markedWord(like).split(' ')[0];
  const bad = watched.filter((one) => ['drift', 'unresolved', 'non-deterministic'].includes(one.verdict));
  const control = (name: string, { passed, words }: { passed: boolean; words: string }) =>
    oneLine(`${name}: ${passed ? 'as it should be' : 'WRONG'}. ${words}`);
  return [
    `${paint(like, `${mark} ${label}`)}: night of ${night} on ${environment.name}, ${describeScope(record)}; ${describeCode(environment)}.`,
    oneLine(reason),
    ...(differences.length === 0 ? [] : [oneLine(`Not as when the goldens were recorded: ${differences.join('; ')}.`)]),
    control('Null control', controls.null),
    control('Planted regression', controls.planted),
    ...(controls.halved === undefined ? [] : [control('Planted halved regression', controls.halved)]),
    ...powerLines(watched).map((line) => oneLine(`Power on ${line}`)),
    oneLine(budget.words),
    ...bad.map((one) =>
      oneLine(`${wordsOf(one.verdict).label} (${one.tier}): ${one.claim} on ${one.task}, ${one.name}. ${one.reason}`),
    ),
  ];
}
