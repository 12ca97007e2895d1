// What a training lets go of goes back to the machine, in workers that train large models: else each holds the most that it ever took.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GIVES_MEMORY_BACK, loaderOptions } from '../../src/execution/workers/worker-process.ts';
import { HAS_NATIVE } from '../tensors/native-available.ts';

const child = join(import.meta.dirname, 'memory-child.ts');
const STATE_BYTES = 320e6;

async function memoryOf(environment: Readonly<Record<string, string>>): Promise<{ taken: number; left: number }> {
  const running = fork(child, { execArgv: loaderOptions(child), env: { ...process.env, ...environment } });
  const ended = once(running, 'exit').then(([code]) => {
    throw new Error(`it ended with ${code}, and said nothing`);
  });
  const [message] = await Promise.race([once(running, 'message'), ended]);
  return message;
}

describe.skipIf(!HAS_NATIVE || process.platform !== 'linux')('memory of native TensorFlow', () => {
  it('is given back where a worker is to', async () => {
    const { taken, left } = await memoryOf(GIVES_MEMORY_BACK);
    expect(taken).toBeGreaterThan(0.9 * STATE_BYTES);
    expect(left).toBeLessThan(0.3 * STATE_BYTES);
  }, 120_000);

  it('is kept by other processes, which is why', async () => {
    const { left } = await memoryOf({});
    expect(left).toBeGreaterThan(0.9 * STATE_BYTES);
  }, 120_000);
});
