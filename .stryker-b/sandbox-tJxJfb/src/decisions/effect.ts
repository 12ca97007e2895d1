// The effect a decision reports: the mean over seeds, with all means that the tests beside it do not reject. Both sides of the interval are
// where a test turns, so it lies wholly beyond the threshold exactly where the mean passes, and wholly short of it where the claim is refuted;
// of equivalence an end may lie on the margin. Of seeds that ran: where one is missing the bound decides (missing-seeds.ts).
// Uncertainty is never invented: where no interval exists it is null, not zero wide (decisions.md promise 10).
import { clopperPearson } from '../statistics/clopper-pearson.ts';
import { isConstant, standardError, studentTQuantile } from '../statistics/paired-t.ts';
import { sampleMoments } from '../statistics/sample-moments.ts';
import { criticalT } from '../statistics/sequential-t.ts';
import { sharesNotRejected, tallyBeyond } from '../statistics/share-evidence.ts';
import { fewestSeedsForSignFlip } from '../statistics/sign-flip.ts';
import { standardisedInterval } from '../statistics/standardised-interval.ts';
import { type DecisionRule, type Effect, type Estimates, type Levels, levelsOf, signOf } from './decision.ts';
import type { SequentialDesign } from './design.ts';
import { inDigits, inWordsOfInterval } from './wording.ts';

/** Of which tests an interval is the other face. */
export interface IntervalRequest extends Levels {
  /** 1 if the claim predicts values above its threshold, -1 if below. */
  readonly sign: 1 | -1;
  /** Of the mean, or of the share. */
  readonly threshold: number;
  /** Of a rule of dispersion: what values lie beyond that are counted, and the effect is their share. Left out: it is the mean. */
  readonly countedBeyond?: number;
  /** Of a rule of equivalence; null for one that asks for a mean beyond the threshold. */
  readonly margin: number | null;
  /** Null: tests of a fixed number of seeds. */
  readonly design: SequentialDesign | null;
}

/** @param design null where it is judged once, or at the level of one of three looks */
export function intervalOf(rule: DecisionRule, design: SequentialDesign | null): IntervalRequest {
  const asked = { ...levelsOf(rule), sign: 1, threshold: 0, margin: null, design } as const;
  switch (rule.kind) {
    case 'existence':
      return { ...asked, sign: signOf(rule), threshold: rule.threshold };
    case 'equivalence':
      return { ...asked, margin: rule.margin };
    case 'dispersion':
      return { ...asked, sign: -1, threshold: rule.shareBelow, countedBeyond: rule.margin };
    case 'trend':
      return { ...asked, threshold: rule.endpointThreshold };
    case 'pattern':
      return asked;
  }
}

/** The t statistic at which a one-sided test of this level rejects; the largest double where no t does. */
export function criticalTAt(
  level: number,
  { seeds, design }: { readonly seeds: number; readonly design: Pick<SequentialDesign, 'smallestEffect'> | null },
): number {
  if (design === null) return studentTQuantile(1 - level, seeds - 1);
  return criticalT({ seeds, smallestEffect: design.smallestEffect, bar: -Math.log(level) });
}

/** Null for no values, or values so large that their mean or spread is not a double. */
export function effectOf(values: readonly number[], asked: IntervalRequest): Effect | null {
  if (!hasEffect(values)) return null;
  if (asked.countedBeyond !== undefined) return shareOf(values, asked.countedBeyond, asked);
  const { mean: estimate, standardDeviation } = sampleMoments(values);
  const confidence = confidenceOf(asked);
  const spread = standardError(values);
  if (spread === null || standardDeviation === null) {
    const none = { estimate, low: null, high: null, confidence, standardised: null };
    return { ...none, standardDeviation: standardDeviation === null ? null : 0 };
  }
  const { low, high } = isBySigns(asked)
    ? { low: Number.NaN, high: Number.NaN }
    : endsOf(estimate, { ...asked, seeds: values.length, error: spread.standardError });
  return {
    estimate,
    low: finiteOrNull(low),
    high: finiteOrNull(high),
    confidence,
    standardised: estimate / standardDeviation,
    standardDeviation,
  };
}

/** Its interval is that of evidence that may be looked at after every seed, for a design that looks once as well. */
function shareOf(values: readonly number[], margin: number, levels: Levels): Effect {
  const tally = tallyBeyond(values, margin);
  const notRejected = isConstant(values)
    ? { low: null, high: null }
    : sharesNotRejected(tally, { less: levels.alpha, more: levels.refutationAlpha });
  const estimate = tally.yes / tally.of;
  return { estimate, ...notRejected, confidence: confidenceOf(levels), standardised: null, standardDeviation: null };
}

