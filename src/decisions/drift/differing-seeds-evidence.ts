// Evidence from counts, for a golden sample of one value only (an accuracy that is 1 in every seed): how many fresh seeds leave it.
// Universal inference (Wasserman, Ramdas & Balakrishnan 2020): the chance of both counts under two shares of their own, each drawn from
// Jeffreys' law, over their chance under the best common share. No common share makes it ever reach 1 / alpha with a chance above alpha.
// Against 40 golden seeds one fresh seed that differs weighs 5 to 1, two 100 to 1, four 16,000 to 1.

export interface DifferingSeeds {
  /** All of them with the one value. */
  readonly golden: number;
  readonly fresh: number;
  readonly differing: number;
}

/** Natural logarithm of the e-value; the chance that none differs under shares of their own is not evidence, so it is below 0. */
export function differingSeedsEvidence({ golden, fresh, differing }: DifferingSeeds): number {
  const all = golden + fresh;
  if (fresh === 0 || golden === 0) return 0;
  const apart = logJeffreys(golden, 0) + logJeffreys(fresh, differing);
  return apart - timesLog(differing, differing / all) - timesLog(all - differing, (all - differing) / all);
}

/** ln of the chance of one sequence of `of` seeds with `count` that differ, their share drawn from Beta(1/2, 1/2). */
function logJeffreys(of: number, count: number): number {
  let log = 0;
  for (let index = 0; index < of; index++) {
    const numerator = index < count ? index + 0.5 : index - count + 0.5;
    log += Math.log(numerator / (index + 1));
  }
  return log;
}

function timesLog(times: number, share: number): number {
  return times === 0 ? 0 : times * Math.log(share);
}
