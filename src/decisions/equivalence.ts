// decisions.md B3: is there no effect worth the name? Two one-sided t tests (Schuirmann 1987), each at alpha, place the mean
// inside ±margin. REPRODUCED: both pass. NOT REPRODUCED: evidence at alpha that the mean is at the margin or beyond it.
// Seeds that all agree are INVALID: where roles are drawn anew in every seed a spread of zero means a measurement that
// does not respond at all, and such a measurement would call everything equivalent.
import { HarnessError } from '../errors/harness-error.ts';
import { pairedT } from '../statistics/paired-t.ts';
import { fewestSeeds, powerOfEquivalence } from '../statistics/power.ts';
import type { Effect, EquivalenceRule, TestResult } from './decision.ts';
import { effectOf } from './effect.ts';
import { foundDecision, invalidDecision, invalidSample, type Judgement, judgementOf } from './judgement.ts';
import { inDigits, inPercent, inWordsOfP } from './wording.ts';

const TARGET_POWER = 0.95;
const MOST_SEEDS_SUGGESTED = 10_000;

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
  const tests: readonly TestResult[] = [
    oneSide(`mean above ${inDigits(-margin)}`, { test: fromBelow, pValue: fromBelow.pGreater, alpha }),
    oneSide(`mean below ${inDigits(margin)}`, { test: fromAbove, pValue: fromAbove.pLess, alpha }),
  ];
  const pBeyond = Math.min(fromAbove.pGreater, fromBelow.pLess);
  const outcome = tests.every((test) => test.passed)
    ? 'reproduced'
    : pBeyond <= alpha
      ? 'not-reproduced'
      : 'inconclusive';
  const pInside = Math.max(fromBelow.pGreater, fromAbove.pLess);
  const inWords = () => {
    const effect = effectOf(differences, alpha);
    if (effect === null) throw new HarnessError('internal', { what: 'A sample that was judged has no effect.' });
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

function oneSide(
  name: string,
  {
    test,
    pValue,
    alpha,
  }: { readonly test: NonNullable<ReturnType<typeof pairedT>>; readonly pValue: number; readonly alpha: number },
): TestResult {
  const { statistic, degreesOfFreedom } = test;
  const detail = `${name[0]?.toUpperCase()}${name.slice(1)}: t(${degreesOfFreedom}) = ${inDigits(statistic)}, ${inWordsOfP(pValue)}, to pass at ${inDigits(alpha)}.`;
  return { name: `${name} (paired t)`, statistic, pValue, passed: pValue <= alpha, detail };
}

function inWordsOfSeedsNeeded({ margin, alpha }: EquivalenceRule, effect: Effect): string {
  if (Math.abs(effect.estimate) >= margin)
    return 'if this were the true mean, no number of seeds would reproduce the claim';
  const standardDeviation = effect.standardDeviation ?? 0;
  const needed = fewestSeeds(
    (seeds) => powerOfEquivalence({ effect: effect.estimate, standardDeviation, margin, alpha, seeds }),
    { target: TARGET_POWER, most: MOST_SEEDS_SUGGESTED },
  );
  return needed === null
    ? `at this mean and SD more than ${MOST_SEEDS_SUGGESTED} seeds would be needed for ${inPercent(TARGET_POWER)} power`
    : `at this mean and SD ${needed} seeds would be needed for ${inPercent(TARGET_POWER)} power`;
}
