// decisions.md B1 at a fixed number of seeds: does an effect of at least the declared size exist?
// REPRODUCED: the t test places the mean beyond the threshold and the exact sign-flip test places it beyond 0, each at alpha.
// NOT REPRODUCED: evidence at alpha that the mean is at the threshold or short of it. Anything else is INCONCLUSIVE:
// a test that does not reject is not evidence of absence.
import { isConstant, pairedT } from '../statistics/paired-t.ts';
import { fewestSeeds, MOST_SEEDS_SUGGESTED, powerOfOneSidedT } from '../statistics/power.ts';
import { mean, runningMoments } from '../statistics/sample-moments.ts';
import { sequentialTBeyond } from '../statistics/sequential-t.ts';
import {
  fewestSeedsForSignFlip,
  SIGN_FLIP_MOST_SEEDS,
  signFlip,
  signSymmetryEvidence,
} from '../statistics/sign-flip.ts';
import { type Effect, type ExistenceRule, signOf, type TestResult } from './decision.ts';
import type { SequentialDesign } from './design.ts';
import { effectOf } from './effect.ts';
import { foundDecision, invalidDecision, invalidSample, type Judgement, judgementOf, outcomeOf } from './judgement.ts';
import {
  eValueOf,
  glanceAt,
  judgeSequence,
  type MeanFinding,
  type Seeds,
  seedsForEvidence,
  testByEvidence,
} from './sequence.ts';
import { inDigits, inPercent, inWordsOfEvidence, inWordsOfInterval, inWordsOfP } from './wording.ts';

export type ExistenceQuestion = Pick<ExistenceRule, 'direction' | 'threshold' | 'alpha'>;

