// Evidence that the share of yes among values that come one by one lies below a given share, or above it; it may be looked at after every value.
// A likelihood ratio of yes and no at a smaller share against the given one is a product of bets that are fair at that share and lose above it
// (Ramdas & Wang 2025, "Hypothesis testing with e-values", on testing by betting), so by Ville's inequality it ever reaches 1 / alpha with a chance
// of at most alpha where the true share is the given one or more, whatever else the values are like. Averaged over three smaller shares it finds
// a share of 0 and one that is only two thirds of it. Evidence of the other side is the same question of no.
import { logMean } from './noncentral-t.ts';

export interface Tally {
  readonly yes: number;
  readonly of: number;
}

/** How many values lie farther from 0 than the margin. */
export function tallyBeyond(values: readonly number[], margin: number): Tally {
  return { yes: values.filter((value) => Math.abs(value) > margin).length, of: values.length };
}

/** Of the given share: the smaller ones that are bet on. */
const PARTS = [0, 1 / 3, 2 / 3] as const;

/** Natural logarithm of the e-value; it falls with each yes and rises with each no, and with the share. @param share above 0 and below 1 */
export function logEvidenceOfLess({ yes, of }: Tally, share: number): number {
  const lost = (part: number) => (yes === 0 ? 0 : yes * Math.log(part));
  return logMean(PARTS.map((part) => lost(part) + (of - yes) * (Math.log1p(-part * share) - Math.log1p(-share))));
}

/** The same for a share above the given one: of no the share is then below the rest. */
export function logEvidenceOfMore({ yes, of }: Tally, share: number): number {
  return logEvidenceOfLess({ yes: of - yes, of }, 1 - share);
}

/**
 * All shares that neither side rejects: `high` is the least that evidence of a lesser share rejects at its level, `low` the largest that evidence
 * of a greater one does. Over the looks of one sequence they are confidence sequences.
 */
export function sharesNotRejected(
  tally: Tally,
  levels: { readonly less: number; readonly more: number },
): { readonly low: number; readonly high: number } {
  const leastRejected = ({ yes, of }: Tally, level: number) => {
    if (yes === of) return 1;
    let [kept, rejected] = [0, 1];
    for (let halving = 0; halving < HALVINGS; halving++) {
      const middle = (kept + rejected) / 2;
      if (logEvidenceOfLess({ yes, of }, middle) >= -Math.log(level)) rejected = middle;
      else kept = middle;
    }
    return rejected;
  };
  return {
    low: 1 - leastRejected({ yes: tally.of - tally.yes, of: tally.of }, levels.more),
    high: leastRejected(tally, levels.less),
  };
}

/** Then no double lies between the two ends. */
const HALVINGS = 60;
