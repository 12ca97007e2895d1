// What the specs of WebGPU share: processes with a GPU (webgpu-child.ts), one of which all specs of a file ask, and what differences are
// rounding. Where there is no driver they are skipped, with the reason.
import { execaNode } from 'execa';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { tinyExperiment } from '../../lab/defects/fabricated/tiny-experiment.ts';
import { loaderOptions } from '../../src/execution/workers/worker-process.ts';
import type { Answer, Question } from './webgpu-child.ts';
import { webGpuDriver } from './webgpu-driver.ts';

// Rounding of 32-bit sums, where the reference adds in 64 bits: 3e-6 at most in 24 cases of each operation on SwiftShader.
export const TOLERANCE = 2e-5;
export const driver = webGpuDriver(process.env);

export function startChild(environment: Readonly<Record<string, string>> = driver.environment) {
  const file = `${import.meta.dirname}/webgpu-child.ts`;
  const child = execaNode(file, {
    nodeOptions: loaderOptions(file),
    env: environment,
    ipc: true,
    reject: false,
    stdin: 'ignore',
  });
  const ask = async (question: Question): Promise<Answer> => {
    const [answer] = await Promise.all([child.getOneMessage(), child.sendMessage(question as never)]);
    return answer as unknown as Answer;
  };
  /** @returns how the process ended once nobody asks any more */
  const end = async () => {
    child.disconnect?.();
    const { exitCode, signal } = await child;
    return { exitCode, signal };
  };
  return { ask, end };
}
type Child = ReturnType<typeof startChild>;

export async function train(child: Child, experiment = tinyExperiment(), seeds: readonly number[] = [1, 2]) {
  const answer = await child.ask({ kind: 'train', experiment, seeds });
  if (answer.kind !== 'trained') throw new Error(JSON.stringify(answer));
  return answer;
}

/** @param specs are handed what gives the one process, once a spec runs */
export function describeWithWebGpu(specs: (child: () => Child) => void): void {
  // The reporter only counts what is skipped.
  if (driver.missing !== null) process.stderr.write(`WebGPU is not checked here: ${driver.missing}.\n`);

  // A driver in software compiles each shader for seconds, and these processes share the cores with others.
  describe.skipIf(driver.missing !== null)('WebGPU', { timeout: 180_000 }, () => {
    let child: Child;
    beforeAll(async () => {
      child = startChild();
      const answer = await child.ask({ kind: 'start' });
      expect(answer).toMatchObject({ kind: 'started' });
    });
    afterAll(async () => {
      // Dawn keeps a process alive unless it is told to exit.
      expect(await child.end()).toEqual({ exitCode: 0, signal: undefined });
    });

    specs(() => child);
  });
}
