// `iml ledger show HASH`: an experiment of the ledger and the numbers of its runs.
import { dirname, join } from 'node:path';
import { HarnessError } from '../../errors/harness-error.ts';
import { hashPrefix, one, required, type ValuesOf, wholeNumber } from '../../execution/inputs/option.ts';
import { RUN_OPTIONS } from '../../execution/inputs/run-request.ts';
import { parseExperiment } from '../../experiments/experiment.ts';
import { EXPERIMENT_NAME } from '../../ledger/ledger-layout.ts';
import { type FoundCohort, readCohorts } from '../../ledger/open-ledger-to-read.ts';
import { readExperiment } from '../../ledger/survey-ledger.ts';
import { sampleMoments } from '../../statistics/sample-moments.ts';
import { defineCommand, printJson } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { experimentSummary } from '../experiment-summary.ts';
import { answerIn, oneLine, textColumns } from '../terminal/text-columns.ts';

const OPTIONS = {
  hash: required('<hash>', "first digits of the experiment's hash", hashPrefix),
  ledgerFolder: RUN_OPTIONS.ledgerFolder,
  seed: one('--seed <number>', 'only this one', wholeNumber(0, 1_000_000_000)),
  json: printJson,
} as const;

const MOST_COLUMNS = 6;

type ValidCohort = FoundCohort & { readonly kind: 'valid' };

export const command = defineCommand({
  options: OPTIONS,
  run(options, { terminal: { stdout, stderr } }) {
    const root = options.ledgerFolder;
    const folderDigits = options.hash.slice(0, 16);
    const found = [...readCohorts(root, ({ experiment }) => experiment?.startsWith(folderDigits) ?? false)];
    const unread = found.filter(({ kind }) => kind !== 'valid');
    for (const { path } of unread) stderr.write(`Not read: ${path}; \`iml ledger verify\` says why.\n`);
    const cohorts = found
      .filter((one): one is ValidCohort => one.kind === 'valid')
      .filter(({ payload }) => payload.experimentHash.startsWith(options.hash))
      .filter(({ payload }) => options.seed === null || payload.seeds.includes(options.seed));
    const hashes = [...new Set(cohorts.map(({ payload }) => payload.experimentHash))];
    if (hashes.length !== 1) throw notOne(options, hashes);
    const folder = dirname(cohorts[0]?.path ?? root);
    const experiment = readExperiment(join(folder, EXPERIMENT_NAME));
    const runs = cohorts.flatMap((cohort) => runsOf(cohort, options.seed));
    const [experimentHash = ''] = hashes;
    const lines = [...headLines(experimentHash, experiment), '', ...tablesOf(runs)];
    stdout.write(answerIn(options.json, { experimentHash, experiment, runs }, lines));
    return unread.length === 0 ? EXIT_CODES.success : EXIT_CODES.environment;
  },
});

function runsOf({ payload, about }: ValidCohort, seed: number | null) {
  const { fingerprint, cohort } = payload;
  return payload.records
    .filter((record) => seed === null || record.seed === seed)
    .map((record) => ({ fingerprint, cohort, about, record }));
}

type Run = ReturnType<typeof runsOf>[number];

function headLines(hash: string, experiment: unknown): string[] {
  return [`Experiment ${hash}`, ...summaryOf(experiment).map((line) => `  ${oneLine(line)}`)];
}

/** An experiment of another version is shown as it is. */
function summaryOf(experiment: unknown): string[] {
  try {
    return experimentSummary(parseExperiment(experiment, EXPERIMENT_NAME));
  } catch (error) {
    if (error instanceof HarnessError) return [JSON.stringify(experiment)];
    throw error;
  }
}

/** Under other numerics a seed runs once more; it is no other replicate, so each numerics has a table of its own. */
function tablesOf(runs: readonly Run[]): string[] {
  const numerics = [...new Set(runs.map(({ fingerprint }) => fingerprint))];
  return numerics.flatMap((one, index) => [
    ...(index === 0 ? [] : ['']),
    ...tableOf(runs.filter(({ fingerprint }) => fingerprint === one)),
  ]);
}

/** Mean and SD over all seeds, and a column a seed for the first few. */
function tableOf(runs: readonly Run[]): string[] {
  const names = new Map<string, (run: Run) => number | undefined>();
  for (const { record } of runs) {
    for (const [measurement, groups] of Object.entries(record.values)) {
      for (const group of Object.keys(groups)) {
        names.set(`${measurement}  ${group}`, (run) => run.record.values[measurement]?.[group]);
      }
    }
  }
  const shown = runs.length <= MOST_COLUMNS ? runs : runs.slice(0, MOST_COLUMNS);
  const heads = ['measurement  group', 'mean', 'SD', ...shown.map(({ record }) => `seed ${record.seed}`)];
  const rows = [...names].map(([name, read]) => {
    // For a single run the spread is not known, and not zero.
    const { count, mean, standardDeviation } = sampleMoments(runs.flatMap((run) => read(run) ?? []));
    return [
      oneLine(name),
      ...[count === 0 ? null : mean, standardDeviation].map(inDigits),
      ...shown.map((run) => inDigits(read(run) ?? null)),
    ];
  });
  const rest = runs.length - shown.length;
  return [
    ...textColumns([heads, ...rows]),
    '',
    `${runs.length} runs under the numerics ${runs[0]?.fingerprint.slice(0, 12)}${rest > 0 ? `; ${rest} of them are not shown: name one with --seed, or use --json` : ''}.`,
  ];
}

function inDigits(value: number | null): string {
  return value === null ? '–' : value.toPrecision(4);
}

function notOne({ hash, seed, ledgerFolder }: ValuesOf<typeof OPTIONS>, hashes: readonly string[]): HarnessError {
  const ofSeed = seed === null ? '' : ` with seed ${seed}`;
  return new HarnessError('invalid-option', {
    what:
      hashes.length === 0
        ? `The ledger has no runs${ofSeed} of an experiment whose hash begins so.`
        : `The ledger has runs${ofSeed} of ${hashes.length} experiments whose hashes begin so.`,
    where: ledgerFolder,
    got: hash,
    ...(hashes.length === 0 ? {} : { expected: `more digits: ${hashes.map((one) => one.slice(0, 20)).join(', ')}` }),
    next: '`iml ledger list` shows what there is',
  });
}
