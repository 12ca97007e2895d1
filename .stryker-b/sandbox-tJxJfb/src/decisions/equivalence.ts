// decisions.md B3: is there no effect worth the name? Two one-sided t tests (Schuirmann 1987), each at alpha, place the mean
// inside ±margin. REPRODUCED: both pass. NOT REPRODUCED: evidence, at alpha over the questions that could refute the claim, that the mean is at the
// margin or beyond it. Nothing is given up: a null has no effect whose absence would make it hopeless, and spends its seeds.
import { powerOfEquivalence } from '../statistics/power.ts';
import { mean, type RunningMoments, runningMoments, sampleMoments } from '../statistics/sample-moments.ts';
import { sequentialT } from '../statistics/sequential-t.ts';
import { type AgainstThreshold, againstThreshold, testOfMean } from './against-threshold.ts';
import { type Effect, type EquivalenceRule, type Levels, levelsOf, type TestResult } from './decision.ts';
import type { SequentialDesign } from './design.ts';
import { effectOf, intervalOf, smallestShown } from './effect.ts';
import { inWordsOfSeedsForPower } from './existence.ts';
import { glanceAt } from './glance.ts';
import {
  certain,
  foundDecision,
  invalidSample,
  type Judgement,
  judgementOf,
  outcomeOf,
  silentSample,
} from './judgement.ts';
import { eValueOf, judgeSequence, type MeanFinding, type Seeds, seedsForEvidence, testByEvidence } from './sequence.ts';
import { inDigits, inWordsOfEvidence, inWordsOfInterval, inWordsOfP } from './wording.ts';

export function judgeEquivalence(rule: EquivalenceRule, differences: readonly number[]): Judgement {
  const { margin, planned } = rule;
  const { alpha, refutationAlpha } = levelsOf(rule);
  const seeds = differences.length;
  const invalid = invalidSample(differences, alpha) ?? silentSample(differences, rule);
  if (invalid !== null) return judgementOf(invalid);
  const fromBelow = againstThreshold(differences, -margin);
  const fromAbove = againstThreshold(differences, margin);
  const oneSide = (side: string, test: AgainstThreshold, pValue: number) =>
    testOfMean(`mean ${side}`, { ...test, about: `Mean ${side}`, pValue, seeds, alpha });
  const tests: readonly TestResult[] = [
    oneSide(`above ${inDigits(-margin)}`, fromBelow, fromBelow.pAbove),
    oneSide(`below ${inDigits(margin)}`, fromAbove, fromAbove.pBelow),
  ];
  const pBeyond = Math.min(fromAbove.pAbove, fromBelow.pBelow);
  const pInside = Math.max(fromBelow.pAbove, fromAbove.pBelow);
  const outcome = outcomeOf(tests, pBeyond <= refutationAlpha);
  const inWords = () => {
    const asked = intervalOf(rule, null);
    const effect = certain(effectOf(differences, asked));
    const standing = `Over ${seeds} seeds the mean is ${inDigits(effect.estimate)}${inWordsOfInterval(effect, { name: 'interval', none: '' })}`;
    const least = smallestShown(differences, asked);
    const smallest = `the smallest margin that would have passed is ${inDigits(least ?? Number.MAX_VALUE)}`;
    // Searched for only where it is said: it costs more than all the rest.
    const needed = outcome === 'inconclusive' ? inWordsOfSeedsNeeded(rule, effect) : '';
    const reason = {
      reproduced: `${standing}, inside ±${inDigits(margin)} (${inWordsOfP(pInside)}); ${smallest}.`,
      'not-reproduced': `${standing}: evidence of an effect of ${inDigits(margin)} or more (${inWordsOfP(pBeyond)}); ${smallest}.`,
      inconclusive: `${standing}: neither inside ±${inDigits(margin)} (${inWordsOfP(pInside)}) nor shown to be beyond it (${inWordsOfP(pBeyond)}); ${smallest}; ${needed}.`,
    }[outcome];
    const power = powerOfEquivalence({ ...planned, margin, alpha, seeds });
    const words = { reason, effect, tests, seeds, alpha, power };
    return foundDecision(outcome, words, { seedsNeeded: null, smallestShown: least });
  };
  return { outcome, tests, seeds, alpha, eValue: null, inWords };
}

function inWordsOfSeedsNeeded({ margin, alpha }: EquivalenceRule, effect: Effect): string {
  if (Math.abs(effect.estimate) >= margin)
    return 'if this were the true mean, no number of seeds would reproduce the claim';
  const truth = { effect: effect.estimate, standardDeviation: effect.standardDeviation ?? 0 };
  return inWordsOfSeedsForPower((seeds) => powerOfEquivalence({ ...truth, margin, alpha, seeds }));
}

