// How likely one night is to find that an effect is gone or halved, by the rule of drift (decisions.md B5), number by number and in words:
// without it, that a night is silent says nothing of what it could have missed.
import { DRIFT } from '../decisions/drift/drift.ts';
import { powerToFindShift } from '../decisions/drift/drift-power.ts';
import { inDigits } from '../decisions/wording.ts';
import type { GoldenEffect } from './night-effects.ts';
import type { WatchedVerdict } from './night-record.ts';

/** Of tonight's fresh seeds alone, for the loss of half and of all of the effect; null for numbers without one. */
export function powerTonight(
  id: string,
  {
    effects,
    fresh,
    alpha,
  }: { readonly effects: readonly GoldenEffect[]; readonly fresh: number; readonly alpha: number },
): NonNullable<WatchedVerdict['power']> | null {
  const effect = effects.find(({ number }) => number.id === id);
  if (effect === undefined) return null;
  const seeds = { alarming: fresh, confirming: DRIFT.confirmingSeeds };
  const [halved, removed] = [0.5, 1].map((lost) => powerToFindLoss(effect, { lost, seeds, alpha }));
  return halved == null || removed == null ? null : { halved, removed };
}

export function powerToFindLoss(
  { number, mean }: GoldenEffect,
  {
    lost,
    seeds,
    alpha,
  }: {
    /** Share of the effect. */
    readonly lost: number;
    readonly seeds: { readonly alarming: number; readonly confirming: number };
    readonly alpha: number;
  },
): number | null {
  const { claimedEffect, values } = number;
  return powerToFindShift({
    golden: values.map(({ value }) => value),
    shift: -lost * mean,
    claimedEffect,
    seeds,
    alpha,
  });
}

/** A task a line: on how many of its numbers a loss is as good as sure to be found, and where it is least so. */
export function powerLines(watched: readonly WatchedVerdict[]): string[] {
  const stated = watched.flatMap(({ power, ...one }) => (power ? [{ ...one, power }] : []));
  return [...new Set(stated.map(({ task }) => task))].map((task) => {
    const own = stated.filter((one) => one.task === task);
    const sure = (lost: 'removed' | 'halved') => own.filter(({ power }) => power[lost] >= DRIFT.plantedPower).length;
    const [weakest] = [...own].sort((one, other) => one.power.removed - other.power.removed);
    const least =
      weakest === undefined
        ? ''
        : `; least on ${weakest.claim}, ${weakest.name}: ${inWordsOfPower(weakest.power.removed)} and ${inWordsOfPower(weakest.power.halved)}`;
    return `${task}: one night's fresh seeds find an effect gone with a power of at least ${DRIFT.plantedPower} on ${sure('removed')} of ${own.length} numbers, and halved on ${sure('halved')}${least}.`;
  });
}

/** Never as a certainty. */
export function inWordsOfPower(power: number): string {
  return power > 0.999 ? 'over 0.999' : power < 0.001 ? 'below 0.001' : inDigits(power);
}
