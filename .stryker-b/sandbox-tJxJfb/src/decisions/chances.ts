// What a design can say before there are data: the chance of each outcome at a supposed truth, and which number of seeds or
// which threshold would be enough (decisions.md B0: alpha, power and n are declared together). Exact for one look; for several
// looks the chance at the last one.

import { HarnessError } from '../errors/harness-error.ts';
import { noncentralTSurvival } from '../statistics/noncentral-t.ts';
import { fewestSeeds, noncentralityOf, powerOfEquivalence, powerOfOneSidedT } from '../statistics/power.ts';
import { type DecisionRule, type ExistenceRule, levelsOf, signOf } from './decision.ts';
import { type Design, FIXED, seedBounds } from './design.ts';
import { chancesOfDispersion, spreadOfShare } from './dispersion.ts';
import { criticalTAt } from './effect.ts';
import { powerOfExistence } from './existence.ts';
import { inDigits, inPercent } from './wording.ts';

/** A world to plan for: mean over seeds and SD between seeds, in the rule's raw units. */
export interface Truth {
  readonly effect: number;
  readonly standardDeviation: number;
}

export interface PlannedDesign {
  readonly rule: DecisionRule;
  readonly truth: Truth;
  /** Of a design with several looks: the most that it may use. */
  readonly seeds: number;
}

/** Chance of `reproduced`; of a trend's ends or a pattern's interaction, which bounds it from above. Null: no such test. */
export function chanceOfReproduced({ rule, truth, seeds }: PlannedDesign): number | null {
  const { design = FIXED, alpha } = rule;
  const { standardDeviation } = truth;
  if (rule.kind === 'dispersion') return chancesOfDispersion({ rule, truth, seeds })?.reproduced ?? null;
  if (rule.kind === 'equivalence') {
    if (design.kind === 'fixed') return powerOfEquivalence({ ...truth, margin: rule.margin, alpha, seeds });
    const sides = [truth.effect, -truth.effect].map((effect) =>
      chanceAtLastLook({ beyond: rule.margin - effect, standardDeviation, alpha, seeds }, design),
    );
    return sides.reduce((sum, side) => (sum === null || side === null ? null : Math.max(0, sum + side - 1)));
  }
  const question = existenceIn(rule);
  if (design.kind === 'fixed') return powerOfExistence(question, truth, seeds);
  const beyond = signOf(question) * (truth.effect - question.threshold);
  return chanceAtLastLook({ beyond, standardDeviation, alpha, seeds }, design);
}

/** Chance of `not-reproduced`; of a trend's ends or a pattern's interaction, which bounds it from below. Null: no such test. */
export function chanceOfNotReproduced({ rule, truth, seeds }: PlannedDesign): number | null {
  const { design = FIXED } = rule;
  const { standardDeviation } = truth;
  if (rule.kind === 'dispersion') return chancesOfDispersion({ rule, truth, seeds })?.notReproduced ?? null;
  const { refutationAlpha: alpha } = levelsOf(rule);
  const chanceBeyond = (beyond: number): number | null =>
    design.kind === 'fixed'
      ? powerOfOneSidedT({ effect: beyond, standardDeviation, threshold: 0, alpha, seeds })
      : chanceAtLastLook({ beyond, standardDeviation, alpha, seeds }, design);
  if (rule.kind === 'equivalence') {
    // The mean is shown to lie beyond one margin or beyond the other: never both at an alpha below one half.
    const beyond = [truth.effect, -truth.effect].map((effect) => chanceBeyond(effect - rule.margin));
    return beyond.reduce((sum, chance) => (sum === null || chance === null ? null : sum + chance));
  }
  const { direction, threshold } = existenceIn(rule);
  return chanceBeyond(signOf({ direction }) * (threshold - truth.effect));
}

/** The existence question that a rule asks first: itself, a trend's last minus first level, a pattern's interaction. */
export function existenceIn(
  rule: Exclude<DecisionRule, { kind: 'equivalence' | 'dispersion' }>,
): Pick<ExistenceRule, 'direction' | 'threshold' | 'alpha'> {
  if (rule.kind === 'existence') return rule;
  return { direction: 'greater', threshold: thresholdOf(rule), alpha: rule.alpha };
}

