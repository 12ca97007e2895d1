// Clopper & Pearson's (1934) interval for a proportion: exact, so at least as likely to hold the truth as it says.
// Used for the share of seeds with an effect and for measured error rates of the rules themselves.
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import { HarnessError } from '../errors/harness-error.ts';

export interface ProportionInterval {
  readonly low: number;
  readonly high: number;
}

export function clopperPearson(
  { successes, trials }: { readonly successes: number; readonly trials: number },
  confidence: number,
): ProportionInterval {
  const isCount = Number.isInteger(successes) && Number.isInteger(trials) && successes >= 0 && successes <= trials;
  if (!isCount || !(confidence > 0 && confidence < 1)) {
    throw new HarnessError('invalid-argument', {
      what: 'An exact interval of a proportion needs counts and a confidence.',
      got: `${successes} successes of ${trials} trials, confidence ${confidence}`,
      expected: 'whole numbers with 0 <= successes <= trials, and a confidence strictly between 0 and 1',
    });
  }
  const tail = (1 - confidence) / 2;
  const failures = trials - successes;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    // By the mirrored tail: 1 - quantile(tail) keeps precision where quantile(1 - tail) would round.
    high: failures === 0 ? 1 : 1 - betaQuantile(tail, failures, successes + 1),
  };
}
