// Beside the verdict on whether there is an effect, one on its size: is it that of an implementation which is not ours? A threshold is a
// third of the effect that was calibrated, so half of that would pass unnoticed. It has no say in a verdict (decisions.md B8).
import { Type } from 'typebox';
import type { Decision, DecisionRule } from '../../decisions/decision.ts';
import { ends } from '../../decisions/trend.ts';
import { Count, closed, Finite, Probability, Text, type Valid } from '../../schemas/parts.ts';
import { sampleMoments } from '../../statistics/sample-moments.ts';
import { welchInterval } from '../../statistics/welch.ts';

/** What the independent implementation found: mean and SD over its seeds. */
const found = { estimate: Finite, standardDeviation: Type.Number({ minimum: 0 }), seeds: Count };
/** Up to so much, in raw units, effects count as the same. */
const margin = Type.Number({ exclusiveMinimum: 0 });

export const ReferenceEffectSchema = closed({
  claim: Text,
  task: Text,
  /** Left out where the claim has one test on the task. */
  design: Type.Optional(Text),
  /** Which part of the test, from 0. */
  part: Count,
  ...found,
  margin,
});
export type ReferenceEffect = Valid<typeof ReferenceEffectSchema>;

export const SizeSchema = closed({
  /**
   * By the interval of the difference. `equivalent`: it lies within the margin. Else, where it does not hold 0: `smaller` (nearer to no effect
   * than the reference, or of the other sign) or `larger`; `differs` where no effect is claimed. `undecided`: none of these.
   */
  outcome: Type.Enum(['equivalent', 'smaller', 'larger', 'differs', 'undecided']),
  reference: closed(found),
  /** Ours less the reference, with Welch's interval. */
  difference: closed({ estimate: Finite, low: Finite, high: Finite, confidence: Probability }),
  margin,
});
export type Size = Valid<typeof SizeSchema>;

/** An error of .01 a side: of either one-sided test of equivalence, and of taking an equal effect for a smaller or for a larger one. */
const CONFIDENCE = 0.98;

interface Judged {
  readonly rule: DecisionRule;
  readonly decision: Decision;
  readonly perSeed: readonly { readonly values: readonly number[] }[];
}

/**
 * Of the seeds up to where the part was decided, so that it is about the effect that is printed. The interval does not know that a sequence
 * stopped there, which errs for the larger effect and the smaller spread: the error is at most .02 a side where .01 is stated, beside a reference
 * of two seeds .05, stopped or not (specs/execution/effect-size-coverage.spec.ts).
 * Null where one side has fewer than two seeds, or the part is invalid, a pattern, whose cells have an effect each,
 * or a dispersion, whose effect is a share of models.
 */
export function sizeOf({ rule, decision, perSeed }: Judged, of: ReferenceEffect, confidence = CONFIDENCE): Size | null {
  if (decision.outcome === 'invalid' || rule.kind === 'pattern' || rule.kind === 'dispersion') return null;
  const rows = perSeed.slice(0, decision.seeds).map(({ values }) => values);
  const ours = rule.kind === 'trend' ? ends(rows, rule) : rows.map(([value = Number.NaN]) => value);
  const { estimate: mean, standardDeviation, seeds, margin: same } = of;
  const difference = welchInterval(sampleMoments(ours), { count: seeds, mean, standardDeviation }, confidence);
  if (difference === null) return null;
  const claimed = rule.kind === 'equivalence' ? 0 : Math.sign(mean);
  return {
    outcome: outcomeOf(difference, { margin: same, claimed }),
    reference: { estimate: mean, standardDeviation, seeds },
    difference: { ...difference, confidence },
    margin: same,
  };
}

/** @param claimed the sign of the effect; 0: none is claimed */
function outcomeOf(
  { low, high }: { readonly low: number; readonly high: number },
  { margin: same, claimed }: { readonly margin: number; readonly claimed: number },
): Size['outcome'] {
  if (low >= -same && high <= same) return 'equivalent';
  if (low <= 0 && high >= 0) return 'undecided';
  if (claimed === 0) return 'differs';
  return Math.sign(low) === claimed ? 'larger' : 'smaller';
}