/** The number that the effect of a rule is held against: threshold, margin, endpoint threshold, or bound of a share. */
export function thresholdOf(rule: DecisionRule): number {
  switch (rule.kind) {
    case 'existence':
    case 'pattern':
      return rule.threshold;
    case 'equivalence':
      return rule.margin;
    case 'dispersion':
      return rule.shareBelow;
    case 'trend':
      return rule.endpointThreshold;
  }
}

/** The most seeds that a rule may use. @param declared where it looks once */
export function mostSeedsOf({ design = FIXED }: DecisionRule, declared: number): number {
  return seedBounds(design)?.most ?? declared;
}

/** What would lift the chance to the target: more seeds, or another threshold (where a rule has one a margin). Null: nothing would. */
interface Remedy {
  readonly seeds: number | null;
  readonly threshold: number | null;
}

export function remedyFor(
  design: PlannedDesign,
  target: number,
  chanceOf: (design: PlannedDesign) => number | null = chanceOfReproduced,
): Remedy {
  const seeds = fewestSeeds((count) => chanceOf({ ...design, seeds: count }), { target });
  return { seeds, threshold: sufficientThreshold(design, (rule) => (chanceOf({ ...design, rule }) ?? 0) >= target) };
}

/** The sufficient threshold that is nearest to the declared one, rounded to two digits on the safe side. */
function sufficientThreshold({ rule, truth }: PlannedDesign, suffices: (rule: DecisionRule) => boolean): number | null {
  const declared = changeableIn(rule);
  const isMargin = hasMargin(rule);
  // An existence rule gets easier towards 0, a rule of a margin with one far beyond the truth.
  const easiest = isMargin ? declared + Math.abs(truth.effect) + 100 * truth.standardDeviation : 0;
  if (!suffices(withThreshold(rule, easiest))) return null;
  let [enough, short] = [easiest, declared];
  for (let halving = 0; halving < 40; halving++) {
    const middle = (enough + short) / 2;
    if (suffices(withThreshold(rule, middle))) enough = middle;
    else short = middle;
  }
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(enough))) - 1);
  if (!(unit > 0)) return 0;
  const units = isMargin ? Math.ceil(enough / unit) : Math.trunc(enough / unit);
  return Number((units * unit).toPrecision(2));
}

function hasMargin(rule: DecisionRule): rule is Extract<DecisionRule, { kind: 'equivalence' | 'dispersion' }> {
  return rule.kind === 'equivalence' || rule.kind === 'dispersion';
}

/** The number that `withThreshold` puts another in the place of. */
function changeableIn(rule: DecisionRule): number {
  return hasMargin(rule) ? rule.margin : thresholdOf(rule);
}

function withThreshold(rule: DecisionRule, threshold: number): DecisionRule {
  switch (rule.kind) {
    case 'existence':
    case 'pattern':
      return { ...rule, threshold };
    case 'equivalence':
    case 'dispersion':
      return { ...rule, margin: threshold };
    case 'trend':
      return { ...rule, endpointThreshold: threshold };
  }
}

// The three worlds that a plan looks at: no effect, the smallest effect of interest, and the effect that calibration measured
// (the rule's `planned`); and the seeds that a rule would spend in each.

export const WORLDS = ['none', 'smallest', 'measured'] as const;
export type World = (typeof WORLDS)[number];

/**
 * Smallest: the threshold, of a sequential design its smallest distance beyond the threshold; for equivalence the margin, for dispersion a spread that
 * puts as many values beyond the margin as must not lie there.
 */
export function truthIn(world: World, rule: DecisionRule): Truth {
  const { standardDeviation } = rule.planned;
  if (world === 'measured') return rule.planned;
  if (world === 'none') return { effect: 0, standardDeviation };
  if (rule.kind === 'equivalence') return { effect: rule.margin, standardDeviation };
  if (rule.kind === 'dispersion') return spreadOfShare(rule.margin, rule.shareBelow);
  const { direction, threshold } = existenceIn(rule);
  const { design = FIXED } = rule;
  const beyond = design.kind === 'sequential' ? design.smallestEffect * standardDeviation : 0;
  return { effect: threshold + signOf({ direction }) * beyond, standardDeviation };
}

// The chance that a design with several looks has its evidence by the last one: an e-value of a t statistic rises with it, so
// the bar is a critical t, and the chance is a tail of the noncentral t. What earlier looks add (a pass that later evidence
// would have lost) or take (giving up on a run of bad seeds) is left to simulation: at the smallest effect the sum is two points in
// a hundred more, so what is stated here errs on the careful side (measured by `npm run calibrate`).

