// decisions.md B3: is there no effect worth the name? Two one-sided t tests (Schuirmann 1987), each at alpha, place the mean
// inside ±margin. REPRODUCED: both pass. NOT REPRODUCED: evidence at alpha that the mean is at the margin or beyond it.
// Seeds that all agree are INVALID: where roles are drawn anew in every seed a spread of zero means a measurement that
// does not respond at all, and such a measurement would call everything equivalent.
import { isConstant, type PairedT, pairedT } from '../statistics/paired-t.ts';
import { powerOfEquivalence } from '../statistics/power.ts';
import { mean, type RunningMoments, runningMoments, sampleMoments } from '../statistics/sample-moments.ts';
import { sequentialTBeyond } from '../statistics/sequential-t.ts';
import type { Effect, EquivalenceRule, TestResult } from './decision.ts';
import type { SequentialDesign } from './design.ts';
import { effectOf } from './effect.ts';
import { inWordsOfSeedsForPower, testOfMean } from './existence.ts';
import {
  certain,
  foundDecision,
  invalidDecision,
  invalidSample,
  type Judgement,
  judgementOf,
  outcomeOf,
} from './judgement.ts';
import {
  eValueOf,
  glanceAt,
  judgeSequence,
  type MeanFinding,
  type Seeds,
  seedsForEvidence,
  testByEvidence,
} from './sequence.ts';
import { inDigits, inPercent, inWordsOfEvidence, inWordsOfP } from './wording.ts';

export function judgeEquivalence(rule: EquivalenceRule, differences: readonly number[]): Judgement {
  const { alpha, margin } = rule;
  const seeds = differences.length;
  const invalid = invalidSample(differences, alpha);
  if (invalid !== null) return judgementOf(invalid);
  const fromBelow = pairedT(differences, -margin);
  const fromAbove = pairedT(differences, margin);
  if (fromBelow === null || fromAbove === null) {
    const effect = effectOf(differences, alpha);
    const reason = `All ${seeds} seeds gave ${inDigits(effect?.estimate ?? 0)}: a measurement that does not vary over seeds cannot show that there is no effect.`;
    return judgementOf(invalidDecision(reason, { seeds, alpha }));
  }
  const oneSide = (side: string, { statistic }: PairedT, pValue: number) =>
    testOfMean(`mean ${side}`, { about: `Mean ${side}`, method: 'paired t', statistic, pValue, seeds, alpha });
  const tests: readonly TestResult[] = [
    oneSide(`above ${inDigits(-margin)}`, fromBelow, fromBelow.pGreater),
    oneSide(`below ${inDigits(margin)}`, fromAbove, fromAbove.pLess),
  ];
  const pBeyond = Math.min(fromAbove.pGreater, fromBelow.pLess);
  const pInside = Math.max(fromBelow.pGreater, fromAbove.pLess);
  const outcome = outcomeOf(tests, pBeyond <= alpha);
  const inWords = () => {
    const effect = certain(effectOf(differences, alpha));
    const standing = `Over ${seeds} seeds the mean is ${inDigits(effect.estimate)} (${inPercent(effect.confidence)} interval ${inDigits(effect.low ?? 0)} to ${inDigits(effect.high ?? 0)})`;
    const smallest = `the smallest margin that would have passed is ${inDigits(smallestMargin(effect))}`;
    // Searched for only where it is said: it costs more than all the rest.
    const needed = outcome === 'inconclusive' ? inWordsOfSeedsNeeded(rule, effect) : '';
    const reason = {
      reproduced: `${standing}, inside ±${inDigits(margin)} (${inWordsOfP(pInside)}); ${smallest}.`,
      'not-reproduced': `${standing}: evidence of an effect of ${inDigits(margin)} or more (${inWordsOfP(pBeyond)}); ${smallest}.`,
      inconclusive: `${standing}: neither inside ±${inDigits(margin)} (${inWordsOfP(pInside)}) nor shown to be beyond it (${inWordsOfP(pBeyond)}); ${smallest}; ${needed}.`,
    }[outcome];
    const power = powerOfEquivalence({ ...rule.planned, margin, alpha, seeds });
    return foundDecision(outcome, { reason, effect, tests, seeds, alpha, power });
  };
  return { outcome, tests, seeds, alpha, eValue: null, inWords };
}

/** Both tests pass exactly if the 1 - 2 alpha interval lies inside the margin. */
function smallestMargin({ low, high }: Effect): number {
  return Math.max(Math.abs(low ?? 0), Math.abs(high ?? 0));
}

function inWordsOfSeedsNeeded({ margin, alpha }: EquivalenceRule, effect: Effect): string {
  if (Math.abs(effect.estimate) >= margin)
    return 'if this were the true mean, no number of seeds would reproduce the claim';
  const truth = { effect: effect.estimate, standardDeviation: effect.standardDeviation ?? 0 };
  return inWordsOfSeedsForPower((seeds) => powerOfEquivalence({ ...truth, margin, alpha, seeds }));
}

