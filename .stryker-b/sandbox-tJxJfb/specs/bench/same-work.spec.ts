// That contenders do the same work is checked before anything is timed: the checker accepts rounding and barks at all else, and
// our own backends pass it through their real child processes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { MOST_STEPS_OF_A_TRAINING, UNTIMED_STEPS } from '../../lab/bench/child-messages.ts';
import { contendersFor } from '../../lab/bench/contenders.ts';
import { startChild } from '../../lab/bench/measuring-child.ts';
import { type Losses, largestDifference, requireSameWork } from '../../lab/bench/same-work.ts';
import { readTraining, type TrainingFile, writeTraining } from '../../lab/bench/training-file.ts';
import { refusal } from '../refusal.ts';
import { sharedFolder } from '../temporary-folder.ts';
import { HAS_NATIVE } from '../tensors/native-available.ts';

describe('the check of losses', () => {
  const losses: Losses = [
    [0.7, 0.6],
    [0.5, 0.4],
  ];

  it('accepts rounding and says how much there was', () => {
    expect(
      requireSameWork(
        'a cell',
        new Map([
          ['one', losses],
          [
            'other',
            [
              [0.7, 0.6],
              [0.50005, 0.4],
            ],
          ],
        ]),
      ),
    ).toBeCloseTo(5e-5, 9);
    expect(largestDifference(losses, losses)).toBe(0);
  });

  it.each<[string, Losses]>([
    [
      'another optimizer',
      [
        [0.7, 0.6],
        [0.51, 0.4],
      ],
    ],
    [
      'seeds in another order',
      [
        [0.6, 0.7],
        [0.4, 0.5],
      ],
    ],
    ['a step less', [[0.7, 0.6]]],
    ['a seed less', [[0.7], [0.5]]],
    [
      'a loss that is no number',
      [
        [0.7, 0.6],
        [Number.NaN, 0.4],
      ],
    ],
  ])('barks at %s', (_, other) => {
    expect(() =>
      requireSameWork(
        'a cell',
        new Map([
          ['one', losses],
          ['other', other],
        ]),
      ),
    ).toThrowError(refusal('internal', 'a cell: other against one'));
  });
});

describe('a training on disk and its child processes', () => {
  const folder = sharedFolder('bench-spec');
  const signal = new AbortController().signal;
  let training: TrainingFile;
  beforeAll(() => {
    training = writeTraining(join(folder, 'training.f32'), { width: 8, batch: 4, seeds: 10 });
  });

  it('is read back whole, seeds beyond the eighth starting like the first ones', () => {
    const { parameters, batches } = readTraining(training);
    const size = parameters.length / 10;
    expect(Number.isInteger(size)).toBe(true);
    expect(parameters.slice(8 * size, 9 * size)).toEqual(parameters.slice(0, size));
    expect(parameters.slice(7 * size, 8 * size)).not.toEqual(parameters.slice(0, size));
    expect(batches).toHaveLength(16);
    for (const { features, tokens, targets } of batches) {
      expect([features?.shape, tokens?.shape, targets?.shape]).toEqual([
        [10, 4, 60],
        [10, 4, 9],
        [10, 4, 6, 2],
      ]);
      const sum = (values: Iterable<number> = []) => [...values].reduce((total, value) => total + value, 0);
      expect(sum(tokens?.values)).toBe(40);
      expect(sum(targets?.values)).toBeCloseTo(10, 5);
    }
  });

  it('of a decoder is read back whole, with a list of what is in it', () => {
    const path = join(folder, 'decoder.f32');
    const cell = { decoder: 'alias-entity', width: 64, batch: 4, seeds: 2 } as const;
    const written = writeTraining(path, cell);
    expect(written).toMatchObject({ ...cell, architecture: { kind: 'decoder', norm: 'root-mean-square' } });
    expect(written.optimizer).toMatchObject({ gradientClip: 1, weightDecay: 0.1 });
    expect(written.inputs).toEqual([
      { name: 'tokens', shape: [2, 4, 3] },
      { name: 'asked', shape: [2, 4] },
      { name: 'answers', shape: [2, 4] },
      { name: 'weights', shape: [2, 4] },
    ]);
    const { parameters, batches } = readTraining(written);
    const rows = written.layout.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
    expect(parameters).toHaveLength(2 * rows);
    expect(written.decayed).toBeLessThan(rows);
    for (const { tokens, asked } of batches) {
      expect(tokens?.values.every((word) => Number.isInteger(word) && word >= 0)).toBe(true);
      expect(asked?.values.every((row) => row < 4 * 3)).toBe(true);
    }
  });

  it('gives the same losses on WebAssembly and, where it is built, on the native backend, replayed and op by op', async () => {
    const contenders = contendersFor({ threads: 1, gpuBackend: null, pytorch: null }).filter(
      ({ name }) => HAS_NATIVE || name === 'wasm',
    );
    const losses = new Map<string, Losses>();
    for (const { name, label, command } of contenders) {
      const child = startChild(label, command, signal);
      try {
        expect((await child.ask({ do: 'greet' })).engine).toMatch(/^TensorFlow(\.js)? \d/);
        expect((await child.ask({ do: 'peak', side: 32 })).gigaflops).toBeGreaterThan(0);
        await child.ask({ do: 'prepare', training });
        losses.set(name, (await child.ask({ do: 'losses', steps: 20 })).losses);
        // Another beginning is the same training again, whatever was run in between.
        const { seconds } = await child.ask({ do: 'run', steps: 2 });
        expect(Number.isFinite(seconds)).toBe(true);
        expect((await child.ask({ do: 'losses', steps: 20 })).losses).toEqual(losses.get(name));
      } finally {
        await child.end();
      }
    }
    expect(losses.size).toBe(contenders.length);
    expect(losses.get('wasm')).toHaveLength(20);
    expect(requireSameWork('a cell', losses)).toBeLessThanOrEqual(1e-4);
    // The training goes somewhere: a check that compared constants could not fail.
    const flat = (losses.get('wasm') ?? []).flat();
    expect(Math.max(...flat) - Math.min(...flat)).toBeGreaterThan(0.01);
  });

  it('begins anew in Python when it does in TypeScript', () => {
    const python = readFileSync(fileURLToPath(new URL('../../lab/bench/pytorch-child.py', import.meta.url)), 'utf8');
    expect(python).toMatch(new RegExp(`^MOST_STEPS_OF_A_TRAINING = ${MOST_STEPS_OF_A_TRAINING}\\b`, 'm'));
    expect(python).toMatch(new RegExp(`^UNTIMED_STEPS = ${UNTIMED_STEPS}\\b`, 'm'));
  });

  it('says why a child cannot, and when a child is gone', async () => {
    const [contender] = contendersFor({ threads: 1, gpuBackend: 'no-such-backend', pytorch: null });
    if (contender === undefined) throw new Error('a GPU backend is a contender');
    const child = startChild(contender.label, contender.command, signal);
    await expect(child.ask({ do: 'greet' })).rejects.toThrowError(/no backend named "no-such-backend"/);
    await child.end();
    await expect(child.ask({ do: 'greet' })).rejects.toThrowError(/ended/);
    const missing = startChild('nobody', { program: '/no/such/program', words: [], environment: {} }, signal);
    await expect(missing.ask({ do: 'greet' })).rejects.toThrowError(/nobody cannot be timed here/);
    await missing.end();
  });
});
