// Decoders of every form, trained in new processes with one thread and with two: replayed or op by op, the same bits.
import { fileURLToPath } from 'node:url';
import { execaNode } from 'execa';
import { describe, expect, it } from 'vitest';
import { loaderOptions } from '../../src/execution/loader-options.ts';
import { HAS_NATIVE } from './native-available.ts';
import { DECODER_TRAININGS } from './replay-decoders.ts';

const FILE = fileURLToPath(new URL('./replay-decoder-child.ts', import.meta.url));

describe.skipIf(!HAS_NATIVE)('trainings of decoders on native TensorFlow (need `npm run native`)', () => {
  it.each([1, 2])(
    'are the same bit for bit replayed as op by op, with %i threads',
    { timeout: 300_000 },
    async (threads) => {
      const { stdout } = await execaNode(FILE, [String(threads)], { nodeOptions: loaderOptions(FILE) });
      const rows = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, string>[];
      expect(rows.map(({ name }) => name)).toEqual(Object.keys(DECODER_TRAININGS));
      expect(new Set(rows.map(({ eager }) => eager)).size).toBe(rows.length);
      for (const { name, eager, replayed, again } of rows) {
        expect(replayed, name).toBe(eager);
        expect(again, name).toBe(eager);
      }
    },
  );
});
