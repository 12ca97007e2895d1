// Each model of the project, trained in a new process with one thread: replayed or op by op, the same bits. The night has more
// steps, two threads, and decoders (which specs/tensors/decoder-recording.spec.ts looks at here).
import { describe, it } from 'vitest';
import { HAS_NATIVE } from './native-available.ts';
import { expectSameMlps } from './replayed-trainings.ts';

describe.skipIf(!HAS_NATIVE)('trainings on native TensorFlow (need `npm run native`)', { timeout: 300_000 }, () => {
  it('are the same bit for bit replayed as op by op', () => expectSameMlps({ threads: 1, steps: 40 }));
});
