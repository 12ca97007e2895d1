// An interval for a mean that holds at every number of seeds at once, so that stopping may depend on it: all the means that a
// t-type e-value with a normal prior on the standardised effect does not refute (Wang & Ramdas 2310.03722; the Bayes factor is
// that of Gönen, Johnson, Lu & Westfall 2005). With g = n · prior variance and x = t² / (n - 1), the e-value is
// (1 + g)^(-1/2) · ((1 + x) / (1 + x / (1 + g)))^(n/2), which rises in x, so the bound is solved in closed form.
import { isConstant, type MeanInterval } from './paired-t.ts';
import { sampleMoments } from './sample-moments.ts';

export interface SequenceOptions {
  readonly confidence: number;
  /** Standard deviation of the prior on the standardised effect: where the sequence is to be narrowest. */
  readonly priorDeviation: number;
}

/** Null where no such interval is finite: too few seeds, or seeds that all agree. */
export function confidenceSequence(
  values: readonly number[],
  { confidence, priorDeviation }: SequenceOptions,
): MeanInterval | null {
  const { count: seeds, mean, standardDeviation } = sampleMoments(values);
  if (standardDeviation === null || isConstant(values)) return null;
  const growth = seeds * priorDeviation ** 2;
  // e-value 1 / (1 - confidence) solved for x.
  const ratio = Math.exp((2 / seeds) * (0.5 * Math.log1p(growth) - Math.log1p(-confidence)));
  const share = 1 - ratio / (1 + growth);
  if (share <= 0) return null;
  const statistic = Math.sqrt(((seeds - 1) * (ratio - 1)) / share);
  const halfWidth = statistic * (standardDeviation / Math.sqrt(seeds));
  return { low: mean - halfWidth, high: mean + halfWidth };
}
