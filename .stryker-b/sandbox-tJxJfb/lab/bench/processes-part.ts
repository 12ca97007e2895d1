// One process against two on the same request: seeds a minute. A seed is one run of one experiment, from its data to its numbers.
import type { ProcessesResult } from './bench-schema.ts';
import { type ImlRunRequest, imlRun, type Surroundings, wordsOf } from './iml-run.ts';

export interface ProcessesRequest extends Pick<ImlRunRequest, 'backend' | 'claim' | 'seeds'> {
  readonly say: (words: string) => void;
}

/** Whole cohorts for both processes on every backend, and long enough that starting Node is a small part. */
const SEEDS = 32;
const CLAIM = 'iml-appears';

export async function measureProcesses(
  request: ProcessesRequest,
  surroundings: Surroundings,
): Promise<ProcessesResult> {
  const { backend, say } = request;
  const [claim, seeds] = [request.claim ?? CLAIM, request.seeds ?? SEEDS];
  const runs: ProcessesResult['runs'] = [];
  for (const processes of [1, 2]) {
    const { seconds, document } = await imlRun({ backend, processes, claim, seeds }, surroundings);
    const trainedRuns = document.runs.trained;
    runs.push({ processes, seconds, trainedRuns, seedsAMinute: (60 * trainedRuns) / seconds });
    say(`${processes} process${processes === 1 ? '' : 'es'}: ${seconds.toFixed(1)} s for ${trainedRuns} runs`);
  }
  const [one, two] = runs as [ProcessesResult['runs'][0], ProcessesResult['runs'][0]];
  return {
    request: `iml ${wordsOf({ backend, processes: null, claim, seeds }).join(' ')} --processes N`,
    backend,
    runs,
    timesAsMany: one.seconds / two.seconds,
  };
}
