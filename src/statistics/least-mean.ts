// How low the mean of a few seeds may fall before it is another experiment, from a pool of sound runs: what a validity gate asks for
// (decisions.md B0). The pool's mean is known only so well, hence its lower confidence bound; below that a mean of `seeds` runs falls by more
// than four of its standard errors in fewer than one of ten thousand campaigns, where noise is about normal. A pool of forty could not show
// as much by drawing from it.
import { HarnessError } from '../errors/harness-error.ts';
import { studentTCdf, studentTQuantile } from './paired-t.ts';
import { sampleMoments } from './sample-moments.ts';

const CONFIDENCE = 0.95;
const STANDARD_ERRORS = 4;

/** @param seeds of a campaign, the fewest that may be judged. @throws HarnessError `invalid-argument` for fewer than two values */
export function leastMean(pool: readonly number[], seeds: number): number {
  const { mean, standardDeviation, count } = spreadOf(pool);
  const lowerBound = mean - (studentTQuantile(CONFIDENCE, count - 1) * standardDeviation) / Math.sqrt(count);
  return lowerBound - (STANDARD_ERRORS * standardDeviation) / Math.sqrt(seeds);
}

/** The same for what is good when it is small. */
export function greatestMean(pool: readonly number[], seeds: number): number {
  return -leastMean(
    pool.map((value) => -value),
    seeds,
  );
}

/** The chance that the mean of `seeds` new runs is not below `minimum`, as the pool predicts it under normal noise. */
export function chanceOfMeanAbove(minimum: number, pool: readonly number[], seeds: number): number {
  const { mean, standardDeviation, count } = spreadOf(pool);
  if (standardDeviation === 0) return mean >= minimum ? 1 : 0;
  const error = standardDeviation * Math.sqrt(1 / seeds + 1 / count);
  return studentTCdf((mean - minimum) / error, count - 1);
}

function spreadOf(pool: readonly number[]) {
  const { mean, standardDeviation, count } = sampleMoments(pool);
  if (standardDeviation !== null) return { mean, standardDeviation, count };
  throw new HarnessError('invalid-argument', {
    what: 'A pool of so few runs has no spread.',
    got: `${count} values`,
    expected: 'at least 2',
  });
}
