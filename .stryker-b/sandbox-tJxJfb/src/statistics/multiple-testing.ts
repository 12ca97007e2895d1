// Several claims at once (decisions.md B6). Holm (1979) keeps the chance of any false rejection at alpha; with e-values
// the same steps on 1 / e (e-Holm, Vovk & Wang 2021). e-BH (Wang & Ramdas 2022) keeps the expected share of false ones among the
// rejected at `rate`, however the e-values depend on each other, so shared seeds are no harm.

/** Which hypotheses fall, in the order given. */
export function holm(pValues: readonly number[], alpha: number): boolean[] {
  const fallen = pValues.map(() => false);
  const ascending = [...pValues.entries()].sort(([, left], [, right]) => left - right);
  for (const [rank, [index, pValue]] of ascending.entries()) {
    if (!(pValue <= alpha / (pValues.length - rank))) break;
    fallen[index] = true;
  }
  return fallen;
}

export function eHolm(eValues: readonly number[], alpha: number): boolean[] {
  return holm(
    eValues.map((eValue) => 1 / eValue),
    alpha,
  );
}

export function eBenjaminiHochberg(eValues: readonly number[], rate: number): boolean[] {
  const count = eValues.length;
  const descending = eValues.toSorted((left, right) => right - left);
  const bar = descending.findLast((eValue, index) => (index + 1) * eValue >= count / rate) ?? Number.POSITIVE_INFINITY;
  return eValues.map((eValue) => eValue >= bar);
}
