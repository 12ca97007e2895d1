// Whether two numbers of one seed are the same but for rounding, by a declared absolute and relative tolerance (decisions.md B5, D2).

export interface DriftTolerance {
  readonly absolute: number;
  readonly relative: number;
}

/** @param numbers the golden number, to which the relative part refers, and today's */
export function isNumericallyClose(
  { golden, now }: { readonly golden: number; readonly now: number },
  { absolute, relative }: DriftTolerance,
): boolean {
  return Math.abs(now - golden) <= absolute + relative * Math.abs(golden);
}
