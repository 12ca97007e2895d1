// Evidence leaves logarithms here, as a number that is finite and above 0, so that it can be written down and divided by.

const LARGEST_LOGARITHM = 690;

export function eValueOf(logarithm: number): number {
  return Math.exp(Math.max(-LARGEST_LOGARITHM, Math.min(LARGEST_LOGARITHM, logarithm)));
}
