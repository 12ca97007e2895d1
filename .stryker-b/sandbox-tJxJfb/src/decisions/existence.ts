// decisions.md B1 at a fixed number of seeds: does an effect of at least the declared size exist?
// REPRODUCED: the t test places the mean beyond the threshold and the exact sign-flip test places it beyond 0, each at alpha.
// NOT REPRODUCED: the opposite test, at alpha over the questions that could refute the claim, places the mean short of the threshold. Anything else is
// INCONCLUSIVE: a test that does not reject is not evidence of absence.
import { fewestSeeds, MOST_SEEDS_SUGGESTED, powerOfOneSidedT } from '../statistics/power.ts';
import { runningMoments } from '../statistics/sample-moments.ts';
import { sequentialT } from '../statistics/sequential-t.ts';
import {
  fewestSeedsForSignFlip,
  SIGN_FLIP_MOST_SEEDS,
  signFlip,
  signSymmetryEvidence,
} from '../statistics/sign-flip.ts';
import { againstThreshold, testOfMean } from './against-threshold.ts';
import {
  type Effect,
  type ExistenceRule,
  type Invalid,
  type Levels,
  levelsOf,
  signOf,
  type TestResult,
} from './decision.ts';
import { effectOf, intervalOf, inWordsOfSmallestShown, smallestShown } from './effect.ts';
import { glanceAt } from './glance.ts';
import {
  foundDecision,
  invalidDecision,
  invalidSample,
  type Judgement,
  judgementOf,
  outcomeOf,
  silentSample,
} from './judgement.ts';
import { eValueOf, judgeSequence, type MeanFinding, type Seeds, seedsForEvidence, testByEvidence } from './sequence.ts';
import { inDigits, inPercent, inWordsOfEvidence, inWordsOfInterval, inWordsOfP } from './wording.ts';

export type ExistenceQuestion = Pick<ExistenceRule, 'direction' | 'threshold' | 'alpha'>;

/** The question with the levels of both its answers. */
type LevelledQuestion = ExistenceQuestion & Levels;

const TARGET_POWER = 0.95;

/** @param options.signFlipAlpha level of the sign-flip gate; by default the rule's alpha */
export function judgeExistence(
  rule: ExistenceRule,
  differences: readonly number[],
  { signFlipAlpha = rule.alpha }: { readonly signFlipAlpha?: number } = {},
): Judgement {
  const { alpha, refutationAlpha } = levelsOf(rule);
  const seeds = differences.length;
  const invalid = invalidSample(differences, alpha) ?? unfitToTest(rule, differences);
  if (invalid !== null) return judgementOf(invalid);
  const sign = signOf(rule);
  const oriented = differences.map((difference) => sign * difference);
  const beyond = againstThreshold(oriented, sign * rule.threshold);
  const flip = signFlip(oriented);
  const where = `${sideOf(rule)} ${inDigits(rule.threshold)}`;
  const tests: readonly TestResult[] = [
    testOfMean(`mean ${where}`, {
      ...beyond,
      about: `Mean ${where}`,
      statistic: beyond.statistic === null ? null : sign * beyond.statistic,
      pValue: beyond.pAbove,
      seeds,
      alpha,
    }),
    {
      name: `mean ${sideOf(rule)} 0 (exact sign-flip)`,
      statistic: null,
      pValue: flip.pGreater,
      passed: flip.pGreater <= signFlipAlpha,
      detail: `${flip.count} of 2^${seeds} sign patterns do as well: ${inWordsOfP(flip.pGreater)}, to pass at ${inDigits(signFlipAlpha)}.`,
    },
  ];
  const outcome = outcomeOf(tests, beyond.pBelow <= refutationAlpha);
  const inWords = () => {
    const asked = intervalOf(rule, null);
    const effect = effectOf(differences, asked);
    const shown = smallestShown(differences, asked);
    const standing = `Over ${seeds} seeds the mean is ${inDigits(effect?.estimate ?? 0)}${inWordsOfInterval(effect, { name: 'interval', none: ' (no interval)' })}`;
    // Searched for only where it is said: it costs more than all the rest.
    const needed = outcome === 'inconclusive' ? inWordsOfSeedsNeeded(rule, effect) : '';
    const reason = {
      reproduced: `${standing}: ${where} (${inWordsOfP(beyond.pAbove)}) and, by exact sign-flip, ${sideOf(rule)} 0 (${inWordsOfP(flip.pGreater)}).`,
      'not-reproduced': `${standing}: evidence that it falls short of ${inDigits(rule.threshold)} (${inWordsOfP(beyond.pBelow)}).`,
      inconclusive: `${standing}: neither ${where} (${inWordsOfP(beyond.pAbove)}; exact sign-flip against 0 ${inWordsOfP(flip.pGreater)}) nor shown to fall short of it (${inWordsOfP(beyond.pBelow)})${inWordsOfSmallestShown(shown, asked)}; ${needed}.`,
    }[outcome];
    const power = powerOfExistence(rule, rule.planned, seeds);
    const words = { reason, effect, tests, seeds, alpha, power };
    return foundDecision(outcome, words, { seedsNeeded: null, smallestShown: shown });
  };
  return { outcome, tests, seeds, alpha, eValue: null, inWords };
}

