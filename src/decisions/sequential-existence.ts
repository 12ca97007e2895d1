// Decision rule B1, seed after seed: does an effect of at least the declared size exist?
// REPRODUCED: evidence of 1 / alpha for a mean beyond 0, exact sign-flip at alpha, and a mean beyond the threshold.
// NOT REPRODUCED: the smallest standardised effect has become as unlikely as beta, or there is evidence of 1 / alpha that the
// mean falls short of the threshold (a small but certain effect would otherwise cost all seeds). Else INCONCLUSIVE at the end.
import { fewestSeeds } from '../statistics/power.ts';
import { mean } from '../statistics/sample-moments.ts';
import { evidenceOfT, sequentialT } from '../statistics/sequential-t.ts';
import { fewestSeedsForSignFlip, signFlip } from '../statistics/sign-flip.ts';
import { signSymmetryEvidence } from '../statistics/sign-symmetry.ts';
import type { Decision, Evidence, ExistenceRule, TestResult } from './decision.ts';
import type { SequentialDesign } from './design.ts';
import { eValueOf } from './e-value.ts';
import { type FinishedLook, finishSequence } from './finish-sequence.ts';
import { looksOf, takeLooks, type Verdict } from './sequence.ts';
import { inDigits, inWordsOfEvidence, inWordsOfP } from './wording.ts';

export type ExistenceQuestion = Pick<ExistenceRule, 'direction' | 'threshold' | 'alpha'>;

/** What one look at a sample finds; the parts of a trend and the cells of a pattern ask the same. */
export interface ExistenceFinding {
  readonly verdict: Verdict;
  readonly tests: readonly TestResult[];
  readonly evidence: Evidence;
  /** Why it was given up; null where it was not. */
  readonly against: string | null;
}

export function decideSequentialExistence(
  rule: ExistenceRule,
  { design, differences }: { readonly design: SequentialDesign; readonly differences: readonly number[] },
): Decision {
  const looks = looksOf(design);
  const look = takeLooks(looks, {
    seeds: differences.length,
    judgeAt: (seeds) => {
      const seen = differences.slice(0, seeds);
      return seen.every(Number.isFinite) ? existenceAt(rule, { design, differences: seen }) : null;
    },
  });
  const seen = differences.slice(0, look.seeds);
  const finding = look.finding;
  const side = `${rule.direction === 'greater' ? 'above' : 'below'} ${inDigits(rule.threshold)}`;
  const finished: FinishedLook = {
    look,
    looks,
    given: differences.length,
    tests: finding?.tests ?? [],
    evidence: finding === null ? [] : [finding.evidence],
    seedsNeeded: () => seedsNeeded(rule, { design, differences: seen }),
    passed: `${side} with evidence of ${inWordsOfEvidence(finding?.evidence.eValue ?? 1)} for an effect`,
    refuted: finding?.against ?? '',
    open: `neither ${side} nor shown to fall short of it`,
    unfit: null,
  };
  return finishSequence(finished, { values: seen, alpha: rule.alpha, design, sign: signOf(rule) });
}

