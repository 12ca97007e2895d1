// What no rule may judge: too few seeds, values that are not finite. Such a sample is INVALID with a reason, never a result.
import type { Invalid } from './decision.ts';
import { effectOf } from './effect.ts';

const ORDINARY = { alpha: 1e-12, value: 1e100 } as const;

/** The decision 'invalid' if `values` cannot be judged; null if they can. */
export function invalidSample(values: readonly number[], alpha: number): Invalid | null {
  const broken = values.filter((value) => !Number.isFinite(value)).length;
  if (broken > 0) {
    return invalidDecision(`${broken} of ${values.length} seeds gave a value that is not a finite number.`, {
      seeds: values.length,
      alpha,
    });
  }
  if (values.length < 2) {
    const reason = `A decision needs at least 2 seeds, and there ${values.length === 1 ? 'is 1' : 'are 0'}.`;
    return invalidDecision(reason, { seeds: values.length, alpha });
  }
  // Values of an ordinary size always have an effect, which takes its time.
  const isOrdinary = alpha > ORDINARY.alpha && values.every((value) => Math.abs(value) < ORDINARY.value);
  if (!isOrdinary && effectOf(values, alpha) === null) {
    return invalidDecision('The values are so large that their spread cannot be computed.', {
      seeds: values.length,
      alpha,
    });
  }
  return null;
}

export function invalidDecision(
  reason: string,
  { seeds, alpha }: { readonly seeds: number; readonly alpha: number },
): Invalid {
  return { outcome: 'invalid', reason, seeds, alpha };
}
