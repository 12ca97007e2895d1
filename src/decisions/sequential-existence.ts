// decisions.md B1, seed after seed: does an effect of at least the declared size exist?
// REPRODUCED: evidence of 1 / alpha for a mean beyond the threshold, and exact sign-flip about 0 at alpha (that the roles do not
// matter). The threshold is tested, not merely compared with: a true effect exactly at it passes in at most a share alpha of runs.
// NOT REPRODUCED: a mean one smallest effect beyond the threshold has become as unlikely as beta. A sure effect that falls short
// needs no test of its own: where the mean is at most the threshold this ratio is at most exp(-n delta1² / 2), hence below the
// registered beta from 6 seeds on. Else INCONCLUSIVE at the end.
import { fewestSeeds } from '../statistics/power.ts';
import { runningMoments } from '../statistics/sample-moments.ts';
import { evidenceOfT, sequentialTBeyond } from '../statistics/sequential-t.ts';
import { fewestSeedsForSignFlip, signFlip, signSymmetryEvidence } from '../statistics/sign-flip.ts';
import type { Evidence, ExistenceRule, TestResult } from './decision.ts';
import type { SequentialDesign } from './design.ts';
import { type FinishedLook, finishSequence } from './finish-sequence.ts';
import type { Judgement } from './judgement.ts';
import { type Answer, eValueOf, glanceAt, looksOf, takeLooks } from './sequence.ts';
import { inDigits, inWordsOfEvidence, inWordsOfP } from './wording.ts';

export type ExistenceQuestion = Pick<ExistenceRule, 'direction' | 'threshold' | 'alpha'>;

/** What one look at a sample finds; the parts of a trend and the cells of a pattern ask the same. */
export interface ExistenceFinding {
  readonly verdict: Answer;
  readonly tests: readonly TestResult[];
  readonly evidence: Evidence;
  /** Why it was given up; null where it was not. */
  readonly against: string | null;
}

export function judgeSequentialExistence(rule: ExistenceRule, { design, differences }: Seeds): Judgement {
  const looks = looksOf(design);
  const look = takeLooks(looks, {
    seeds: differences.length,
    judgeAt: (seeds) => {
      const seen = differences.slice(0, seeds);
      return seen.every(Number.isFinite) ? existenceAt(rule, { design, differences: seen }) : null;
    },
    isSurelyOpen: openLooks(rule, { design, differences }),
  });
  const seen = differences.slice(0, look.seeds);
  const finding = look.finding;
  const side = `${sideOf(rule)} ${inDigits(rule.threshold)}`;
  const finished: FinishedLook = {
    look,
    looks,
    given: differences.length,
    tests: finding?.tests ?? [],
    evidence: finding === null ? [] : [finding.evidence],
    seedsNeeded: () => seedsNeeded(rule, { design, differences: seen }),
    passed: `${side} with evidence of ${inWordsOfEvidence(finding?.evidence.eValue ?? 1)} to 1, to pass at ${inDigits(1 / rule.alpha)}`,
    refuted: finding?.against ?? '',
    open: `neither shown ${side} nor to fall short of it`,
    unfit: null,
  };
  return finishSequence(finished, { values: seen, alpha: rule.alpha, design, sign: signOf(rule) });
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

interface Seeds {
  readonly design: SequentialDesign;
  readonly differences: readonly number[];
}

/** @param differences at least two, all finite */
export function existenceAt(rule: ExistenceQuestion, { design, differences }: Seeds): ExistenceFinding {
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
  const bar = -Math.log(alpha);
  // Enumerating 2^n patterns is the dearest part, and without evidence it decides nothing.
  const flipP = logFor >= bar ? signFlip(oriented).pGreater : null;
  const tests: readonly TestResult[] = [
    ...asked.map((one): TestResult => {
      const where = `${sideOf(rule)} ${inDigits(one.about)}`;
      const eValue = eValueOf(one.logFor);
      return {
        name: `mean ${where} (${one.method})`,
        statistic: one.statistic === null ? null : sign * one.statistic,
        pValue: Math.min(1, 1 / eValue),
        passed: one.logFor >= bar,
        detail: `Mean ${where}: evidence of ${inWordsOfEvidence(eValue)} to 1, to pass at ${inDigits(1 / alpha)}.`,
      };
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
  const passed = tests.every((test) => test.passed);
  const isGivenUp = !passed && beyond.logAtSmallest <= Math.log(beta);
  return {
    verdict: passed ? 'for' : isGivenUp ? 'against' : 'open',
    tests,
    evidence: {
      name: `mean ${sideOf(rule)} ${inDigits(rule.threshold)}`,
      eValue: eValueOf(logFor),
      ratioAtSmallestEffect: eValueOf(beyond.logAtSmallest),
    },
    against: isGivenUp ? whyGivenUp(rule, { design, logAtSmallest: beyond.logAtSmallest }) : null,
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

function signOf({ direction }: ExistenceQuestion): 1 | -1 {
  return direction === 'greater' ? 1 : -1;
}

function sideOf({ direction }: ExistenceQuestion): 'above' | 'below' {
  return direction === 'greater' ? 'above' : 'below';
}

// How many seeds an inconclusive claim would have needed: at which number its evidence suffices if mean and SD stay as they are.

const MOST_SEEDS_SUGGESTED = 10_000;

/** Null if it never would: the mean is not beyond the threshold, or it is so by too little. */
export function seedsNeeded(
  { direction, threshold, alpha }: Pick<ExistenceRule, 'direction' | 'threshold' | 'alpha'>,
  { design, differences }: { readonly design: SequentialDesign; readonly differences: readonly number[] },
): number | null {
  if (!differences.every(Number.isFinite)) return null;
  const { smallestEffect } = design;
  const sign = direction === 'greater' ? 1 : -1;
  const oriented = differences.map((difference) => sign * difference);
  const beyond = sequentialTBeyond(oriented, { threshold: sign * threshold, smallestEffect });
  const least = Math.max(design.fewestSeeds, fewestSeedsForSignFlip(alpha));
  // Seeds that all agree have no t statistic: each of them counts as a coin would.
  if (beyond.statistic === null) return beyond.logFor > 0 ? least : null;
  if (beyond.statistic <= 0) return null;
  const standardised = beyond.statistic / Math.sqrt(differences.length);
  const needed = fewestSeeds(
    (seeds) => evidenceOfT(standardised * Math.sqrt(seeds), { seeds, smallestEffect }).logFor,
    { target: -Math.log(alpha), most: MOST_SEEDS_SUGGESTED },
  );
  return needed === null ? null : Math.max(needed, least);
}