/** @param differences at least two, all finite */
export function existenceAt(
  rule: ExistenceQuestion,
  { design, differences }: { readonly design: SequentialDesign; readonly differences: readonly number[] },
): ExistenceFinding {
  const { alpha } = rule;
  const sign = signOf(rule);
  const oriented = differences.map((difference) => sign * difference);
  const threshold = sign * rule.threshold;
  const { smallestEffect } = design;
  const overall = sequentialT(oriented, smallestEffect);
  const logFor = design.evidence === 'sign-symmetry' ? signSymmetryEvidence(oriented, smallestEffect) : overall.logFor;
  const bar = -Math.log(alpha);
  const isEvident = logFor >= bar;
  // Enumerating 2^n patterns is the dearest part, and without evidence it decides nothing.
  const flipP = isEvident ? signFlip(oriented).pGreater : null;
  const isBeyond = mean(oriented) > threshold;
  const side = sign === 1 ? 'above' : 'below';
  const eValue = eValueOf(logFor);
  const tests: readonly TestResult[] = [
    {
      name: `mean ${side} 0 (${design.evidence === 'sign-symmetry' ? 'sign symmetry' : 'sequential t'})`,
      statistic: overall.statistic === null ? null : sign * overall.statistic,
      pValue: Math.min(1, 1 / eValue),
      passed: isEvident,
      detail: `Mean ${side} 0: evidence of ${inWordsOfEvidence(eValue)}, to pass at ${inDigits(1 / alpha)}.`,
    },
    {
      name: `mean ${side} 0 (exact sign-flip)`,
      statistic: null,
      pValue: flipP,
      passed: flipP !== null && flipP <= alpha,
      detail:
        flipP === null
          ? 'The sign-flip test is asked once the evidence suffices.'
          : `Sign-flip over 2^${differences.length} patterns: ${inWordsOfP(flipP)}, to pass at ${inDigits(alpha)}.`,
    },
    {
      name: `mean ${side} ${inDigits(rule.threshold)} (magnitude)`,
      statistic: mean(differences),
      pValue: null,
      passed: isBeyond,
      detail: `The mean is ${inDigits(mean(differences))}, to pass ${side} ${inDigits(rule.threshold)}.`,
    },
  ];
  const passed = tests.every((test) => test.passed);
  const { logAtSmallest } = overall;
  const against = passed ? null : whyGivenUp(oriented, { threshold, logAtSmallest, design, bar });
  return {
    verdict: passed ? 'for' : against !== null ? 'against' : 'open',
    tests,
    evidence: { name: `mean ${side} 0`, eValue, ratioAtSmallestEffect: eValueOf(logAtSmallest) },
    against,
  };
}

/** Null while the claim is not refuted. */
function whyGivenUp(
  oriented: readonly number[],
  seen: {
    readonly threshold: number;
    readonly logAtSmallest: number;
    readonly design: SequentialDesign;
    readonly bar: number;
  },
): string | null {
  const { threshold, logAtSmallest, design, bar } = seen;
  const { smallestEffect, beta } = design;
  if (logAtSmallest <= Math.log(beta)) {
    const times = inWordsOfEvidence(eValueOf(-logAtSmallest));
    return `an effect of ${inDigits(smallestEffect)} SD is ${times} times less likely than none, with the bar at ${inDigits(1 / beta)}`;
  }
  // Only a mean on the wrong side can be evidence of falling short.
  if (mean(oriented) >= threshold) return null;
  const shortfalls = oriented.map((value) => threshold - value);
  const { logFor } = sequentialT(shortfalls, smallestEffect);
  if (logFor < bar) return null;
  return `evidence of ${inWordsOfEvidence(eValueOf(logFor))} that the mean falls short of ${inDigits(Math.abs(threshold))}`;
}

const MOST_SEEDS_SUGGESTED = 10_000;

/** Seeds at which the evidence would suffice if mean and SD stayed as they are; null if it never would. */
export function seedsNeeded(
  rule: ExistenceQuestion,
  { design, differences }: { readonly design: SequentialDesign; readonly differences: readonly number[] },
): number | null {
  if (differences.length < 2 || !differences.every(Number.isFinite)) return null;
  const sign = signOf(rule);
  const oriented = differences.map((difference) => sign * difference);
  const { statistic } = sequentialT(oriented, design.smallestEffect);
  const least = Math.max(design.fewestSeeds, fewestSeedsForSignFlip(rule.alpha));
  if (mean(oriented) <= sign * rule.threshold) return null;
  if (statistic === null) return least;
  const standardised = statistic / Math.sqrt(differences.length);
  const needed = fewestSeeds(
    (seeds) => evidenceOfT(standardised * Math.sqrt(seeds), { seeds, smallestEffect: design.smallestEffect }).logFor,
    { target: -Math.log(rule.alpha), most: MOST_SEEDS_SUGGESTED },
  );
  return needed === null ? null : Math.max(needed, least);
}

function signOf({ direction }: ExistenceQuestion): 1 | -1 {
  return direction === 'greater' ? 1 : -1;
}
