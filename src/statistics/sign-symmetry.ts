// Evidence of a mean above 0 from nothing but symmetry: if the roles within a seed are interchangeable, a difference is as likely
// as its negative, so 1 + tanh(stake · d) = 2 / (1 + exp(-2 · stake · d)) has the expectation 1 whatever the stake, and the
// product over seeds may be looked at whenever one likes (decisions.md B1, "strict"; Ramdas, Ruf, Larsson & Koolen 2022).
// The stake of a seed comes from earlier seeds only: the mean over the variance that they suggest, which would be the best bet
// under normal noise, with one seed's weight on the smallest effect so that a few lucky seeds do not stake everything.

/** Natural logarithm of the e-value, seeds in the order of their numbers. @param smallestEffect in SDs of one seed */
export function signSymmetryEvidence(differences: readonly number[], smallestEffect: number): number {
  // On the scale of the first seed that differs from 0, which nothing is staked on, so that no square can overflow.
  const unit = Math.abs(differences.find((difference) => difference !== 0) ?? 1);
  let [logEvidence, count, sum, squares] = [0, 0, 0, 0];
  for (const difference of differences) {
    const value = Math.max(-LARGEST, Math.min(LARGEST, difference / unit));
    logEvidence += logOfBet(stakeAfter({ count, sum, squares, smallestEffect }) * value);
    count += 1;
    sum += value;
    squares += value ** 2;
  }
  return logEvidence;
}

/** Seeds this many times larger than the first are as good as infinite. */
const LARGEST = 1e100;

function stakeAfter(earlier: {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
  readonly smallestEffect: number;
}): number {
  const { count, sum, squares, smallestEffect } = earlier;
  if (squares === 0) return 0;
  const size = squares / count;
  // If the effect is the smallest one, a mean square is variance · (1 + effect²).
  const supposedVariance = size / (1 + smallestEffect ** 2);
  const centre = (sum + smallestEffect * Math.sqrt(supposedVariance)) / (count + 1);
  const spread = (Math.max(0, squares - sum ** 2 / count) + supposedVariance) / count;
  return Math.max(0, centre) / spread;
}

/** ln(2 / (1 + exp(-2x))) without overflow on either side. */
function logOfBet(x: number): number {
  return x >= 0 ? Math.LN2 - Math.log1p(Math.exp(-2 * x)) : Math.LN2 + 2 * x - Math.log1p(Math.exp(2 * x));
}
