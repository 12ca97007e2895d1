// The logarithm of a mean of e-values that are given by their logarithms, without leaving the doubles: a mean of e-values is an e-value.

export function logMean(logarithms: readonly number[]): number {
  const largest = Math.max(...logarithms);
  const sum = logarithms.reduce((total, one) => total + Math.exp(one - largest), 0);
  return largest + Math.log(sum / logarithms.length);
}
