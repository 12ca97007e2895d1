// Power at a planned effect: how likely is a real effect of the registered size to pass, with this many seeds?
// One-sided t: exact, by the noncentral t. Two one-sided tests (Schuirmann 1987): exact, by integrating over the SD that
// the seeds may show; given that SD the mean is normal, and the tests pass if it lies between two bounds (Owen 1965).
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { noncentralTSurvival } from './noncentral-t.ts';
import { studentTQuantile } from './paired-t.ts';

export interface PlannedTest {
  readonly effect: number;
  readonly standardDeviation: number;
  readonly alpha: number;
  readonly seeds: number;
}

/** Past this noncentrality the answer is computed at the cap: a lower bound, as power rises with noncentrality. */
const LARGEST_NONCENTRALITY = 500;

/** Probability that a one-sided t test shows the mean above `threshold`; null where no t test exists. */
export function powerOfOneSidedT(plan: PlannedTest & { readonly threshold: number }): number | null {
  const { effect, standardDeviation, threshold, alpha, seeds } = plan;
  if (seeds < 2 || !(standardDeviation > 0)) return null;
  const noncentrality = noncentralityOf(effect - threshold, { standardDeviation, seeds });
  const degreesOfFreedom = seeds - 1;
  return noncentralTSurvival(studentTQuantile(1 - alpha, degreesOfFreedom), { degreesOfFreedom, noncentrality });
}

/** Of the t statistic about a threshold, where the true mean lies so far beyond it. */
export function noncentralityOf(
  beyond: number,
  { standardDeviation, seeds }: Pick<PlannedTest, 'standardDeviation' | 'seeds'>,
): number {
  const raw = (beyond / standardDeviation) * Math.sqrt(seeds);
  return Math.max(-LARGEST_NONCENTRALITY, Math.min(LARGEST_NONCENTRALITY, raw));
}

/** Probability that two one-sided t tests both place the mean inside ±`margin`; null where no t test exists. */
export function powerOfEquivalence(plan: PlannedTest & { readonly margin: number }): number | null {
  const { effect, standardDeviation, margin, alpha, seeds } = plan;
  if (seeds < 2 || !(standardDeviation > 0)) return null;
  const degreesOfFreedom = seeds - 1;
  const critical = studentTQuantile(1 - alpha, degreesOfFreedom);
  const root = Math.sqrt(seeds);
  const reach = (margin / standardDeviation) * root;
  const shift = (effect / standardDeviation) * root;
  // With the observed SD at `scale` true SDs, the mean passes between ±(reach - critical·scale), in standard errors.
  const passing = (scale: number): number => {
    const bound = reach - critical * scale;
    // Written with the smaller tails, so that a tiny probability is not a difference of two numbers near one.
    const [near, far] = [bound - Math.abs(shift), -bound - Math.abs(shift)];
    return Math.max(0, normalCdf(near, 0, 1) - normalCdf(far, 0, 1));
  };
  return averageBelow(reach / critical, { degreesOfFreedom, passing });
}

/** No more seeds than this are ever suggested. */
export const MOST_SEEDS_SUGGESTED = 10_000;

/** Smallest number of seeds with at least `target` power, or null if `most` seeds do not suffice. */
export function fewestSeeds(
  powerAt: (seeds: number) => number | null,
  { target, most = MOST_SEEDS_SUGGESTED }: { readonly target: number; readonly most?: number },
): number | null {
  const enough = (seeds: number): boolean => (powerAt(seeds) ?? 0) >= target;
  let above = 2;
  while (!enough(above)) {
    if (above >= most) return null;
    above = Math.min(most, above * 2);
  }
  let below = Math.max(1, Math.floor(above / 2));
  while (above - below > 1) {
    const middle = Math.floor((above + below) / 2);
    if (enough(middle)) above = middle;
    else below = middle;
  }
  return above;
}

/** E[passing(S); S < upper] for S = chi / sqrt(df), by the tanh-sinh rule, which forgives the corner at `upper`. */
function averageBelow(
  upper: number,
  { degreesOfFreedom, passing }: { readonly degreesOfFreedom: number; readonly passing: (scale: number) => number },
): number {
  // S has an SD of about 1 / sqrt(2 df); beyond 12 of them (or below) no weight is left in a double.
  const spread = 12 / Math.sqrt(2 * degreesOfFreedom);
  const low = Math.max(0, 1 - spread);
  const whole = tanhSinh(low, 1 + spread, (scale) => density(scale, degreesOfFreedom));
  const high = Math.min(upper, 1 + spread);
  if (high <= low) return 0;
  const part = tanhSinh(low, high, (scale) => density(scale, degreesOfFreedom) * passing(scale));
  return Math.min(1, part / whole);
}

/** Density of S up to a constant factor, 1 at its peak for large df. */
function density(scale: number, degreesOfFreedom: number): number {
  if (scale <= 0) return degreesOfFreedom === 1 ? Math.exp(0.5) : 0;
  return Math.exp((degreesOfFreedom - 1) * Math.log(scale) - (degreesOfFreedom * (scale ** 2 - 1)) / 2);
}

function tanhSinh(low: number, high: number, integrand: (value: number) => number): number {
  const step = 1 / 32;
  const half = (high - low) / 2;
  let total = 0;
  for (let index = -112; index <= 112; index++) {
    const inner = (Math.PI / 2) * Math.sinh(index * step);
    const weight = ((Math.PI / 2) * Math.cosh(index * step)) / Math.cosh(inner) ** 2;
    // Measured from the nearer end, where the nodes crowd.
    const offset = (2 * half) / (1 + Math.exp(2 * Math.abs(inner)));
    total += weight * integrand(index < 0 ? low + offset : high - offset);
  }
  return total * step * half;
}
