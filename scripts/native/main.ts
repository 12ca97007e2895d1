// `npm run native`: builds TensorFlow's native backend (options.ts has the words, build-native.ts the steps). The only file of
// this folder that touches the process.
import { EXIT_CODES, errorMessage, exitCodeOfError } from '../../src/cli/exit-codes.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { nativeFolder, showsGpu } from '../../src/tensors/native/native-files.ts';
import { buildNative } from './build-native.ts';
import { checkNative } from './check-native.ts';
import { freeBytesOf } from './disk-space.ts';
import { parseNativeOptions, USAGE } from './options.ts';
import { requireGpu, requireSupported, thisPlatform } from './platform.ts';
import { throwIfInterrupted } from './run-program.ts';
import type { Workshop } from './workshop.ts';

const interruption = new AbortController();
// npm passes the terminal's Ctrl-C on, so that it may come twice.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interruption.abort());

const workshop: Workshop = {
  folder: nativeFolder(),
  environment: process.env,
  freeBytes: freeBytesOf,
  signal: interruption.signal,
  say: (words) =>
    process.stderr.write(
      `[native ${performance.now() / 1000 < 9.95 ? ' ' : ''}${(performance.now() / 1000).toFixed(1)} s] ${words}\n`,
    ),
};

// Node ends with this where it has nothing left to wait for.
process.exitCode = EXIT_CODES.internal;
try {
  await main();
  process.exitCode = EXIT_CODES.success;
} catch (thrown) {
  const error = thrownWords(thrown);
  process.stderr.write(errorMessage(error, process.env));
  process.exitCode = exitCodeOfError(error);
}

async function main(): Promise<void> {
  const options = parseNativeOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }
  requireSupported(thisPlatform());
  if (options.check) return checkNative(options, workshop);
  if (options.kind === 'cuda' && !options.withoutGpu) requireGpu(showsGpu());
  await buildNative(options, workshop);
  workshop.say('`npm start` uses it now; `npm run iml -- doctor` shows it');
}

/** An abort shows as whatever it broke off; a full or forbidden disk is no defect of ours. */
function thrownWords(thrown: unknown): unknown {
  if (interruption.signal.aborted) {
    try {
      throwIfInterrupted(interruption.signal);
    } catch (interrupted) {
      return interrupted;
    }
  }
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  if (thrown instanceof HarnessError || !['ENOSPC', 'EACCES', 'EPERM', 'EROFS', 'EDQUOT'].includes(String(code)))
    return thrown;
  return new HarnessError(
    'native-build',
    {
      what: 'The disk refuses: nothing is left half-installed.',
      where: workshop.folder,
      got: thrown instanceof Error ? thrown.message : '',
      next: code === 'ENOSPC' || code === 'EDQUOT' ? 'make room' : 'the folder must be writable',
    },
    { cause: thrown },
  );
}