const TARGET_POWER = 0.95;

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
  const outcome = outcomeOf(tests, beyond.pBelow <= alpha);
  const inWords = () => {
    const effect = effectOf(differences, alpha);
    const standing = `Over ${seeds} seeds the mean is ${inDigits(effect?.estimate ?? 0)}${inWordsOfInterval(effect, { name: 'interval', none: ' (all seeds agree, no interval)' })}`;
    // Searched for only where it is said: it costs more than all the rest.
    const needed = outcome === 'inconclusive' ? inWordsOfSeedsNeeded(rule, effect) : '';
    const reason = {
      reproduced: `${standing}: ${where} (${inWordsOfP(beyond.pAbove)}) and, by exact sign-flip, ${sideOf(rule)} 0 (${inWordsOfP(flip.pGreater)}).`,
      'not-reproduced': `${standing}: evidence that it is not ${where} (${inWordsOfP(beyond.pBelow)}).`,
      inconclusive: `${standing}: neither ${where} (${inWordsOfP(beyond.pAbove)}; exact sign-flip against 0 ${inWordsOfP(flip.pGreater)}) nor shown to fall short of it (${inWordsOfP(beyond.pBelow)}); ${needed}.`,
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
  if (standardDeviation === null || standardDeviation === 0) {
    return `no test can pass with fewer than ${fewestSeedsForSignFlip(rule.alpha)} seeds`;
  }
  return inWordsOfSeedsForPower((seeds) => powerOfExistence(rule, { effect: estimate, standardDeviation }, seeds));
}

export function inWordsOfSeedsForPower(powerAt: (seeds: number) => number | null): string {
  const needed = fewestSeeds(powerAt, { target: TARGET_POWER });
  const seeds = needed === null ? `more than ${MOST_SEEDS_SUGGESTED}` : needed;
  return `at this mean and SD ${seeds} seeds would be needed for ${inPercent(TARGET_POWER)} power`;
}

// Evidence of a mean above or below a threshold, for any sample of two or more finite values. Normally the one-sided t.
// Where all seeds agree there is no t: then the exact sign test speaks. If the median lay on the other side of the threshold
// (or on it), n seeds of n on this side would have a chance of at most 2^-n (decisions.md B7: never NaN, never p = 0).

interface AgainstThreshold {
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

/** A one-sided test of a mean as a decision lists it. */
export function testOfMean(
  name: string,
  asked: Pick<AgainstThreshold, 'method' | 'statistic'> & {
    readonly about: string;
    readonly pValue: number;
    readonly seeds: number;
    readonly alpha: number;
  },
): TestResult {
  const { method, about, statistic, pValue, seeds, alpha } = asked;
  const words =
    statistic === null ? `all ${seeds} seeds agree, sign test` : `t(${seeds - 1}) = ${inDigits(statistic)},`;
  return {
    name: `${name} (${method})`,
    statistic,
    pValue,
    passed: pValue <= alpha,
    detail: `${about}: ${words} ${inWordsOfP(pValue)}, to pass at ${inDigits(alpha)}.`,
  };
}

// Seed after seed. REPRODUCED: evidence of 1 / alpha for a mean beyond the threshold, and exact sign-flip about 0 at alpha (that the
// roles do not matter). The threshold is tested, not merely compared with: a true effect exactly at it passes in at most a share alpha
// of runs. NOT REPRODUCED: a mean one smallest effect beyond the threshold has become as unlikely as beta. A sure effect that falls short
// needs no test of its own: where the mean is at most the threshold this ratio is at most exp(-n delta1² / 2), hence below the
// registered beta from 6 seeds on. Else INCONCLUSIVE at the end.

export function judgeSequentialExistence(rule: ExistenceRule, { design, differences }: Seeds): Judgement {
  const where = `${sideOf(rule)} ${inDigits(rule.threshold)}`;
  return judgeSequence({
    design,
    alpha: rule.alpha,
    sign: signOf(rule),
    values: differences,
    judgeAt: (seeds) => existenceAt(rule, { design, differences: differences.slice(0, seeds) }),
    isSurelyOpen: openLooks(rule, { design, differences }),
    standing: (finding, seen) => ({
      seedsNeeded: () => seedsNeeded(rule, { design, differences: seen }),
      passed: `${where} with evidence of ${inWordsOfEvidence(finding?.evidence[0].eValue ?? 1)} to 1, to pass at ${inDigits(1 / rule.alpha)}`,
      refuted: finding?.against ?? '',
      open: `neither shown ${where} nor to fall short of it`,
    }),
  });
}

/** Looks that `existenceAt` would surely leave open. */
function openLooks(rule: ExistenceRule, { design, differences }: Seeds): (seeds: number) => boolean {
  const { alpha, threshold } = rule;
  const sign = signOf(rule);
  const side = { sign, threshold };
  const series = runningMoments(differences);
  const { isShort, isAlive } = glanceAt({ alpha, design });
  if (design.evidence === 't-mixture') return (seeds) => isShort(series, side, seeds) && isAlive(series, side, seeds);
  const areSignsShort = (seeds: number): boolean => {
    const oriented = differences.slice(0, seeds).map((difference) => sign * difference);
    return signSymmetryEvidence(oriented, design.smallestEffect) < -Math.log(alpha);
  };
  return (seeds) =>
    isAlive(series, side, seeds) && ((threshold !== 0 && isShort(series, side, seeds)) || areSignsShort(seeds));
}

/** @param differences at least two, all finite */
export function existenceAt(rule: ExistenceQuestion, { design, differences }: Seeds): MeanFinding {
  const { alpha } = rule;
  const { smallestEffect, beta } = design;
  const sign = signOf(rule);
  const oriented = differences.map((difference) => sign * difference);
  const beyond = sequentialTBeyond(oriented, { threshold: sign * rule.threshold, smallestEffect });
  const bySigns = design.evidence === 'sign-symmetry' ? signSymmetryEvidence(oriented, smallestEffect) : null;
  const asked = [
    ...(bySigns === null ? [] : [{ about: 0, method: 'sign symmetry', logFor: bySigns, statistic: null }]),
    ...(bySigns === null || rule.threshold !== 0 ? [{ about: rule.threshold, method: 'sequential t', ...beyond }] : []),
  ];
  // The least of several e-values is one of their conjunction.
  const logFor = Math.min(...asked.map((one) => one.logFor));
  // Enumerating 2^n patterns is the dearest part, and without evidence it decides nothing.
  const flipP = logFor >= -Math.log(alpha) ? signFlip(oriented).pGreater : null;
  const tests: readonly TestResult[] = [
    ...asked.map(({ about, method, statistic, logFor: log }) => {
      const where = `${sideOf(rule)} ${inDigits(about)}`;
      const turned = statistic === null ? null : sign * statistic;
      const words = { about: `Mean ${where}`, statistic: turned, logFor: log, alpha };
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
  const outcome = outcomeOf(tests, beyond.logAtSmallest <= Math.log(beta));
  const name = `mean ${sideOf(rule)} ${inDigits(rule.threshold)}`;
  const ratioAtSmallestEffect = eValueOf(beyond.logAtSmallest);
  return {
    outcome,
    tests,
    evidence: [{ name, eValue: eValueOf(logFor), ratioAtSmallestEffect }],
    against: outcome === 'not-reproduced' ? whyGivenUp(rule, { design, logAtSmallest: beyond.logAtSmallest }) : null,
  };
}

function whyGivenUp(
  rule: ExistenceQuestion,
  { design, logAtSmallest }: { readonly design: SequentialDesign; readonly logAtSmallest: number },
): string {
  const threshold = inDigits(rule.threshold);
  const times = inWordsOfEvidence(eValueOf(-logAtSmallest));
  const supposed = `a mean ${inDigits(design.smallestEffect)} SD ${sideOf(rule)} ${threshold}`;
  return `${supposed} is ${times} times less likely than one of ${threshold}, to give up at ${inDigits(1 / design.beta)}`;
}

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
  const beyond = sequentialTBeyond(oriented, { threshold: sign * threshold, smallestEffect });
  const least = Math.max(design.fewestSeeds, fewestSeedsForSignFlip(alpha));
  // Seeds that all agree have no t statistic: each of them counts as a coin would.
  if (beyond.statistic === null) return beyond.logFor > 0 ? least : null;
  if (beyond.statistic <= 0) return null;
  return seedsForEvidence(beyond.statistic / Math.sqrt(differences.length), { smallestEffect, alpha, least });
}
