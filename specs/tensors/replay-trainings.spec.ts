// Each model of the project, trained for 300 steps in new processes with one thread and with two: replayed or op by op, the
// same bits. And a long training: nothing grows.
import { fileURLToPath } from 'node:url';
import { execaNode } from 'execa';
import { describe, expect, it } from 'vitest';
import { loaderOptions } from '../../src/execution/loader-options.ts';
import { HAS_NATIVE } from './native-available.ts';
import { MODELS } from './replay-models.ts';

const FILE = fileURLToPath(new URL('./replay-child.ts', import.meta.url));

async function child(words: readonly number[]): Promise<unknown> {
  const { stdout } = await execaNode(FILE, words.map(String), { nodeOptions: [...loaderOptions(FILE), '--expose-gc'] });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

describe.skipIf(!HAS_NATIVE)('trainings on native TensorFlow (need `npm run native`)', () => {
  it.each([1, 2])(
    'are the same bit for bit replayed as op by op, with %i threads',
    { timeout: 300_000 },
    async (threads) => {
      const rows = (await child([threads])) as { name: string; eager: string; replayed: string; again: string }[];
      expect(rows.map(({ name }) => name)).toEqual(Object.keys(MODELS));
      expect(new Set(rows.map(({ eager }) => eager)).size).toBe(rows.length);
      for (const { name, eager, replayed, again } of rows) {
        expect(replayed, name).toBe(eager);
        expect(again, name).toBe(eager);
      }
    },
  );

  it('hold no more tensors, and at most 10 MB more memory, after 20,000 steps', { timeout: 300_000 }, async () => {
    const [early, ...late] = (await child([1, 20_000])) as { tensors: number; residentBytes: number }[];
    expect(late.map(({ tensors }) => tensors)).toEqual(late.map(() => early?.tensors));
    // The least of three late looks: one look may fall between two of the garbage collector's rounds.
    const least = Math.min(...late.map(({ residentBytes }) => residentBytes));
    expect(least - (early?.residentBytes ?? 0)).toBeLessThan(10e6);
  });
});
