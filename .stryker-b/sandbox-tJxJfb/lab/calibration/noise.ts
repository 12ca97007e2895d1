// The kinds of noise under which the stated error rates are checked (decisions.md promise 13). Each is symmetric about 0,
// as the design makes it (roles are drawn by a fair coin, decisions.md B0), and has a standard deviation of 1, so that an effect of
// 1 is one paired SD under every noise.
import ln from '@stdlib/math-base-special-ln';
import type { RandomStream } from '../../src/randomness/random-stream.ts';

export const NOISES = ['normal', 't3', 'skewed', 'quantised', 'tied', 'contaminated'] as const;

/**
 * Not of the design's making, so nothing is promised for it: a long tail to the left, which makes claims look true that are not, and
 * one to the right, which makes them look false. A coin makes the noise symmetric where the roles do not matter; where they do,
 * an effect may come with noise like this.
 */
export const LOPSIDED = ['lopsided', 'lopsided upwards'] as const;

export type Noise = (typeof NOISES)[number] | (typeof LOPSIDED)[number];

export const NOISE_WORDS: Readonly<Record<Noise, string>> = {
  normal: 'normal',
  t3: "Student's t with 3 degrees of freedom",
  skewed: 'exponential, its sign turned round by the roles that a coin draws',
  quantised: 'normal, rounded to steps of half an SD',
  tied: 'half of the seeds show no difference at all, the others one of a single size',
  contaminated: 'normal, and one seed in ten with five times the spread',
  lopsided: 'exponential with its long tail below the mean: not symmetric, so nothing is promised for it',
  'lopsided upwards': 'the same with its long tail above the mean',
};

/** One draw of noise. */
export function drawNoise(noise: Noise, stream: RandomStream): number {
  switch (noise) {
    case 'normal':
      return stream.normal();
    case 't3': {
      const [a, b, c] = [stream.normal(), stream.normal(), stream.normal()];
      // A t with 3 degrees of freedom has a variance of 3.
      return stream.normal() / Math.sqrt(a * a + b * b + c * c);
    }
    case 'skewed': {
      // The centred exponential has a variance of 1; the coin makes it symmetric, and leaves its two unlike tails mixed.
      const centred = -ln(1 - stream.uniform()) - 1;
      return stream.coin() ? centred : -centred;
    }
    case 'lopsided':
      return 1 + ln(1 - stream.uniform());
    case 'lopsided upwards':
      return -1 - ln(1 - stream.uniform());
    case 'quantised':
      return Math.round(stream.normal() * 2) / 2 / QUANTISED_SD;
    case 'tied':
      return stream.coin() ? 0 : stream.coin() ? Math.SQRT2 : -Math.SQRT2;
    case 'contaminated':
      return (stream.normal() * (stream.uniform() < 0.1 ? 5 : 1)) / Math.sqrt(0.9 + 0.1 * 25);
  }
}

/** Rounding to a grid of width h adds h²/12 to the variance (Sheppard 1898; the rest is below 1e-30 here). */
const QUANTISED_SD = Math.sqrt(1 + 0.25 / 12);