/** A question "is the mean beyond the threshold", in the direction that the claim expects. */
interface Question {
  /** True mean minus threshold. */
  readonly beyond: number;
  readonly standardDeviation: number;
  readonly alpha: number;
  readonly seeds: number;
}

/** Three looks spend alpha as the square of the share of seeds; this much is left for the last (decisions.md B1). */
const SHARE_OF_LAST_LOOK = 0.76;
/** What evidence from signs alone needs beyond that from t (decisions.md B1). */
const MORE_SEEDS_FOR_SIGNS = 5;

function chanceAtLastLook(question: Question, design: Exclude<Design, { kind: 'fixed' }>): number | null {
  const { beyond, standardDeviation, alpha } = question;
  const isBySigns = design.kind === 'sequential' && design.evidence === 'sign-symmetry';
  const seeds = question.seeds - (isBySigns ? MORE_SEEDS_FOR_SIGNS : 0);
  if (question.seeds < 2 || !(standardDeviation > 0)) return null;
  // Before the first look nothing can be said, and evidence by few signs never suffices.
  if (question.seeds < (seedBounds(design)?.fewest ?? 0) || seeds < 2) return 0;
  if (design.kind === 'three-looks') {
    const level = alpha * SHARE_OF_LAST_LOOK;
    return powerOfOneSidedT({ effect: beyond, standardDeviation, threshold: 0, alpha: level, seeds });
  }
  return noncentralTSurvival(criticalTAt(alpha, { seeds, design }), {
    degreesOfFreedom: seeds - 1,
    noncentrality: noncentralityOf(beyond, { standardDeviation, seeds }),
  });
}

// The sentence that refuses a design which could not find what it looks for, and what would do instead (decisions.md B0).

export interface PowerDemand {
  /** The least chance that will do. */
  readonly target: number;
  /** What the test waits for: a negated matcher waits for evidence against. */
  readonly awaited: 'reproduced' | 'not-reproduced';
  /** For the message: matcher, or claim and part. */
  readonly where: string;
  /** The planned truth in words: "the mean is ...". */
  readonly supposed: string;
}

/** @throws HarnessError `under-powered` with the number of seeds, or the threshold, that would be enough */
export function requirePower(design: PlannedDesign, { target, awaited, where, supposed }: PowerDemand): void {
  if (!(target > 0 && target < 1)) {
    throw new HarnessError('invalid-argument', {
      what: 'The demanded power is no probability.',
      where,
      got: `power ${target}`,
      expected: 'a number above 0 and below 1',
    });
  }
  const chanceOf = awaited === 'reproduced' ? chanceOfReproduced : chanceOfNotReproduced;
  const chance = chanceOf(design) ?? 0;
  if (chance >= target) return;
  throw new HarnessError('under-powered', {
    what: `This test is too small to find what it looks for: ${inWordsOfSeeds(design.seeds)} would too seldom show it even if it is there.`,
    where,
    got: `"${awaited}" in ${inPercent(chance)} of such tests, if ${supposed} (alpha ${inDigits(design.rule.alpha)})`,
    expected: `at least ${inPercent(target)}`,
    next: inWordsOfRemedy(design.rule, remedyFor(design, target, chanceOf), awaited),
  });
}

/** "take 19 seeds, or declare a threshold of 0.05 in place of 0.1". */
function inWordsOfRemedy(rule: DecisionRule, { seeds, threshold }: Remedy, awaited: PowerDemand['awaited']): string {
  const name = hasMargin(rule) ? 'margin' : 'threshold';
  const ways = [
    seeds === null ? [] : [`take ${seeds} seeds`],
    // For evidence against, another threshold would be another claim.
    threshold === null || awaited === 'not-reproduced'
      ? []
      : [`declare a ${name} of ${inDigits(threshold)} in place of ${inDigits(changeableIn(rule))}`],
  ].flat();
  return ways.length === 0
    ? 'no number of seeds would do: the planned effect does not lie beyond what the rule asks for'
    : ways.join(', or ');
}

function inWordsOfSeeds(seeds: number): string {
  return seeds === 1 ? '1 seed' : `${seeds} seeds`;
}
