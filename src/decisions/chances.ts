// What a design can say before there are data: the chance of each outcome at a supposed truth, and which number of seeds or
// which threshold would be enough (decision-rules B0: alpha, power and n are declared together). Exact where it is a t test.
import { fewestSeeds, powerOfEquivalence, powerOfOneSidedT } from '../statistics/power.ts';
import type { DecisionRule, ExistenceRule } from './decision.ts';
import { powerOfExistence } from './existence.ts';

/** A world to plan for: mean over seeds and SD between seeds, in the rule's raw units. */
export interface Truth {
  readonly effect: number;
  readonly standardDeviation: number;
}

export interface PlannedDesign {
  readonly rule: DecisionRule;
  readonly truth: Truth;
  readonly seeds: number;
}

/** Chance of `reproduced`; for a trend that of its endpoints, which bounds it from above. Null where no t test exists. */
export function chanceOfReproduced({ rule, truth, seeds }: PlannedDesign): number | null {
  switch (rule.kind) {
    case 'existence':
      return powerOfExistence(rule, truth, seeds);
    case 'equivalence':
      return powerOfEquivalence({ ...truth, margin: rule.margin, alpha: rule.alpha, seeds });
    case 'trend':
      return powerOfExistence(endpointsOf(rule), truth, seeds);
  }
}

/** Chance of `not-reproduced`; for a trend that of its endpoints, which bounds it from below. Null where no t test exists. */
export function chanceOfNotReproduced({ rule, truth, seeds }: PlannedDesign): number | null {
  const { standardDeviation } = truth;
  const { alpha } = rule;
  if (rule.kind === 'equivalence') {
    // The mean is shown to lie beyond one margin or beyond the other: never both at an alpha below one half.
    const beyond = [truth.effect, -truth.effect].map((effect) =>
      powerOfOneSidedT({ effect, standardDeviation, threshold: rule.margin, alpha, seeds }),
    );
    return beyond.reduce((sum, chance) => (sum === null || chance === null ? null : sum + chance));
  }
  const { direction, threshold } = rule.kind === 'trend' ? endpointsOf(rule) : rule;
  const sign = direction === 'greater' ? -1 : 1;
  return powerOfOneSidedT({
    effect: sign * truth.effect,
    standardDeviation,
    threshold: sign * threshold,
    alpha,
    seeds,
  });
}

/** What would lift the chance to the target: more seeds, or another threshold (for equivalence a margin). Null: nothing sensible. */
export interface Remedy {
  readonly seeds: number | null;
  readonly threshold: number | null;
}

const MOST_SEEDS_SUGGESTED = 10_000;

export function remedyFor(
  design: PlannedDesign,
  target: number,
  chanceOf: (design: PlannedDesign) => number | null = chanceOfReproduced,
): Remedy {
  const seeds = fewestSeeds((count) => chanceOf({ ...design, seeds: count }), {
    target,
    most: MOST_SEEDS_SUGGESTED,
  });
  return { seeds, threshold: sufficientThreshold(design, (rule) => (chanceOf({ ...design, rule }) ?? 0) >= target) };
}

/** The number that a rule is declared around: threshold, margin or endpoint threshold. */
export function thresholdOfRule(rule: DecisionRule): number {
  return rule.kind === 'existence'
    ? rule.threshold
    : rule.kind === 'equivalence'
      ? rule.margin
      : rule.endpointThreshold;
}

/**
 * Between a threshold that certainly fits the rule's kind and the declared one: the one nearest to the declared that suffices,
 * rounded to two digits on the safe side.
 */
function sufficientThreshold({ rule, truth }: PlannedDesign, suffices: (rule: DecisionRule) => boolean): number | null {
  const declared = thresholdOfRule(rule);
  const outward = rule.kind === 'equivalence' ? 1 : -1;
  // An existence rule gets easier towards 0, an equivalence rule with a margin far beyond the truth.
  const easiest = outward === 1 ? declared + Math.abs(truth.effect) + 100 * truth.standardDeviation : 0;
  if (!suffices(withThreshold(rule, easiest))) return null;
  let [enough, short] = [easiest, declared];
  for (let halving = 0; halving < 60; halving++) {
    const middle = (enough + short) / 2;
    if (suffices(withThreshold(rule, middle))) enough = middle;
    else short = middle;
  }
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(enough))) - 1);
  if (!Number.isFinite(unit) || unit === 0) return 0;
  const rounded = outward === 1 ? Math.ceil(enough / unit) : Math.trunc(enough / unit);
  return Number((rounded * unit).toPrecision(2));
}

function withThreshold(rule: DecisionRule, threshold: number): DecisionRule {
  switch (rule.kind) {
    case 'existence':
      return { ...rule, threshold };
    case 'equivalence':
      return { ...rule, margin: threshold };
    case 'trend':
      return { ...rule, endpointThreshold: threshold };
  }
}

function endpointsOf(
  rule: Extract<DecisionRule, { kind: 'trend' }>,
): Pick<ExistenceRule, 'direction' | 'threshold' | 'alpha'> {
  return { direction: 'greater', threshold: rule.endpointThreshold, alpha: rule.alpha };
}
