// How numbers that a night watches may vary over seeds: as differences that roles have made symmetric do, with heavy tails, with one long
// tail, or as an accuracy that is 1 in nearly every seed. Half of the variance is common to all numbers of a seed: they share its runs.
import ln from '@stdlib/math-base-special-ln';
import type { RandomStream } from '../../src/randomness/random-stream.ts';
import { drawNoise } from '../calibration/noise.ts';

export const WATCHED_NOISES = ['normal', 't3', 'skewed', 'saturated'] as const;
export type WatchedNoise = (typeof WATCHED_NOISES)[number];

export const WATCHED_NOISE_WORDS: Readonly<Record<WatchedNoise, string>> = {
  normal: 'normal',
  t3: "Student's t with 3 degrees of freedom",
  skewed: 'exponential, one long tail',
  saturated: '1 in 97 % of the seeds, else .98, .96, ...: many golden samples have one value only',
};

/** One seed: the number of each watched claim. */
export function drawWatched(
  noise: WatchedNoise,
  { stream, watched }: { readonly stream: RandomStream; readonly watched: number },
): number[] {
  const common = drawOne(noise, stream);
  return Array.from({ length: watched }, () => {
    const value = Math.SQRT1_2 * (common + drawOne(noise, stream));
    return noise === 'saturated' ? 1 - 0.02 * Math.max(0, Math.ceil(value - SATURATION)) : value;
  });
}

/** The normal quantile of .97. */
const SATURATION = 1.880794;

function drawOne(noise: WatchedNoise, stream: RandomStream): number {
  if (noise === 'skewed') return -ln(1 - stream.uniform()) - 1;
  return drawNoise(noise === 't3' ? 't3' : 'normal', stream);
}
