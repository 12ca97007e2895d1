// Trainings in new processes, replayed or op by op: the same bits.
import { fileURLToPath } from 'node:url';
import { execaNode } from 'execa';
import { expect } from 'vitest';
import { loaderOptions } from '../../src/execution/workers/worker-process.ts';
import { DECODER_TRAININGS } from './replay-decoders.ts';
import { MODELS } from './replay-models.ts';

type Words = readonly (number | string)[];

interface Row {
  readonly name: string;
  readonly eager: string;
  readonly replayed: string;
  readonly again: string;
}

/** What a process prints that trains the residual MLPs (replay-child.ts). */
export async function trainMlps(...words: Words): Promise<unknown> {
  return printedBy('./replay-child.ts', words);
}

export async function expectSameMlps(of: { readonly threads: number; readonly steps: number }): Promise<void> {
  expectSameBits((await trainMlps(of.threads, of.steps)) as Row[], Object.keys(MODELS));
}

export async function expectSameDecoders(of: { readonly threads: number }): Promise<void> {
  const rows = (await printedBy('./replay-decoder-child.ts', [of.threads])) as Row[];
  expectSameBits(rows, Object.keys(DECODER_TRAININGS));
}

async function printedBy(name: string, words: Words): Promise<unknown> {
  const file = fileURLToPath(new URL(name, import.meta.url));
  const { stdout } = await execaNode(file, words.map(String), { nodeOptions: [...loaderOptions(file), '--expose-gc'] });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

function expectSameBits(rows: readonly Row[], names: readonly string[]): void {
  expect(rows.map(({ name }) => name)).toEqual(names);
  // Another model or another number of steps, other bits: or all of them might be the same nothing.
  expect(new Set(rows.map(({ eager }) => eager)).size).toBe(rows.length);
  for (const { name, eager, replayed, again } of rows) {
    expect(replayed, name).toBe(eager);
    expect(again, name).toBe(eager);
  }
}