/** "the mean is 0.3 (98 % interval 0.1 to 0.5)", "1 of 16 models lies beyond ±0.15 (98 % interval of the share 0 to 0.4)". */
export function inWordsOfEstimate(
  values: readonly number[],
  { countedBeyond }: IntervalRequest,
  said: { readonly effect: Effect | null; readonly name: string; readonly none: string },
): string {
  const { effect, name } = said;
  if (countedBeyond === undefined) {
    return `the mean is ${inDigits(effect?.estimate ?? 0)}${inWordsOfInterval(effect, said)}`;
  }
  const { yes, of } = tallyBeyond(values, countedBeyond);
  const interval = inWordsOfInterval(effect, { name: `${name} of the share`, none: '' });
  return `${yes} of ${of} models ${yes === 1 ? 'lies' : 'lie'} beyond ±${inDigits(countedBeyond)}${interval}`;
}

/** Evidence by signs is none of a mean, so no set of means turns it round. */
function isBySigns({ design }: IntervalRequest): boolean {
  return design?.evidence === 'sign-symmetry';
}

export function confidenceOf({ alpha, refutationAlpha }: Levels): number {
  return 1 - (alpha + refutationAlpha);
}

/** Whether mean and spread are doubles. */
export function hasEffect(values: readonly number[]): boolean {
  const { mean, standardDeviation } = sampleMoments(values);
  if (!Number.isFinite(mean)) return false;
  return standardDeviation === null || isConstant(values) || Number.isFinite(standardDeviation);
}

interface Spread extends IntervalRequest {
  readonly seeds: number;
  /** Of the mean. */
  readonly error: number;
}

function endsOf(estimate: number, asked: Spread): { readonly low: number; readonly high: number } {
  const { alpha, refutationAlpha, sign, margin, error } = asked;
  const shown = criticalTAt(alpha, asked) * error;
  const refuted = criticalTAt(refutationAlpha, asked) * error;
  if (margin === null) {
    return sign === 1
      ? { low: estimate - shown, high: estimate + refuted }
      : { low: estimate - refuted, high: estimate + shown };
  }
  // A mean within the margin is rejected by what refutes the claim, one beyond it by what shows it.
  const lowest = (centre: number): number => {
    if (centre - shown <= -margin) return centre - shown;
    return Math.max(centre - refuted, -margin);
  };
  return { low: lowest(estimate), high: -lowest(-estimate) };
}

/**
 * The smallest mean that as many seeds with this spread would have shown; of equivalence the smallest margin around this mean, of a dispersion the
 * smallest bound of the share.
 */
export function smallestShown(values: readonly number[], asked: IntervalRequest): number | null {
  if (asked.countedBeyond !== undefined) {
    const { high = null } = effectOf(values, asked) ?? {};
    return high === 1 ? null : high;
  }
  const spread = standardError(values);
  // Fewer seeds cannot pass the sign-flip test, whatever their mean.
  const areTooFew = asked.margin === null && values.length < fewestSeedsForSignFlip(asked.alpha);
  if (spread === null || isBySigns(asked) || areTooFew) return null;
  const reach = criticalTAt(asked.alpha, { seeds: values.length, ...asked }) * spread.standardError;
  return finiteOrNull(asked.margin === null ? asked.threshold + asked.sign * reach : Math.abs(spread.mean) + reach);
}

/** Behind an open verdict; empty where nothing would have been shown. */
export function inWordsOfSmallestShown(shown: number | null, { sign, margin, countedBeyond }: IntervalRequest): string {
  if (shown === null) return '';
  if (countedBeyond !== undefined) return `; so many seeds would have shown a share below ${inDigits(shown)}`;
  const what =
    margin === null
      ? `a mean ${sign === 1 ? 'above' : 'below'} ${inDigits(shown)}`
      : `a margin above ${inDigits(shown)}`;
  return `; with this spread so many seeds would have shown ${what}`;
}

/** What is past the doubles, or came from a bar that no statistic reaches, is no number to print. */
function finiteOrNull(value: number): number | null {
  return Math.abs(value) < Number.MAX_VALUE / 1e9 ? value : null;
}

/** What is said beside a mean; nothing beside a share. */
export function besideMean(values: readonly number[], asked: IntervalRequest): { readonly estimates?: Estimates } {
  if (asked.countedBeyond !== undefined) return {};
  return { estimates: estimatesOf(values, { sign: asked.sign, confidence: confidenceOf(asked) }) };
}

/** @param values finite; @param sign 1 if the claim predicts values above 0, -1 if below */
export function estimatesOf(
  values: readonly number[],
  { sign, confidence }: { readonly sign: 1 | -1; readonly confidence: number },
): Estimates {
  const seeds = values.filter((value) => sign * value > 0).length;
  const share = values.length === 0 ? null : clopperPearson({ successes: seeds, trials: values.length }, confidence);
  return {
    standardised: standardisedInterval(values, confidence),
    inDirection: share === null ? null : { seeds, of: values.length, ...share },
  };
}