function unfitToTest(rule: ExistenceRule, differences: readonly number[]): Invalid | null {
  const seeds = differences.length;
  if (seeds <= SIGN_FLIP_MOST_SEEDS) return silentSample(differences, rule);
  const reason = `The exact sign-flip test takes at most ${SIGN_FLIP_MOST_SEEDS} seeds, and there are ${seeds}.`;
  return invalidDecision(reason, { seeds, alpha: rule.alpha });
}

/**
 * Chance of `reproduced`: that of the t test, and none at all while 2^-n > alpha keeps the sign-flip test from passing.
 * With more seeds the sign-flip condition, which asks for less (0 in place of the threshold), is taken as implied.
 */
export function powerOfExistence(
  { direction, threshold, alpha }: ExistenceQuestion,
  { effect, standardDeviation }: { readonly effect: number; readonly standardDeviation: number },
  seeds: number,
): number | null {
  const sign = signOf({ direction });
  const plan = { effect: sign * effect, standardDeviation, threshold: sign * threshold, alpha, seeds };
  const power = powerOfOneSidedT(plan);
  return power !== null && seeds < fewestSeedsForSignFlip(alpha) ? 0 : power;
}

function inWordsOfSeedsNeeded(rule: ExistenceRule, effect: Effect | null): string {
  if (signOf(rule) * ((effect?.estimate ?? 0) - rule.threshold) <= 0) {
    return 'if this were the true mean, no number of seeds would reproduce the claim';
  }
  const { estimate, standardDeviation } = effect ?? { estimate: 0, standardDeviation: null };
  if (standardDeviation === null) return 'nothing can be said of more seeds';
  return inWordsOfSeedsForPower((seeds) => powerOfExistence(rule, { effect: estimate, standardDeviation }, seeds));
}

export function inWordsOfSeedsForPower(powerAt: (seeds: number) => number | null): string {
  const needed = fewestSeeds(powerAt, { target: TARGET_POWER });
  const seeds = needed === null ? `more than ${MOST_SEEDS_SUGGESTED}` : needed;
  return `at this mean and SD ${seeds} seeds would be needed for ${inPercent(TARGET_POWER)} power`;
}

// Seed after seed. REPRODUCED: evidence of 1 / alpha for a mean beyond the threshold, and exact sign-flip about 0 at alpha (that the
// roles do not matter). NOT REPRODUCED: evidence of K / alpha for a mean short of it, K being the questions that could refute the claim. So a
// true effect exactly at the threshold passes in at most a share alpha of runs, and is refuted in at most a share alpha of them.
// GIVEN UP, which is INCONCLUSIVE: a mean one smallest effect beyond the threshold and one as far short of it have both become as
// unlikely as beta, so the true one lies too near to the threshold for any number of seeds that is left. That is no evidence of anything.

export function judgeSequentialExistence(rule: ExistenceRule, { design, differences }: Seeds): Judgement {
  const where = `${sideOf(rule)} ${inDigits(rule.threshold)}`;
  const question = { ...rule, ...levelsOf(rule) };
  return judgeSequence({
    rule,
    design,
    values: differences,
    judgeAt: (seeds) => existenceAt(question, { design, differences: differences.slice(0, seeds) }),
    isSurelyOpen: openLooks(question, { design, differences }),
    standing: (finding, seen) => ({
      seedsNeeded: () => seedsNeeded(rule, { design, differences: seen }),
      passed: `${where} with evidence of ${inWordsOfEvidence(finding?.evidence[0].eValue ?? 1)} to 1, to pass at ${inDigits(1 / rule.alpha)}`,
      refuted: finding?.against ?? '',
      open: `neither shown ${where} nor to fall short of it`,
    }),
  });
}

/** Looks that `existenceAt` would surely leave open. */
function openLooks(rule: LevelledQuestion, { design, differences }: Seeds): (seeds: number) => boolean {
  const { alpha, threshold } = rule;
  const sign = signOf(rule);
  const side = { sign, threshold };
  const series = runningMoments(differences);
  const { isShort, isUnrefuted, isAlive } = glanceAt(rule, design);
  const isStanding = (seeds: number): boolean => isUnrefuted(series, side, seeds) && isAlive(series, side, seeds);
  if (design.evidence === 't-mixture') return (seeds) => isShort(series, side, seeds) && isStanding(seeds);
  const areSignsShort = (seeds: number): boolean => {
    const oriented = differences.slice(0, seeds).map((difference) => sign * difference);
    return signSymmetryEvidence(oriented, design.smallestEffect) < -Math.log(alpha);
  };
  return (seeds) => isStanding(seeds) && ((threshold !== 0 && isShort(series, side, seeds)) || areSignsShort(seeds));
}

