// decisions.md B1 at a fixed number of seeds: does an effect of at least the declared size exist?
// REPRODUCED: the t test places the mean beyond the threshold and the exact sign-flip test places it beyond 0, each at alpha.
// NOT REPRODUCED: evidence at alpha that the mean is at the threshold or short of it. Anything else is INCONCLUSIVE:
// a test that does not reject is not evidence of absence.
import { isConstant, pairedT } from '../statistics/paired-t.ts';
import { fewestSeeds, powerOfOneSidedT } from '../statistics/power.ts';
import { mean } from '../statistics/sample-moments.ts';
import { fewestSeedsForSignFlip, SIGN_FLIP_MOST_SEEDS, signFlip } from '../statistics/sign-flip.ts';
import type { Effect, ExistenceRule, TestResult } from './decision.ts';
import { effectOf } from './effect.ts';
import { foundDecision, invalidDecision, invalidSample, type Judgement, judgementOf } from './judgement.ts';
import { inDigits, inPercent, inWordsOfP } from './wording.ts';

const TARGET_POWER = 0.95;
const MOST_SEEDS_SUGGESTED = 10_000;

/** @param options.signFlipAlpha level of the sign-flip gate; by default the rule's alpha */
export function judgeExistence(
  rule: ExistenceRule,
  differences: readonly number[],
  { signFlipAlpha = rule.alpha }: { readonly signFlipAlpha?: number } = {},
): Judgement {
  const { alpha } = rule;
  const seeds = differences.length;
  const invalid = invalidSample(differences, alpha);
  if (invalid !== null) return judgementOf(invalid);
  if (seeds > SIGN_FLIP_MOST_SEEDS) {
    const reason = `The exact sign-flip test takes at most ${SIGN_FLIP_MOST_SEEDS} seeds, and there are ${seeds}.`;
    return judgementOf(invalidDecision(reason, { seeds, alpha }));
  }
  // A claim of "less" is a claim of "greater" about the negated differences.
  const sign = rule.direction === 'greater' ? 1 : -1;
  const oriented = differences.map((difference) => sign * difference);
  const threshold = sign * rule.threshold;
  const beyond = againstThreshold(oriented, threshold);
  const statistic = beyond.statistic === null ? null : sign * beyond.statistic;
  const flip = signFlip(oriented);
  const words = { side: sign === 1 ? 'above' : 'below', threshold: inDigits(rule.threshold) };
  const tests: readonly TestResult[] = [
    {
      name: `mean ${words.side} ${words.threshold} (${beyond.method})`,
      statistic,
      pValue: beyond.pAbove,
      passed: beyond.pAbove <= alpha,
      detail: `Mean ${words.side} ${words.threshold}: ${inWordsOfTest({ ...beyond, statistic }, beyond.pAbove, seeds)}, to pass at ${inDigits(alpha)}.`,
    },
    {
      name: `mean ${words.side} 0 (exact sign-flip)`,
      statistic: null,
      pValue: flip.pGreater,
      passed: flip.pGreater <= signFlipAlpha,
      detail: `${flip.count} of 2^${seeds} sign patterns do as well: ${inWordsOfP(flip.pGreater)}, to pass at ${inDigits(signFlipAlpha)}.`,
    },
  ];
  const outcome = tests.every((test) => test.passed)
    ? 'reproduced'
    : beyond.pBelow <= alpha
      ? 'not-reproduced'
      : 'inconclusive';
  const inWords = () => {
    const effect = effectOf(differences, alpha);
    const standing = `Over ${seeds} seeds the mean is ${inDigits(effect?.estimate ?? 0)}${inWordsOfInterval(effect)}`;
    // Searched for only where it is said: it costs more than all the rest.
    const needed = outcome === 'inconclusive' ? inWordsOfSeedsNeeded(rule, effect) : '';
    const reason = {
      reproduced: `${standing}: ${words.side} ${words.threshold} (${inWordsOfP(beyond.pAbove)}) and, by exact sign-flip, ${words.side} 0 (${inWordsOfP(flip.pGreater)}).`,
      'not-reproduced': `${standing}: evidence that it is not ${words.side} ${words.threshold} (${inWordsOfP(beyond.pBelow)}).`,
      inconclusive: `${standing}: neither ${words.side} ${words.threshold} (${inWordsOfP(beyond.pAbove)}; exact sign-flip against 0 ${inWordsOfP(flip.pGreater)}) nor shown to fall short of it (${inWordsOfP(beyond.pBelow)}); ${needed}.`,
    }[outcome];
    const power = powerOfExistence(rule, rule.planned, seeds);
    return foundDecision(outcome, { reason, effect, tests, seeds, alpha, power });
  };
  return { outcome, tests, seeds, alpha, eValue: null, inWords };
}