// Seed after seed: two e-processes, of d beyond -margin and of -d beyond -margin, ask whether the mean lies above -margin and below
// +margin. REPRODUCED: both reach 1 / alpha (intersection-union, no correction). NOT REPRODUCED: one of the opposite processes reaches K / alpha, so
// the mean is at the margin or beyond it.

type EquivalenceQuestion = Pick<EquivalenceRule, 'margin'> & Levels;

export function judgeSequentialEquivalence(rule: EquivalenceRule, { design, differences }: Seeds): Judgement {
  const { margin, alpha } = rule;
  const series = runningMoments(differences);
  const question = { ...rule, ...levelsOf(rule) };
  const glance = equivalenceGlance(question, design);
  return judgeSequence({
    rule,
    design,
    values: differences,
    judgeAt: (seeds) => equivalenceAt(question, { design, differences: differences.slice(0, seeds) }),
    isSurelyOpen: (seeds) => !glance.passes(series, seeds) && !glance.refutes(series, seeds),
    standing: (finding, seen) => ({
      seedsNeeded: () => seedsNeededForEquivalence(rule, { design, differences: seen }),
      passed: `inside ±${inDigits(margin)} with evidence of ${inWordsOfEvidence(finding?.evidence[0].eValue ?? 1)} to 1, to pass at ${inDigits(1 / alpha)}`,
      refuted: finding?.against ?? '',
      open: `neither shown inside ±${inDigits(margin)} nor beyond it`,
    }),
  });
}

/** @param differences at least two, all finite */
export function equivalenceAt(
  { margin, alpha, refutationAlpha }: EquivalenceQuestion,
  { design, differences }: Seeds,
): MeanFinding {
  const { smallestEffect } = design;
  const fromBelow = sequentialT(differences, { threshold: -margin, smallestEffect });
  const fromAbove = sequentialT(differences, { threshold: margin, smallestEffect });
  const inside = [
    { where: `above ${inDigits(-margin)}`, found: fromBelow, logEvidence: fromBelow?.above.logEvidence ?? 0 },
    { where: `below ${inDigits(margin)}`, found: fromAbove, logEvidence: fromAbove?.below.logEvidence ?? 0 },
  ];
  const tests = inside.map(({ where, found, logEvidence }) =>
    testByEvidence(`mean ${where} (sequential t)`, {
      about: `Mean ${where}`,
      statistic: found?.statistic ?? null,
      logEvidence,
      alpha,
    }),
  );
  // Only a mean beyond a margin can be evidence of lying there.
  const centre = mean(differences);
  const outside = centre > 0 ? fromAbove?.above : fromBelow?.below;
  const beyond = Math.abs(centre) <= margin ? 0 : (outside?.logEvidence ?? 0);
  const outcome = outcomeOf(tests, beyond >= -Math.log(refutationAlpha));
  const against = eValueOf(beyond);
  return {
    outcome,
    tests,
    evidence: [
      {
        name: `mean inside ±${inDigits(margin)}`,
        eValue: eValueOf(Math.min(...inside.map(({ logEvidence }) => logEvidence))),
        against,
        ratioAtSmallestEffect: null,
      },
    ],
    isGivenUp: false,
    against:
      outcome === 'not-reproduced'
        ? `evidence of ${inWordsOfEvidence(against)} to 1 for an effect of ${inDigits(margin)} or more, to refute at ${inDigits(1 / refutationAlpha)}`
        : null,
  };
}

/** What `equivalenceAt` could say at most; at the first glance (glance.ts). */
export function equivalenceGlance({ margin, ...levels }: EquivalenceQuestion, design: SequentialDesign) {
  const { isShort, isUnrefuted } = glanceAt(levels, design);
  const sides = [
    { sign: 1, threshold: -margin },
    { sign: -1, threshold: margin },
  ] as const;
  return {
    /** False only if it surely does not pass. */
    passes: (series: RunningMoments, seeds: number) => !sides.some((side) => isShort(series, side, seeds)),
    /** False only if it surely is not refuted. */
    refutes: (series: RunningMoments, seeds: number) => !sides.every((side) => isUnrefuted(series, side, seeds)),
  };
}

function seedsNeededForEquivalence({ margin, alpha }: EquivalenceRule, { design, differences }: Seeds): number | null {
  const { mean: centre, standardDeviation } = sampleMoments(differences);
  if (!(Math.abs(centre) < margin) || standardDeviation === null || standardDeviation === 0) return null;
  const { smallestEffect, fewestSeeds: least } = design;
  return seedsForEvidence((margin - Math.abs(centre)) / standardDeviation, { smallestEffect, alpha, least });
}
