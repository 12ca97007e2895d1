// The confirmation of an alarm (decisions.md B5): seeds that had no part in it, the same number, the same direction, one-sided at a fixed
// level. They also say how large the shift is: those that raised the alarm were picked because they lay far away. The golden sample
// stays the same, so an alarm that an unlucky golden sample raised may well be confirmed: the budget counts alarms before confirmation.
import { pairedT, studentTSurvival } from '../../statistics/paired-t.ts';
import { goldenSample, isNumericallyClose } from './drift.ts';
import { type DriftEquivalence, type DriftSample, driftEquivalence, welch } from './drift-equivalence.ts';
import { type Direction, differencesOf } from './evidence-against-golden.ts';

export interface AlarmConfirmation {
  readonly isConfirmed: boolean;
  /** One-sided; 1 where there are too few seeds to say anything. */
  readonly pValue: number;
  readonly direction: Direction;
  /** Size and interval of the shift on these seeds alone, at confidence 1 - 2 level. */
  readonly size: DriftEquivalence;
}

export function confirmAlarm(
  confirming: DriftSample,
  {
    direction,
    level,
    margin,
  }: { readonly direction: Direction; readonly level: number; readonly margin: number | null },
): AlarmConfirmation {
  const size = driftEquivalence(confirming, { margin, level });
  const sign = direction === 'up' ? 1 : -1;
  const pValue = confirming.from === 'golden-seeds' ? pOfPairs(confirming, sign) : pOfFresh(confirming, sign);
  return { isConfirmed: pValue <= level, pValue, direction, size };
}

function pOfPairs({ pairs }: Extract<DriftSample, { from: 'golden-seeds' }>, sign: 1 | -1): number {
  const differences = differencesOf(pairs).map((difference) => sign * difference);
  if (differences.length < 2) return 1;
  const test = pairedT(differences, 0);
  if (test !== null) return test.pGreater;
  // All moved by the same: a fair coin a seed.
  return (differences[0] ?? 0) > 0 ? 0.5 ** differences.length : 1;
}

function pOfFresh({ golden, fresh }: Extract<DriftSample, { from: 'fresh-seeds' }>, sign: 1 | -1): number {
  const { deviation, mean: centre, seeds } = goldenSample(golden);
  if (deviation !== 0) {
    const between = welch(golden, fresh);
    if (between === null) return 1;
    return studentTSurvival((sign * between.shift) / between.standardError, between.degreesOfFreedom);
  }
  const isMoved = (now: number) => sign * (now - centre) > 0 && !isNumericallyClose({ golden: centre, now });
  // Fisher's exact test: that all seeds that moved are among the fresh ones.
  const moved = fresh.filter(isMoved).length;
  let pValue = 1;
  for (let index = 0; index < moved; index++) pValue *= (fresh.length - index) / (seeds + fresh.length - index);
  return pValue;
}