/** @param differences at least two, all finite */
export function existenceAt(rule: LevelledQuestion, { design, differences }: Seeds): MeanFinding {
  const { alpha, refutationAlpha } = rule;
  const { smallestEffect, beta } = design;
  const sign = signOf(rule);
  const oriented = differences.map((difference) => sign * difference);
  const beyond = sequentialT(oriented, { threshold: sign * rule.threshold, smallestEffect }) ?? NO_EVIDENCE;
  const bySigns = design.evidence === 'sign-symmetry' ? signSymmetryEvidence(oriented, smallestEffect) : null;
  const byT = { about: rule.threshold, method: 'sequential t', logEvidence: beyond.above.logEvidence };
  const asked = [
    ...(bySigns === null ? [] : [{ about: 0, method: 'sign symmetry', logEvidence: bySigns, statistic: null }]),
    ...(bySigns === null || rule.threshold !== 0 ? [{ ...byT, statistic: beyond.statistic }] : []),
  ];
  // The least of several e-values is one of their conjunction.
  const logEvidence = Math.min(...asked.map((one) => one.logEvidence));
  // Enumerating 2^n patterns is the dearest part, and without evidence it decides nothing.
  const flipP = logEvidence >= -Math.log(alpha) ? signFlip(oriented).pGreater : null;
  const tests: readonly TestResult[] = [
    ...asked.map(({ about, method, statistic, logEvidence: log }) => {
      const where = `${sideOf(rule)} ${inDigits(about)}`;
      const turned = statistic === null ? null : sign * statistic;
      const words = { about: `Mean ${where}`, statistic: turned, logEvidence: log, alpha };
      return testByEvidence(`mean ${where} (${method})`, words);
    }),
    {
      name: `mean ${sideOf(rule)} 0 (exact sign-flip)`,
      statistic: null,
      pValue: flipP,
      passed: flipP !== null && flipP <= alpha,
      detail:
        flipP === null
          ? 'The sign-flip test is asked once the evidence suffices.'
          : `Sign-flip over 2^${differences.length} patterns: ${inWordsOfP(flipP)}, to pass at ${inDigits(alpha)}.`,
    },
  ];
  const outcome = outcomeOf(tests, beyond.below.logEvidence >= -Math.log(refutationAlpha));
  const against = eValueOf(beyond.below.logEvidence);
  const atSmallest = [beyond.above.logAtSmallest, beyond.below.logAtSmallest];
  return {
    outcome,
    tests,
    evidence: [
      {
        name: `mean ${sideOf(rule)} ${inDigits(rule.threshold)}`,
        eValue: eValueOf(logEvidence),
        against,
        ratioAtSmallestEffect: eValueOf(beyond.above.logAtSmallest),
      },
    ],
    isGivenUp: outcome === 'inconclusive' && Math.max(...atSmallest) <= Math.log(beta),
    against:
      outcome === 'not-reproduced'
        ? `shown to fall short of ${inDigits(rule.threshold)} with evidence of ${inWordsOfEvidence(against)} to 1, to refute at ${inDigits(1 / refutationAlpha)}`
        : null,
  };
}

/** Of seeds that all agree. */
const NO_EVIDENCE = {
  above: { logEvidence: 0, logAtSmallest: 0 },
  below: { logEvidence: 0, logAtSmallest: 0 },
  statistic: null,
};

export function sideOf({ direction }: Pick<ExistenceRule, 'direction'>): 'above' | 'below' {
  return direction === 'greater' ? 'above' : 'below';
}

/**
 * How many seeds an inconclusive claim would have needed: at which number its evidence suffices if mean and SD stay as they are. Null if
 * it never would: the mean is not beyond the threshold, or it is so by too little.
 */
export function seedsNeeded(rule: ExistenceQuestion, { design, differences }: Seeds): number | null {
  const { alpha, threshold } = rule;
  if (!differences.every(Number.isFinite)) return null;
  const { smallestEffect } = design;
  const sign = signOf(rule);
  const oriented = differences.map((difference) => sign * difference);
  const beyond = sequentialT(oriented, { threshold: sign * threshold, smallestEffect });
  const least = Math.max(design.fewestSeeds, fewestSeedsForSignFlip(alpha));
  if (beyond === null || beyond.statistic <= 0) return null;
  return seedsForEvidence(beyond.statistic / Math.sqrt(differences.length), { smallestEffect, alpha, least });
}
