// `iml ledger export`: the runs as a table, a row a seed and measurement, for pandas, R and whatever else reads tables.
import { resolve } from 'node:path';
import { HarnessError } from '../../errors/harness-error.ts';
import { flag, hashPrefix, one, oneOf, path, usually, type ValuesOf } from '../../execution/inputs/option.ts';
import { RUN_OPTIONS } from '../../execution/inputs/run-request.ts';
import { csvSink, type ExportSink, exportLedger, jsonLinesSink } from '../../ledger/export/export-ledger.ts';
import { writeNewFile } from '../../ledger/export/new-file.ts';
import { defineCommand } from '../command.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import type { Output, Terminal } from '../terminal/terminal.ts';
import { oneLine } from '../terminal/text-columns.ts';

const FORMATS = ['csv', 'jsonl', 'parquet'] as const;
type ExportFormat = (typeof FORMATS)[number];

const OPTIONS = {
  ledgerFolder: RUN_OPTIONS.ledgerFolder,
  format: usually('--format <name>', 'how: csv, jsonl or parquet', oneOf(FORMATS), 'csv'),
  out: one('--out <file>', 'where to (default: stdout, for csv and jsonl)', path),
  force: flag('--force', 'replace the file if it exists'),
  experiment: one('--experiment <hash>', 'only experiments whose hash begins so', hashPrefix),
  fingerprint: one('--fingerprint <hash>', 'only runs of numerics whose fingerprint begins so', hashPrefix),
} as const;

type Write = (bytes: Uint8Array) => Promise<void>;

export const command = defineCommand({
  options: OPTIONS,
  async run(options, { terminal }) {
    try {
      return await exportRuns(options, terminal);
    } catch (error) {
      if (error instanceof ReaderLeft) return EXIT_CODES.success;
      throw error;
    }
  },
});

async function exportRuns(options: ValuesOf<typeof OPTIONS>, terminal: Terminal): Promise<ExitCode> {
  const { currentFolder, stdout, stderr, signal } = terminal;
  const root = options.ledgerFolder;
  const isWanted = ({ experiment, fingerprint }: { experiment: string | null; fingerprint: string | null }) =>
    (experiment ?? '').startsWith(options.experiment?.slice(0, 16) ?? '') &&
    (fingerprint ?? '').startsWith(options.fingerprint?.slice(0, 12) ?? '');
  const into = async (write: Write) =>
    exportLedger({ root, isWanted, sink: await sinkFor(options.format, write), signal });
  const { runs, rows, leftOut } =
    options.out === null
      ? await into(writerTo(stdout, options.format))
      : await writeNewFile(resolve(currentFolder, options.out), {
          replace: options.force,
          fill: (write) => into(async (bytes) => write(bytes)),
        });
  for (const { path, reason } of leftOut) stderr.write(`${oneLine(`Left out: ${path}, because ${reason}.`)}\n`);
  stderr.write(`${runs} runs, ${rows} rows${options.out === null ? '' : `: ${options.out}`}\n`);
  return leftOut.length === 0 ? EXIT_CODES.success : EXIT_CODES.environment;
}

async function sinkFor(format: ExportFormat, write: Write): Promise<ExportSink> {
  if (format === 'csv') return csvSink(write);
  if (format === 'jsonl') return jsonLinesSink(write);
  const { parquetSink } = await import('../../ledger/export/parquet-sink.ts');
  return parquetSink(write);
}

/** A slow reader slows us, instead of filling our memory. What breaks stdout otherwise is told by main.ts. */
function writerTo(stdout: Output, format: ExportFormat): Write {
  if (format === 'parquet') {
    throw new HarnessError('invalid-option', {
      what: 'Parquet is no text: it is written to a file, not to stdout.',
      expected: '--out FILE',
    });
  }
  // process.stdout never stays destroyed, so what happened to it has to be remembered.
  let isGone = false;
  let goOn = () => {};
  for (const event of ['drain', 'close', 'error']) {
    stdout.on(event, () => {
      isGone ||= event !== 'drain';
      goOn();
    });
  }
  return async (bytes) => {
    if (isGone) throw new ReaderLeft();
    if (stdout.write(bytes) || isGone) return;
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
  };
}

/** `iml ledger export | head`: nobody misses the rest. */
class ReaderLeft extends Error {
  override readonly name = 'ReaderLeft';
}
