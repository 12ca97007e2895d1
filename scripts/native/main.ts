// `npm run native`: builds TensorFlow's native backend (options.ts has the words, build-native.ts the steps). The only file of
// this folder that touches the process.
import { interruptible, runProgram } from '../../lab/shared/run-program.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { nativeFolder, showsGpu } from '../../src/tensors/native/native-files.ts';
import { buildNative } from './build-native.ts';
import { checkNative } from './check-native.ts';
import { freeBytesOf } from './disk-space.ts';
import { type NativeOptions, parseNativeOptions, USAGE } from './options.ts';
import { requireGpu, requireSupported, thisPlatform } from './platform.ts';
import { throwIfInterrupted } from './run-program.ts';
import type { Workshop } from './workshop.ts';

const interruption = interruptible();

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

await runProgram({ usage: USAGE, parse: parseNativeOptions, main, inPlaceOf: thrownWords });

async function main(options: NativeOptions): Promise<void> {
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
