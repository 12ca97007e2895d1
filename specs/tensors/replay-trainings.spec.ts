// Each model of the project, trained in a new process with one thread: replayed or op by op, the same bits. Some 20 s where native
// TensorFlow is built, since each of them is trained three times. The exhaustive tier has more steps and two threads.
import { describe, it } from 'vitest';
import { HAS_NATIVE } from './native-available.ts';
import { expectSameDecoders, expectSameMlps } from './replayed-trainings.ts';

describe.skipIf(!HAS_NATIVE)('trainings on native TensorFlow (need `npm run native`)', { timeout: 300_000 }, () => {
  it('are the same bit for bit replayed as op by op', () => expectSameMlps({ threads: 1, steps: 40 }));

  it('of decoders are, too', () => expectSameDecoders({ threads: 1 }));
});