// Seed after seed: two e-processes, of d beyond -margin and of -d beyond -margin, ask whether the mean lies above -margin and below
// +margin. REPRODUCED: both reach 1 / alpha (intersection-union, no correction). NOT REPRODUCED: one of the opposite processes does, so
// the mean is at the margin or beyond it. Seeds that all agree stay open, and are INVALID at the last look.

type EquivalenceQuestion = Pick<EquivalenceRule, 'margin' | 'alpha'>;

export function judgeSequentialEquivalence(rule: EquivalenceRule, { design, differences }: Seeds): Judgement {
  const { margin, alpha } = rule;
  const series = runningMoments(differences);
  const glance = equivalenceGlance(rule, design);
  return judgeSequence({
    design,
    alpha,
    sign: 1,
    values: differences,
    judgeAt: (seeds) => equivalenceAt(rule, { design, differences: differences.slice(0, seeds) }),
    isSurelyOpen: (seeds) => !glance.passes(series, seeds) && !glance.refutes(series, seeds),
    standing: (finding, seen) => {
      const isSilent = seen.length < 2 || isConstant(seen);
      return {
        seedsNeeded: () => seedsNeededForEquivalence(rule, { design, differences: seen }),
        passed: `inside ±${inDigits(margin)} with evidence of ${inWordsOfEvidence(finding?.evidence[0].eValue ?? 1)} to 1, to pass at ${inDigits(1 / alpha)}`,
        refuted: finding?.against ?? '',
        open: `neither shown inside ±${inDigits(margin)} nor beyond it`,
        unfit: isSilent ? 'a measurement that does not vary over seeds cannot show that there is no effect' : null,
      };
    },
  });
}

/** @param differences at least two, all finite */
export function equivalenceAt({ margin, alpha }: EquivalenceQuestion, { design, differences }: Seeds): MeanFinding {
  const { smallestEffect } = design;
  const negated = differences.map((difference) => -difference);
  const sides = [
    {
      where: `above ${inDigits(-margin)}`,
      ...sequentialTBeyond(differences, { threshold: -margin, smallestEffect }),
    },
    { where: `below ${inDigits(margin)}`, ...sequentialTBeyond(negated, { threshold: -margin, smallestEffect }) },
  ] as const;
  const varies = sides.every(({ statistic }) => statistic !== null);
  const tests = sides.map(({ where, statistic, logFor }) =>
    testByEvidence(`mean ${where} (sequential t)`, {
      about: `Mean ${where}`,
      statistic,
      logFor: varies ? logFor : 0,
      alpha,
    }),
  );
  const eValue = varies ? eValueOf(Math.min(sides[0].logFor, sides[1].logFor)) : 1;
  const centre = mean(differences);
  // Only a mean beyond a margin can be evidence of lying there.
  const beyond =
    Math.abs(centre) <= margin
      ? 0
      : sequentialTBeyond(centre > 0 ? differences : negated, { threshold: margin, smallestEffect }).logFor;
  const outcome = outcomeOf(tests, varies && beyond >= -Math.log(alpha));
  return {
    outcome,
    tests,
    evidence: [{ name: `mean inside ±${inDigits(margin)}`, eValue, ratioAtSmallestEffect: null }],
    against:
      outcome === 'not-reproduced'
        ? `evidence of ${inWordsOfEvidence(eValueOf(beyond))} to 1 for an effect of ${inDigits(margin)} or more`
        : null,
  };
}

/** What `equivalenceAt` could say at most; at the first glance (sequence.ts). */
export function equivalenceGlance({ margin, alpha }: EquivalenceQuestion, design: SequentialDesign) {
  const { isShort } = glanceAt({ alpha, design });
  const inside = [
    { sign: 1, threshold: -margin },
    { sign: -1, threshold: margin },
  ] as const;
  const beyond = [
    { sign: 1, threshold: margin },
    { sign: -1, threshold: -margin },
  ] as const;
  return {
    /** False only if it surely does not pass. */
    passes: (series: RunningMoments, seeds: number) => !inside.some((side) => isShort(series, side, seeds)),
    /** False only if it surely is not refuted. */
    refutes: (series: RunningMoments, seeds: number) => !beyond.every((side) => isShort(series, side, seeds)),
  };
}

function seedsNeededForEquivalence({ margin, alpha }: EquivalenceRule, { design, differences }: Seeds): number | null {
  const { mean: centre, standardDeviation } = sampleMoments(differences);
  if (!(Math.abs(centre) < margin) || standardDeviation === null || standardDeviation === 0) return null;
  const { smallestEffect, fewestSeeds: least } = design;
  return seedsForEvidence((margin - Math.abs(centre)) / standardDeviation, { smallestEffect, alpha, least });
}
