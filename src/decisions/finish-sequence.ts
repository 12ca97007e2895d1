// From the look at which a sequence stands to the decision that a report shows, the same for every rule: outcome, words, effect
// with its confidence sequence, and what whoever trains must know.
import type { Decision, Effect, Outcome, Sequence, TestResult } from './decision.ts';
import type { SequentialDesign } from './design.ts';
import { estimatesOf, sequentialEffect } from './effect.ts';
import { foundDecision, invalidDecision, invalidSample, type Judgement, judgementOf } from './judgement.ts';
import { type Look, leastEvidence, sequenceOf } from './sequence.ts';
import { inDigits, inPercent } from './wording.ts';

export interface FinishedLook extends Pick<Sequence, 'evidence'> {
  readonly look: Look<unknown>;
  readonly looks: readonly number[];
  readonly given: number;
  readonly tests: readonly TestResult[];
  /** Asked only where the outcome is inconclusive; it answers null if no number would do. Null: the rule cannot say. */
  readonly seedsNeeded: (() => number | null) | null;
  /** What to say if it passed, was given up, or stays open. */
  readonly passed: string;
  readonly refuted: string;
  readonly open: string;
  /** Why what did not pass by the last look is no result at all; null if it is one. */
  readonly unfit: string | null;
}

export interface LookedAt {
  /** The number a seed that the effect is the mean of; the seeds of this look only. */
  readonly values: readonly number[];
  readonly alpha: number;
  readonly design: Pick<SequentialDesign, 'smallestEffect'>;
  readonly sign: 1 | -1;
}

export function finishSequence(finished: FinishedLook, at: LookedAt): Judgement {
  const { look, looks, given, evidence, tests } = finished;
  const { values, alpha } = at;
  const seeds = values.length;
  const unfit = invalidSample(values, alpha);
  if (unfit !== null) {
    // Too few seeds may still be mended by more of them; a value that is no number may not.
    const isMendable = seeds < 2 && values.every(Number.isFinite);
    const stoppedBy = isMendable ? look.stoppedBy : 'invalid';
    const sequence = sequenceOf({ ...look, stoppedBy }, { looks, given, evidence: [] });
    return judgementOf({ ...unfit, sequence });
  }
  const eValue = leastEvidence(evidence);
  const isOver = look.stoppedBy === 'maximum' || look.stoppedBy === 'invalid';
  if (finished.unfit !== null && isOver) {
    const inWords = () => inWordsOfUnfit(finished, at);
    return { outcome: 'invalid', tests: [], seeds, alpha, eValue, inWords };
  }
  const outcome =
    look.stoppedBy === 'evidence-for'
      ? 'reproduced'
      : look.stoppedBy === 'evidence-against'
        ? 'not-reproduced'
        : 'inconclusive';
  return { outcome, tests, seeds, alpha, eValue, inWords: () => inWordsOfLook(outcome, { finished, at }) };
}

function inWordsOfUnfit({ look, looks, given, evidence, unfit }: FinishedLook, at: LookedAt): Decision {
  const { values, alpha } = at;
  const seeds = values.length;
  const sequence = sequenceOf({ ...look, stoppedBy: 'invalid' }, { looks, given, evidence });
  return { ...invalidDecision(`After ${seeds} seeds: ${unfit}.`, { seeds, alpha }), sequence };
}

function inWordsOfLook(
  outcome: Exclude<Outcome, 'invalid'>,
  { finished, at }: { readonly finished: FinishedLook; readonly at: LookedAt },
): Decision {
  const { look, looks, given, evidence, tests } = finished;
  const { values, alpha, design, sign } = at;
  const seeds = values.length;
  const asked = outcome === 'inconclusive' ? finished.seedsNeeded : null;
  const needed = asked === null ? null : asked();
  const sequence = sequenceOf(look, { looks, given, evidence });
  const effect = sequentialEffect(values, { alpha, smallestEffect: design.smallestEffect });
  const standing = `After ${seeds} of at most ${sequence.mostSeeds} seeds the mean is ${inDigits(effect?.estimate ?? 0)}${inWordsOfInterval(effect)}`;
  const reason = {
    reproduced: `${standing}: ${finished.passed}.`,
    'not-reproduced': `${standing}: ${finished.refuted}.`,
    inconclusive:
      look.look === 0
        ? `${standing}; the first look is due at ${sequence.fewestSeeds} seeds.`
        : `${standing}: ${finished.open}${asked === null ? '' : `; ${inWordsOfNeed(needed)}`}.`,
  }[outcome];
  const estimates = estimatesOf(values, { sign, confidence: 1 - 2 * alpha });
  return foundDecision(outcome, { reason, effect, tests, seeds, alpha, power: null, sequence, estimates }, needed);
}

function inWordsOfInterval(effect: Effect | null): string {
  if (effect === null || effect.low === null || effect.high === null) return ' (no interval)';
  return ` (${inPercent(effect.confidence)} confidence sequence ${inDigits(effect.low)} to ${inDigits(effect.high)})`;
}

function inWordsOfNeed(seeds: number | null): string {
  return seeds === null
    ? 'at this mean and SD no number of seeds would reproduce the claim'
    : `at this mean and SD it would pass at about ${seeds} seeds`;
}
