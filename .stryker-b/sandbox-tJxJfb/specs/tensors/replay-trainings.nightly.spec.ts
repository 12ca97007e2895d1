// Each model of the project, trained for 300 steps in new processes with one thread and with two: replayed or op by op, the same bits. And
// a long training: nothing grows. Minutes: hundreds of steps of every model, three times each.
import { describe, expect, it } from 'vitest';
import { HAS_NATIVE } from './native-available.ts';
import { expectSameDecoders, expectSameMlps, trainMlps } from './replayed-trainings.ts';

describe.skipIf(!HAS_NATIVE)('trainings on native TensorFlow (need `npm run native`)', { timeout: 300_000 }, () => {
  it.each([1, 2])('are the same bit for bit replayed as op by op, with %i threads', (threads) =>
    expectSameMlps({ threads, steps: 300 }),
  );

  it.each([1, 2])('of decoders are, with %i threads, too', (threads) => expectSameDecoders({ threads }));

  it('hold no more tensors, and at most 10 MB more memory, after 20,000 steps', async () => {
    const [early, ...late] = (await trainMlps(1, 20_000, 'long')) as { tensors: number; residentBytes: number }[];
    expect(late.map(({ tensors }) => tensors)).toEqual(late.map(() => early?.tensors));
    // The least of three late looks: one look may fall between two of the garbage collector's rounds.
    const least = Math.min(...late.map(({ residentBytes }) => residentBytes));
    expect(least - (early?.residentBytes ?? 0)).toBeLessThan(10e6);
  });
});
