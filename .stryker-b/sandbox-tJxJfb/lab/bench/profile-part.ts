// The quick profile end to end, on WebAssembly and on the native backend: how much faster, and that both come to the same verdicts.
import { soundOrNull } from '../../src/claims/verdicts/verdict.ts';
import type { ReportDocument } from '../../src/execution/campaign/report-document.ts';
import type { ProfileResult } from './bench-schema.ts';
import { type ImlRun, type ImlRunRequest, imlRun, type Surroundings, wordsOf } from './iml-run.ts';

export interface ProfileRequest extends Pick<ImlRunRequest, 'claim' | 'seeds'> {
  readonly fastBackend: string;
  readonly say: (words: string) => void;
}

export async function measureProfile(request: ProfileRequest, surroundings: Surroundings): Promise<ProfileResult> {
  const { claim, seeds, fastBackend, say } = request;
  const measure = async (backend: string) => {
    say(`the quick profile on ${backend}`);
    const run = await imlRun({ backend, processes: null, claim, seeds }, surroundings);
    say(`${backend}: ${run.seconds.toFixed(1)} s`);
    return run;
  };
  // The fast one first: where it is missing, that is known at once.
  const fast = await measure(fastBackend);
  const slow = await measure('wasm');
  return {
    request: `iml ${wordsOf({ backend: 'B', processes: null, claim, seeds }).join(' ')}`,
    runs: [slow, fast].map(asResult),
    timesAsFast: slow.seconds / fast.seconds,
    ...compareReports(slow.document, fast.document),
  };
}

type Compared = Pick<ProfileResult, 'sameVerdicts' | 'largestEffectDifference'>;

/** Backends round differently, so effects differ a little; verdicts must not. */
export function compareReports(
  one: Pick<ReportDocument, 'verdicts'>,
  other: Pick<ReportDocument, 'verdicts'>,
): Compared {
  const keyOf = ({ claim, task }: { claim: string; task: string }) => `${claim} ${task}`;
  const others = new Map(other.verdicts.map((verdict) => [keyOf(verdict), verdict]));
  let sameVerdicts = one.verdicts.length === other.verdicts.length;
  let largest: Compared['largestEffectDifference'] = null;
  for (const verdict of one.verdicts) {
    const found = others.get(keyOf(verdict));
    if (found?.verdict !== verdict.verdict) sameVerdicts = false;
    const [left, right] = [found, verdict].map((one) => (one === undefined ? null : soundOrNull(one)?.effect));
    if (!left || !right) continue;
    const difference = Math.abs(left.estimate - right.estimate);
    if (largest === null || difference > largest.difference) {
      largest = { claim: verdict.claim, task: verdict.task, difference };
    }
  }
  return { sameVerdicts, largestEffectDifference: largest };
}

function asResult({ seconds, document }: ImlRun): ProfileResult['runs'][number] {
  const { backend, device } = document.environment;
  return { backend, device, seconds, trainedRuns: document.runs.trained };
}
