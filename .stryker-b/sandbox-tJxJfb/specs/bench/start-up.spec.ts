// The benchmark of starts: its sums, and that every command in it is one that works. No time is judged.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { measureStartUp, startUpCommands, startUpRows, startUpTable } from '../../lab/bench/start-up-part.ts';

const root = join(import.meta.dirname, '../..');
const commands = Object.entries(startUpCommands(root)).filter(([, words]) => existsSync(words[0] ?? ''));

describe('the benchmark of starts', () => {
  it('gives medians, best times and how often longer than Node alone', () => {
    const rows = startUpRows([
      { name: 'node -e 0', ms: [40, 60, 50] },
      { name: 'iml list', ms: [300, 100, 200, 400] },
    ]);
    expect(rows).toEqual([
      { name: 'node -e 0', runs: 3, medianMs: 50, bestMs: 40, overNode: 1 },
      { name: 'iml list', runs: 4, medianMs: 250, bestMs: 100, overNode: 5 },
    ]);
    expect(startUpTable(rows).at(-1)).toEqual(['iml list', '250', '100', '5.0', '4']);
  });

  it.each(commands)('times a command that works: %s', async (_, words) => {
    expect((await execa(process.execPath, [...words], { reject: false })).exitCode).toBe(0);
  });

  it('refuses to time sources for a build', async () => {
    const surroundings = { signal: new AbortController().signal, now: () => 0 };
    const request = { root: join(root, 'specs'), rounds: 1, say: () => {} };
    await expect(measureStartUp(request, surroundings)).rejects.toThrow('There is no build of these sources');
  });
});