/**
 * Chance of `reproduced`: that of the t test, and none at all while 2^-n > alpha keeps the sign-flip test from passing.
 * With more seeds the sign-flip condition, which asks for less (0 in place of the threshold), is taken as implied.
 */
export function powerOfExistence(
  { direction, threshold, alpha }: Pick<ExistenceRule, 'direction' | 'threshold' | 'alpha'>,
  { effect, standardDeviation }: { readonly effect: number; readonly standardDeviation: number },
  seeds: number,
): number | null {
  const sign = direction === 'greater' ? 1 : -1;
  const power = powerOfOneSidedT({
    effect: sign * effect,
    standardDeviation,
    threshold: sign * threshold,
    alpha,
    seeds,
  });
  return power !== null && seeds < fewestSeedsForSignFlip(alpha) ? 0 : power;
}

function inWordsOfInterval(effect: Effect | null): string {
  if (effect === null || effect.low === null || effect.high === null) return ' (all seeds agree, no interval)';
  return ` (${inPercent(effect.confidence)} interval ${inDigits(effect.low)} to ${inDigits(effect.high)})`;
}

function inWordsOfSeedsNeeded(rule: ExistenceRule, effect: Effect | null): string {
  const fewest = fewestSeedsForSignFlip(rule.alpha);
  const target = inPercent(TARGET_POWER);
  const beyond = (effect?.estimate ?? 0) - rule.threshold;
  if (rule.direction === 'greater' ? beyond <= 0 : beyond >= 0) {
    return 'if this were the true mean, no number of seeds would reproduce the claim';
  }
  const { estimate, standardDeviation } = effect ?? { estimate: 0, standardDeviation: null };
  if (standardDeviation === null || standardDeviation === 0) return `no test can pass with fewer than ${fewest} seeds`;
  const needed = fewestSeeds((seeds) => powerOfExistence(rule, { effect: estimate, standardDeviation }, seeds), {
    target: TARGET_POWER,
    most: MOST_SEEDS_SUGGESTED,
  });
  return needed === null
    ? `at this mean and SD more than ${MOST_SEEDS_SUGGESTED} seeds would be needed for ${target} power`
    : `at this mean and SD ${needed} seeds would be needed for ${target} power`;
}

// Evidence of a mean above or below a threshold, for any sample of two or more finite values. Normally the one-sided t.
// Where all seeds agree there is no t: then the exact sign test speaks. If the median lay on the other side of the threshold
// (or on it), n seeds of n on this side would have a chance of at most 2^-n (decisions.md B7: never NaN, never p = 0).

export interface AgainstThreshold {
  readonly method: 'paired t' | 'sign test';
  /** The t statistic; null for the sign test. */
  readonly statistic: number | null;
  /** One-sided p-value of "above the threshold". */
  readonly pAbove: number;
  /** One-sided p-value of "at or below the threshold". */
  readonly pBelow: number;
}

export function againstThreshold(values: readonly number[], threshold: number): AgainstThreshold {
  const test = pairedT(values, threshold);
  if (test !== null) {
    return { method: 'paired t', statistic: test.statistic, pAbove: test.pGreater, pBelow: test.pLess };
  }
  const unanimous = 0.5 ** values.length;
  const isAbove = isConstant(values) && mean(values) > threshold;
  return {
    method: 'sign test',
    statistic: null,
    pAbove: isAbove ? unanimous : 1,
    pBelow: isAbove ? 1 : unanimous,
  };
}

/** "t(9) = 3.2, p = 0.0054" or "all 10 seeds agree, sign test p = 0.000977". */
export function inWordsOfTest({ statistic }: AgainstThreshold, pValue: number, seeds: number): string {
  return statistic === null
    ? `all ${seeds} seeds agree, sign test ${inWordsOfP(pValue)}`
    : `t(${seeds - 1}) = ${inDigits(statistic)}, ${inWordsOfP(pValue)}`;
}
