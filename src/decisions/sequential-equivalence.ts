// decisions.md B3, seed after seed: is there no effect worth the name? Two e-processes, of d beyond -margin and of -d beyond -margin,
// ask whether the mean lies above -margin and below +margin. REPRODUCED: both reach 1 / alpha (intersection-union, no correction).
// NOT REPRODUCED: one of the opposite processes does, so the mean is at the margin or beyond it. Seeds that all agree stay open,
// and are INVALID at the last look: a measurement that never responds would call everything equivalent.
import { isConstant } from '../statistics/paired-t.ts';
import { fewestSeeds } from '../statistics/power.ts';
import { mean, type RunningMoments, runningMoments, sampleMoments } from '../statistics/sample-moments.ts';
import { evidenceOfT, sequentialTBeyond } from '../statistics/sequential-t.ts';
import type { EquivalenceRule, Evidence, TestResult } from './decision.ts';
import type { SequentialDesign } from './design.ts';
import { finishSequence } from './finish-sequence.ts';
import type { Judgement } from './judgement.ts';
import { type Answer, eValueOf, glanceAt, looksOf, takeLooks } from './sequence.ts';
import { inDigits, inWordsOfEvidence } from './wording.ts';

export type EquivalenceQuestion = Pick<EquivalenceRule, 'margin' | 'alpha'>;

interface Seeds {
  readonly design: SequentialDesign;
  readonly differences: readonly number[];
}

export interface EquivalenceFinding {
  readonly verdict: Answer;
  readonly tests: readonly TestResult[];
  readonly evidence: Evidence;
  readonly against: string | null;
}

const MOST_SEEDS_SUGGESTED = 10_000;

export function judgeSequentialEquivalence(rule: EquivalenceRule, { design, differences }: Seeds): Judgement {
  const series = runningMoments(differences);
  const glance = equivalenceGlance(rule, design);
  const looks = looksOf(design);
  const look = takeLooks(looks, {
    seeds: differences.length,
    judgeAt: (seeds) => {
      const seen = differences.slice(0, seeds);
      return seen.every(Number.isFinite) ? equivalenceAt(rule, { design, differences: seen }) : null;
    },
    isSurelyOpen: (seeds) => !glance.passes(series, seeds) && !glance.refutes(series, seeds),
  });
  const seen = differences.slice(0, look.seeds);
  const { finding } = look;
  const isSilent = seen.length < 2 || isConstant(seen);
  return finishSequence(
    {
      look,
      looks,
      given: differences.length,
      tests: finding?.tests ?? [],
      evidence: finding === null ? [] : [finding.evidence],
      seedsNeeded: () => seedsNeededForEquivalence(rule, { design, differences: seen }),
      passed: `inside ±${inDigits(rule.margin)} with evidence of ${inWordsOfEvidence(finding?.evidence.eValue ?? 1)} to 1, to pass at ${inDigits(1 / rule.alpha)}`,
      refuted: finding?.against ?? '',
      open: `neither shown inside ±${inDigits(rule.margin)} nor beyond it`,
      unfit: isSilent ? 'a measurement that does not vary over seeds cannot show that there is no effect' : null,
    },
    { values: seen, alpha: rule.alpha, design, sign: 1 },
  );
}

/** @param differences at least two, all finite */
export function equivalenceAt(
  { margin, alpha }: EquivalenceQuestion,
  { design, differences }: Seeds,
): EquivalenceFinding {
  const bar = -Math.log(alpha);
  const { smallestEffect } = design;
  const negated = differences.map((difference) => -difference);
  const sides = [
    {
      name: `mean above ${inDigits(-margin)}`,
      ...sequentialTBeyond(differences, { threshold: -margin, smallestEffect }),
    },
    { name: `mean below ${inDigits(margin)}`, ...sequentialTBeyond(negated, { threshold: -margin, smallestEffect }) },
  ] as const;
  const varies = sides.every(({ statistic }) => statistic !== null);
  const tests = sides.map(({ name, statistic, logFor }): TestResult => {
    const eValue = eValueOf(varies ? logFor : 0);
    return {
      name: `${name} (sequential t)`,
      statistic,
      pValue: Math.min(1, 1 / eValue),
      passed: varies && logFor >= bar,
      detail: `${name[0]?.toUpperCase()}${name.slice(1)}: evidence of ${inWordsOfEvidence(eValue)} to 1, to pass at ${inDigits(1 / alpha)}.`,
    };
  });
  const eValue = varies ? eValueOf(Math.min(sides[0].logFor, sides[1].logFor)) : 1;
  const passed = tests.every((test) => test.passed);
  const centre = mean(differences);
  // Only a mean beyond a margin can be evidence of lying there.
  const beyond =
    Math.abs(centre) <= margin
      ? 0
      : sequentialTBeyond(centre > 0 ? differences : negated, { threshold: margin, smallestEffect }).logFor;
  const isBeyond = !passed && varies && beyond >= bar;
  return {
    verdict: passed ? 'for' : isBeyond ? 'against' : 'open',
    tests,
    evidence: { name: `mean inside ±${inDigits(margin)}`, eValue, ratioAtSmallestEffect: null },
    against: isBeyond
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
  const reach = (margin - Math.abs(centre)) / standardDeviation;
  const { smallestEffect } = design;
  const needed = fewestSeeds((seeds) => evidenceOfT(reach * Math.sqrt(seeds), { seeds, smallestEffect }).logFor, {
    target: -Math.log(alpha),
    most: MOST_SEEDS_SUGGESTED,
  });
  return needed === null ? null : Math.max(needed, design.fewestSeeds);
}
