// `npm run native`: builds TensorFlow's native backend (options.ts has the words, build-native.ts the steps). The only file of
// this folder that touches the process.
import { interruptible, runProgram } from '../../lab/shared/run-program.ts';
import { nativeFolder, showsGpu } from '../../src/tensors/native/native-files.ts';
import { thisWorkshop, thrownWords } from '../wheels/this-workshop.ts';
import { buildNative } from './build-native.ts';
import { checkNative } from './check-native.ts';
import { type NativeOptions, parseNativeOptions, USAGE } from './options.ts';
import { requireGpu, requireSupported, thisPlatform } from './platform.ts';

const interruption = interruptible();

const workshop = thisWorkshop('native', nativeFolder(), interruption.signal);

await runProgram({
  usage: USAGE,
  parse: parseNativeOptions,
  main,
  inPlaceOf: (thrown) => thrownWords(thrown, workshop),
});

async function main(options: NativeOptions): Promise<void> {
  requireSupported(thisPlatform());
  if (options.check) return checkNative(options, workshop);
  if (options.kind === 'cuda' && !options.withoutGpu) requireGpu(showsGpu());
  await buildNative(options, workshop);
  workshop.say('`npm start` uses it now; `npm run iml -- doctor` shows it');
}
