// The child process that times one of our backends: obeys child-messages.ts. Arguments: backend, threads, and `backend` to run
// steps as the backend likes best or `eager` to run them op by op.
import { createInterface } from 'node:readline';
import { startBackend } from '../../src/tensors/backend.ts';
import { parseBackendName } from '../../src/tensors/backend-name.ts';
import { eagerEngine } from '../../src/tensors/step-engine.ts';
import { dispose, matMul, ones, slice, tidy } from '../../src/tensors/tensorflow.ts';
import type { ChildRequest } from './child-messages.ts';
import { type TimedTraining, timedTraining } from './timed-training.ts';

const [name = '', threads = '1', mode = 'backend'] = process.argv.slice(2);
const now = () => performance.now();
/** Of measuring the peak: a GPU made of software would be at it for an hour. */
const LONGEST_PEAK_MS = 2000;

type Started = Awaited<ReturnType<typeof startBackend>>;
let started: Started | null = null;
let training: TimedTraining | null = null;

for await (const line of createInterface({ input: process.stdin })) {
  let answer: unknown;
  try {
    answer = await obey(JSON.parse(line) as ChildRequest);
  } catch (error) {
    answer = { error: error instanceof Error ? error.message : String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
// Some native libraries keep Node awake.
process.exit(0);

async function obey(request: ChildRequest): Promise<unknown> {
  started ??= await startBackend(parseBackendName(name), { threads: Number(threads) });
  const engine = mode === 'eager' ? eagerEngine : started.engine;
  switch (request.do) {
    case 'greet':
      return { engine: engineWords(started), device: started.device };
    case 'prepare':
      training?.dispose();
      // Recordings of earlier cells hold memory, and are not needed again.
      engine.dispose();
      training = timedTraining(request.training, engine, now);
      return { ready: true };
    case 'losses':
      return { losses: await prepared().losses(request.steps) };
    case 'run':
      return { seconds: await prepared().run(request.steps) };
    case 'peak':
      return { gigaflops: await bestGigaflops(request.side) };
  }
}

function prepared(): TimedTraining {
  if (training === null) throw new Error('nothing was prepared');
  return training;
}

function engineWords({ numerics }: Started): string {
  const { tensorflow, tfjs } = numerics;
  return tensorflow === undefined ? `TensorFlow.js ${tfjs}` : `TensorFlow ${tensorflow}`;
}

/** Several products a round, and one number read at the end: reading a whole product would count as well. */
async function bestGigaflops(side: number): Promise<number> {
  const products = 4;
  const matrix = ones([side, side]);
  const began = now();
  let best = 0;
  for (let round = 0; round < 8 && now() - began < LONGEST_PEAK_MS; round += 1) {
    const start = now();
    const corner = tidy(() => {
      let product = matrix;
      for (let count = 0; count < products; count += 1) product = matMul(matrix, matrix);
      return slice(product, [0, 0], [1, 1]);
    });
    await corner.data();
    best = Math.max(best, (products * 2 * side ** 3) / (now() - start) / 1e6);
    corner.dispose();
  }
  dispose(matrix);
  return best;
}
